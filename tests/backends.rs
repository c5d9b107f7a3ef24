//! The backend rust-bert finds what the default one finds.

use std::{fs, path::Path, thread};

use dixit::{
    Backend, Device, EngineChoice, Extractor, Options, Precision, output::json::Record, text::OffsetUnit,
};
use serde_json::Value;

/// How far two confidences may be apart: sums are made in another order.
const TOLERANCE: f64 = 1e-3;

fn extractor(backend: Backend) -> Extractor {
    let mut options = Options::default();
    options.engine = EngineChoice::Model;
    options.backend = backend;
    options.precision = Precision::F32;
    options.model = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/dixit-small-en"));
    Extractor::with_options(options).expect("the model is part of the repository")
}

/// The articles of the tests and the texts of the gold set.
fn texts() -> Vec<String> {
    let entries = fs::read_dir("tests/articles").expect("the articles are part of the repository");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    let gold = fs::read_to_string("tests/gold/news.jsonl").expect("the gold set is part of the repository");
    let lines = gold.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let gold = lines.map(|line| line["text"].as_str().expect("a document has a text").to_owned());
    paths.iter().map(|path| fs::read_to_string(path).expect("articles are UTF-8")).chain(gold).collect()
}

/// All that was found in `text`, as it is written out.
fn found(extractor: &Extractor, text: &str) -> Value {
    let record = Record::new("", &extractor.extract(text), OffsetUnit::Bytes);
    serde_json::to_value(record).expect("records can be written")
}

/// Fails where two results differ by more than the last digits of a confidence.
fn check(found: &Value, expected: &Value, path: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            assert!(found.keys().eq(expected.keys()), "{path}: {:?}", found.keys());
            for (key, value) in found {
                check(value, &expected[key], &format!("{path}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{path}: {found:?} instead of {expected:?}");
            for (place, pair) in found.iter().zip(expected).enumerate() {
                check(pair.0, pair.1, &format!("{path}[{place}]"));
            }
        }
        (Value::Number(x), Value::Number(y)) if path.ends_with("confidence") => {
            let [x, y] = [x, y].map(|number| number.as_f64().expect("it is a number"));
            assert!((x - y).abs() <= TOLERANCE, "{path}: {x} instead of {y}");
        }
        _ => assert_eq!(found, expected, "{path}"),
    }
}

#[test]
fn extractions_are_those_of_the_default_backend() {
    let [rten, rust_bert] = [Backend::Rten, Backend::RustBert(Device::Cpu)].map(extractor);
    let mut quotations = 0;
    for text in texts() {
        let expected = found(&rten, &text);
        check(&found(&rust_bert, &text), &expected, &text[..text.find('\n').unwrap_or(text.len())]);
        quotations += expected["quotes"].as_array().map_or(0, Vec::len);
    }
    assert!(quotations > 30, "only {quotations} quotations were compared");
}

#[test]
fn threads_share_one_extractor() {
    let extractor = extractor(Backend::RustBert(Device::Cpu));
    let texts = texts();
    let alone: Vec<_> = texts.iter().map(|text| extractor.extract(text)).collect();
    assert_eq!(extractor.extract_batch(&texts), alone);
    thread::scope(|scope| {
        let read = || texts.iter().map(|text| extractor.extract(text)).collect::<Vec<_>>();
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(read)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("nothing panics"), alone);
        }
    });
}
