//! BERT on the kernels of rten.

use rten_simd::{SimdOp, SimdUnaryOp};
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Sum, SumSquareSub};

use super::{Encoder, Packed, attention};
use crate::{
    error::Error,
    model::{
        config::Config,
        dense::{Dense, Kernels, Scratch},
        tensors::{Rows, Tensors},
    },
};

/// The default backend.
pub(super) struct RtenEncoder {
    words: Rows,
    types: Rows,
    positions: Rows,
    norm: LayerNorm,
    layers: Vec<Layer>,
    width: usize,
    heads: usize,
}

struct Layer {
    projections: Dense,
    attended: Dense,
    attended_norm: LayerNorm,
    widening: Dense,
    narrowing: Dense,
    norm: LayerNorm,
}

impl RtenEncoder {
    /// Takes the encoder's part of the weights.
    ///
    /// # Errors
    /// If a tensor is missing or has another shape than the configuration asks for.
    pub(super) fn new(config: &Config, tensors: &Tensors<'_>) -> Result<Self, Error> {
        let kernels = Kernels::new();
        let width = config.hidden_size;
        let rows =
            |name: &str, count| tensors.rows(&format!("embeddings.{name}_embeddings.weight"), [count, width]);
        Ok(Self {
            words: rows("word", config.vocab_size)?,
            types: rows("token_type", config.type_vocab_size)?,
            positions: rows("position", config.max_position_embeddings)?,
            norm: LayerNorm::new(config, tensors, "embeddings.LayerNorm")?,
            layers: (0..config.num_hidden_layers)
                .map(|layer| Layer::new(config, tensors, &kernels, &format!("encoder.layer.{layer}")))
                .collect::<Result<_, _>>()?,
            width,
            heads: config.num_attention_heads,
        })
    }

    fn embed(&self, batch: &Packed) -> Vec<f32> {
        let mut hidden = vec![0.0; batch.rows() * self.width];
        let positions = batch.lengths.iter().flat_map(|&length| 0..length);
        let places = batch.ids.iter().zip(&batch.types).zip(positions);
        for (row, ((&id, &kind), position)) in hidden.chunks_exact_mut(self.width).zip(places) {
            self.words.add_to(id as usize, row);
            self.types.add_to(kind.into(), row);
            self.positions.add_to(position, row);
        }
        self.norm.apply(&mut hidden);
        hidden
    }
}

impl Encoder for RtenEncoder {
    fn width(&self) -> usize {
        self.width
    }

    fn encode(&self, batch: &Packed) -> Vec<f32> {
        let mut hidden = self.embed(batch);
        let (mut wide, mut narrow) = (Vec::new(), Vec::new());
        let (mut scratch, mut attention) = (Scratch::default(), attention::Scratch::default());
        let (kernels, head_width) = (&Kernels::new(), self.width / self.heads);
        for layer in &self.layers {
            layer.projections.apply(kernels, &hidden, &mut wide, &mut scratch);
            attention::attend(
                kernels,
                &wide,
                &batch.lengths,
                self.heads,
                head_width,
                &mut narrow,
                &mut attention,
            );
            layer.attended.apply(kernels, &narrow, &mut wide, &mut scratch);
            add(&mut hidden, &wide);
            layer.attended_norm.apply(&mut hidden);
            layer.widening.apply(kernels, &hidden, &mut wide, &mut scratch);
            Gelu {}.map_mut(&mut wide);
            layer.narrowing.apply(kernels, &wide, &mut narrow, &mut scratch);
            add(&mut hidden, &narrow);
            layer.norm.apply(&mut hidden);
        }
        hidden
    }
}

impl Layer {
    fn new(config: &Config, tensors: &Tensors<'_>, kernels: &Kernels, name: &str) -> Result<Self, Error> {
        let (width, inner) = (config.hidden_size, config.intermediate_size);
        let dense = |parts: &[&str], outputs, inputs| -> Result<Dense, Error> {
            let mut rows = Rows::empty(inputs);
            let mut bias = Vec::with_capacity(parts.len() * outputs);
            for part in parts {
                rows.append(tensors.rows(&format!("{name}.{part}.weight"), [outputs, inputs])?);
                bias.extend(tensors.numbers(&format!("{name}.{part}.bias"), &[outputs])?);
            }
            Ok(Dense::new(kernels, &rows, bias))
        };
        let norm = |part: &str| LayerNorm::new(config, tensors, &format!("{name}.{part}.LayerNorm"));
        Ok(Self {
            projections: dense(
                &["attention.self.query", "attention.self.key", "attention.self.value"],
                width,
                width,
            )?,
            attended: dense(&["attention.output.dense"], width, width)?,
            attended_norm: norm("attention.output")?,
            widening: dense(&["intermediate.dense"], inner, width)?,
            narrowing: dense(&["output.dense"], width, inner)?,
            norm: norm("output")?,
        })
    }
}

struct LayerNorm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl LayerNorm {
    fn new(config: &Config, tensors: &Tensors<'_>, name: &str) -> Result<Self, Error> {
        let numbers = |part| tensors.numbers(&format!("{name}.{part}"), &[config.hidden_size]);
        Ok(Self { weight: numbers("weight")?, bias: numbers("bias")?, epsilon: config.layer_norm_eps })
    }

    fn apply(&self, hidden: &mut [f32]) {
        let width = self.weight.len() as f32;
        for row in hidden.chunks_exact_mut(self.weight.len()) {
            let mean = Sum::new(row).dispatch() / width;
            let variance = SumSquareSub::new(row, mean).dispatch() / width;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + self.epsilon).sqrt().recip(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..NormalizeOptions::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

fn add(hidden: &mut [f32], more: &[f32]) {
    for (x, y) in hidden.iter_mut().zip(more) {
        *x += y;
    }
}
