//! A head that tags: a linear layer on the hidden states, and a chain over its scores.

use super::{
    chain::{TagSpan, Transitions},
    config::Config,
    dense::{Dense, Kernels, Scratch},
    pieces::Pieces,
    states::States,
    tensors::Tensors,
};
use crate::error::Error;

/// The head for names, or the one for sources, cues and contents.
pub(crate) struct TagHead {
    linear: Dense,
    transitions: Transitions,
    forbidden: f32,
    temperature: f32,
    /// The least chance of a span of each kind.
    thresholds: Vec<f32>,
}

impl TagHead {
    /// Takes the head `name`, which has a kind of span for each of `thresholds`.
    ///
    /// # Errors
    /// If a tensor is missing or has the wrong shape.
    pub(crate) fn new(
        config: &Config,
        tensors: &Tensors<'_>,
        kernels: &Kernels,
        name: &str,
        temperature: f32,
        thresholds: Vec<f32>,
    ) -> Result<Self, Error> {
        let tags = 2 * thresholds.len() + 1;
        let weight = tensors.matrix(&format!("heads.{name}.linear.weight"), [tags, config.hidden_size])?;
        let bias = tensors.numbers(&format!("heads.{name}.linear.bias"), &[tags])?;
        let learnt = tensors.numbers(&format!("heads.{name}.transitions"), &[tags, tags])?;
        Ok(Self {
            linear: Dense::new(kernels, &weight, bias),
            transitions: Transitions::new(&learnt, tags, config.dixit.forbidden),
            forbidden: config.dixit.forbidden,
            temperature,
            thresholds,
        })
    }

    /// The score of each tag at each unit. No span crosses a paragraph.
    pub(crate) fn scores(&self, kernels: &Kernels, pieces: &Pieces, states: &States) -> Vec<f32> {
        let mut scores = Vec::new();
        self.linear.apply(kernels, states.all(), &mut scores, &mut Scratch::default());
        for (unit, row) in scores.chunks_exact_mut(self.linear.outputs()).enumerate() {
            if pieces.begins_paragraph(unit) {
                row.iter_mut().skip(2).step_by(2).for_each(|inside| *inside += self.forbidden);
            }
        }
        scores
    }

    /// The spans of a text, in order, without overlap.
    pub(crate) fn spans(&self, kernels: &Kernels, pieces: &Pieces, states: &States) -> Vec<TagSpan> {
        self.transitions.decode(&self.scores(kernels, pieces, states), self.temperature, &self.thresholds)
    }
}
