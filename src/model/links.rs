//! A head that links: which answering span, or none, belongs to each asking one.
//!
//! A span is the hidden states of its first and last unit. A pair's score is a biaffine product, which says whether the
//! two suit each other, plus a small layer that also sees how they lie to each other.

use std::ops::Range;

use rten_simd::SimdUnaryOp;
use rten_vecmath::Gelu;

use super::{
    chain::TagSpan,
    config::{Config, LinkConfig},
    dense::{Dense, Kernels, Scratch},
    pieces::Pieces,
    states::States,
    tensors::{Rows, Tensors},
};
use crate::error::Error;

/// The head of one relation.
pub(crate) struct LinkHead {
    ask: Dense,
    answer: Dense,
    bilinear: Dense,
    pair_ask: Dense,
    pair_answer: Dense,
    gap: Rows,
    between: Rows,
    contents: Rows,
    paragraphs: Rows,
    pair_out: Vec<f32>,
    none: Dense,
    config: LinkConfig,
    /// Whether an answer must come after what asks.
    forward: bool,
    temperature: f32,
}

/// What one span is told: logarithms of the chances of having no answer, and of each answer within reach.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// The logarithm of the chance that there is no answer.
    pub(crate) none: f32,
    /// The answers within reach, as indices.
    pub(crate) reach: Range<usize>,
    /// The logarithm of the chance of each of them.
    pub(crate) answers: Vec<f32>,
}

impl Choice {
    /// The likeliest answer, with the logarithm of its chance. Of equal ones none, or else the first.
    pub(crate) fn best(&self) -> (Option<usize>, f32) {
        let mut best = (None, self.none);
        for (answer, &score) in self.reach.clone().zip(&self.answers) {
            if score > best.1 {
                best = (Some(answer), score);
            }
        }
        best
    }
}

impl Choice {
    /// The logarithm of the chance of an answer, or of none; nothing where the answer is out of reach.
    pub(crate) fn score(&self, answer: Option<usize>) -> Option<f32> {
        let Some(answer) = answer else { return Some(self.none) };
        self.reach.contains(&answer).then(|| self.answers[answer - self.reach.start])
    }
}

/// The spans of a text that a relation is about.
#[derive(Clone, Copy)]
pub(crate) struct Candidates<'s> {
    pub(crate) asks: &'s [TagSpan],
    pub(crate) answers: &'s [TagSpan],
    /// The contents, which are counted wherever they lie between the two.
    pub(crate) contents: &'s [TagSpan],
}

/// Projections of spans.
struct Projected {
    /// For the biaffine product.
    product: Vec<f32>,
    /// For the small layer.
    pair: Vec<f32>,
}

impl LinkHead {
    /// Takes the head of `relation`.
    ///
    /// # Errors
    /// If a tensor is missing or has the wrong shape.
    pub(crate) fn new(
        config: &Config,
        tensors: &Tensors<'_>,
        kernels: &Kernels,
        relation: &str,
        temperature: f32,
    ) -> Result<Self, Error> {
        let link = &config.dixit.link;
        let (dim, two) = (link.dim, 2 * config.hidden_size);
        let name = |part: &str| format!("heads.link.{relation}.{part}");
        let matrix = |part: &str, shape| tensors.matrix(&name(part), shape);
        let dense = |part: &str, shape: [usize; 2]| -> Result<Dense, Error> {
            let bias = tensors.numbers(&name(&format!("{part}.bias")), &shape[..1])?;
            Ok(Dense::new(kernels, &matrix(&format!("{part}.weight"), shape)?, bias))
        };
        let plain = |part: &str, shape: [usize; 2]| -> Result<Dense, Error> {
            Ok(Dense::new(kernels, &matrix(part, shape)?, vec![0.0; shape[0]]))
        };
        Ok(Self {
            ask: dense("ask", [dim, two])?,
            answer: dense("answer", [dim, two])?,
            bilinear: plain("bilinear", [dim, dim])?,
            pair_ask: dense("pair_ask", [dim, two])?,
            pair_answer: plain("pair_answer.weight", [dim, two])?,
            gap: matrix("gap.weight", [link.gaps(), dim])?,
            between: matrix("between.weight", [2 * (link.between_max + 1), dim])?,
            contents: matrix("contents.weight", [link.between_max + 1, dim])?,
            paragraphs: matrix("paragraphs.weight", [link.paragraph_max + 1, dim])?,
            pair_out: tensors.numbers(&name("pair_out.weight"), &[1, dim])?,
            none: dense("none", [1, dim])?,
            config: link.clone(),
            forward: relation == "next",
            temperature,
        })
    }

