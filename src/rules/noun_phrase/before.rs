//! The noun phrase to the left of a verb: its subject.

use std::ops::Range;

use super::{REACH, joins_list};
use crate::rules::{
    inflect::Form,
    words::{Class, Words},
};

/// The noun phrase that ends right before token `end` and does not begin before `from`: the subject of a verb there.
///
/// Time adjuncts and parentheses between subject and verb are stepped over (`Okafor, meanwhile, said`); an
/// apposition or relative clause is kept, with the comma that closes it.
pub(in crate::rules) fn before(words: &Words<'_, '_>, from: usize, end: usize) -> Option<Range<usize>> {
    let from = from.max(end.saturating_sub(REACH));
    let mut end = skip_adjuncts_left(words, from, end);
    if end <= from {
        return None;
    }
    let mut head_end = end;
    if words.class(end - 1) == Class::Comma {
        let comma = end - 1;
        let open = (from..comma).rev().find(|&i| words.class(i) == Class::Comma)?;
        match inserted(words, open + 1, comma) {
            Inserted::Adverbial => {
                end = open;
                head_end = open;
            }
            Inserted::Identifying => head_end = open,
            Inserted::None => return None,
        }
    } else if matches!(words.class(end - 1), Class::Dash) {
        let open = (from..end - 1).rev().find(|&i| words.class(i) == Class::Dash)?;
        end = open;
        head_end = open;
    }
    if head_end > from && words.class(head_end - 1) == Class::Close {
        head_end = (from..head_end - 1).rev().find(|&i| words.class(i) == Class::Open)?;
    }
    let start = head_start(words, from, head_end)?;
    Some(start..end)
}

/// What stands between two commas after a possible subject.
enum Inserted {
    /// `however`, `on Tuesday`: no part of the source
    Adverbial,
    /// `a politics professor`, `54`, `who lost`: part of the source
    Identifying,
    None,
}

fn inserted(words: &Words<'_, '_>, start: usize, end: usize) -> Inserted {
    if start >= end {
        return Inserted::None;
    }
    match words.class(start) {
        Class::Adverb | Class::Subordinator | Class::Time | Class::To => Inserted::Adverbial,
        Class::Verb(Form::Ing) => Inserted::Adverbial,
        Class::Verb(_) => Inserted::Identifying,
        Class::Preposition if words.is(start, "of") || words.is(start, "from") => Inserted::Identifying,
        Class::Preposition => Inserted::Adverbial,
        Class::Coordinator | Class::That | Class::Mark | Class::Pronoun => Inserted::None,
        _ => Inserted::Identifying,
    }
}

/// Steps left over what may stand between a subject and its verb without a comma: `on Tuesday`, `himself`, `also`.
fn skip_adjuncts_left(words: &Words<'_, '_>, from: usize, mut end: usize) -> usize {
    loop {
        if end <= from {
            return end;
        }
        match words.class(end - 1) {
            Class::Adverb => end -= 1,
            Class::Object
                if words.text(end - 1).ends_with("self") || words.text(end - 1).ends_with("selves") =>
            {
                end -= 1;
            }
            Class::Time => {
                let mut start = end - 1;
                while start > from
                    && matches!(words.class(start - 1), Class::Time | Class::Number | Class::Determiner)
                {
                    start -= 1;
                }
                if start > from && words.is(start - 1, "last") {
                    start -= 1;
                }
                if start > from && words.class(start - 1) == Class::Preposition {
                    start -= 1;
                }
                if start == from
                    || !matches!(
                        words.class(start - 1),
                        Class::Name | Class::Noun | Class::Pronoun | Class::Relative | Class::Close
                    )
                {
                    return end;
                }
                end = start;
            }
            _ => return end,
        }
    }
}

