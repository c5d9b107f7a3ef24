//! How fast the rules read: a text in, quotations and speakers out, on one core.
//!
//! `bytes` and `words` give the same times in two units; `length` shows that time grows in step with the length of one
//! document.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use dixit::{EngineChoice, Extractor, Options};

/// Articles, by their names.
const ARTICLES: [(&str, &str); 3] = [
    ("harbour", include_str!("articles/harbour.txt")),
    ("talks", include_str!("articles/talks.txt")),
    ("kelly-seoul", include_str!("../tests/articles/kelly-seoul.txt")),
];

/// How often the articles are repeated to make one long document.
const LENGTHS: [usize; 3] = [10, 100, 1_000];

fn articles(criterion: &mut Criterion, extractor: &Extractor) {
    for unit in ["bytes", "words"] {
        let mut group = criterion.benchmark_group(format!("rules/{unit}"));
        for (name, text) in ARTICLES {
            group.throughput(match unit {
                "bytes" => Throughput::Bytes(text.len() as u64),
                _ => Throughput::Elements(text.split_whitespace().count() as u64),
            });
            group.bench_function(name, |bencher| bencher.iter(|| extractor.extract(black_box(text))));
        }
        group.finish();
    }
}

fn length(criterion: &mut Criterion, extractor: &Extractor) {
    let all: String = ARTICLES.iter().flat_map(|(_, text)| [text, "\n\n"]).collect();
    let mut group = criterion.benchmark_group("rules/length");
    group.sample_size(10);
    for times in LENGTHS {
        let text = all.repeat(times);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let id = BenchmarkId::from_parameter(format!("{} kB", text.len() / 1_000));
        group
            .bench_with_input(id, &text, |bencher, text| bencher.iter(|| extractor.extract(black_box(text))));
    }
    group.finish();
}

fn main() {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    let extractor = Extractor::with_options(options).expect("the rules are always there");
    let mut criterion = Criterion::default().configure_from_args();
    articles(&mut criterion, &extractor);
    length(&mut criterion, &extractor);
    criterion.final_summary();
}
