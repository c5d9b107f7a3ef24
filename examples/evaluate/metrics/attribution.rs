//! Sources, cues, contents and the links between them.

use std::collections::BTreeSet;

use dixit::output::json::{Part, Quote};

use super::{
    report::{Counts, Figure, Report, percent},
    spans::{Stretch, Stretches, of_gold, of_parts, shared},
};
use crate::documents::{GoldQuote, Pair};

/// The spans of one attribution, gold or predicted.
struct Attribution {
    content: Stretches,
    cue: Stretches,
    source: Stretches,
}

impl Attribution {
    fn of_gold(text: &[char], quote: &GoldQuote) -> Self {
        let spans = |spans: &[_]| of_gold(text, spans);
        Self { content: spans(&quote.content), cue: spans(&quote.cue), source: spans(&quote.source) }
    }

    fn of_predicted(text: &[char], quote: &Quote) -> Self {
        let spans = |parts: &[Part]| of_parts(text, parts);
        Self { content: spans(&quote.content), cue: spans(&quote.cue), source: spans(&quote.source) }
    }
}

/// A part of a content with the first span of its source.
type Link = (Stretch, Option<Stretch>);

/// Exactly right, and right by at least half.
#[derive(Default)]
struct Tally {
    exact: Counts,
    overlap: Counts,
}

impl Tally {
    fn add<T: Ord + Copy>(
        &mut self,
        gold: &BTreeSet<T>,
        predicted: &BTreeSet<T>,
        alike: impl Fn(T, T) -> bool,
    ) {
        let same = gold.intersection(predicted).count();
        let in_gold = |x: &&T| gold.iter().any(|&y| alike(**x, y));
        let in_predicted = |x: &&T| predicted.iter().any(|&y| alike(**x, y));
        self.exact.add(predicted.len(), same, gold.len(), same);
        let (right_predicted, right_gold) =
            (predicted.iter().filter(in_gold).count(), gold.iter().filter(in_predicted).count());
        self.overlap.add(predicted.len(), right_predicted, gold.len(), right_gold);
    }

    fn report(&self, role: &str, report: &mut Report) {
        let (exact, overlap) = (self.exact.f1(), self.overlap.f1());
        let Counts { gold, predicted, .. } = self.exact;
        report.line(format!(
            "{role:8} exact P {:5.1} R {:5.1} F1 {:5.1}   overlap>=.5 F1 {:5.1}   gold {gold} predicted {predicted}",
            exact.precision, exact.recall, exact.f1, overlap.f1
        ));
        let counts = [("gold", Figure::Count(gold)), ("predicted", Figure::Count(predicted))];
        let [gold, predicted] = counts;
        report.figure(
            role,
            Figure::group([("exact", exact.into()), ("overlap50", overlap.into()), gold, predicted]),
        );
    }
}

/// How many attributions of a kind are found, and how often the source of those is right.
#[derive(Default)]
struct Found {
    gold: usize,
    found: usize,
    with_source: usize,
    source_right: usize,
}

/// The kinds that are reported, in their order.
const KINDS: [&str; 4] = ["direct", "mixed", "indirect", "unknown"];

/// Measures all documents; with `speech` only gold attributions whose cue is a speech verb.
pub fn attribution(pairs: &[Pair], speech: bool) -> Report {
    let [mut source, mut cue, mut content, mut link]: [Tally; 4] = Default::default();
    let mut kinds: [Found; 4] = Default::default();
    for pair in pairs {
        let wanted = |quote: &&GoldQuote| !speech || quote.speech_cue || quote.kind == "direct";
        let quotes: Vec<&GoldQuote> = pair.gold.quotes.iter().filter(wanted).collect();
        let gold: Vec<_> = quotes.iter().map(|quote| Attribution::of_gold(&pair.text, quote)).collect();
        let quotes_predicted = pair.predicted.iter().flat_map(|record| &record.quotes);
        let predicted: Vec<_> =
            quotes_predicted.map(|quote| Attribution::of_predicted(&pair.text, quote)).collect();

        let alike = |x: Stretch, y: Stretch| x.jaccard(y) >= 0.5;
        source.add(&all(&gold, |a| &a.source), &all(&predicted, |a| &a.source), alike);
        cue.add(&all(&gold, |a| &a.cue), &all(&predicted, |a| &a.cue), alike);
        content.add(&all(&gold, |a| &a.content), &all(&predicted, |a| &a.content), alike);
        link.add(&links(&gold), &links(&predicted), linked_alike);
        for (quote, gold) in quotes.iter().zip(&gold) {
            if let Some(kind) = KINDS.iter().position(|&kind| kind == quote.kind) {
                kinds[kind].add(gold, &predicted);
            }
        }
    }
    let mut report = Report::default();
    for (role, tally) in [("source", source), ("cue", cue), ("content", content), ("link", link)] {
        tally.report(role, &mut report);
    }
    for (kind, found) in KINDS.iter().zip(&kinds).filter(|(_, found)| found.gold > 0) {
        found.report(kind, &mut report);
    }
    report
}

/// The spans of one role of all attributions.
fn all(attributions: &[Attribution], role: impl Fn(&Attribution) -> &Stretches) -> Stretches {
    attributions.iter().flat_map(|attribution| role(attribution).iter().copied()).collect()
}

fn links(attributions: &[Attribution]) -> BTreeSet<Link> {
    let of_one = |attribution: &Attribution| {
        let source = attribution.source.first().copied();
        attribution.content.iter().map(move |&content| (content, source)).collect::<Vec<_>>()
    };
    attributions.iter().flat_map(of_one).collect()
}

/// Contents that share at least half, and sources that overlap or are both missing.
fn linked_alike(x: Link, y: Link) -> bool {
    let sources_alike = match (x.1, y.1) {
        (None, None) => true,
        (Some(x), Some(y)) => x.overlaps(y),
        _ => false,
    };
    sources_alike && x.0.jaccard(y.0) >= 0.5
}

impl Found {
    /// Looks for one gold attribution among those predicted: the first of those that share most with it.
    fn add(&mut self, gold: &Attribution, predicted: &[Attribution]) {
        if gold.content.is_empty() {
            return;
        }
        self.gold += 1;
        let mut best: Option<(f64, &Attribution)> = None;
        for candidate in predicted {
            if let Some(share) = shared(&gold.content, &candidate.content)
                && best.is_none_or(|(most, _)| share > most)
            {
                best = Some((share, candidate));
            }
        }
        let Some((_, found)) = best.filter(|&(share, _)| share >= 0.5) else { return };
        self.found += 1;
        if !gold.source.is_empty() {
            self.with_source += 1;
            let right = gold.source.iter().any(|x| found.source.iter().any(|y| x.overlaps(*y)));
            self.source_right += usize::from(right);
        }
    }

    fn report(&self, kind: &str, report: &mut Report) {
        let recall = percent(self.found, self.gold);
        let accuracy = percent(self.source_right, self.with_source);
        report.line(format!(
            "{kind:9} found {recall:5.1} of {}; source right in {accuracy:5.1} of those found",
            self.gold
        ));
        report.figure(format!("recall_{kind}"), Figure::Percent(recall));
        report.figure(format!("source_accuracy_{kind}"), Figure::Percent(accuracy));
    }
}
