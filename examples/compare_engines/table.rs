//! The readings beside one another.

use std::collections::BTreeSet;

use crate::reading::{Places, Quotation, Reading};

/// What two quotations of the same content may have in common besides.
type Aspect = fn(&Quotation) -> Option<&Places>;

const ASPECTS: [(&str, Aspect); 4] = [
    ("content", |_| None),
    ("with cue", |quotation| Some(&quotation.cue)),
    ("with source", |quotation| Some(&quotation.source)),
    ("with speaker", |quotation| Some(&quotation.speaker)),
];

/// Markdown, one row an engine; all are set against the one called `reference`.
pub fn table(readings: &[(&str, Reading)], reference: &str) -> String {
    let (_, measure) =
        readings.iter().find(|(name, _)| *name == reference).expect("it is read like the others");
    let mut head = vec!["engine", "words a second", "speed", "peak memory, MB", "quotations"];
    head.extend(ASPECTS.map(|(name, _)| name));
    let mut rows = vec![head.iter().map(ToString::to_string).collect(), vec!["---".to_owned(); head.len()]];
    rows.extend(readings.iter().map(|(name, reading)| row(name, reading, measure)));
    let lines: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    format!("{} words, set against {reference}:\n\n{}", measure.words, lines.join("\n"))
}

fn row(name: &str, reading: &Reading, measure: &Reading) -> Vec<String> {
    let speed = |reading: &Reading| reading.words as f64 / reading.seconds;
    let megabytes = |kilobytes: usize| (kilobytes * 1024 / 1_000_000).to_string();
    let mut row = vec![
        name.to_owned(),
        format!("{:.0}", speed(reading)),
        format!("{:.2}", speed(reading) / speed(measure)),
        reading.memory.map_or_else(|| "unknown".to_owned(), megabytes),
        reading.quotations.len().to_string(),
    ];
    row.extend(ASPECTS.map(|(_, aspect)| format!("{:.1} %", 100.0 * agreement(reading, measure, aspect))));
    row
}

/// Of the quotations of both, the share that both have.
fn agreement(one: &Reading, other: &Reading, aspect: Aspect) -> f64 {
    let keys = |reading: &'_ Reading| -> BTreeSet<_> {
        let key = |quotation: &Quotation| {
            (quotation.article, quotation.content.clone(), aspect(quotation).cloned())
        };
        reading.quotations.iter().map(key).collect()
    };
    let (one, other) = (keys(one), keys(other));
    match one.len() + other.len() {
        0 => 1.0,
        all => 2.0 * one.intersection(&other).count() as f64 / all as f64,
    }
}
