//! Word pieces a second through the model, on one thread, in eight texts of 128 places each; in int8, in f32 and, with
//! the feature `rust-bert`, by that backend.
//!
//! `DIXIT_MODEL=models/dixit-small-en cargo bench --bench encoder`. Without the variable the small model of the tests is
//! read, which says nothing of the shipped one's speed.

use std::{hint::black_box, path::PathBuf};

use criterion::{Criterion, Throughput};
use dixit::{Backend, Device, EngineChoice, Extractor, Options, Precision};

/// Texts of a batch, and places of each: its pieces and the two that frame them.
const TEXTS: usize = 8;
const PLACES: usize = 128;

/// Names of what is measured.
fn engines() -> Vec<(&'static str, Backend, Precision)> {
    let mut engines = vec![("int8", Backend::Rten, Precision::Int8), ("f32", Backend::Rten, Precision::F32)];
    if cfg!(feature = "rust-bert") {
        engines.push(("rust-bert", Backend::RustBert(Device::Cpu), Precision::F32));
    }
    engines
}

fn extractor(backend: Backend, precision: Precision) -> Extractor {
    let mut options = Options::default();
    options.engine = EngineChoice::Model;
    options.backend = backend;
    options.precision = precision;
    options.model =
        Some(std::env::var_os("DIXIT_MODEL").map_or_else(
            || concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/tiny").into(),
            PathBuf::from,
        ));
    Extractor::with_options(options).expect("DIXIT_MODEL names a model, or the one of the tests is there")
}

fn encoder(criterion: &mut Criterion) {
    // Each word is one piece of the vocabulary.
    let texts = vec!["the ".repeat(PLACES - 2); TEXTS];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
    let mut group = criterion.benchmark_group("encoder");
    group.throughput(Throughput::Elements((TEXTS * PLACES) as u64)).sample_size(10);
    for (name, backend, precision) in engines() {
        let extractor = extractor(backend, precision);
        group.bench_function(name, |bencher| {
            pool.install(|| bencher.iter(|| black_box(extractor.extract_batch(black_box(&texts)))));
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    encoder(&mut criterion);
    criterion.final_summary();
}
