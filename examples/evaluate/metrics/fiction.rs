//! Who speaks in a novel, where often only the turns of a dialogue tell.

use std::collections::BTreeSet;

use dixit::{MentionKind, output::json::Speaker};

use super::{
    report::{Figure, Report, percent},
    speakers::{best, normal},
};
use crate::documents::{Gold, Pair};

/// The ways in which a novel says who speaks, and all of them together.
const KINDS: [&str; 4] = ["Explicit", "Anaphoric", "Implicit", "all"];

#[derive(Clone, Copy, Default)]
struct Tally {
    gold: usize,
    found: usize,
    right: usize,
}

/// Measures the quotations with a speaker. One is right if a name that the text gives for the speaker found is among the
/// names of the one who speaks.
pub fn fiction(pairs: &[Pair]) -> Report {
    let mut tallies = [Tally::default(); 4];
    for pair in pairs {
        for quote in &pair.gold.quotes {
            let Some(speaker) = quote.speaker.as_deref().filter(|_| !quote.content.is_empty()) else {
                continue;
            };
            let found = best(pair, &quote.content);
            let names = names(&pair.gold, &pair.text, speaker);
            let right = found.is_some_and(|(record, quote)| {
                let speaker = quote.speaker.map(|speaker| &record.speakers[speaker]);
                speaker.is_some_and(|speaker| !called(speaker).is_disjoint(&names))
            });
            let kind = quote.quote_type.as_deref();
            let counted =
                KINDS.iter().zip(&mut tallies).filter(|(name, _)| **name == "all" || Some(**name) == kind);
            for (_, tally) in counted {
                tally.gold += 1;
                tally.found += usize::from(found.is_some());
                tally.right += usize::from(right);
            }
        }
    }
    let mut report = Report::default();
    for (kind, tally) in KINDS.iter().zip(tallies).filter(|(_, tally)| tally.gold > 0) {
        let found = percent(tally.found, tally.gold);
        let [end_to_end, of_found] = [tally.gold, tally.found].map(|whole| percent(tally.right, whole));
        report.line(format!(
            "{kind:9} quotations {}: found {found:.1}; speaker right end to end {end_to_end:.1}, of those found {of_found:.1}",
            tally.gold
        ));
        let figures = [
            ("gold", Figure::Count(tally.gold)),
            ("found", Figure::Percent(found)),
            ("right_end_to_end", Figure::Percent(end_to_end)),
            ("right_of_found", Figure::Percent(of_found)),
        ];
        report.figure(*kind, Figure::group(figures));
    }
    report
}

/// What gold calls a speaker: the names of a character, or the words of all mentions that are no pronouns.
fn names(gold: &Gold, text: &[char], speaker: &str) -> BTreeSet<String> {
    let listed = gold.characters.get(speaker).into_iter().flatten().map(|name| normal(name));
    let cluster = gold.coref_ids.iter().position(|id| id == speaker).and_then(|index| gold.coref.get(index));
    let mentions =
        cluster.into_iter().flatten().map(|&(start, end)| text[start..end].iter().collect::<String>());
    let words = mentions.map(|mention| normal(&mention)).filter(|mention| !is_pronoun(mention));
    let own = Some(normal(speaker)).filter(|_| cluster.is_none());
    own.into_iter().chain(listed).chain(words).collect()
}

/// What a speaker is called by name, or by the phrase where there is none.
fn called(speaker: &Speaker) -> BTreeSet<String> {
    let named = speaker.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
    named.map(|mention| normal(&mention.part.text)).chain([normal(&speaker.name)]).collect()
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 20] = [
        "i", "me", "my", "mine", "myself", "you", "your", "he", "him", "his", "himself", "she", "her",
        "hers", "herself", "we", "us", "they", "them", "who",
    ];
    PRONOUNS.contains(&words)
}
