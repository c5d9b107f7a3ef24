//! Names in headlines, where capital letters tell little: only what the lists know, and what other sentences name.

use std::ops::Range;

use crate::{
    annotate::EntityKind::{Miscellaneous, Organization, Person},
    document::Document,
    lexicon::{self, Tags},
    text::TokenKind,
};

use super::{
    Found,
    segment::{kind_of, next_is_name, phrase, push},
    shape::{Shape, Style},
    word::Word,
};

/// Adds the names of the headline with these tokens.
pub(super) fn headline(document: &Document<'_>, tokens: Range<usize>, style: Style, out: &mut Vec<Found>) {
    let words: Vec<_> = tokens
        .filter(|&token| document.tokens()[token].kind == TokenKind::Word)
        .map(|token| word(document, token, style))
        .collect();
    let mut at = 0;
    while at < words.len() {
        at = name(&words, at, style, out).max(at + 1);
    }
}

/// A word of a headline; in a line of capitals the lists are asked with only the first letter large.
fn word<'t>(document: &Document<'t>, token: usize, style: Style) -> Word<'t> {
    let mut word = Word::new(token, document.slice(document.tokens()[token].span));
    if style == Style::Upper && word.shape == Shape::Upper {
        let listed = word.tags;
        word.tags = lexicon::titled(word.text);
        if word.tags.is_empty() {
            word.tags = listed;
        }
        word.shape = Shape::Capital;
    }
    word
}

/// Adds the name at `at`, if one begins there; its end.
fn name(words: &[Word<'_>], at: usize, style: Style, out: &mut Vec<Found>) -> usize {
    let here = &words[at];
    if let Some((end, tags)) = phrase(words, at).filter(|&(end, _)| adjacent(words, at..end)) {
        push(out, words, at..end, kind_of(tags), "known name", 0.8);
        return end;
    }
    if here.small.any(Tags::FUNCTION) && !here.tags.any(Tags::PLACE) {
        return at + 1;
    }
    if here.is_given() && next_is_name(words, at) && adjacent(words, at..at + 2) {
        let mut end = at + 2;
        if words[end - 1].shape == Shape::Initial && end < words.len() && adjacent(words, at..end + 1) {
            end += 1;
        }
        push(out, words, at..end, Some(Person), "given name first", 0.75);
        return end;
    }
    if let Some(kind) = kind_of(here.tags).filter(|_| !here.is_title()) {
        push(out, words, at..at + 1, Some(kind), "known name", 0.75);
    } else if style == Style::Title
        && here.shape == Shape::Upper
        && here.text.len() < 6
        && here.small.is_empty()
    {
        push(out, words, at..at + 1, Some(Organization), "acronym", 0.5);
    } else if here.is_large() && !here.is_title() {
        let kind = (here.text.contains('-') && here.tags.any(Tags::DEMONYM)).then_some(Miscellaneous);
        push(out, words, at..at + 1, kind, "word of a headline", 0.2);
    }
    at + 1
}

/// Whether these words are neighbours, with no mark between them.
fn adjacent(words: &[Word<'_>], range: Range<usize>) -> bool {
    words[range.end - 1].token - words[range.start].token == range.end - 1 - range.start
}
