//! Reported speech after its cue: `X said that …`, `promised to …`, `urged them to …`, `, adding that …`.

use std::ops::Range;

use super::{
    clause::clause_end,
    complement::complement,
    cues::Frame,
    draft::Draft,
    noun_phrase,
    verb_group::{Mood, verb_group},
    words::{Class, Words},
};
use crate::{annotate::Speech, extraction::Evidence};

/// What the reader of a sentence knows when it comes to a verb.
pub(super) struct Place<'a> {
    /// The sentence's tokens, without what earlier rules have taken.
    pub(super) sentence: Range<usize>,
    /// The subject of an earlier verb of the sentence, for participles: `he said …, adding …`.
    pub(super) subject: Option<&'a Range<usize>>,
}

/// A reported clause, with the tokens it takes.
pub(super) struct Reported {
    pub(super) draft: Draft,
    pub(super) subject: Option<Range<usize>>,
    /// One past the last token taken.
    pub(super) end: usize,
}

/// The reported clause whose cue is the verb at token `head`, if the verb takes what follows it.
pub(super) fn reported(words: &Words<'_, '_>, place: &Place<'_>, head: usize) -> Option<Reported> {
    let verb = words.cue(head)?;
    let Range { start: from, end } = place.sentence;
    let group = verb_group(words, from, head)?;
    let complement = complement(words, verb, &group, end)?;
    let subject = match group.mood {
        Mood::Infinitive => place.subject.cloned(),
        Mood::Participle if head == from => None,
        Mood::Participle => participle_subject(words, from, group.start).or_else(|| place.subject.cloned()),
        Mood::Finite | Mood::Passive => noun_phrase::before(words, from, group.start)
            .or_else(|| place.subject.filter(|_| shares_subject(words, from, group.start)).cloned()),
    };
    if subject.is_none() && !matches!(complement.frame, Frame::That | Frame::Passive | Frame::Predicate) {
        return None;
    }
    let relative = subject.as_ref().is_some_and(|s| words.class(s.start) == Class::Relative);
    let content_end = clause_end(words, complement.start, end, relative);
    if content_end <= complement.start
        || content_end == complement.start + 1 && complement.frame == Frame::Clause
    {
        return None;
    }
    let content = words.span(complement.start, content_end);
    let cue = words.span(group.start, complement.cue_end);
    let impersonal = matches!(complement.frame, Frame::Passive | Frame::Predicate);
    let (contents, source) = match &subject {
        Some(subject) if impersonal => (vec![words.span(subject.start, subject.end), content], None),
        Some(subject) => (vec![content], Some(words.span(subject.start, subject.end))),
        None => (vec![content], None),
    };
    let confidence = verb.confidence(complement.frame).unwrap_or_default();
    Some(Reported {
        draft: Draft {
            contents,
            cue: Some(cue),
            source,
            speech: Speech::Said,
            evidence: Evidence::rule(complement.frame.rule(), confidence),
        },
        subject,
        end: content_end,
    })
}

/// The noun right before a participle: `protesters chanting …`.
fn participle_subject(words: &Words<'_, '_>, from: usize, start: usize) -> Option<Range<usize>> {
    matches!(words.class(start - 1), Class::Noun | Class::Name | Class::Close)
        .then(|| noun_phrase::before(words, from, start))
        .flatten()
}

/// Whether a finite verb without a subject of its own goes on with the last one: `said … and denied …`.
fn shares_subject(words: &Words<'_, '_>, from: usize, start: usize) -> bool {
    start > from && matches!(words.class(start - 1), Class::Coordinator | Class::Comma)
}

impl Frame<'_> {
    /// The name of the rule that reads this frame, as evidence gives it.
    fn rule(self) -> &'static str {
        match self {
            Self::That => "cue + that-clause",
            Self::Clause => "cue + clause",
            Self::Quote => "cue + quotation",
            Self::Whether => "cue + question",
            Self::Infinitive => "cue + infinitive",
            Self::ObjectInfinitive => "cue + object + infinitive",
            Self::Object => "cue + object",
            Self::Gerund => "cue + gerund",
            Self::Postposed => "clause + cue",
            Self::Recipient => "cue + recipient + clause",
            Self::Passive => "passive cue + infinitive",
            Self::Predicate => "impersonal cue + infinitive",
            Self::Preposition(_) => "cue + preposition",
        }
    }
}
