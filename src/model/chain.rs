//! Chains of tags: the likeliest one, and the spans that all of them together speak for.
//!
//! Tag 0 is "outside"; the odd tags begin a span of a kind, and the even tag after each is inside of it.

use std::collections::BTreeMap;

use super::posterior::Posterior;

/// A run of units of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TagSpan {
    /// First unit.
    pub(crate) first: usize,
    /// Last unit.
    pub(crate) last: usize,
    /// Which kind, from 0.
    pub(crate) kind: usize,
    /// The chance that exactly this span is there, 0 to 1.
    pub(crate) probability: f32,
}

/// What the score of a chain is made of, beside the scores of its tags.
pub(crate) struct Transitions {
    pub(super) tags: usize,
    /// Score of a tag (column) after a tag (row).
    pub(super) table: Vec<f64>,
}

impl Transitions {
    /// The learnt scores, with `forbidden` added where a span would go on that has not begun.
    pub(crate) fn new(learnt: &[f32], tags: usize, forbidden: f32) -> Self {
        let table = learnt.iter().enumerate().map(|(place, &score)| {
            let (before, tag) = (place / tags, place % tags);
            let stray = is_inside(tag) && before != tag && before != begin_of(tag);
            f64::from(score) + if stray { f64::from(forbidden) } else { 0.0 }
        });
        Self { tags, table: table.collect() }
    }

    /// The spans that `scores`, one row of tags a unit, speak for; in order, without overlap.
    ///
    /// The likeliest chain says where something is: of the spans that are at least as likely as `thresholds` asks of their
    /// kind, and that overlap one of the chain's of that kind, the likeliest are taken, one after the other. The chain by
    /// itself often ends a span at an unlikely place.
    pub(crate) fn decode(&self, scores: &[f32], temperature: f32, thresholds: &[f32]) -> Vec<TagSpan> {
        let scores: Vec<f64> = scores.iter().map(|&score| f64::from(score)).collect();
        let best = spans(&self.best(&scores));
        if best.is_empty() {
            return best;
        }
        let posterior = Posterior::new(self, &scores, f64::from(temperature));
        let mut candidates = Vec::new();
        for (kind, &threshold) in thresholds.iter().enumerate() {
            let found: Vec<_> = best.iter().filter(|span| span.kind == kind).collect();
            if !found.is_empty() {
                let overlaps = |span: &TagSpan| {
                    let next = found.partition_point(|other| other.last < span.first);
                    found.get(next).is_some_and(|other| other.first <= span.last)
                };
                candidates
                    .extend(posterior.candidates(kind, f64::from(threshold)).into_iter().filter(overlaps));
            }
        }
        take_likeliest(candidates)
    }

    /// The likeliest chain; of equal ones, the lower tag.
    fn best(&self, scores: &[f64]) -> Vec<u8> {
        let tags = self.tags;
        let mut rows = scores.chunks_exact(tags);
        let Some(first) = rows.next() else { return Vec::new() };
        let mut best = first.to_vec();
        let mut next = best.clone();
        let mut back: Vec<u8> = vec![0; tags];
        for row in rows {
            for (tag, &score) in row.iter().enumerate() {
                let paths = (0..tags).map(|before| best[before] + self.table[before * tags + tag]);
                let (before, path) = highest(paths);
                back.push(before as u8);
                next[tag] = path + score;
            }
            std::mem::swap(&mut best, &mut next);
        }
        let mut tag = highest(best.iter().copied()).0 as u8;
        let mut chain: Vec<u8> = Vec::with_capacity(scores.len() / tags);
        for row in back.chunks_exact(tags).rev() {
            chain.push(tag);
            tag = row[usize::from(tag)];
        }
        chain.reverse();
        chain
    }
}

