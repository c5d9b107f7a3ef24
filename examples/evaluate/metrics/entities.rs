//! Named entities by exact span and kind.

use std::collections::BTreeSet;

use dixit::EntityKind;

use super::{
    report::{Counts, Report},
    spans::Stretch,
};
use crate::documents::Pair;

/// The kinds that are reported, in their order, and all kinds together.
const KINDS: [&str; 5] = ["PER", "ORG", "LOC", "MISC", "all"];

type Names<'t> = BTreeSet<(Stretch, &'t str)>;

/// Measures all documents.
pub fn entities(pairs: &[Pair]) -> Report {
    let mut counts = [Counts::default(); 5];
    for pair in pairs {
        let (gold, predicted) = (gold(pair), predicted(pair));
        for (kind, counts) in KINDS.iter().zip(&mut counts) {
            let of_kind =
                |names: &Names<'_>| names.iter().filter(|name| *kind == "all" || name.1 == *kind).count();
            let right = of_kind(&gold.intersection(&predicted).copied().collect());
            counts.add(of_kind(&predicted), right, of_kind(&gold), right);
        }
    }
    let mut report = Report::default();
    for (kind, counts) in KINDS.iter().zip(counts) {
        let f1 = counts.f1();
        report.line(format!(
            "{kind:5} P {:5.1} R {:5.1} F1 {:5.1}   gold {} predicted {}",
            f1.precision, f1.recall, f1.f1, counts.gold, counts.predicted
        ));
        report.figure(*kind, f1);
    }
    report
}

fn gold(pair: &Pair) -> Names<'_> {
    let entities = pair.gold.entities.iter();
    let stretch = |start, end| Stretch { start, end }.trimmed(&pair.text);
    entities.map(|entity| (stretch(entity.start, entity.end), entity.kind.as_str())).collect()
}

fn predicted(pair: &Pair) -> Names<'static> {
    let entities = pair.predicted.iter().flat_map(|record| &record.entities);
    let stretch = |start, end| Stretch { start, end }.trimmed(&pair.text);
    entities.map(|entity| (stretch(entity.part.start, entity.part.end), label(entity.kind))).collect()
}

fn label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organization => "ORG",
        EntityKind::Location => "LOC",
        EntityKind::Miscellaneous => "MISC",
    }
}
