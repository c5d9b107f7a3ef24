//! Indirect and mixed speech, sentence by sentence.

use std::ops::Range;

use super::{
    beside::main_subject,
    clause::trim_end,
    complement::has_finite_verb,
    direct::Taken,
    draft::Draft,
    noun_cues::reported_by_noun,
    reported::{Place, reported},
    tail::{Insert, Verbs, according, in_words_of, insert_at, only_adjuncts},
    words::{Class, Words},
};
use crate::{annotate::Speech, extraction::Evidence};

/// What is reported in each sentence outside of the tokens that direct quotations have `taken`.
pub(super) fn sentences(words: &Words<'_, '_>, taken: &[Taken]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut taken = taken.iter().peekable();
    for sentence in words.document.sentences() {
        let Range { mut start, end } = sentence.tokens.clone();
        let mut subject = None;
        while start < end {
            let next = taken.peek().map_or(end, |(range, _)| range.start.min(end));
            if start < next {
                segment(words, start..next, &mut subject, &mut drafts);
                start = next;
            }
            let Some((range, source)) = taken.next_if(|(range, _)| range.start < end) else { break };
            start = start.max(range.end);
            if source.is_some() {
                subject.clone_from(source);
            }
            if start > end {
                break;
            }
        }
    }
    drafts
}

fn segment(
    words: &Words<'_, '_>,
    tokens: Range<usize>,
    subject: &mut Option<Range<usize>>,
    drafts: &mut Vec<Draft>,
) {
    let rest = framed(words, &tokens, drafts).unwrap_or(tokens);
    let mut i = rest.start;
    while i < rest.end {
        if words.cue(i).is_some() || words.cue_noun(i).is_some() {
            let main = subject.clone().or_else(|| main_subject(words, rest.start, i));
            let place = Place { sentence: rest.clone(), subject: main.as_ref() };
            let by_noun = || reported_by_noun(words, &place, i);
            if let Some(found) = reported(words, &place, i).or_else(by_noun) {
                drafts.push(found.draft);
                i = found.end.max(i + 1);
                if found.subject.is_some() {
                    *subject = found.subject;
                }
                continue;
            }
        }
        i += 1;
    }
}

/// A clause with cue and source after it or in its midst; gives back what of the segment is left.
fn framed(words: &Words<'_, '_>, tokens: &Range<usize>, drafts: &mut Vec<Draft>) -> Option<Range<usize>> {
    let Range { start, end } = *tokens;
    // `According to X, …` and `In X's words, …`
    if let Some(insert) = according(words, start, end).or_else(|| in_words_of(words, start, end)) {
        let content = insert.range.end + usize::from(words.class(insert.range.end) == Class::Comma);
        let content_end = trim_end(words, content, end);
        if content < content_end {
            push(words, drafts, &insert, std::slice::from_ref(&(content..content_end)));
            return Some(end..end);
        }
    }
    let mut depth = 0_usize;
    for i in start + 1..end {
        match words.class(i) {
            Class::Open => depth += 1,
            Class::Close => depth = depth.saturating_sub(1),
            Class::Comma | Class::Dash if depth == 0 => {}
            _ if words.is(i, "according") => {}
            _ => continue,
        }
        if depth > 0 {
            continue;
        }
        let open = if words.is(i, "according") { i } else { i + 1 };
        let Some(insert) = insert_at(words, open, end, Verbs::Cues) else { continue };
        let close = (insert.range.end..end)
            .find(|&j| {
                matches!(
                    words.class(j),
                    Class::Comma | Class::Dash | Class::Semicolon | Class::Stop | Class::Mark | Class::That
                )
            })
            .unwrap_or(end);
        if words.class(close) == Class::That || words.class(close) == Class::Mark && close < end {
            continue;
        }
        // `The bridge, he said, would stay`: subject and verb of one clause.
        let parts_clause = close < end && words.class(close + 1).is_finite();
        if !only_adjuncts(words, insert.range.end, close)
            || !(parts_clause || has_finite_verb(words, start, i))
        {
            continue;
        }
        let left = lead(words, start, open)..trim_end(words, start, open);
        let after = close + 1;
        let goes_on = close < end
            && matches!(words.class(close), Class::Comma | Class::Dash)
            && after < trim_end(words, after.min(end), end);
        if goes_on && (parts_clause || !matches!(words.class(after), Class::Verb(_))) {
            let right = after..trim_end(words, after, end);
            push(words, drafts, &insert, &[left, right]);
            return Some(end..end);
        }
        push(words, drafts, &insert, &[left]);
        return Some(close.min(end)..end);
    }
    None
}

/// Steps over what ties a sentence to the one before it: `And`, `But`.
fn lead(words: &Words<'_, '_>, start: usize, end: usize) -> usize {
    let mut i = start;
    while i + 1 < end && matches!(words.class(i), Class::Coordinator | Class::Comma | Class::Dash) {
        i += 1;
    }
    i
}

fn push(words: &Words<'_, '_>, drafts: &mut Vec<Draft>, insert: &Insert, contents: &[Range<usize>]) {
    let span = |range: &Range<usize>| words.span(range.start, range.end);
    drafts.push(Draft {
        contents: contents.iter().map(span).collect(),
        cue: Some(span(&insert.cue)),
        source: insert.source.as_ref().map(span),
        speech: Speech::Said,
        evidence: Evidence::rule(insert.rule, 0.8),
    });
}
