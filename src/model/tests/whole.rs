//! What the engine promises of any text.

use proptest::prelude::*;

use super::tiny;
use crate::{
    Annotations, Annotator, Document, Span,
    model::{
        AT_ONCE, Backend, Model, Precision, STRETCH, bundle::Place, encoder::Packed, pieces::stretches,
        pronouns::PRONOUNS,
    },
};

fn load(precision: Precision) -> Model {
    Model::load(&Place::Directory(tiny()), Backend::Rten, precision).expect("the model is whole")
}

/// Spans are in order and stand on words of the text; links stay within the lists.
fn check(text: &str, annotations: &Annotations) {
    let references: Vec<_> = annotations.references.iter().map(|item| item.span).collect();
    let sources: Vec<_> = annotations.sources.iter().map(|item| item.span).collect();
    // A content that asks who says it may hold sources and pronouns; these are apart.
    let mentions = references
        .iter()
        .copied()
        .filter(|span| sources.contains(span) || PRONOUNS.contains(&span.of(text).to_lowercase().as_str()));
    let mut mentions: Vec<_> = mentions.collect();
    mentions.dedup();
    let lists = [
        annotations.entities.iter().map(|item| item.span).collect::<Vec<_>>(),
        sources,
        annotations.cues.iter().map(|item| item.span).collect(),
        annotations.contents.iter().map(|item| item.span).collect(),
        mentions,
        annotations.titles.iter().map(|item| item.span).collect(),
        annotations.affiliations.iter().map(|item| item.span).collect(),
    ];
    let stands = |span: &Span| {
        Span::new(text, span.start(), span.end()).is_some_and(|span| !span.of(text).trim().is_empty())
    };
    assert!(references.iter().all(stands) && references.is_sorted(), "in order: {references:?}");
    for spans in lists {
        assert!(spans.iter().all(stands), "on words: {spans:?}");
        assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "in order, apart: {spans:?}");
    }
    for (number, content) in annotations.contents.iter().enumerate() {
        assert!(content.source.is_none_or(|link| link.to < annotations.sources.len()));
        assert!(content.cue.is_none_or(|link| link.to < annotations.cues.len()));
        assert!(content.continues.is_none_or(|link| link.to < number));
        assert!((0.0..=1.0).contains(&content.evidence.confidence()));
    }
    let roles = annotations.titles.iter().chain(&annotations.affiliations).map(|role| &role.bearers);
    for names in annotations.references.iter().map(|reference| &reference.names).chain(roles) {
        assert!(names.iter().all(|link| link.to < annotations.entities.len()));
        assert!((0.0..=1.001).contains(&names.iter().map(|link| link.confidence).sum::<f32>()));
    }
}

const TEXTS: [&str; 8] = [
    "",
    "\n \n",
    "“No,” she said. “Never.”",
    "The mayor said the bridge would open.\nHe did not say when.",
    "A\u{300}E\u{301} \u{200b}\u{feff} [CLS] [SEP] [UNK] 日本語 🙂",
    "\"\"\"\"\"\"\"\"",
    "x",
    "According to Dr. Vidal, the sea is rising. \"That is fast,\" said Maria Okafor.",
];

#[test]
fn a_batch_says_what_each_text_alone_does() {
    for precision in [Precision::Int8, Precision::F32] {
        let model = load(precision);
        let texts: Vec<String> =
            TEXTS.iter().map(|text| text.repeat(9)).chain(TEXTS.map(String::from)).collect();
        let documents: Vec<_> = texts.iter().map(|text| Document::new(text)).collect();
        let together = model.annotate_all(&documents);
        for (document, annotations) in documents.iter().zip(&together) {
            assert_eq!(&model.annotate(document), annotations, "{precision:?}: {:?}", document.text());
        }
        assert!(together.iter().any(|annotations| !annotations.contents.is_empty()));
    }
}

#[test]
fn int8_is_close_to_f32() {
    let mut batch = Packed::default();
    for length in [1u32, 9, 100] {
        let ids: Vec<_> = (0..length).map(|place| 4 + place * 31 % 80).collect();
        batch.push(&ids, &ids.iter().map(|id| (id % 8) as u8).collect::<Vec<_>>());
    }
    let [int8, float] =
        [Precision::Int8, Precision::F32].map(|precision| load(precision).encoder.encode(&batch));
    let squares = |numbers: &mut dyn Iterator<Item = f32>| numbers.map(|x| x * x).sum::<f32>();
    let error =
        squares(&mut int8.iter().zip(&float).map(|(x, y)| x - y)) / squares(&mut float.iter().copied());
    // Random weights lose more by rounding than trained ones do.
    assert!(error.sqrt() < 0.08, "int8 is off by {error} of the power");
}

#[test]
fn long_texts_are_read_in_stretches() {
    let model = load(Precision::Int8);
    // Words too long for the vocabulary are one piece each.
    let text = format!("{} ", "x".repeat(500)).repeat(AT_ONCE / 400);
    let annotations = model.annotate(&Document::new(&text));
    check(&text, &annotations);
    assert!(annotations.entities.iter().any(|entity| entity.span.start() > AT_ONCE));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn stretches_make_up_the_text(text in "[a“é\n ]{0,300}", limit in 8usize..64) {
        let spans = stretches(&text, limit);
        prop_assert!(spans.iter().all(|span| span.len() <= limit && !span.is_empty()));
        prop_assert_eq!(spans.iter().map(|span| span.of(&text)).collect::<String>(), text);
    }

    #[test]
    fn any_text_is_valid(text in r#"([“”"'‘’«»`.,\n ]|said|Maria Okafor|the|\PC){0,60}"#) {
        thread_local!(static MODEL: Model = load(Precision::Int8));
        let annotations = MODEL.with(|model| model.annotate(&Document::new(&text)));
        check(&text, &annotations);
    }
}

#[test]
fn a_stretch_ends_at_a_line_break() {
    let text = format!("{}\n{}", "a ".repeat(STRETCH / 4), "b ".repeat(STRETCH / 2));
    assert_eq!(stretches(&text, STRETCH)[0].end(), text.find('b').expect("there is one"));
}
