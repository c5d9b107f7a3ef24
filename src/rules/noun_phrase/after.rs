//! The noun phrase to the right of a cue: `said Prof. Han, of Yonsei`.

use std::ops::Range;

use super::{REACH, joins_list};
use crate::rules::{
    inflect::Form,
    words::{Class, Words},
};

/// The noun phrase that begins at token `start` and ends before `to`, with its appositions: `said Prof. Han, of Yonsei`.
pub(in crate::rules) fn after(words: &Words<'_, '_>, start: usize, to: usize) -> Option<Range<usize>> {
    let to = to.min(start + REACH);
    if start >= to {
        return None;
    }
    match words.class(start) {
        Class::Pronoun | Class::Object => return Some(start..start + 1),
        Class::Determiner | Class::Possessive | Class::Name | Class::Noun | Class::Number => {}
        Class::Verb(_) if words.class(start + 1).is_nominal() => {}
        _ => return None,
    }
    let mut end = phrase_end(words, start, to);
    // Appositions: `, a lawyer`, `, 54, of Ohio`, `, who …`.
    while end < to && words.class(end) == Class::Comma && identifies(words, end + 1) {
        let next = apposition_end(words, end + 1, to);
        // `…, the bridge will`: a new clause, no apposition.
        if next <= end + 1 || next < to && words.class(next).is_finite() {
            break;
        }
        end = next;
    }
    (end > start).then_some(start..end)
}

fn identifies(words: &Words<'_, '_>, i: usize) -> bool {
    match words.class(i) {
        Class::Determiner | Class::Relative | Class::Number => true,
        Class::Preposition => words.is(i, "of"),
        Class::Noun | Class::Name => !words.text(i).ends_with("ing"),
        _ => false,
    }
}

fn apposition_end(words: &Words<'_, '_>, start: usize, to: usize) -> usize {
    if words.class(start) == Class::Relative {
        return relative_end(words, start, to);
    }
    phrase_end(words, start, to)
}

fn phrase_end(words: &Words<'_, '_>, start: usize, to: usize) -> usize {
    let mut i = start;
    while i < to {
        let inside = match words.class(i) {
            Class::Name
            | Class::Noun
            | Class::Number
            | Class::Genitive
            | Class::Determiner
            | Class::Possessive => true,
            Class::Time => words.class(i + 1) == Class::Genitive || i == start,
            Class::Open => {
                i = (i..to).find(|&j| words.class(j) == Class::Close).unwrap_or(i);
                true
            }
            Class::Preposition => {
                i > start
                    && (words.is(i, "of")
                        || (["for", "at", "with", "from"].iter().any(|p| words.is(i, p))
                            && matches!(words.class(i + 1), Class::Name | Class::Determiner | Class::Noun)))
            }
            Class::Coordinator => {
                matches!(words.class(i + 1), Class::Name | Class::Noun | Class::Determiner)
                    && !verb_soon(words, i + 1, to)
            }
            Class::Verb(Form::Past | Form::Ing | Form::Base | Form::Present) => {
                i > start
                    && matches!(words.class(i - 1), Class::Determiner | Class::Possessive | Class::Genitive)
                    || (words.class(i + 1).is_nominal() && i > start && words.class(i - 1) == Class::Noun)
            }
            Class::Adverb => i > start && matches!(words.class(i - 1), Class::Determiner),
            Class::Comma => joins_list(words, start, i, to),
            // `a farmer who lost his land`
            Class::Relative if i > start => return relative_end(words, i, to),
            _ => false,
        };
        if !inside {
            break;
        }
        i += 1;
    }
    i
}

fn relative_end(words: &Words<'_, '_>, start: usize, to: usize) -> usize {
    (start..to)
        .find(|&i| {
            matches!(
                words.class(i),
                Class::Comma | Class::Stop | Class::Mark | Class::Semicolon | Class::Colon | Class::Dash
            )
        })
        .unwrap_or(to)
}

/// Whether a new clause begins at `start`: a verb follows within a few words.
fn verb_soon(words: &Words<'_, '_>, start: usize, to: usize) -> bool {
    (start..to.min(start + 5)).take_while(|&i| words.class(i) != Class::Relative).any(|i| {
        words.class(i).is_auxiliary() || matches!(words.class(i), Class::Verb(Form::Past | Form::Present))
    })
}
