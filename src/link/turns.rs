//! Who speaks where nothing but the turns of a dialogue tells.
//!
//! Novels and interviews give each turn a paragraph of its own and seldom say whose it is. Whether a document does so is
//! read off the turns whose speakers are known: in a dialogue neighbours differ, in a report they are the same.

use crate::{
    document::Document,
    extraction::{Evidence, MentionKind, Quotation, QuotationKind},
    text::Span,
};

use super::{
    identities::{Identities, Kind},
    resolve::Meant,
};

/// How many turns back the other party of a dialogue is looked for.
const FARTHEST: usize = 12;

/// The most tokens before who acts in a sentence.
const FEW: usize = 2;

/// The shares of the following that were right in novels whose speakers are known.
mod measured {
    pub const SAME_PARAGRAPH: f32 = 0.8;
    pub const WHO_ACTS: f32 = 0.6;
    pub const ALTERNATE: f32 = 0.6;
    pub const OTHER_PARTY: f32 = 0.5;
}

/// What one paragraph says between quote marks.
struct Turn {
    /// The paragraph that it begins in, and the last one that it goes on in.
    paragraphs: (usize, usize),
    /// Each with whether its speaker, where it has one, is named in these paragraphs.
    quotations: Vec<(usize, bool)>,
    /// Who speaks; nobody where it is not known, or where two do.
    speaker: Option<usize>,
    /// Whether two speak.
    shared: bool,
}

/// Gives direct quotations without a source the speaker that their paragraph or the dialogue around them tells. In a
/// dialogue that goes before a source in another paragraph, which is then no source of theirs.
pub(super) fn take(
    document: &Document<'_>,
    identities: &Identities,
    quotations: &mut [Quotation],
    speaking: &mut [Option<Meant>],
) {
    let mut turns = turns(document, quotations, speaking);
    let actors = Actors::new(document, identities, quotations);
    let dialogue = is_dialogue(&turns);
    let mut found = |turn: &mut Turn, identity: usize, rule: &'static str, confidence: f32| {
        turn.speaker = Some(identity);
        let evidence = Evidence::rule(rule, confidence);
        for &(quotation, near) in &turn.quotations {
            if speaking[quotation].is_none() || (dialogue && !near) {
                speaking[quotation] = Some(Meant { identity, evidence });
                quotations[quotation].source.clear();
            }
        }
    };
    for turn in turns.iter_mut().filter(|turn| !turn.shared) {
        if let Some(speaker) = turn.speaker {
            found(turn, speaker, "same paragraph", measured::SAME_PARAGRAPH);
        }
    }
    if !dialogue {
        return;
    }
    for turn in turns.iter_mut().filter(|turn| turn.speaker.is_none() && !turn.shared) {
        if let Some(actor) = actors.of(document, turn) {
            found(turn, actor, "who acts beside the quotation", measured::WHO_ACTS);
        }
    }
    let numbers: Vec<usize> = (0..turns.len()).collect();
    for &turn in &numbers {
        if let Some(speaker) = alternate(&turns, turn, |turn, back| turn.checked_sub(back)) {
            found(&mut turns[turn], speaker, "alternate turn", measured::ALTERNATE);
        }
    }
    for &turn in numbers.iter().rev() {
        if let Some(speaker) = alternate(&turns, turn, |turn, on| Some(turn + on)) {
            found(&mut turns[turn], speaker, "alternate turn", measured::ALTERNATE);
        }
    }
    for &turn in &numbers {
        if let Some(speaker) = other_party(&turns, turn) {
            found(&mut turns[turn], speaker, "the other one of a dialogue", measured::OTHER_PARTY);
        }
    }
}

/// The direct quotations by paragraph.
fn turns(document: &Document<'_>, quotations: &[Quotation], speaking: &[Option<Meant>]) -> Vec<Turn> {
    let paragraphs = document.paragraphs();
    let paragraph = |byte: usize| paragraphs.partition_point(|paragraph| paragraph.span.end() <= byte);
    let mut turns: Vec<Turn> = Vec::new();
    for (number, quotation) in quotations.iter().enumerate() {
        if quotation.kind != QuotationKind::Direct {
            continue;
        }
        let first = paragraph(quotation.content[0].start());
        let last = paragraph(quotation.content[quotation.content.len() - 1].start()).max(first);
        let here = paragraphs[first].span.cover(paragraphs[last].span);
        let near = quotation.source.iter().all(|&source| here.contains(source));
        let speaker = speaking[number].filter(|_| near).map(|meant| meant.identity);
        match turns.last_mut().filter(|turn| turn.paragraphs.1 == first) {
            Some(turn) => {
                turn.shared |= speaker.is_some() && turn.speaker.is_some_and(|known| Some(known) != speaker);
                turn.speaker = if turn.shared { None } else { turn.speaker.or(speaker) };
                turn.paragraphs.1 = turn.paragraphs.1.max(last);
                turn.quotations.push((number, near));
            }
            None => turns.push(Turn {
                paragraphs: (first, last),
                quotations: vec![(number, near)],
                speaker,
                shared: false,
            }),
        }
    }
    turns
}

