//! Reported speech after its cue: `X said that …`, `promised to …`, `urged them to …`, `, adding that …`.

use std::ops::Range;

use super::{
    clause::{clause_end, trim_end},
    cues::{CueVerb, Frame},
    draft::Draft,
    inflect::Form,
    noun_phrase,
    verb_group::{Mood, VerbGroup, verb_group},
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
    let (rule, confidence) = complement.frame.evidence();
    Some(Reported {
        draft: Draft {
            contents,
            cue: Some(cue),
            source,
            speech: Speech::Said,
            evidence: Evidence::rule(rule, confidence),
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

struct Complement {
    frame: Frame,
    /// First token of the content.
    start: usize,
    /// One past the last token of the cue.
    cue_end: usize,
}

/// What follows the verb, if it is something that the verb introduces a content with.
fn complement(words: &Words<'_, '_>, verb: &CueVerb, group: &VerbGroup, end: usize) -> Option<Complement> {
    let next = group.head + 1;
    if next >= end {
        return None;
    }
    let taken = |frame: Frame| verb.takes(frame, "");
    let found = |frame, start| Some(Complement { frame, start, cue_end: next });
    if group.mood == Mood::Passive {
        return match words.class(next) {
            Class::To if taken(Frame::Passive) => found(Frame::Passive, next),
            Class::That if taken(Frame::That) => found(Frame::That, next),
            _ => None,
        };
    }
    match words.class(next) {
        Class::That if taken(Frame::That) => found(Frame::That, next),
        Class::Interrogative | Class::Relative if taken(Frame::Whether) => found(Frame::Whether, next),
        Class::To if taken(Frame::Infinitive) && infinitive_follows(words, next) => {
            found(Frame::Infinitive, next)
        }
        Class::To if taken(Frame::Predicate) && infinitive_follows(words, next) => {
            found(Frame::Predicate, next)
        }
        Class::Preposition | Class::Time | Class::Adverb | Class::To
            if taken(Frame::That) && after_adjunct(words, next, end).is_some() =>
        {
            found(Frame::That, after_adjunct(words, next, end)?)
        }
        Class::Preposition | Class::To | Class::Subordinator
            if verb.takes(Frame::Preposition, &words.text(next).to_ascii_lowercase()) =>
        {
            (next + 1 < end).then_some(Complement {
                frame: Frame::Preposition,
                start: next + 1,
                cue_end: next + 1,
            })
        }
        Class::Verb(Form::Ing) if taken(Frame::Gerund) => found(Frame::Gerund, next),
        Class::Mark if taken(Frame::Object) => found(Frame::Object, next),
        Class::Mark if taken(Frame::Clause) => found(Frame::Clause, next),
        Class::Comma | Class::Colon | Class::Stop | Class::Semicolon | Class::Close => None,
        Class::Preposition | Class::Time | Class::Adverb | Class::To => None,
        _ => noun_complement(words, verb, next, end),
    }
}

/// A complement that comes after an adjunct: `said on Tuesday that …`, `said in a statement that …`.
fn after_adjunct(words: &Words<'_, '_>, next: usize, end: usize) -> Option<usize> {
    const LONGEST_ADJUNCT: usize = 14;
    (next..end.min(next + LONGEST_ADJUNCT))
        .take_while(|&i| {
            !matches!(
                words.class(i),
                Class::Comma | Class::Mark | Class::Colon | Class::Semicolon | Class::Verb(Form::Past)
            )
        })
        .find(|&i| words.class(i) == Class::That)
}

/// Whether the `to` at `i` leads an infinitive and not a noun phrase: `refused to answer`, not `referred to the report`.
fn infinitive_follows(words: &Words<'_, '_>, i: usize) -> bool {
    let i = if matches!(words.class(i + 1), Class::Adverb | Class::Negation) { i + 2 } else { i + 1 };
    matches!(words.class(i), Class::Verb(Form::Base) | Class::Be | Class::Have | Class::Do)
        || words.class(i) == Class::Noun
            && !words.class(i + 1).is_auxiliary()
            && !words.text(i).ends_with('s')
}

/// A noun phrase follows: it is the subject of a reported clause, the one spoken to, or what was spoken of.
fn noun_complement(words: &Words<'_, '_>, verb: &CueVerb, next: usize, end: usize) -> Option<Complement> {
    let found = |frame, start| Some(Complement { frame, start, cue_end: next });
    if verb.takes(Frame::Recipient, "") {
        if let Some(recipient) = noun_phrase::after(words, next, end) {
            let mut start = recipient.end;
            while start < end && matches!(words.class(start), Class::Time | Class::Adverb) {
                start += 1;
            }
            if start < end {
                let class = words.class(start);
                let clause = matches!(class, Class::That | Class::Interrogative)
                    || matches!(class, Class::Pronoun | Class::Determiner | Class::Possessive | Class::Name)
                        && has_verb(words, start, end);
                if clause {
                    return found(Frame::Recipient, start);
                }
            }
        }
    }
    if verb.takes(Frame::Clause, "") && has_verb(words, next + 1, end) {
        return found(Frame::Clause, next);
    }
    if verb.takes(Frame::ObjectInfinitive, "") {
        if let Some(object) = noun_phrase::after(words, next, end) {
            if words.class(object.end) == Class::To && object.end < end {
                return found(Frame::ObjectInfinitive, next);
            }
        }
    }
    if verb.takes(Frame::Object, "") { found(Frame::Object, next) } else { None }
}

/// Whether a finite verb stands between the tokens, before a comma ends the clause.
fn has_verb(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    (start..trim_end(words, start, end)).take_while(|&i| !matches!(words.class(i), Class::Semicolon)).any(
        |i| {
            words.class(i).is_auxiliary()
                || matches!(words.class(i), Class::Verb(Form::Past | Form::Present | Form::Base))
        },
    )
}

impl Frame {
    /// The rule's name, and the share of its attributions that were right on the training articles.
    pub(super) fn evidence(self) -> (&'static str, f32) {
        match self {
            Self::That => ("cue + that-clause", 0.8),
            Self::Clause => ("cue + clause", 0.8),
            Self::Quote => ("cue + quotation", 0.9),
            Self::Whether => ("cue + question", 0.7),
            Self::Infinitive => ("cue + infinitive", 0.6),
            Self::ObjectInfinitive => ("cue + object + infinitive", 0.6),
            Self::Object => ("cue + object", 0.5),
            Self::Gerund => ("cue + gerund", 0.5),
            Self::Postposed => ("clause + cue", 0.8),
            Self::Recipient => ("cue + recipient + clause", 0.8),
            Self::Passive => ("passive cue + infinitive", 0.5),
            Self::Predicate => ("impersonal cue + infinitive", 0.5),
            Self::Preposition => ("cue + preposition", 0.5),
        }
    }
}
