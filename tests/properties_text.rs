//! What holds of any document, whatever the text.

use std::time::{Duration, Instant};

use dixit::{
    Document,
    text::{OffsetUnit, Offsets, TokenKind},
};
use proptest::prelude::*;

/// Pieces that quote marks, stops, joints and line breaks are made of, to be put together at random.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{2029}",
    "\u{200d}",
    "\u{301}",
    "\u{ad}",
    ".",
    "..",
    "...",
    ". . .",
    "…",
    "!",
    "?",
    "?!",
    ",",
    ";",
    ":",
    "-",
    "--",
    "—",
    "–",
    "/",
    "//",
    "\\",
    "_",
    "(",
    ")",
    "[",
    "]",
    "[1]",
    "\"",
    "'",
    "''",
    "`",
    "``",
    "“",
    "”",
    "‘",
    "’",
    "„",
    "«",
    "»",
    "「",
    "」",
    "＂",
    "′",
    "'s",
    "’s",
    "’90s",
    "'em",
    "U.S.",
    "Mr.",
    "a.m.",
    "No.",
    "J.",
    "Ph.D.",
    "AT&T",
    "e.g.",
    "I",
    "The",
    "He",
    "said",
    "Smith",
    "don't",
    "12",
    "3,000",
    "$",
    "%",
    "@",
    "#",
    "@me",
    "#tag",
    "https://example.com/a.",
    "www.example.com",
    "a@b.c",
    "x",
    "é",
    "日本",
    "。",
    "👍🏽",
    "👨\u{200d}👩",
    "\0",
    "½",
    "ß",
    "İ",
    "ʼ",
];

/// Checks every invariant of a document; the message names the one that fails.
fn check(text: &str) {
    let document = Document::new(text);
    let (paragraphs, sentences, tokens) = (document.paragraphs(), document.sentences(), document.tokens());

    let mut end = 0;
    for token in tokens {
        let word = document.slice(token.span);
        assert!(token.span.start() >= end, "tokens in order, without overlap: {word:?} in {text:?}");
        assert!(
            !word.is_empty() && word.trim() == word,
            "a token neither empty nor white: {word:?} in {text:?}"
        );
        assert!(is_blank(&text[end..token.span.start()]), "nothing but blanks before {word:?} in {text:?}");
        if token.kind == TokenKind::Mark {
            assert!(
                word.chars().count() == 1 || matches!(word, "''" | "``"),
                "one mark: {word:?} in {text:?}"
            );
        }
        end = token.span.end();
    }
    assert!(is_blank(&text[end..]), "nothing but blanks after the last token of {text:?}");

    let (mut next_sentence, mut next_token) = (0, 0);
    let mut end = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        assert!(paragraph.span.start() >= end, "paragraphs in order: {text:?}");
        assert_eq!(
            document.slice(paragraph.span).trim(),
            document.slice(paragraph.span),
            "white ends: {text:?}"
        );
        assert_eq!(paragraph.sentences.start, next_sentence, "each sentence in one paragraph: {text:?}");
        assert!(!paragraph.sentences.is_empty(), "a paragraph has a sentence: {text:?}");
        for sentence in &sentences[paragraph.sentences.clone()] {
            assert_eq!(sentence.paragraph, at, "a sentence knows its paragraph: {text:?}");
            assert_eq!(sentence.tokens.start, next_token, "each token in one sentence: {text:?}");
            assert!(!sentence.tokens.is_empty(), "a sentence has a token: {text:?}");
            assert!(paragraph.span.contains(sentence.span), "a sentence lies in its paragraph: {text:?}");
            assert_eq!(sentence.span.start(), tokens[sentence.tokens.start].span.start(), "{text:?}");
            assert_eq!(sentence.span.end(), tokens[sentence.tokens.end - 1].span.end(), "{text:?}");
            next_token = sentence.tokens.end;
        }
        next_sentence = paragraph.sentences.end;
        end = paragraph.span.end();
    }
    assert_eq!((next_sentence, next_token), (sentences.len(), tokens.len()), "all are covered: {text:?}");

    for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
        let offsets = Offsets::new(text, unit);
        for token in tokens {
            let (start, end) = offsets.convert(token.span);
            assert_eq!(offsets.span(start, end), Some(token.span), "{unit:?} there and back in {text:?}");
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        assert_eq!(document.token_at(token.span.start()), at, "{text:?}");
        assert!(sentences[document.sentence_of(at)].tokens.contains(&at), "{text:?}");
    }
}

/// White space and the invisible characters of layout.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_document(text in "\\PC{0,80}|(?s).{0,80}") {
        check(&text);
    }

    #[test]
    fn any_pieces_are_a_document(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        check(&pieces.concat());
    }
}

#[test]
fn each_piece_is_a_document() {
    for first in PIECES {
        check(first);
        for second in PIECES {
            check(&format!("{first}{second}"));
        }
    }
}

/// The time that one reading takes.
fn time(text: &str) -> Duration {
    let start = Instant::now();
    let document = Document::new(text);
    assert!(document.tokens().len() <= text.len());
    start.elapsed()
}

#[test]
fn time_is_linear_in_length() {
    let pieces = PIECES.iter().copied().chain([
        "a-",
        "a.",
        "a'",
        "A&",
        "1,",
        "a@",
        "U.S.-",
        "Mr. ",
        "No.#",
        "“ ",
        "” ",
        "\"a\" ",
        "'a ",
        "a' ",
        "?” Smith ",
        ".\" ",
        "(",
        "a\n",
        "word ",
        "a line that may have been wrapped, as it is neither short nor long\n",
    ]);
    for piece in pieces {
        let once = piece.repeat(4_000 / piece.len());
        let much = once.repeat(8);
        // Eight times the length takes about eight times the time; a step of quadratic time would take sixty-four,
        // each time. On a busy machine any reading can be slow, so one in many without disturbance is enough.
        let short = (0..5).map(|_| time(&once)).min().expect("five readings");
        let bound = short * 8 * 3 + Duration::from_millis(50);
        let linear = (0..40).any(|_| time(&much) < bound);
        assert!(
            linear,
            "{piece:?} repeated: {short:?} for {} bytes, over {bound:?} for 8 times as many",
            once.len()
        );
    }
}
