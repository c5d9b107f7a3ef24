//! Seconds from the files of a model to the first answer.
//!
//! `DIXIT_MODEL=models/dixit-small-en cargo bench --bench load`. Each reading loads a copy of the files, as a model is
//! loaded only once for the process.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use criterion::{BatchSize, Criterion, SamplingMode};
use dixit::{EngineChoice, Extraction, Extractor, Options};

fn model() -> PathBuf {
    env::var_os("DIXIT_MODEL")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/tiny").into(), PathBuf::from)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder for temporary files takes new ones");
    for name in ["config.json", "tokenizer.json", "weights.safetensors", "SHA256SUMS"] {
        fs::copy(from.join(name), to.join(name)).expect("DIXIT_MODEL names a model");
    }
}

fn first_answer(model: &Path) -> Extraction<'static> {
    let mut options = Options::default();
    options.engine = EngineChoice::Model;
    options.model = Some(model.into());
    let extractor = Extractor::with_options(options).expect("the copy is whole");
    extractor.extract("“No,” she said.")
}

fn load(criterion: &mut Criterion) {
    let folder = env::temp_dir().join(format!("dixit-load-{}", std::process::id()));
    let mut copies = 0;
    let mut group = criterion.benchmark_group("load");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function("first answer", |bencher| {
        let fresh = || {
            copies += 1;
            let to = folder.join(copies.to_string());
            copy(&model(), &to);
            to
        };
        bencher.iter_batched(fresh, |copy| first_answer(&copy), BatchSize::PerIteration);
    });
    group.finish();
    fs::remove_dir_all(&folder).expect("the copies can be removed");
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    load(&mut criterion);
    criterion.final_summary();
}