fn is_inside(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

fn begin_of(inside: usize) -> usize {
    inside - 1
}

/// The place and value of the highest number, the first of equal ones.
pub(super) fn highest(numbers: impl Iterator<Item = f64>) -> (usize, f64) {
    let mut top = (0, f64::NEG_INFINITY);
    for (place, number) in numbers.enumerate() {
        if number > top.1 {
            top = (place, number);
        }
    }
    top
}

fn spans(chain: &[u8]) -> Vec<TagSpan> {
    let mut spans: Vec<TagSpan> = Vec::new();
    for (unit, &tag) in chain.iter().enumerate() {
        let tag = usize::from(tag);
        if tag % 2 == 1 {
            spans.push(TagSpan { first: unit, last: unit, kind: tag / 2, probability: 0.0 });
        } else if let Some(span) =
            spans.last_mut().filter(|span| tag == 2 * span.kind + 2 && span.last + 1 == unit)
        {
            span.last = unit;
        }
    }
    spans
}

/// Of spans that overlap, the likelier; in order.
fn take_likeliest(mut candidates: Vec<TagSpan>) -> Vec<TagSpan> {
    let place = |span: &TagSpan| (span.first, span.last, span.kind);
    candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| place(a).cmp(&place(b))));
    let mut taken: BTreeMap<usize, TagSpan> = BTreeMap::new();
    for span in candidates {
        if taken.range(..=span.last).next_back().is_none_or(|(_, before)| before.last < span.first) {
            taken.insert(span.first, span);
        }
    }
    taken.into_values().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TAGS: usize = 5;

    fn transitions(learnt: &[f32]) -> Transitions {
        Transitions::new(learnt, TAGS, -10_000.0)
    }

    /// Every chain over `units` units.
    fn all_chains(units: usize) -> Vec<Vec<u8>> {
        (0..units).fold(vec![Vec::new()], |chains, _| {
            let longer = |chain: &Vec<u8>| {
                let chain = chain.clone();
                (0..TAGS as u8).map(move |tag| [chain.as_slice(), &[tag]].concat())
            };
            chains.iter().flat_map(longer).collect()
        })
    }

    fn score(chain: &[u8], transitions: &Transitions, scores: &[f32]) -> f64 {
        let tag = |unit: usize| usize::from(chain[unit]);
        let steps = (1..chain.len()).map(|unit| transitions.table[tag(unit - 1) * TAGS + tag(unit)]);
        let own = (0..chain.len()).map(|unit| f64::from(scores[unit * TAGS + tag(unit)]));
        own.chain(steps).sum()
    }

    proptest! {
        #[test]
        fn as_all_chains_say(
            (learnt, scores) in (1usize..5).prop_flat_map(|units| (
                prop::collection::vec(-2.0f32..2.0, TAGS * TAGS),
                prop::collection::vec(-3.0f32..3.0, TAGS * units),
            )),
            temperature in 0.5f32..2.0,
        ) {
            let transitions = transitions(&learnt);
            // What goes on at the start has not begun, as at the start of a paragraph.
            let mut scores = scores;
            scores[2] -= 10_000.0;
            scores[4] -= 10_000.0;
            let chains = all_chains(scores.len() / TAGS);
            let best = chains.iter().map(|chain| score(chain, &transitions, &scores)).fold(f64::MIN, f64::max);
            let found: Vec<f64> = scores.iter().map(|&x| f64::from(x)).collect();
            let found = transitions.best(&found);
            prop_assert!((score(&found, &transitions, &scores) - best).abs() < 1e-9, "{found:?} is not the best");

            let weight = |chain: &Vec<u8>| (score(chain, &transitions, &scores) / f64::from(temperature)).exp();
            let all: f64 = chains.iter().map(weight).sum();
            let chance = |span: &TagSpan| {
                let same = |other: &TagSpan| (other.first, other.last, other.kind) == (span.first, span.last, span.kind);
                chains.iter().filter(|chain| spans(chain).iter().any(same)).map(weight).sum::<f64>() / all
            };
            let decoded = transitions.decode(&scores, temperature, &[0.05, 0.2]);
            for span in &decoded {
                prop_assert!((chance(span) - f64::from(span.probability)).abs() < 1e-4, "{span:?}: {}", chance(span));
                prop_assert!(span.probability >= [0.05, 0.2][span.kind] - 1e-6);
            }
            prop_assert!(decoded.windows(2).all(|pair| pair[0].last < pair[1].first), "{decoded:?} overlap");
            // Nothing likelier was left out where the best chain has something of the kind.
            for span in spans(&found) {
                let likelier = decoded.iter().any(|other| {
                    other.first <= span.last && span.first <= other.last
                        && f64::from(other.probability) >= chance(&span) - 1e-6
                });
                prop_assert!(likelier || chance(&span) < [0.05, 0.2][span.kind] + 1e-6, "{span:?} was left out");
            }
        }
    }

    /// A chain, and first unit, last unit and kind of each of its spans.
    type Row = (&'static [u8], &'static [(usize, usize, usize)]);

    #[test]
    fn spans_of_chains() {
        let rows: [Row; 6] = [
            (&[], &[]),
            (&[0, 0], &[]),
            (&[1, 2, 0, 3], &[(0, 1, 0), (3, 3, 1)]),
            (&[1, 1, 2], &[(0, 0, 0), (1, 2, 0)]),
            (&[1, 3, 4, 4], &[(0, 0, 0), (1, 3, 1)]),
            (&[1, 4, 0, 2], &[(0, 0, 0)]),
        ];
        for (chain, expected) in rows {
            let found: Vec<_> = spans(chain).iter().map(|span| (span.first, span.last, span.kind)).collect();
            assert_eq!(found, expected, "{chain:?}");
        }
    }

    #[test]
    fn long_chains_stay_within_range() {
        let learnt = [0.0; TAGS * TAGS];
        let scores: Vec<f32> = (0..TAGS * 100_000).map(|place| (place * 7 % 23) as f32 - 11.0).collect();
        let found = transitions(&learnt).decode(&scores, 1.0, &[0.001, 0.001]);
        assert!(found.len() > 1000);
        assert!(found.iter().all(|span| span.probability > 0.0 && span.probability <= 1.0));
    }
}
