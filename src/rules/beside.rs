//! The cue and source beside a quoted stretch.

use std::ops::Range;

use super::{
    cues::Frame,
    inflect::Form,
    noun_phrase,
    tail::{Insert, Verbs, insert_at, only_adjuncts},
    verb_group::{Mood, verb_group},
    words::{Class, Words},
};
use crate::text::{Quoted, Span};

/// `“…,” said Prof. Han.`
pub(super) fn on_the_right(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
    let document = words.document;
    let mut start = stretch.end;
    let comma = matches!(words.class(start), Class::Comma | Class::Dash);
    if comma {
        start += 1;
    }
    if start >= document.tokens().len() {
        return None;
    }
    let sentence = &document.sentences()[document.sentence_of(start)];
    let paragraph = &document.paragraphs()[sentence.paragraph];
    if document.tokens()[stretch.end - 1].span.end() < paragraph.span.start() {
        return None;
    }
    let end = sentence.tokens.end;
    if !comma && stretch.closes_sentence(words) && words.text(start).starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let pauses = comma || stretch.pauses(words);
    let insert = insert_at(words, start, end, Verbs::Cues)
        .or_else(|| insert_at(words, start, end, Verbs::Any).filter(|_| stretch.pauses(words)))?;
    let stop = (insert.range.end..end)
        .find(|&i| {
            matches!(
                words.class(i),
                Class::Stop | Class::Comma | Class::Mark | Class::Semicolon | Class::Colon
            )
        })
        .unwrap_or(end);
    let follows = words.class(insert.range.end);
    (follows != Class::That && (pauses || only_adjuncts(words, insert.range.end, stop))).then_some(insert)
}

/// `Prof. Han said, “…”`
pub(super) fn on_the_left(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
    const FARTHEST: usize = 25;
    let document = words.document;
    let mut before = stretch.start;
    let mut from = document.sentences()[document.sentence_of(stretch.start)].tokens.start;
    let mut marked = false;
    if before == from {
        // The sentence before, if it ends with a colon, introduces this one.
        if before == 0 || words.class(before - 1) != Class::Colon {
            return None;
        }
        from = document.sentences()[document.sentence_of(before - 1)].tokens.start;
    }
    while before > from && matches!(words.class(before - 1), Class::Comma | Class::Colon) {
        before -= 1;
        marked = true;
    }
    for head in (from.max(before.saturating_sub(FARTHEST))..before).rev() {
        if matches!(words.class(head), Class::Mark | Class::Semicolon | Class::That) {
            return None;
        }
        if !words.cue(head).is_some_and(|verb| verb.takes(Frame::Quote)) {
            continue;
        }
        let Some(group) = verb_group(words, from, head) else { continue };
        let near = marked || head + 1 == before && stretch.ends_clause(words);
        if !near || !only_adjuncts(words, head + 1, before) {
            return None;
        }
        let source = match group.mood {
            Mood::Passive => return None,
            Mood::Participle | Mood::Infinitive => main_subject(words, from, group.start),
            Mood::Finite => noun_phrase::before(words, from, group.start)
                .or_else(|| main_subject(words, from, group.start)),
        };
        return Some(Insert {
            range: group.start..before,
            cue: group.start..head + 1,
            source,
            rule: "source + cue + quotation",
        });
    }
    None
}

/// The subject of the first finite verb between the tokens.
pub(super) fn main_subject(words: &Words<'_, '_>, from: usize, end: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 120;
    let from = from.max(end.saturating_sub(FARTHEST));
    (from..end)
        .filter(|&i| {
            words.class(i).is_auxiliary() || matches!(words.class(i), Class::Verb(Form::Past | Form::Present))
        })
        .find_map(|i| noun_phrase::before(words, from, i))
}

/// An announcement with more tokens before its colon is none.
const LONGEST_ANNOUNCEMENT: usize = 60;

/// `X released the following statement:` before a quotation that begins a paragraph of its own.
pub(super) fn announced(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
    let colon = stretch.start.checked_sub(1).filter(|&i| words.class(i) == Class::Colon)?;
    let from = words.document.sentences()[words.document.sentence_of(colon)].tokens.start;
    let from = from.max(colon.saturating_sub(LONGEST_ANNOUNCEMENT));
    let head = (from..colon).find(|&i| matches!(words.class(i), Class::Verb(Form::Past | Form::Present)))?;
    let group = verb_group(words, from, head).filter(|group| group.mood == Mood::Finite)?;
    let source = noun_phrase::before(words, from, group.start)?;
    let cue = group.start..colon + 1;
    Some(Insert {
        range: from..colon + 1,
        cue,
        source: Some(source),
        rule: "announcement + colon + quotation",
    })
}

/// `Okafor: “…”`, as in an interview
pub(super) fn before_colon(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
    let colon = stretch.start.checked_sub(1).filter(|&i| words.class(i) == Class::Colon)?;
    let from = words.document.sentences()[words.document.sentence_of(colon)].tokens.start;
    let source = noun_phrase::before(words, from, colon).filter(|source| source.start == from)?;
    Some(Insert {
        range: from..colon + 1,
        cue: colon..colon + 1,
        source: Some(source),
        rule: "source + colon + quotation",
    })
}

/// The tokens of a quoted stretch.
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    inner: Span,
}

impl Stretch {
    pub(super) fn new(words: &Words<'_, '_>, quoted: &Quoted) -> Self {
        let tokens = words.document.tokens_in(quoted.span());
        Self { start: tokens.start, end: tokens.end, inner: quoted.span() }
    }

    /// Whether a full stop, question or exclamation mark stands before the closing mark.
    pub(super) fn closes_sentence(&self, words: &Words<'_, '_>) -> bool {
        words
            .document
            .slice(self.inner)
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '?' | '!'))
            .ends_with(['.', '?', '!'])
    }

    /// Whether nothing of the same clause follows the closing mark.
    fn ends_clause(&self, words: &Words<'_, '_>) -> bool {
        let document = words.document;
        let sentence = &document.sentences()[document.sentence_of(self.end - 1)];
        self.end >= sentence.tokens.end
            || matches!(
                words.class(self.end),
                Class::Stop | Class::Comma | Class::Semicolon | Class::Close | Class::Dash
            )
            || self.closes_sentence(words)
    }

    /// Whether a comma stands before the closing mark: the sentence goes on outside.
    fn pauses(&self, words: &Words<'_, '_>) -> bool {
        words
            .document
            .slice(self.inner)
            .trim_end_matches(|c: char| !c.is_alphanumeric() && c != ',')
            .ends_with(',')
    }

    /// Whether the stretch is a statement by its own looks: a sentence of several words that begins a sentence.
    pub(super) fn is_statement(&self, words: &Words<'_, '_>) -> bool {
        let document = words.document;
        let starts = document.sentences()[document.sentence_of(self.start)].tokens.start == self.start;
        starts && self.end - self.start > 5 && (self.closes_sentence(words) || self.pauses(words))
    }
}
