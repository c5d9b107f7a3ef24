//! The transformer: word pieces in, hidden states out. This is the seam between backends; tokens, windows, heads
//! and decoding are written once, for all of them.

mod attention;
mod rten;
#[cfg_attr(not(feature = "rust-bert"), path = "no_rust_bert.rs")]
mod rust_bert;

use super::{backend::Backend, config::Config, tensors::Tensors};
use crate::error::Error;

/// Takes the encoder's part of the weights to a backend.
///
/// # Errors
/// If a tensor is missing or has another shape than the configuration asks for, or the backend is not there.
pub(crate) fn load(
    backend: Backend,
    config: &Config,
    tensors: &Tensors<'_>,
) -> Result<Box<dyn Encoder>, Error> {
    match backend {
        Backend::Rten => Ok(Box::new(rten::RtenEncoder::new(config, tensors)?)),
        Backend::RustBert(device) => rust_bert::load(config, tensors, device),
    }
}

/// Sequences laid end to end, without padding.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Packed {
    /// Word pieces, all below the size of the vocabulary.
    pub(crate) ids: Vec<u32>,
    /// Token types, as many as `ids`, all below the number of types.
    pub(crate) types: Vec<u8>,
    /// Length of each sequence; together as many as `ids`, none longer than the model has positions.
    pub(crate) lengths: Vec<usize>,
}

impl Packed {
    /// Adds one sequence at the end.
    pub(crate) fn push(&mut self, ids: &[u32], types: &[u8]) {
        self.ids.extend_from_slice(ids);
        self.types.extend_from_slice(types);
        self.lengths.push(ids.len());
    }

    /// The number of rows: of all word pieces of all sequences.
    pub(crate) fn rows(&self) -> usize {
        self.ids.len()
    }
}

/// A backend. What it says of a sequence must not depend on the sequences beside it.
pub(crate) trait Encoder: Send + Sync {
    /// Width of a hidden state.
    fn width(&self) -> usize;

    /// The hidden states of all rows, one after another.
    fn encode(&self, batch: &Packed) -> Vec<f32>;
}
