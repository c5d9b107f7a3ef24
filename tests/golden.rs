//! What the rules read in whole articles, as text to be reviewed by eye.

#[path = "golden/render.rs"]
mod render;

use std::{env, fs, path::Path};

use dixit::{EngineChoice, Extraction, Extractor, Options, Span};

/// Set to any value, lets the golden files be written anew.
const UPDATE: &str = "DIXIT_UPDATE_GOLDEN";

/// The articles of the golden files.
const ARTICLES: [&str; 5] =
    ["ferry-hearing", "kelly-seoul", "mine-letter", "senate-budget", "space-telescope"];

fn extractor() -> Extractor {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    Extractor::with_options(options).expect("the rules are always there")
}

fn article(name: &str) -> String {
    let path = format!("tests/articles/{name}.txt");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_rules_read_the_articles_as_reviewed() {
    let extractor = extractor();
    for name in ARTICLES {
        let text = article(name);
        let extraction = extractor.extract(&text);
        check_order(name, &extraction);
        let rendered = render::render(&extraction);
        let path = format!("tests/golden/{name}.txt");
        if env::var_os(UPDATE).is_some() {
            fs::write(&path, &rendered).expect("the golden folder takes files");
            continue;
        }
        assert!(Path::new(&path).exists(), "{path} is missing; make it with {UPDATE}=1");
        let reviewed = fs::read_to_string(&path).expect("golden files are UTF-8");
        let differs = reviewed.lines().zip(rendered.lines()).position(|(reviewed, now)| reviewed != now);
        let line = differs.unwrap_or(reviewed.lines().count().min(rendered.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
        assert!(
            reviewed == rendered,
            "{path}, line {}:\nreviewed: {}\nnow:      {}\nIf the change is meant: {UPDATE}=1 cargo test --test golden",
            line + 1,
            at(&reviewed),
            at(&rendered)
        );
    }
}

#[test]
fn every_golden_file_belongs_to_an_article() {
    let mut names: Vec<String> = (fs::read_dir("tests/golden").expect("the folder is there"))
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ARTICLES);
}

/// What holds of any extraction: lists in order, spans in place, indices that lead somewhere.
fn check_order(name: &str, extraction: &Extraction<'_>) {
    let spans = |spans: &[Span], what: &str| {
        for span in spans {
            let text = &extraction.text;
            assert_eq!(Span::new(text, span.start(), span.end()), Some(*span), "{name}: {what} {span:?}");
            assert_eq!(span.trim(text), *span, "{name}: {what} with white space at its ends: {span:?}");
            assert!(!span.is_empty(), "{name}: an empty {what} at {span:?}");
        }
        assert!(spans.is_sorted(), "{name}: {what} out of order: {spans:?}");
    };
    for quotation in &extraction.quotations {
        assert!(!quotation.content.is_empty(), "{name}: a quotation of nothing");
        spans(&quotation.content, "content");
        spans(&quotation.cue, "cue");
        spans(&quotation.source, "source");
        assert!(quotation.speaker.is_none_or(|speaker| speaker < extraction.speakers.len()), "{name}");
    }
    assert!(extraction.quotations.is_sorted_by_key(|quotation| quotation.content[0]), "{name}: quotations");
    for (index, speaker) in extraction.speakers.iter().enumerate() {
        let mentions: Vec<Span> = speaker.mentions.iter().map(|mention| mention.span).collect();
        spans(&mentions, "mention");
        let speaks = extraction.quotations.iter().any(|quotation| quotation.speaker == Some(index));
        assert!(speaks, "{name}: {} says nothing", extraction.slice(speaker.name));
    }
    let first = |index: usize| extraction.speakers[index].mentions.first().map(|mention| mention.span);
    assert!((1..extraction.speakers.len()).all(|index| first(index - 1) <= first(index)), "{name}: speakers");
    let entities: Vec<Span> = extraction.entities.iter().map(|entity| entity.span).collect();
    spans(&entities, "entity");
}