    /// What each asking span is told, in order. All spans are in order of the text and do not overlap within a list.
    pub(crate) fn choices(
        &self,
        kernels: &Kernels,
        pieces: &Pieces,
        states: &States,
        spans: Candidates<'_>,
    ) -> Vec<Choice> {
        let mut scratch = Scratch::default();
        let mut apply = |layer: &Dense, input: &[f32]| {
            let mut out = Vec::new();
            layer.apply(kernels, input, &mut out, &mut scratch);
            out
        };
        let ask_states = span_states(states, spans.asks);
        let answer_states = span_states(states, spans.answers);
        let mut product = apply(&self.ask, &ask_states);
        Gelu {}.map_mut(&mut product);
        let none = apply(&self.none, &product);
        let asks = Projected { product, pair: apply(&self.pair_ask, &ask_states) };
        let mut keys = apply(&self.answer, &answer_states);
        Gelu {}.map_mut(&mut keys);
        let answers = Projected {
            product: apply(&self.bilinear, &keys),
            pair: apply(&self.pair_answer, &answer_states),
        };
        (0..spans.asks.len())
            .map(|ask| {
                let reach = self.reach(&spans.asks[ask], spans.answers);
                let scores = self.scores(pieces, spans, &asks, &answers, ask, reach.clone());
                self.choice(none[ask], reach, scores)
            })
            .collect()
    }

    /// The answers that `ask` may have.
    fn reach(&self, ask: &TagSpan, answers: &[TagSpan]) -> Range<usize> {
        let max = self.config.max_gap;
        let first = if self.forward {
            answers.partition_point(|answer| answer.first <= ask.first)
        } else {
            answers.partition_point(|answer| answer.last + max < ask.first)
        };
        let end = answers.partition_point(|answer| answer.first <= ask.last + max);
        first..end.max(first)
    }

    fn scores(
        &self,
        pieces: &Pieces,
        spans: Candidates<'_>,
        asks: &Projected,
        answers: &Projected,
        ask: usize,
        reach: Range<usize>,
    ) -> Vec<f32> {
        let dim = self.config.dim;
        let row = |number: usize| number * dim..(number + 1) * dim;
        let ask_pair = &asks.pair[row(ask)];
        let mut pairs = Vec::with_capacity(reach.len() * dim);
        for answer in reach.clone() {
            let start = pairs.len();
            pairs.extend(ask_pair.iter().zip(&answers.pair[row(answer)]).map(|(x, y)| x + y));
            self.add_place(pieces, spans, ask, answer, &mut pairs[start..]);
        }
        Gelu {}.map_mut(&mut pairs);
        let query = &asks.product[row(ask)];
        reach
            .zip(pairs.chunks_exact(dim))
            .map(|(answer, pair)| dot(query, &answers.product[row(answer)]) + dot(&self.pair_out, pair))
            .collect()
    }

    /// Adds what the small layer learns of how two spans lie to each other.
    fn add_place(&self, pieces: &Pieces, spans: Candidates<'_>, ask: usize, answer: usize, pair: &mut [f32]) {
        let (a, b) = (&spans.asks[ask], &spans.answers[answer]);
        let (after, before) = (b.first.saturating_sub(a.last), a.first.saturating_sub(b.last));
        let edges = &self.config.gap_edges;
        let size = edges.partition_point(|&edge| edge <= after.max(before));
        let gap = if after > 0 { edges.len() + size } else { edges.len() - size };
        let (low, high) = if after > 0 { (a.last, b.first) } else { (b.last, a.first) };
        let most = self.config.between_max;
        let side = if b.first > a.first { most + 1 } else { 0 };
        let paragraph = |span: &TagSpan| pieces.units[span.first].paragraph;
        let paragraphs = paragraph(b).abs_diff(paragraph(a)) as usize;
        self.gap.add_to(gap, pair);
        self.between.add_to(between(spans.answers, low, high).min(most) + side, pair);
        self.contents.add_to(between(spans.contents, low, high).min(most), pair);
        self.paragraphs.add_to(paragraphs.min(self.config.paragraph_max), pair);
    }

    fn choice(&self, none: f32, reach: Range<usize>, scores: Vec<f32>) -> Choice {
        let scaled = |score: f32| f64::from(score) / f64::from(self.temperature);
        let top = scores.iter().fold(scaled(none), |top, &score| top.max(scaled(score)));
        let sum: f64 = scores.iter().chain([&none]).map(|&score| (scaled(score) - top).exp()).sum();
        let log = |score: f32| (scaled(score) - top - sum.ln()) as f32;
        Choice { none: log(none), reach, answers: scores.into_iter().map(log).collect() }
    }
}

/// The states of each span's first and last unit.
fn span_states(states: &States, spans: &[TagSpan]) -> Vec<f32> {
    spans.iter().flat_map(|span| [states.of(span.first), states.of(span.last)]).flatten().copied().collect()
}

/// How many spans lie wholly after unit `low` and before unit `high`.
fn between(spans: &[TagSpan], low: usize, high: usize) -> usize {
    let first = spans.partition_point(|span| span.first <= low);
    spans.partition_point(|span| span.last < high).saturating_sub(first)
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
