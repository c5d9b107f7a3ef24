//! How fast a text becomes a document: paragraphs, tokens, sentences and quote marks.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use dixit::Document;

/// Articles, by their names.
const ARTICLES: [(&str, &str); 2] =
    [("harbour", include_str!("articles/harbour.txt")), ("talks", include_str!("articles/talks.txt"))];

fn document(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("document");
    for (name, text) in ARTICLES {
        let words = text.split_whitespace().count();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{name}, {words} words"), |bencher| {
            bencher.iter(|| Document::new(black_box(text)));
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    document(&mut criterion);
    criterion.final_summary();
}
