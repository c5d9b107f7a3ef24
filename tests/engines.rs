//! Which engine reads, and what is said where it is not there.

use std::path::{Path, PathBuf};

#[cfg(not(feature = "rust-bert"))]
use dixit::{Backend, Device};
use dixit::{Engine, EngineChoice, Error, ErrorKind, Extractor, Options};

const TEXT: &str = "“We will not raise the fare this year,” said Maria Okafor, the city's transport chief.";

fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny")
}

fn open(engine: EngineChoice, model: Option<&Path>) -> Result<Extractor, Error> {
    let mut options = Options::default();
    options.engine = engine;
    options.model = model.map(Path::to_path_buf);
    Extractor::with_options(options)
}

#[test]
fn the_rules_need_no_model() {
    for model in [None, Some(Path::new("no/such/directory"))] {
        let extractor = open(EngineChoice::Rules, model).expect("the rules are always there");
        assert_eq!(extractor.extract(TEXT).engine, Engine::Rules);
    }
}

#[cfg(feature = "model")]
#[test]
fn a_named_model_reads() {
    for engine in [EngineChoice::Auto, EngineChoice::Model] {
        let extractor = open(engine, Some(&tiny())).expect("the small model is part of the repository");
        assert_eq!(extractor.extract(TEXT).engine, Engine::Model);
        let texts = [TEXT, "", "It rained."];
        let alone: Vec<_> = texts.iter().map(|text| extractor.extract(text)).collect();
        assert_eq!(extractor.extract_batch(&texts), alone);
    }
}

#[cfg(feature = "model")]
#[test]
fn a_directory_without_a_model_is_an_error_for_whoever_names_it() {
    for engine in [EngineChoice::Auto, EngineChoice::Model] {
        let error = open(engine, Some(Path::new("no/such/directory"))).err().expect("there is no model");
        assert_eq!(error.kind(), ErrorKind::ModelMissing);
        assert!(error.to_string().contains("no/such/directory"), "{error}");
    }
}

#[cfg(not(feature = "model"))]
#[test]
fn without_the_feature_the_rules_read_unless_the_model_is_asked_for() {
    let extractor = open(EngineChoice::Auto, Some(&tiny())).expect("the rules are always there");
    assert_eq!(extractor.extract(TEXT).engine, Engine::Rules);
    let error = open(EngineChoice::Model, Some(&tiny())).err().expect("there is no model");
    assert_eq!(error.kind(), ErrorKind::ModelMissing);
    assert!(error.to_string().contains("feature `model`"), "{error}");
}

#[cfg(not(feature = "rust-bert"))]
#[test]
fn a_backend_that_was_left_out_is_an_error_that_names_its_feature() {
    for engine in [EngineChoice::Auto, EngineChoice::Model] {
        let mut options = Options::default();
        options.engine = engine;
        options.backend = Backend::RustBert(Device::Cpu);
        let error = Extractor::with_options(options).err().expect("the backend is not there");
        assert_eq!(error.kind(), ErrorKind::Option);
        assert!(error.to_string().contains("feature `rust-bert`"), "{error}");
    }
}

#[test]
fn extractors_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Extractor>();
}
