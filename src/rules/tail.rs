//! Reported speech before its cue: `…, X said.`, `…, said X.`, `…, according to X.`

use std::ops::Range;

use super::{
    cues::Frame,
    inflect::Form,
    noun_phrase,
    verb_group::{Mood, verb_group},
    words::{Class, Words},
};

/// A cue with its source that stands beside or inside what it reports.
#[derive(Clone, Debug)]
pub(super) struct Insert {
    /// All tokens of the insert, without the commas around it.
    pub(super) range: Range<usize>,
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) rule: &'static str,
}

/// Which verbs may stand in an insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbs {
    /// Those of the lexicon alone.
    Cues,
    /// Any: beside a quotation that breaks off with a comma, any verb with a subject reports it.
    Any,
}

impl Verbs {
    /// Whether the word at `head` may be the verb of an insert.
    fn admit(self, words: &Words<'_, '_>, head: usize) -> bool {
        let cue =
            words.cue(head).is_some_and(|verb| verb.takes(Frame::Postposed) || verb.takes(Frame::Quote));
        cue || self == Self::Any && matches!(words.class(head), Class::Verb(Form::Past | Form::Present))
    }
}

/// `X said` or `said X` that begins at token `start` and ends before `end`: a short clause of cue and source, and
/// perhaps to whom, when and where.
pub(super) fn insert_at(words: &Words<'_, '_>, start: usize, end: usize, verbs: Verbs) -> Option<Insert> {
    inverted(words, start, end, verbs)
        .or_else(|| straight(words, start, end, verbs))
        .or_else(|| according(words, start, end))
        .or_else(|| in_words_of(words, start, end))
}

/// `said Prof. Han`
fn inverted(words: &Words<'_, '_>, start: usize, end: usize, verbs: Verbs) -> Option<Insert> {
    let head =
        (start..end.min(start + 3)).find(|&i| !matches!(words.class(i), Class::Adverb | Class::Have))?;
    let finite = matches!(words.class(head), Class::Verb(Form::Past | Form::Present | Form::Base));
    if !finite || !verbs.admit(words, head) {
        return None;
    }
    let source = noun_phrase::after(words, head + 1, end)?;
    if words.class(source.start) == Class::Object {
        return None;
    }
    Some(Insert {
        range: start..source.end,
        cue: start..head + 1,
        source: Some(source),
        rule: "clause + cue + source",
    })
}

/// `Prof. Han said`
fn straight(words: &Words<'_, '_>, start: usize, end: usize, verbs: Verbs) -> Option<Insert> {
    const LONGEST_SOURCE: usize = 40;
    for head in start + 1..end.min(start + LONGEST_SOURCE) {
        match words.class(head) {
            Class::Mark | Class::Stop | Class::Semicolon | Class::Colon => return None,
            Class::Verb(_) if verbs.admit(words, head) => {}
            _ => continue,
        }
        let Some(group) = verb_group(words, start, head).filter(|group| group.mood == Mood::Finite) else {
            continue;
        };
        let Some(source) = noun_phrase::before(words, start, group.start) else { continue };
        if source.start != start && source.start != leading_adjunct(words, start) {
            return None;
        }
        let cue_end = head + 1 + usize::from(words.is(head, "went") && words.is(head + 1, "on"));
        let cue = group.start..cue_end;
        return Some(Insert {
            range: start..cue_end,
            cue,
            source: Some(source),
            rule: "clause + source + cue",
        });
    }
    None
}

/// One past a word that leads an insert in: `as he said`.
fn leading_adjunct(words: &Words<'_, '_>, start: usize) -> usize {
    if words.is(start, "as")
        || words.class(start) == Class::Adverb
        || words.class(start) == Class::Coordinator
    {
        start + 1
    } else {
        start
    }
}

/// `according to Prof. Han`
pub(super) fn according(words: &Words<'_, '_>, start: usize, end: usize) -> Option<Insert> {
    if !(words.is(start, "according") && words.is(start + 1, "to")) {
        return None;
    }
    let source = noun_phrase::after(words, start + 2, end)?;
    Some(Insert {
        range: start..source.end,
        cue: start..start + 2,
        source: Some(source),
        rule: "according to",
    })
}

/// `in Prof. Han's words`
pub(super) fn in_words_of(words: &Words<'_, '_>, start: usize, end: usize) -> Option<Insert> {
    const LONGEST: usize = 12;
    if !words.is(start, "in") {
        return None;
    }
    let cue = (start + 2..end.min(start + LONGEST)).find(|&i| words.is(i, "words"))?;
    let source = match words.class(cue - 1) {
        Class::Genitive => noun_phrase::before(words, start + 1, cue - 1)?.start..cue,
        Class::Possessive => cue - 1..cue,
        _ => return None,
    };
    Some(Insert { range: start..cue + 1, cue: cue..cue + 1, source: Some(source), rule: "in the words of" })
}

/// Whether nothing but to whom, when and where stands between `start` and `end`.
pub(super) fn only_adjuncts(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    const LONGEST: usize = 25;
    end <= start + LONGEST
        && (start..end).all(|i| !matches!(words.class(i), Class::Colon | Class::Mark | Class::Semicolon))
        && match words.class(start) {
            _ if start >= end => true,
            Class::Stop
            | Class::Comma
            | Class::Preposition
            | Class::To
            | Class::Time
            | Class::Adverb
            | Class::Interrogative
            | Class::Subordinator => true,
            Class::Name | Class::Object | Class::Determiner | Class::Noun | Class::Possessive => {
                !(start..end).any(|i| words.class(i).is_auxiliary())
            }
            Class::Verb(Form::Ing) => true,
            _ => false,
        }
}
