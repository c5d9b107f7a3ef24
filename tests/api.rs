//! What callers rely on besides the results: threads, ownership, order.

use std::{sync::Arc, thread};

use dixit::{EngineChoice, Extraction, Extractor, Options};

const TEXT: &str = "“The bridge is safe,” said Ana Ruiz, mayor of Oviedo. Critics doubt that it will last.";

fn extractor() -> Extractor {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    Extractor::with_options(options).expect("the rules are always there")
}

#[test]
fn extractors_and_extractions_cross_threads() {
    fn crosses_threads<T: Send + Sync>() {}
    crosses_threads::<Extractor>();
    crosses_threads::<Extraction<'static>>();
    crosses_threads::<dixit::Error>();
}

#[test]
fn threads_share_one_extractor() {
    let extractor = Arc::new(extractor());
    let expected = extractor.extract(TEXT);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let extractor = Arc::clone(&extractor);
            thread::spawn(move || extractor.extract(TEXT))
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no text makes the extractor panic"), expected);
    }
}

#[test]
fn an_extraction_can_outlive_the_callers_text() {
    let kept = {
        let text = TEXT.to_owned();
        extractor().extract(&text).into_owned()
    };
    assert_eq!(kept, extractor().extract(TEXT));
}

#[test]
fn any_string_can_be_read() {
    let (extractor, long) = (extractor(), "x".repeat(100_000));
    for text in ["", " ", "\n\n", "\u{feff}", "“", "\"\"\"", "’", "\0", "said", "said said said", "🙁", &long]
    {
        let extraction = extractor.extract(text);
        assert_eq!(extraction.text, text);
    }
}