/// Whether one turn answers another, with no paragraph between them.
fn adjacent(one: &Turn, other: &Turn) -> bool {
    one.paragraphs.1 + 1 == other.paragraphs.0
}

/// Whether neighbours whose speakers are known differ more often than not.
fn is_dialogue(turns: &[Turn]) -> bool {
    let (mut differ, mut same) = (0, 0);
    for pair in turns.windows(2).filter(|pair| adjacent(&pair[0], &pair[1])) {
        if let (Some(one), Some(other)) = (pair[0].speaker, pair[1].speaker) {
            differ += usize::from(one != other);
            same += usize::from(one == other);
        }
    }
    differ > same
}

/// Who speaks in a turn if speakers alternate: who spoke two turns from it, in the direction of `step`.
fn alternate(turns: &[Turn], turn: usize, step: impl Fn(usize, usize) -> Option<usize>) -> Option<usize> {
    let here = &turns[turn];
    if here.speaker.is_some() || here.shared {
        return None;
    }
    let next = turns.get(step(turn, 1)?)?;
    let after = turns.get(step(turn, 2)?)?;
    let joined = |one: &Turn, other: &Turn| adjacent(one, other) || adjacent(other, one);
    let speaker = after.speaker.filter(|_| joined(here, next) && joined(next, after))?;
    (!next.shared && fits(turns, turn, speaker)).then_some(speaker)
}

/// Whether none of the neighbours of a turn has this speaker.
fn fits(turns: &[Turn], turn: usize, speaker: usize) -> bool {
    let before =
        turn.checked_sub(1).map(|before| &turns[before]).filter(|before| adjacent(before, &turns[turn]));
    let after = turns.get(turn + 1).filter(|after| adjacent(&turns[turn], after));
    before.into_iter().chain(after).all(|neighbour| neighbour.speaker != Some(speaker))
}

/// Who spoke last besides the one who speaks before or after this turn.
fn other_party(turns: &[Turn], turn: usize) -> Option<usize> {
    let here = &turns[turn];
    if here.speaker.is_some() || here.shared {
        return None;
    }
    let before = turn.checked_sub(1).map(|before| &turns[before]).filter(|before| adjacent(before, here));
    let after = turns.get(turn + 1).filter(|after| adjacent(here, after));
    let partner = before.into_iter().chain(after).find_map(|neighbour| neighbour.speaker)?;
    let earlier = turns[..turn].iter().rev().take(FARTHEST).filter_map(|turn| turn.speaker);
    earlier.filter(|&speaker| speaker != partner).find(|&speaker| fits(turns, turn, speaker))
}

/// People outside of what is said, in order: `Holm rose. “Well?”`
struct Actors {
    mentions: Vec<(usize, usize)>,
}

impl Actors {
    fn new(document: &Document<'_>, identities: &Identities, quotations: &[Quotation]) -> Self {
        let mut contents: Vec<Span> =
            quotations.iter().flat_map(|quotation| quotation.content.iter().copied()).collect();
        contents.sort_unstable();
        let mut mentions: Vec<(usize, usize)> = Vec::new();
        for (number, identity) in identities.all.iter().enumerate() {
            if !matches!(identity.kind, Kind::Person | Kind::Unnamed) {
                continue;
            }
            for mention in identity.mentions.iter().filter(|mention| mention.kind != MentionKind::Nominal) {
                let start = mention.span.start();
                let before = contents.partition_point(|content| content.start() <= start);
                let said = before.checked_sub(1).is_some_and(|before| contents[before].end() > start);
                // Who acts is named first in the sentence, but for a title.
                let token = document.token_at(start);
                let sentence = &document.sentences()[document.sentence_of(token)];
                if !said && token <= sentence.tokens.start + FEW {
                    mentions.push((start, number));
                }
            }
        }
        mentions.sort_unstable();
        Self { mentions }
    }

    /// Who acts in the paragraph of a turn.
    fn of(&self, document: &Document<'_>, turn: &Turn) -> Option<usize> {
        let span = document.paragraphs()[turn.paragraphs.0].span;
        let first = self.mentions.partition_point(|&(start, _)| start < span.start());
        self.mentions.get(first).filter(|&&(start, _)| start < span.end()).map(|&(_, identity)| identity)
    }
}
