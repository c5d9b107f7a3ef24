//! What follows a cue verb: the frame it stands in, and where the content begins.

use super::{
    clause::trim_end,
    cues::{CueVerb, Frame},
    inflect::Form,
    noun_phrase,
    verb_group::{Mood, VerbGroup},
    words::{Class, Words},
};

/// The complement of a cue verb.
pub(super) struct Complement<'t> {
    pub(super) frame: Frame<'t>,
    /// First token of the content.
    pub(super) start: usize,
    /// One past the last token of the cue.
    pub(super) cue_end: usize,
}

/// What follows the verb in a sentence that ends before `end`, if the verb introduces a content with it.
pub(super) fn complement<'t>(
    words: &Words<'_, 't>,
    verb: &CueVerb,
    group: &VerbGroup,
    end: usize,
) -> Option<Complement<'t>> {
    let next = group.head + 1;
    if next >= end {
        return None;
    }
    let (frame, start) =
        if group.mood == Mood::Passive { passive(words, next)? } else { active(words, verb, next, end)? };
    let cue_end = if matches!(frame, Frame::Preposition(_)) { next + 1 } else { next };
    (verb.takes(frame) && start < end).then_some(Complement { frame, start, cue_end })
}

/// `is expected to …`, `was told that …`
fn passive<'t>(words: &Words<'_, 't>, next: usize) -> Option<(Frame<'t>, usize)> {
    match words.class(next) {
        Class::To => Some((Frame::Passive, next)),
        Class::That => Some((Frame::That, next)),
        _ => None,
    }
}

fn active<'t>(words: &Words<'_, 't>, verb: &CueVerb, next: usize, end: usize) -> Option<(Frame<'t>, usize)> {
    match words.class(next) {
        Class::That => Some((Frame::That, next)),
        Class::Interrogative | Class::Relative => Some((Frame::Whether, next)),
        Class::Verb(Form::Ing) if verb.takes(Frame::Gerund) => Some((Frame::Gerund, next)),
        Class::Mark if verb.takes(Frame::Object) => Some((Frame::Object, next)),
        Class::Mark => Some((Frame::Clause, next)),
        Class::Comma | Class::Colon | Class::Stop | Class::Semicolon | Class::Close => None,
        Class::To if infinitive_follows(words, next) && verb.takes(Frame::Infinitive) => {
            Some((Frame::Infinitive, next))
        }
        Class::To if infinitive_follows(words, next) && verb.takes(Frame::Predicate) => {
            Some((Frame::Predicate, next))
        }
        Class::Preposition | Class::Time | Class::Adverb | Class::To => after_adjunct(words, next, end)
            .filter(|_| verb.takes(Frame::That))
            .map(|that| (Frame::That, that))
            .or_else(|| Some((Frame::Preposition(words.text(next)), next + 1))),
        _ => nominal(words, verb, next, end),
    }
}

/// A `that` after an adjunct: `said on Tuesday that …`, `said in a statement that …`.
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

/// Whether the `to` at `i` leads an infinitive and not a noun phrase: `refused to answer`, not `referred to a report`.
fn infinitive_follows(words: &Words<'_, '_>, i: usize) -> bool {
    let adverb = matches!(words.class(i + 1), Class::Adverb | Class::Negation);
    let i = i + 1 + usize::from(adverb);
    matches!(words.class(i), Class::Verb(Form::Base) | Class::Be | Class::Have | Class::Do)
        || words.class(i) == Class::Noun
            && !words.class(i + 1).is_auxiliary()
            && !words.text(i).ends_with('s')
}

/// A noun phrase follows: the subject of a reported clause, the one spoken to, or what was spoken of.
fn nominal<'t>(words: &Words<'_, 't>, verb: &CueVerb, next: usize, end: usize) -> Option<(Frame<'t>, usize)> {
    let object = noun_phrase::after(words, next, end);
    if let Some(object) = object.as_ref().filter(|_| verb.takes(Frame::Recipient)) {
        let clause = (object.end..end)
            .find(|&i| !matches!(words.class(i), Class::Time | Class::Adverb))
            .filter(|&start| begins_clause(words, start, end) || begins_order(words, verb, start));
        if let Some(start) = clause {
            return Some((Frame::Recipient, start));
        }
    }
    if verb.takes(Frame::Clause) && has_finite_verb(words, next + 1, end) {
        return Some((Frame::Clause, next));
    }
    if verb.takes(Frame::ObjectInfinitive)
        && object.is_some_and(|object| words.class(object.end) == Class::To)
    {
        return Some((Frame::ObjectInfinitive, next));
    }
    Some((Frame::Object, next))
}

fn begins_clause(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    match words.class(start) {
        Class::That | Class::Interrogative => true,
        Class::Pronoun | Class::Determiner | Class::Possessive | Class::Name => {
            has_finite_verb(words, start, end)
        }
        _ => false,
    }
}

/// `told them to …`; where the verb takes its object into the content (`urged them to …`), that frame has it.
fn begins_order(words: &Words<'_, '_>, verb: &CueVerb, start: usize) -> bool {
    words.class(start) == Class::To
        && infinitive_follows(words, start)
        && !verb.takes(Frame::ObjectInfinitive)
}

/// Whether a finite verb stands between the tokens, before a semicolon.
pub(super) fn has_finite_verb(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    const FARTHEST: usize = 80;
    (start..trim_end(words, start, end).min(start + FARTHEST))
        .take_while(|&i| words.class(i) != Class::Semicolon)
        .any(|i| words.class(i).is_finite())
}
