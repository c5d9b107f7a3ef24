//! Who speaks where nothing but the dialogue tells.
//!
//! Novels and interviews give each turn a paragraph of its own and seldom say whose it is. Whether a document does so is
//! read off the turns whose speakers are known: in a dialogue neighbours differ, in a report they are the same. In a
//! dialogue everything that tells who speaks (names, pronouns, who acts beside a turn, what the engine says of it) is
//! weighed together with the habit of two speakers to alternate.

mod actors;
mod chain;
mod choices;
mod turns;

use crate::{
    annotate::Logistic,
    document::Document,
    extraction::{Evidence, Mention, MentionKind, Quotation},
};

use self::{choices::Chooser, turns::Turn};
use super::{identities::Identities, referents::Referents, resolve::Meant};

/// The share of quotations right that are in one paragraph with another one of the same speaker, in novels whose speakers
/// are known.
const SAME_PARAGRAPH: f32 = 0.8;

/// Who speaks is told from this chance on.
const LEAST_CHANCE: f64 = 0.4;

/// What the chance of a speaker is worth, as measured in novels: the turns that tell of one another go wrong together.
const WORTH: Logistic = Logistic { slope: 0.6, offset: -0.5 };

/// Gives direct quotations without a source the speaker that their paragraph or the dialogue around them tells. In a
/// dialogue that goes before a source in another paragraph, which is then no source of theirs, and before whom a pronoun
/// seems to mean by itself.
pub(super) fn take(
    document: &Document<'_>,
    identities: &mut Identities,
    referents: &Referents,
    quotations: &mut [Quotation],
    speaking: &mut [Option<Meant>],
) {
    let turns = turns::turns(document, identities, referents, quotations, speaking);
    let steps = turns::steps(&turns);
    for turn in &turns {
        let Some(identity) = turn.speaker else { continue };
        for &(quotation, _) in &turn.quotations {
            let evidence = Evidence::rule("same paragraph", SAME_PARAGRAPH);
            speaking[quotation].get_or_insert(Meant { identity, evidence });
        }
    }
    if !turns::is_dialogue(&turns, &steps) {
        return;
    }
    let chooser = Chooser::new(document, identities, referents, quotations, &turns, &steps);
    let choices: Vec<_> = (0..turns.len()).map(|turn| chooser.choices(turn)).collect();
    let found: Vec<_> = chain::chances(&choices, &steps)
        .into_iter()
        .zip(choices)
        .map(|(chances, choices)| {
            let best = chances.into_iter().zip(choices).max_by(|one, other| one.0.total_cmp(&other.0));
            best.and_then(|(chance, (speaker, _))| Some((speaker?, chance)))
        })
        .collect();
    for (turn, best) in turns.iter().zip(found).filter(|(turn, _)| turn.named().is_none() && !turn.shared) {
        let Some((identity, chance)) = best.filter(|(_, chance)| *chance >= LEAST_CHANCE) else { continue };
        let evidence = Evidence::rule("turn of a dialogue", WORTH.confidence(chance as f32));
        let meant = Meant { identity, evidence };
        give(turn, meant, identities, quotations, speaking);
    }
}

/// Makes somebody the speaker of a turn. Where that is whom its pronoun means anyway, the pronoun stays the reason.
fn give(
    turn: &Turn,
    meant: Meant,
    identities: &mut Identities,
    quotations: &mut [Quotation],
    speaking: &mut [Option<Meant>],
) {
    for &(quotation, near) in &turn.quotations {
        let told = speaking[quotation].filter(|_| near && !quotations[quotation].source.is_empty());
        match (told, turn.pronoun) {
            (None, _) => {
                quotations[quotation].source.clear();
                speaking[quotation] = Some(meant);
            }
            (Some(told), Some((pronoun, _)))
                if told.identity != meant.identity && quotations[quotation].source.contains(&pronoun) =>
            {
                speaking[quotation] = Some(meant);
                identities.all[told.identity].mentions.retain(|mention| mention.span != pronoun);
                let kind = MentionKind::Pronoun;
                let mention = Mention { span: pronoun, kind, evidence: meant.evidence };
                identities.all[meant.identity].mentions.push(mention);
            }
            _ => {}
        }
    }
}