/// The first token of the noun phrase that ends right before `end`.
fn head_start(words: &Words<'_, '_>, from: usize, end: usize) -> Option<usize> {
    if end <= from {
        return None;
    }
    match words.class(end - 1) {
        Class::Pronoun | Class::Relative | Class::That => return Some(end - 1),
        Class::Name
        | Class::Noun
        | Class::Number
        | Class::Genitive
        | Class::Determiner
        | Class::Time
        | Class::Close => {}
        Class::Mark | Class::Verb(_) | Class::Possessive => {}
        _ => return None,
    }
    let mut start = end;
    // A phrase begins where a word stands that can only belong to what comes before it.
    while start > from {
        let i = start - 1;
        let inside = match words.class(i) {
            Class::Name | Class::Noun | Class::Number | Class::Genitive => true,
            Class::Determiner | Class::Possessive => true,
            Class::Adverb => {
                start < end && i > from && matches!(words.class(i - 1), Class::Determiner | Class::Possessive)
            }
            Class::Time => start < end && matches!(words.class(start), Class::Genitive | Class::Noun),
            // An adjective in -ed or -ing: `the proposed deal`, `leading economists`.
            Class::Verb(form) => is_adjective(words, from, i, end, form),
            Class::Preposition => links_nouns(words, from, i),
            Class::To => false,
            Class::Coordinator => joins_phrases(words, from, i),
            Class::Dash => i > from && words.text(i) == "-" && words.class(i - 1).is_nominal(),
            Class::Close => true,
            Class::Open => start < end,
            // `New York, N.Y., police` and lists with a comma before `and`.
            Class::Comma => joins_list(words, from, i, end),
            _ => false,
        };
        if !inside {
            break;
        }
        start = i;
        if matches!(words.class(i), Class::Determiner | Class::Possessive) && !continues_left(words, from, i)
        {
            break;
        }
    }
    // Adjuncts at the front belong to the sentence.
    while start < end {
        match words.class(start) {
            Class::Coordinator
            | Class::Comma
            | Class::Dash
            | Class::Adverb
            | Class::Close
            | Class::Genitive => start += 1,
            _ => break,
        }
    }
    (start < end).then_some(start)
}

/// Whether a phrase goes on to the left of its determiner: `both of the men`, `president of the club`.
fn continues_left(words: &Words<'_, '_>, from: usize, i: usize) -> bool {
    i > from
        && match words.class(i - 1) {
            Class::Preposition => links_nouns(words, from, i - 1),
            Class::Coordinator => joins_phrases(words, from, i - 1),
            Class::Determiner => true,
            _ => false,
        }
}

/// Whether a preposition at `i` binds what follows to a noun before it: `a spokesman for the campaign`.
fn links_nouns(words: &Words<'_, '_>, from: usize, i: usize) -> bool {
    if i <= from {
        return false;
    }
    let after_noun = matches!(
        words.class(i - 1),
        Class::Noun | Class::Name | Class::Number | Class::Determiner | Class::Close
    );
    let of = words.is(i, "of");
    let binding = of
        || ["for", "at", "in", "with", "from", "to", "on", "against", "between", "near"]
            .iter()
            .any(|p| words.is(i, p));
    after_noun && binding
}

fn joins_phrases(words: &Words<'_, '_>, from: usize, i: usize) -> bool {
    i > from
        && (words.is(i, "and") || words.is(i, "or") || words.text(i) == "&")
        && matches!(
            words.class(i - 1),
            Class::Name | Class::Noun | Class::Number | Class::Comma | Class::Close
        )
}

/// Whether the verb form at `i` stands as an adjective inside the phrase.
fn is_adjective(words: &Words<'_, '_>, from: usize, i: usize, end: usize, form: Form) -> bool {
    let next = words.class(i + 1);
    let before_noun = i + 1 < end && matches!(next, Class::Noun | Class::Name | Class::Verb(_));
    match form {
        Form::Past | Form::Participle | Form::Ing => {
            before_noun
                && (i == from
                    || matches!(
                        words.class(i - 1),
                        Class::Determiner
                            | Class::Possessive
                            | Class::Genitive
                            | Class::Adverb
                            | Class::Noun
                            | Class::Number
                    ))
        }
        // A base or -s form is a noun here if a determiner, name or adjective comes before it.
        Form::Base | Form::Present => {
            i > from
                && matches!(
                    words.class(i - 1),
                    Class::Determiner
                        | Class::Possessive
                        | Class::Genitive
                        | Class::Name
                        | Class::Noun
                        | Class::Number
                )
        }
    }
}
