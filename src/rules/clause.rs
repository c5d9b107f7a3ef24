//! Where the clause that is reported ends.

use super::{
    inflect::Form,
    words::{Class, Words},
};

/// One past the last token of the reported clause that begins at `start`, in a sentence that ends before `end`.
///
/// The clause goes on to the end of the sentence, without its full stop, unless a word shows that the reporter
/// speaks again: `, adding that`, `, but she denied`, `; …`, or, inside a relative clause, the main verb.
pub(super) fn clause_end(words: &Words<'_, '_>, start: usize, end: usize, in_relative: bool) -> usize {
    let mut i = start;
    let mut depth = 0_usize;
    while i < end {
        match words.class(i) {
            Class::Mark => {
                // What stands in quote marks is never cut.
                if let Some(close) = closing(words, i, end) {
                    i = close + 1;
                    continue;
                }
            }
            Class::Open => depth += 1,
            Class::Close if depth == 0 => return trim_end(words, start, i),
            Class::Close => depth -= 1,
            Class::Semicolon if depth == 0 => return trim_end(words, start, i),
            Class::Comma | Class::Dash
                if depth == 0 && i > start && reporter_resumes(words, i + 1, end, in_relative) =>
            {
                return trim_end(words, start, i);
            }
            Class::Coordinator if depth == 0 && i > start && next_cue(words, i + 1, end) => {
                return trim_end(words, start, i);
            }
            _ => {}
        }
        i += 1;
    }
    trim_end(words, start, end)
}

/// One past the last token of the first clause of what begins at `start`: where a second verb follows a noun, the
/// reported clause was its subject (`the claim that he lied angered them`).
pub(super) fn subject_clause_end(words: &Words<'_, '_>, start: usize, end: usize) -> usize {
    let end = clause_end(words, start, end, false);
    let finite = |i: &usize| {
        matches!(words.class(*i), Class::Verb(Form::Past | Form::Present)) || words.class(*i).is_auxiliary()
    };
    let Some(first) = (start..end).find(finite) else { return end };
    (first + 1..end)
        .take_while(|&i| {
            !matches!(
                words.class(i),
                Class::Comma | Class::Relative | Class::That | Class::Coordinator | Class::Mark
            )
        })
        .find(|i| finite(i) && words.class(*i - 1).is_nominal() && !words.class(*i - 1).is_auxiliary())
        .unwrap_or(end)
}

/// The token that closes the quoted stretch opened at token `open`.
pub(super) fn closing(words: &Words<'_, '_>, open: usize, end: usize) -> Option<usize> {
    let at = words.document.tokens()[open].span.start();
    let quoted = words.document.quoted();
    let first = quoted.partition_point(|q| q.parts[0].start() < at);
    let part = quoted.get(first).filter(|q| q.parts[0].start() == at)?.parts[0];
    let close = words.document.token_at(part.end().saturating_sub(1));
    (close > open && close < end).then_some(close)
}

/// Whether, after a comma, the sentence goes back to the reporter's own words.
fn reporter_resumes(words: &Words<'_, '_>, i: usize, end: usize, in_relative: bool) -> bool {
    match words.class(i) {
        Class::Verb(Form::Ing) => words.cue(i).is_some(),
        Class::Verb(Form::Past | Form::Present) | Class::Be | Class::Have | Class::Modal => in_relative,
        Class::Coordinator => next_cue(words, i + 1, end) || subject_and_cue(words, i + 1, end),
        _ => false,
    }
}

/// Whether a finite cue verb stands at `i`, adverbs aside: `and (also) called`.
fn next_cue(words: &Words<'_, '_>, mut i: usize, end: usize) -> bool {
    while i < end && matches!(words.class(i), Class::Adverb | Class::Have | Class::Negation | Class::Do) {
        i += 1;
    }
    i < end && words.cue(i).is_some_and(|_| matches!(words.class(i), Class::Verb(Form::Past | Form::Present)))
}

/// Whether a short subject and a finite cue verb stand at `i`: `but she said`.
fn subject_and_cue(words: &Words<'_, '_>, i: usize, end: usize) -> bool {
    (i + 1..end.min(i + 5)).any(|j| words.class(j - 1).is_subject_like() && next_cue(words, j, end))
}

/// Steps back over punctuation that is no part of what was said.
pub(super) fn trim_end(words: &Words<'_, '_>, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        match words.class(end - 1) {
            Class::Comma | Class::Semicolon | Class::Colon | Class::Dash | Class::Stop => end -= 1,
            _ => break,
        }
    }
    end
}
