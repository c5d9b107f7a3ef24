//! Pronouns: which of two names each one means, or neither.

use super::report::{Figure, Report, percent};
use crate::documents::{Gold, Pair};

/// Measures the documents that ask after a pronoun. One is right if what is found for it has just those of the two names
/// among its mentions that gold gives it.
pub fn pronouns(pairs: &[Pair]) -> Report {
    let (mut asked, mut right, mut found, mut named) = (0, 0, 0, 0);
    for pair in pairs {
        let Some(pronoun) = pair.gold.pronoun else { continue };
        asked += 1;
        let gold = gold(&pair.gold, pronoun);
        let predicted = predicted(pair, pronoun);
        right += usize::from(gold == predicted);
        if gold.contains(&true) {
            named += 1;
            found += usize::from(gold == predicted);
        }
    }
    let (all, of_named) = (percent(right, asked), percent(found, named));
    let mut report = Report::default();
    report.line(format!(
        "pronouns {asked}: right {all:.1}; of the {named} that mean one of the two {of_named:.1}"
    ));
    report.figure("pronouns", Figure::Count(asked));
    report.figure("right", Figure::Percent(all));
    report.figure("right_of_named", Figure::Percent(of_named));
    report
}

type Range = (usize, usize);

/// For each of the names, whether the pronoun means it.
fn gold(gold: &Gold, pronoun: Range) -> Vec<bool> {
    let cluster = gold.coref.iter().find(|cluster| cluster.contains(&pronoun));
    let means = |name: Range| cluster.is_some_and(|cluster| cluster.contains(&name));
    gold.entities.iter().map(|name| means((name.start, name.end))).collect()
}

/// For each of the names, whether it is among the mentions of the one that the pronoun was found to mean.
fn predicted(pair: &Pair, pronoun: Range) -> Vec<bool> {
    let overlap = |one: Range, other: Range| one.0 < other.1 && other.0 < one.1;
    let speakers = pair.predicted.iter().flat_map(|record| &record.speakers);
    let mut mentions = speakers.map(|speaker| {
        speaker.mentions.iter().map(|mention| (mention.part.start, mention.part.end)).collect::<Vec<Range>>()
    });
    let meant = mentions.find(|mentions| mentions.contains(&pronoun)).unwrap_or_default();
    let names = pair.gold.entities.iter().map(|name| (name.start, name.end));
    names.map(|name| meant.iter().any(|&mention| overlap(mention, name))).collect()
}
