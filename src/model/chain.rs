//! Chains of tags: the likeliest one, and how likely each span in it is.
//!
//! Tag 0 is "outside"; the odd tags begin a span of a kind, and the even tag after each is inside of it.

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
    tags: usize,
    /// Score of a tag (column) after a tag (row).
    table: Vec<f64>,
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

    /// The spans of the likeliest chain over `scores`, one row of tags a unit.
    pub(crate) fn decode(&self, scores: &[f32], temperature: f32) -> Vec<TagSpan> {
        let scores: Vec<f64> = scores.iter().map(|&score| f64::from(score)).collect();
        let best = self.best(&scores);
        let mut spans = spans(&best);
        if !spans.is_empty() {
            let sums = Sums::new(self, &scores, f64::from(temperature));
            for span in &mut spans {
                span.probability = sums.probability(span) as f32;
            }
        }
        spans
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

/// Forward and backward sums over all chains, scaled at each unit so that they stay within range.
struct Sums<'s> {
    transitions: &'s Transitions,
    scores: &'s [f64],
    temperature: f64,
    forward: Vec<f64>,
    /// Logarithm of what the forward sums up to each unit were divided by.
    forward_scale: Vec<f64>,
    backward: Vec<f64>,
    /// Logarithm of what the backward sums down to each unit were divided by.
    backward_scale: Vec<f64>,
}

impl<'s> Sums<'s> {
    fn new(transitions: &'s Transitions, scores: &'s [f64], temperature: f64) -> Self {
        let tags = transitions.tags;
        let units = scores.len() / tags;
        let table: Vec<f64> = transitions.table.iter().map(|score| (score / temperature).exp()).collect();
        // Each unit's scores in proportion to its highest one, whose logarithm goes into the scale.
        let tops: Vec<f64> =
            scores.chunks_exact(tags).map(|row| highest(row.iter().copied()).1 / temperature).collect();
        let weights: Vec<f64> = scores
            .chunks_exact(tags)
            .zip(&tops)
            .flat_map(|(row, top)| row.iter().map(move |score| (score / temperature - top).exp()))
            .collect();
        let (mut forward, mut backward) = (weights.clone(), vec![1.0; scores.len()]);
        let (mut forward_scale, mut backward_scale) = (vec![0.0; units], vec![0.0; units]);
        for unit in 0..units {
            let (before, here) = forward.split_at_mut(unit * tags);
            let here = &mut here[..tags];
            if unit > 0 {
                let before = &before[(unit - 1) * tags..];
                for (tag, sum) in here.iter_mut().enumerate() {
                    *sum *= (0..tags).map(|other| before[other] * table[other * tags + tag]).sum::<f64>();
                }
                forward_scale[unit] = forward_scale[unit - 1];
            }
            forward_scale[unit] += tops[unit] + rescale(here);
        }
        for unit in (1..units).rev() {
            let (before, here) = backward.split_at_mut(unit * tags);
            let before = &mut before[(unit - 1) * tags..];
            let row = &weights[unit * tags..(unit + 1) * tags];
            for (tag, sum) in before.iter_mut().enumerate() {
                *sum = (0..tags).map(|other| table[tag * tags + other] * row[other] * here[other]).sum();
            }
            backward_scale[unit - 1] = backward_scale[unit] + tops[unit] + rescale(before);
        }
        Self { transitions, scores, temperature, forward, forward_scale, backward, backward_scale }
    }

    /// The share of all chains, by weight, that have exactly this span.
    fn probability(&self, span: &TagSpan) -> f64 {
        let tags = self.transitions.tags;
        let (begin, inside) = (2 * span.kind + 1, 2 * span.kind + 2);
        let step = |before: usize, unit: usize, tag: usize| {
            (self.transitions.table[before * tags + tag] + self.scores[unit * tags + tag]) / self.temperature
        };
        let mut path = self.forward[span.first * tags + begin].ln() + self.forward_scale[span.first];
        let mut at = begin;
        for unit in span.first + 1..=span.last {
            path += step(at, unit, inside);
            at = inside;
        }
        let units = self.forward_scale.len();
        let after = span.last + 1;
        if after < units {
            let ways = (0..tags).filter(|&tag| tag != inside);
            let sum: f64 =
                ways.map(|tag| step(at, after, tag).exp() * self.backward[after * tags + tag]).sum();
            path += sum.ln() + self.backward_scale[after];
        }
        let all: f64 = self.forward[(units - 1) * tags..].iter().sum();
        (path - all.ln() - self.forward_scale[units - 1]).min(0.0).exp()
    }
}

/// Divides by the sum, and gives its logarithm.
fn rescale(row: &mut [f64]) -> f64 {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|x| *x /= sum);
        sum.ln()
    } else {
        0.0
    }
}

fn is_inside(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

fn begin_of(inside: usize) -> usize {
    inside - 1
}

/// The place and value of the highest number, the first of equal ones.
fn highest(numbers: impl Iterator<Item = f64>) -> (usize, f64) {
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
            for span in transitions.decode(&scores, temperature) {
                let same = |other: &TagSpan| (other.first, other.last, other.kind) == (span.first, span.last, span.kind);
                let with: f64 = chains.iter().filter(|chain| spans(chain).iter().any(same)).map(weight).sum();
                prop_assert!((with / all - f64::from(span.probability)).abs() < 1e-4, "{span:?}: {}", with / all);
            }
        }
    }

    #[test]
    fn spans_of_chains() {
        let rows: [(&[u8], &[(usize, usize, usize)]); 6] = [
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
        let found = transitions(&learnt).decode(&scores, 1.0);
        assert!(found.len() > 1000);
        assert!(found.iter().all(|span| span.probability > 0.0 && span.probability <= 1.0));
    }
}
