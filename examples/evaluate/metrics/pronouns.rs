//! Pronouns: whom each one means of those whose names gold gives, or none of them.

use super::report::{Figure, Report, percent};
use crate::documents::{Gold, Pair};

/// Measures the documents that ask after a pronoun, or mark all of theirs. One is right if what is found for it has names of
/// just those among its mentions whom gold gives it.
pub fn pronouns(pairs: &[Pair]) -> Report {
    let (mut asked, mut right, mut found, mut named) = (0, 0, 0, 0);
    for pair in pairs {
        for ask in asks(&pair.gold) {
            asked += 1;
            let hit = usize::from(ask.meant == predicted(pair, &ask));
            right += hit;
            if ask.meant.contains(&true) {
                named += 1;
                found += hit;
            }
        }
    }
    let (all, of_named) = (percent(right, asked), percent(found, named));
    let mut report = Report::default();
    report.line(format!(
        "pronouns {asked}: right {all:.1}; of the {named} that mean one of the names {of_named:.1}"
    ));
    report.figure("pronouns", Figure::Count(asked));
    report.figure("right", Figure::Percent(all));
    report.figure("right_of_named", Figure::Percent(of_named));
    report
}

type Range = (usize, usize);

/// A pronoun, those whom it could mean by their names, and for each whether it does.
struct Ask {
    pronoun: Range,
    bearers: Vec<Vec<Range>>,
    meant: Vec<bool>,
}

fn asks(gold: &Gold) -> Vec<Ask> {
    let one = gold.pronoun.map(|pronoun| {
        let cluster = gold.coref.iter().find(|cluster| cluster.contains(&pronoun));
        let names: Vec<Range> = gold.entities.iter().map(|name| (name.start, name.end)).collect();
        let meant = names.iter().map(|name| cluster.is_some_and(|cluster| cluster.contains(name))).collect();
        Ask { pronoun, bearers: names.into_iter().map(|name| vec![name]).collect(), meant }
    });
    let all = gold.pronouns.iter().flat_map(|marked| {
        marked.pronouns.iter().map(|&(start, end, person)| Ask {
            pronoun: (start, end),
            bearers: marked.persons.clone(),
            meant: (0..marked.persons.len()).map(|at| usize::try_from(person) == Ok(at)).collect(),
        })
    });
    one.into_iter().chain(all).collect()
}

/// For each of the bearers, whether a name of theirs is among the mentions of the one that the pronoun was found to mean.
fn predicted(pair: &Pair, ask: &Ask) -> Vec<bool> {
    let overlap = |one: Range, other: Range| one.0 < other.1 && other.0 < one.1;
    let speakers = pair.predicted.iter().flat_map(|record| &record.speakers);
    let mut mentions = speakers.map(|speaker| {
        speaker.mentions.iter().map(|mention| (mention.part.start, mention.part.end)).collect::<Vec<Range>>()
    });
    let meant = mentions.find(|mentions| mentions.contains(&ask.pronoun)).unwrap_or_default();
    let borne =
        |names: &Vec<Range>| names.iter().any(|&name| meant.iter().any(|&mention| overlap(mention, name)));
    ask.bearers.iter().map(borne).collect()
}
