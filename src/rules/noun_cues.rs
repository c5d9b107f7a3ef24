//! Nouns that say that something was said: `X's claim that …`, `received assurances from X that …`.

use std::ops::Range;

use once_cell::sync::Lazy;

use super::{
    clause::subject_clause_end,
    draft::Draft,
    noun_phrase,
    reported::{Place, Reported},
    verb_group::{Mood, verb_group},
    words::{Class, Words},
};
use crate::{annotate::Speech, extraction::Evidence};

/// One noun of the lexicon.
#[derive(Debug)]
pub(super) struct CueNoun {
    singular: &'static str,
    /// What follows it: `t` a that-clause, `+of` a preposition.
    frames: Vec<&'static str>,
}

/// The nouns of `noun_cues.txt`; a line is a noun and its frames.
pub(super) static CUE_NOUNS: Lazy<Vec<CueNoun>> = Lazy::new(|| {
    let lines = include_str!("lexicon/noun_cues.txt").lines().filter_map(|line| line.split_once(' '));
    lines.map(|(singular, frames)| CueNoun { singular, frames: frames.split(',').collect() }).collect()
});

impl CueNoun {
    pub(super) fn singular(&self) -> &'static str {
        self.singular
    }

    pub(super) fn plural(&self) -> String {
        format!("{}s", self.singular)
    }

    fn takes(&self, frame: &str) -> bool {
        self.frames.contains(&frame)
    }

    fn takes_preposition(&self, word: &str) -> bool {
        self.frames.iter().any(|frame| frame.strip_prefix('+').is_some_and(|p| p.eq_ignore_ascii_case(word)))
    }
}

/// The reported clause whose cue is the noun at token `noun`, if it has a source and takes what follows it.
pub(super) fn reported_by_noun(words: &Words<'_, '_>, place: &Place<'_>, noun: usize) -> Option<Reported> {
    let entry = words.cue_noun(noun)?;
    let Range { start: from, end } = place.sentence;
    let next = noun + 1;
    let possessor = possessor(words, from, noun);
    let (source, cue, start, rule, confidence) = match words.class(next) {
        Class::That if entry.takes("t") => {
            let (source, cue) = match possessor {
                Some(source) => (source, noun..next),
                None => subject_of_phrase(words, from, noun)?,
            };
            (source, cue, next, "cue noun + that-clause", 0.5)
        }
        Class::Preposition if words.is(next, "from") || words.is(next, "by") => {
            let source = noun_phrase::after(words, next + 1, end)?;
            let that = source.end;
            if words.class(that) != Class::That || that >= end || !entry.takes("t") {
                return None;
            }
            let cue = phrase_with_verb(words, from, noun).map_or(noun..next, |(_, cue)| cue);
            (source, cue, that, "cue noun + source + that-clause", 0.7)
        }
        Class::Preposition if entry.takes_preposition(words.text(next)) => {
            (possessor?, noun..next + 1, next + 1, "cue noun + preposition", 0.4)
        }
        _ => return None,
    };
    let content_end = subject_clause_end(words, start, end);
    if content_end <= start {
        return None;
    }
    let span = |range: &Range<usize>| words.span(range.start, range.end);
    let draft = Draft {
        contents: vec![words.span(start, content_end)],
        cue: Some(span(&cue)),
        source: Some(span(&source)),
        speech: Speech::Said,
        evidence: Evidence::rule(rule, confidence),
    };
    Some(Reported { draft, subject: None, end: content_end })
}

/// Whose word it is: `his`, `the senator's`, with at most one adjective between.
fn possessor(words: &Words<'_, '_>, from: usize, noun: usize) -> Option<Range<usize>> {
    (from.max(noun.saturating_sub(2))..noun).rev().find_map(|i| match words.class(i) {
        Class::Possessive => Some(i..i + 1),
        Class::Genitive => noun_phrase::before(words, from, i).map(|owner| owner.start..i + 1),
        _ => None,
    })
}

/// The subject of a verb whose object the noun is: `he made the claim that`.
fn subject_of_phrase(
    words: &Words<'_, '_>,
    from: usize,
    noun: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let (start, cue) = phrase_with_verb(words, from, noun)?;
    Some((noun_phrase::before(words, from, start)?, cue))
}

/// A finite verb with the noun as its object: where the verb begins, and the words from it to the noun.
fn phrase_with_verb(words: &Words<'_, '_>, from: usize, noun: usize) -> Option<(usize, Range<usize>)> {
    const LONGEST_PHRASE: usize = 4;
    let head = (from.max(noun.saturating_sub(LONGEST_PHRASE))..noun)
        .rev()
        .take_while(|&i| !matches!(words.class(i), Class::Preposition | Class::Comma | Class::Coordinator))
        .find(|&i| matches!(words.class(i), Class::Verb(_)) && verb_group(words, from, i).is_some())?;
    let group = verb_group(words, from, head).filter(|group| group.mood == Mood::Finite)?;
    Some((group.start, group.start..noun + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_is_sorted_and_well_formed() {
        assert!(
            CUE_NOUNS.windows(2).all(|pair| pair[0].singular < pair[1].singular),
            "sorted, no noun twice"
        );
        for noun in CUE_NOUNS.iter() {
            let known = |frame: &&str| *frame == "t" || frame.starts_with('+');
            assert!(!noun.frames.is_empty() && noun.frames.iter().all(known), "{}", noun.singular);
        }
    }
}
