//! Noun phrases left and right of a cue: where the words that name the source begin and end.

mod after;
mod before;

pub(super) use after::after;
pub(super) use before::before;

use super::words::{Class, Words};

/// No source is looked for further away than this many tokens.
const REACH: usize = 45;

/// A comma inside a list of names: `Smith, Jones and Brown`.
fn joins_list(words: &Words<'_, '_>, from: usize, i: usize, end: usize) -> bool {
    i > from
        && words.class(i - 1) == Class::Name
        && words.class(i + 1) == Class::Name
        && (i + 2..end.min(i + 8)).any(|j| words.class(j) == Class::Coordinator)
}
