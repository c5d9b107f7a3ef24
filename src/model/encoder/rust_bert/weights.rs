//! Models of rust-bert with the weights of the file.

use std::collections::HashMap;

use rust_bert::{
    Activation,
    bert::{BertConfig, BertEmbeddings, BertModel},
};
use tch::{Kind, TchError, Tensor, nn::VarStore};

use crate::{
    error::{Error, ErrorKind},
    model::{config::Config, tensors::Tensors},
};

pub(super) type Bert = BertModel<BertEmbeddings>;

/// A model with the weights of the file, and the weights by their names.
pub(super) fn first(
    config: &Config,
    tensors: &Tensors<'_>,
    device: tch::Device,
) -> Result<(Bert, HashMap<String, Tensor>), Error> {
    check_sizes(config, tensors)?;
    let shape = shape(config);
    // Building panics where there is no room; this does not.
    let layer = 4 * shape.hidden_size + 2 * shape.intermediate_size;
    let numbers = shape.hidden_size * (shape.vocab_size + shape.num_hidden_layers * layer);
    drop(Tensor::f_empty([numbers], (Kind::Float, device)).map_err(|error| refused(device, error))?);
    let store = VarStore::new(device);
    let model = Bert::new_with_optional_pooler(store.root(), &shape, false);
    let _no_grad = tch::no_grad_guard();
    let mut weights = store.variables();
    for (name, weight) in &mut weights {
        let size = weight.size();
        let shape: Vec<usize> = size.iter().map(|&size| size as usize).collect();
        let numbers = match shape[..] {
            [rows, width] => tensors.matrix(name, [rows, width])?.to_numbers(),
            _ => tensors.numbers(name, &shape)?,
        };
        let filled = Tensor::f_from_slice(&numbers)
            .and_then(|numbers| weight.f_copy_(&numbers.f_view(size.as_slice())?));
        filled.map_err(|error| refused(device, error))?;
    }
    Ok((model, weights))
}

/// Compares the sizes that the configuration states with those of the file, before anything is built after them.
fn check_sizes(config: &Config, tensors: &Tensors<'_>) -> Result<(), Error> {
    let width = config.hidden_size;
    let last = format!("encoder.layer.{}.intermediate.dense.weight", config.num_hidden_layers - 1);
    tensors.check("embeddings.word_embeddings.weight", &[config.vocab_size, width])?;
    tensors.check("embeddings.token_type_embeddings.weight", &[config.type_vocab_size, width])?;
    tensors.check("embeddings.position_embeddings.weight", &[config.max_position_embeddings, width])?;
    tensors.check(&last, &[config.intermediate_size, width])
}

/// One more model on the same weights. Rust-bert fills what it builds with random numbers, so that it is built as small
/// as can be and then led to the weights.
pub(super) fn another(
    config: &Config,
    weights: &HashMap<String, Tensor>,
    device: tch::Device,
) -> Result<Bert, TchError> {
    let store = VarStore::new(device);
    let small = BertConfig {
        vocab_size: 1,
        type_vocab_size: 1,
        max_position_embeddings: 1,
        intermediate_size: 1,
        ..shape(config)
    };
    let model = Bert::new_with_optional_pooler(store.root(), &small, false);
    for (name, mut weight) in store.variables() {
        weight.f_set_data(&weights[&name])?;
    }
    Ok(model)
}

fn shape(config: &Config) -> BertConfig {
    let number = |size: usize| i64::try_from(size).expect("the sizes are those of tensors");
    BertConfig {
        hidden_act: Activation::gelu,
        attention_probs_dropout_prob: 0.0,
        hidden_dropout_prob: 0.0,
        hidden_size: number(config.hidden_size),
        initializer_range: 0.0,
        intermediate_size: number(config.intermediate_size),
        max_position_embeddings: number(config.max_position_embeddings),
        num_attention_heads: number(config.num_attention_heads),
        num_hidden_layers: number(config.num_hidden_layers),
        type_vocab_size: number(config.type_vocab_size),
        vocab_size: number(config.vocab_size),
        output_attentions: None,
        output_hidden_states: None,
        is_decoder: None,
        id2label: None,
        label2id: None,
    }
}

/// The error of libtorch while loading, in its first line; the rest is where it happened in C++.
pub(super) fn refused(device: tch::Device, error: TchError) -> Error {
    let words = error.to_string();
    let line = words.lines().next().unwrap_or_default();
    Error::new(ErrorKind::Option, format!("libtorch cannot load the model to {device:?}: {line}"))
        .caused_by(error)
}
