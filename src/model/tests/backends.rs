//! The backend rust-bert against the default one, on the same weights in f32.

use std::{collections::BTreeSet, fs, path::PathBuf};

use safetensors::{SafeTensors, serialize};
use serde_json::Value;

use super::tiny;
use crate::{
    document::Document,
    error::ErrorKind,
    model::{
        Backend, Device, Model, Precision,
        bundle::{Bundle, Place},
        config::WindowConfig,
        encoder::Packed,
        windows::{Window, windows},
    },
    text::Span,
};

const RUST_BERT: Backend = Backend::RustBert(Device::Cpu);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shipped(backend: Backend) -> Model {
    let place = Place::Directory(root().join("models/dixit-small-en"));
    Model::load(&place, backend, Precision::F32).expect("the model is whole")
}

/// The articles of the tests.
fn articles() -> Vec<String> {
    let entries =
        fs::read_dir(root().join("tests/articles")).expect("the articles are part of the repository");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("articles are UTF-8")).collect()
}

/// The articles as windows: full ones over all of them in one, short ones, and lines.
fn sequences(model: &Model) -> Vec<Packed> {
    let (articles, full) = (articles(), model.config.dixit.window.limit);
    let lines = articles.iter().flat_map(|article| article.lines());
    let cuts = [(articles.concat(), full)].into_iter();
    let cuts = cuts.chain(articles.iter().map(|article| (article.clone(), 40)));
    cuts.chain(lines.map(|line| (line.to_owned(), full)))
        .flat_map(|(text, limit)| cut(model, &text, limit))
        .collect()
}

/// The windows of a text, each as a batch of its own.
fn cut(model: &Model, text: &str, limit: usize) -> Vec<Packed> {
    let document = Document::new(text);
    let pieces = model.vocabulary.pieces(text, Span::at(0, text.len()));
    let config = WindowConfig { limit, overlap: limit / 4 };
    let sequence = |window: Window| {
        let (mut ids, mut types) = (Vec::new(), Vec::new());
        window.sequence(&pieces.pieces, &model.vocabulary, &mut ids, &mut types);
        let mut sequence = Packed::default();
        sequence.push(&ids, &types);
        sequence
    };
    windows(&pieces.pieces, document.sentences(), config).into_iter().map(sequence).collect()
}

/// A batch of these sequences.
fn together(sequences: &[Packed]) -> Packed {
    let mut batch = Packed::default();
    for sequence in sequences {
        batch.push(&sequence.ids, &sequence.types);
    }
    batch
}

#[test]
fn hidden_states_are_those_of_the_default_backend() {
    let (rten, rust_bert) = (shipped(Backend::Rten), shipped(RUST_BERT));
    let sequences = sequences(&rten);
    let lengths: BTreeSet<usize> = sequences.iter().map(Packed::rows).collect();
    assert!(sequences.len() > 65, "{} windows", sequences.len());
    assert!(lengths.len() > 40 && lengths.first() < Some(&10) && lengths.last() > Some(&500), "{lengths:?}");
    // Windows that are neighbours in a text are about as long; those of a batch are not.
    let apart = sequences.len().div_ceil(4);
    let mixed: Vec<Packed> =
        (0..apart).flat_map(|first| sequences[first..].iter().step_by(apart)).cloned().collect();
    let mut first = 0;
    for batch in mixed.chunks(4) {
        let batch = together(batch);
        let [expected, found] = [&rten, &rust_bert].map(|model| model.encoder.encode(&batch));
        assert_eq!(found.len(), expected.len(), "windows from {first} on");
        let difference = |(x, y): (&f32, &f32)| (x - y).abs();
        let worst = found.iter().zip(&expected).map(difference).fold(0.0, f32::max);
        assert!(worst <= 1e-4, "windows from {first} on, {:?} long, are off by {worst}", batch.lengths);
        first += batch.lengths.len();
    }
}

#[test]
fn what_it_says_of_a_sequence_does_not_depend_on_the_others() {
    let model =
        Model::load(&Place::Directory(tiny()), RUST_BERT, Precision::F32).expect("the model is whole");
    let sequences = sequences(&model);
    let batch = model.encoder.encode(&together(&sequences[..20]));
    let alone: Vec<f32> =
        sequences[..20].iter().flat_map(|sequence| model.encoder.encode(sequence)).collect();
    assert!(batch == alone);
    assert!(model.encoder.encode(&Packed::default()).is_empty());
}

#[test]
fn what_it_cannot_load_is_an_error() {
    let bundle = || Bundle::read(&Place::Directory(tiny())).expect("the model is whole");
    let mut other_epsilon = bundle();
    let mut config: Value = serde_json::from_slice(&other_epsilon.config).expect("it is JSON");
    config["layer_norm_eps"] = 1e-5.into();
    other_epsilon.config = config.to_string().into_bytes().into();

    let mut too_large = bundle();
    let mut config: Value = serde_json::from_slice(&too_large.config).expect("it is JSON");
    config["intermediate_size"] = u32::MAX.into();
    too_large.config = config.to_string().into_bytes().into();

    let mut no_tensor = bundle();
    const TENSOR: &str = "encoder.layer.1.output.dense.bias";
    let whole = bundle().weights;
    let tensors = SafeTensors::deserialize(&whole).expect("it is whole").tensors();
    let kept = tensors.into_iter().filter(|(name, _)| name != TENSOR);
    no_tensor.weights = serialize(kept, None).expect("it was whole").into();

    let rows = [
        ("another epsilon", &other_epsilon, RUST_BERT, ErrorKind::Option, ["layer_norm_eps", "1e-5"]),
        (
            "too large",
            &too_large,
            RUST_BERT,
            ErrorKind::ModelInvalid,
            ["intermediate.dense.weight", "4294967295"],
        ),
        ("no tensor", &no_tensor, RUST_BERT, ErrorKind::ModelInvalid, [TENSOR, "is missing"]),
        (
            "no such card",
            &bundle(),
            Backend::RustBert(Device::Cuda(999)),
            ErrorKind::Option,
            ["CUDA", "libtorch"],
        ),
    ];
    for (name, bundle, backend, kind, parts) in rows {
        let error = Model::new(bundle, backend, Precision::F32)
            .err()
            .unwrap_or_else(|| panic!("{name}: it was loaded"));
        let message = error.to_string();
        assert_eq!(error.kind(), kind, "{name}: {message}");
        for part in parts {
            assert!(message.contains(part), "{name}: {part} is not in: {message}");
        }
        assert!(!message.contains('\n'), "{name}: more than a sentence: {message}");
    }
}
