//! Transcripts: paragraphs that begin with the speaker's name in capitals and a colon.

use std::ops::Range;

use super::{
    direct::Direct,
    draft::Draft,
    words::{Class, Words},
};
use crate::{annotate::Speech, extraction::Evidence, text::TokenKind};

/// The turns of a transcript as direct quotations; nothing where fewer than two paragraphs have a label.
pub(super) fn transcript(words: &Words<'_, '_>) -> Direct {
    let document = words.document;
    let mut found = Direct { drafts: Vec::new(), taken: Vec::new() };
    let labelled: Vec<(usize, Label)> =
        (0..document.paragraphs().len()).filter_map(|p| Some((p, label(words, p)?))).collect();
    if labelled.len() < 2 {
        return found;
    }
    for (p, label) in labelled {
        let tokens = paragraph_tokens(words, p);
        let mut end = tokens.end;
        while end > label.colon + 1 && words.class(end - 1) == Class::Mark {
            end -= 1;
        }
        if end <= label.colon + 1 {
            continue;
        }
        found.drafts.push(Draft {
            contents: vec![words.span(label.colon + 1, end)],
            cue: Some(words.span(label.colon, label.colon + 1)),
            source: Some(words.span(label.name.start, label.name.end)),
            speech: Speech::Said,
            evidence: Evidence::rule("transcript", 0.9),
        });
        found.taken.push((tokens, Some(label.name)));
    }
    found
}

struct Label {
    name: Range<usize>,
    colon: usize,
}

/// `"TRUMP:` or `ANDERSON COOPER:` at the start of paragraph `p`.
fn label(words: &Words<'_, '_>, p: usize) -> Option<Label> {
    const LONGEST_NAME: usize = 4;
    let tokens = paragraph_tokens(words, p);
    let start = tokens.start + usize::from(words.class(tokens.start) == Class::Mark);
    let colon =
        (start + 1..tokens.end.min(start + LONGEST_NAME + 1)).find(|&i| words.class(i) == Class::Colon)?;
    let in_capitals = |i: usize| {
        let text = words.text(i);
        words.document.tokens()[i].kind == TokenKind::Word
            && text.chars().count() > 1
            && !text.chars().any(char::is_lowercase)
    };
    (start..colon).all(in_capitals).then_some(Label { name: start..colon, colon })
}

fn paragraph_tokens(words: &Words<'_, '_>, p: usize) -> Range<usize> {
    let document = words.document;
    let sentences = document.paragraphs()[p].sentences.clone();
    document.sentences()[sentences.start].tokens.start..document.sentences()[sentences.end - 1].tokens.end
}
