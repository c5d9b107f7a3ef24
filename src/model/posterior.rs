//! How likely each span is, over all chains of tags.

use super::chain::{TagSpan, Transitions, highest};

/// Forward and backward sums over all chains, scaled at each unit so that they stay within range.
pub(super) struct Posterior<'s> {
    transitions: &'s Transitions,
    scores: &'s [f64],
    temperature: f64,
    forward: Vec<f64>,
    /// Logarithm of what the forward sums up to each unit were divided by.
    forward_scale: Vec<f64>,
    backward: Vec<f64>,
    /// Logarithm of what the backward sums down to each unit were divided by.
    backward_scale: Vec<f64>,
    /// Logarithm of the sum over all chains.
    all: f64,
}

impl<'s> Posterior<'s> {
    /// Sums over all chains with these scores, one row of tags a unit; at least one row.
    pub(super) fn new(transitions: &'s Transitions, scores: &'s [f64], temperature: f64) -> Self {
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
        let last: f64 = forward[(units - 1) * tags..].iter().sum();
        let all = last.ln() + forward_scale[units - 1];
        Self { transitions, scores, temperature, forward, forward_scale, backward, backward_scale, all }
    }

    /// All spans of `kind` whose chance reaches `threshold`, which is above 0.
    ///
    /// At each unit at most 1/`threshold` spans can be likely enough to go on, so time is linear in the units.
    pub(super) fn candidates(&self, kind: usize, threshold: f64) -> Vec<TagSpan> {
        let (begin, inside) = (2 * kind + 1, 2 * kind + 2);
        let (tags, units) = (self.transitions.tags, self.forward_scale.len());
        let mut out = Vec::new();
        for first in 0..units {
            let mut path = self.forward[first * tags + begin].ln() + self.forward_scale[first];
            let (mut at, mut last) = (begin, first);
            while chance(path + self.onward(last, at) - self.all) >= threshold {
                let probability = chance(path + self.ends(last, at, inside) - self.all);
                if probability >= threshold {
                    out.push(TagSpan { first, last, kind, probability: probability as f32 });
                }
                last += 1;
                if last == units {
                    break;
                }
                path += self.step(at, last, inside);
                at = inside;
            }
        }
        out
    }

    /// Logarithm of the sum over all ways to go on after tag `at` of unit `unit`.
    fn onward(&self, unit: usize, at: usize) -> f64 {
        self.backward[unit * self.transitions.tags + at].ln() + self.backward_scale[unit]
    }

    /// The same, over those ways that do not go on inside.
    fn ends(&self, unit: usize, at: usize, inside: usize) -> f64 {
        let (tags, after) = (self.transitions.tags, unit + 1);
        if after == self.backward_scale.len() {
            return 0.0;
        }
        let ways = (0..tags).filter(|&tag| tag != inside);
        let sum: f64 =
            ways.map(|tag| self.step(at, after, tag).exp() * self.backward[after * tags + tag]).sum();
        sum.ln() + self.backward_scale[after]
    }

    /// Score of tag `tag` at `unit`, after `before`.
    fn step(&self, before: usize, unit: usize, tag: usize) -> f64 {
        let tags = self.transitions.tags;
        (self.transitions.table[before * tags + tag] + self.scores[unit * tags + tag]) / self.temperature
    }
}

fn chance(logarithm: f64) -> f64 {
    logarithm.min(0.0).exp()
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
