//! Runs of words in capital letters, with the small words that can stand inside a name.

use std::ops::Range;

use crate::{document::Document, lexicon::Tags, text::TokenKind};

use super::word::Word;

/// Small words inside the names of persons and places.
const PARTICLES: [&str; 26] = [
    "al", "ash", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e",
    "el", "ibn", "la", "las", "los", "ten", "ter", "van", "von", "y",
];

/// The most words that one run takes; longer ones are cut, so that no look-ahead grows with the text.
const MOST: usize = 24;

/// Finds runs, one after the other, and holds the words of the last one.
pub(super) struct Runs<'d, 't> {
    document: &'d Document<'t>,
    words: Vec<Word<'t>>,
}

impl<'d, 't> Runs<'d, 't> {
    pub fn new(document: &'d Document<'t>) -> Self {
        Self { document, words: Vec::new() }
    }

    /// The words of the run found last.
    pub fn words(&self) -> &[Word<'t>] {
        &self.words
    }

    /// The tokens of the next run that begins at or after `at` within one sentence.
    pub fn next(&mut self, at: usize, sentence: Range<usize>) -> Option<Range<usize>> {
        let start = (at..sentence.end).find(|&token| self.is_large(token))?;
        self.words.clear();
        let mut end = start;
        while end < sentence.end && self.words.len() < MOST {
            let taken = self.take(end, sentence.end);
            if taken == 0 {
                break;
            }
            for token in end..end + taken {
                self.words.push(self.word(token));
            }
            end += taken;
        }
        Some(start..end)
    }

    fn word(&self, token: usize) -> Word<'t> {
        Word::new(token, self.text(token))
    }

    fn text(&self, token: usize) -> &'t str {
        self.document.slice(self.document.tokens()[token].span)
    }

    fn is_large(&self, token: usize) -> bool {
        let token = &self.document.tokens()[token];
        if token.kind != TokenKind::Word {
            return false;
        }
        let text = self.document.slice(token.span);
        match text.as_bytes()[0] {
            byte if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => text.chars().next().is_some_and(char::is_uppercase),
        }
    }

    /// How many tokens from `at` on continue the run; none where it ends.
    fn take(&self, at: usize, end: usize) -> usize {
        if self.is_large(at) {
            return 1;
        }
        let Some(last) = self.words.last() else { return 0 };
        let large_after = |skipped: usize| at + skipped < end && self.is_large(at + skipped);
        let text = self.text(at);
        match text {
            "&" if large_after(1) => 2,
            "of" | "for" | "on"
                if last.tags.any(Tags::ORGANIZATION_OF) || (text == "of" && last.is_title()) =>
            {
                if large_after(1) {
                    2
                } else if at + 1 < end && self.text(at + 1) == "the" && large_after(2) {
                    3
                } else {
                    0
                }
            }
            "and" if large_after(1) && self.joins_body(at, end) => 2,
            _ if large_after(1) && PARTICLES.contains(&text) && !last.tags.any(Tags::FUNCTION) => 2,
            "de" | "van" | "von"
                if large_after(2) && ["la", "las", "los", "der", "den"].contains(&self.text(at + 1)) =>
            {
                3
            }
            _ => 0,
        }
    }

    /// Whether the `and` at `at` stands inside the name of a body: `Securities and Exchange Commission`,
    /// `Department of Health and Human Services`.
    fn joins_body(&self, at: usize, end: usize) -> bool {
        let last = self.words[self.words.len() - 1];
        if last.is_given() || last.tags.any(Tags::PLACE | Tags::ORGANIZATION | Tags::SURNAME) {
            return false;
        }
        let after: Vec<_> = (at + 1..end.min(at + 5)).take_while(|&token| self.is_large(token)).collect();
        let in_of = self.words.iter().rev().skip(1).take(4).any(|word| word.text == "of")
            && self.words.iter().any(|word| word.tags.any(Tags::ORGANIZATION_OF));
        let next = self.word(at + 1);
        if next.is_given() || next.is_title() || !next.is_common() || !last.is_common() {
            return false;
        }
        in_of
            || after.iter().skip(1).any(|&token| {
                let word = self.word(token);
                word.tags.any(Tags::ORGANIZATION_HEAD)
            })
    }
}
