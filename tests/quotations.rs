//! What the rules find in short texts, one phenomenon a row; the rows are in `quotations.txt`.

use dixit::{EngineChoice, Extraction, Extractor, Options, QuotationKind, Span};

#[test]
fn every_row_gives_its_quotations() {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    let extractor = Extractor::with_options(options).expect("the rules need nothing");
    let rows = rows(include_str!("quotations.txt"));
    assert!(rows.len() > 40, "only {} rows were read", rows.len());
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let extraction = extractor.extract(text);
            check_order(&extraction);
            let got: Vec<String> = shown(&extraction);
            (got != *expected).then(|| format!("{text}\n  expected {expected:#?}\n  got      {got:#?}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} rows fail:\n{}", failures.len(), failures.join("\n"));
}

/// Texts with the lines under each.
fn rows(file: &str) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for line in file.lines().skip_while(|line| !line.starts_with('#')) {
        if let Some(text) = line.strip_prefix("> ") {
            rows.push((text.replace("\\n", "\n"), Vec::new()));
        } else if let Some((_, expected)) = rows.last_mut().filter(|_| line.contains(" | ")) {
            expected.push(line.to_owned());
        }
    }
    rows
}

fn shown(extraction: &Extraction<'_>) -> Vec<String> {
    let words =
        |spans: &[Span]| spans.iter().map(|&span| extraction.slice(span)).collect::<Vec<_>>().join(" ‖ ");
    let line = |quotation: &dixit::Quotation| {
        let kind = match quotation.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Indirect => "indirect",
            QuotationKind::Mixed => "mixed",
            QuotationKind::QuotedText => "quoted text",
        };
        let [source, cue, content] =
            [&quotation.source, &quotation.cue, &quotation.content].map(|spans| words(spans));
        format!("{kind} | {source} | {cue} | {content}")
    };
    extraction.quotations.iter().map(line).collect()
}

/// Contents of one quotation stand in order and apart, and every span holds words of the text.
fn check_order(extraction: &Extraction<'_>) {
    for quotation in &extraction.quotations {
        assert!(quotation.content.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{quotation:?}");
        for span in quotation.content.iter().chain(&quotation.cue).chain(&quotation.source) {
            assert_eq!(extraction.slice(*span).trim().len(), span.len(), "{quotation:?}");
        }
    }
}
