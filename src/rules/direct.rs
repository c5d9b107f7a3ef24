//! Direct speech: quoted stretches with the cue and source beside them.

use std::ops::Range;

use super::{
    clause::trim_end,
    cues::Frame,
    draft::Draft,
    noun_phrase,
    tail::{Insert, insert_at, only_adjuncts},
    verb_group::{Mood, verb_group},
    words::{Class, Words},
};
use crate::{
    annotate::Speech,
    extraction::Evidence,
    text::{Quoted, Span},
};

/// What the direct quotations of a document take from it.
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    /// Tokens that later rules leave alone, in order, with the source that stands there.
    pub(super) taken: Vec<(Range<usize>, Option<Range<usize>>)>,
}

/// Finds the direct quotations of a document.
pub(super) fn direct(words: &Words<'_, '_>) -> Direct {
    let mut found = Direct { drafts: Vec::new(), taken: Vec::new() };
    let mut last: Option<Open> = None;
    for quoted in words.document.quoted().iter().filter(|quoted| quoted.parent.is_none()) {
        let stretch = Stretch::new(words, quoted);
        if found.taken.last().is_some_and(|(taken, _)| taken.end > stretch.start) {
            continue;
        }
        if let Some(open) = last.take().filter(|open| open.continues_in(words, &stretch)) {
            found.drafts[open.draft].contents.extend(&quoted.parts);
            found.taken.push((stretch.start..stretch.end, None));
            last = Some(Open { end: stretch.end, ..open });
            continue;
        }
        let Some((insert, place)) = introduced(words, &stretch) else {
            if stretch.is_statement(words) {
                found.take(words, quoted, &stretch, None);
                last = Some(Open { draft: found.drafts.len() - 1, end: stretch.end });
            }
            continue;
        };
        let end = match place {
            Side::Right => insert.range.end,
            Side::Left => stretch.end,
        };
        found.take(words, quoted, &stretch, Some(insert));
        last = Some(Open { draft: found.drafts.len() - 1, end });
    }
    found.taken.sort_by_key(|(range, _)| range.start);
    found
}

impl Direct {
    fn take(&mut self, words: &Words<'_, '_>, quoted: &Quoted, stretch: &Stretch, insert: Option<Insert>) {
        let evidence = match &insert {
            Some(insert) => Evidence::rule(insert.rule, 0.9),
            None => Evidence::rule("quoted statement", 0.5),
        };
        let span = |range: &Range<usize>| words.span(range.start, range.end);
        self.drafts.push(Draft {
            contents: quoted.parts.clone(),
            cue: insert.as_ref().map(|insert| span(&insert.cue)),
            source: insert.as_ref().and_then(|insert| insert.source.as_ref()).map(span),
            speech: Speech::Said,
            evidence,
        });
        self.taken.push((stretch.start..stretch.end, None));
        if let Some(insert) = insert {
            self.taken.push((insert.range, insert.source));
        }
    }
}

/// A quotation that may go on after what stands between: `“X,” she said. “Y”`.
struct Open {
    draft: usize,
    /// One past the last token of the quotation or of its cue and source.
    end: usize,
}

impl Open {
    /// Whether nothing but punctuation and adjuncts of the cue stands between, in the same paragraph.
    fn continues_in(&self, words: &Words<'_, '_>, stretch: &Stretch) -> bool {
        let document = words.document;
        if self.end > stretch.start {
            return false;
        }
        let paragraph = |token: usize| document.sentences()[document.sentence_of(token)].paragraph;
        paragraph(self.end.saturating_sub(1)) == paragraph(stretch.start)
            && (self.end..stretch.start).all(|i| words.class(i) != Class::Colon)
            && between_is_adjunct(words, self.end, stretch.start)
    }
}

fn between_is_adjunct(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    let stop = (start..end).find(|&i| words.class(i) == Class::Stop).unwrap_or(end);
    let rest = trim_end(words, start, end);
    only_adjuncts(words, start, stop) && (stop + 1 >= end || rest <= stop + 1)
}

enum Side {
    Left,
    Right,
}

/// The cue and source beside a quoted stretch.
fn introduced(words: &Words<'_, '_>, stretch: &Stretch) -> Option<(Insert, Side)> {
    if let Some(insert) = on_the_right(words, stretch) {
        return Some((insert, Side::Right));
    }
    on_the_left(words, stretch).or_else(|| before_colon(words, stretch)).map(|insert| (insert, Side::Left))
}

/// `“…,” said Prof. Han.`
fn on_the_right(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
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
    let insert = insert_at(words, start, end)?;
    let stop = (insert.range.end..end)
        .find(|&i| {
            matches!(
                words.class(i),
                Class::Stop | Class::Comma | Class::Mark | Class::Semicolon | Class::Colon
            )
        })
        .unwrap_or(end);
    let pauses = comma || stretch.pauses(words);
    let follows = words.class(insert.range.end);
    (follows != Class::That && (pauses || only_adjuncts(words, insert.range.end, stop))).then_some(insert)
}

/// `Prof. Han said, “…”`
fn on_the_left(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
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
        if !marked && head + 1 != before || !only_adjuncts(words, head + 1, before) {
            return None;
        }
        if !marked && !stretch.ends_clause(words) {
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
    use super::inflect::Form;
    (from..end)
        .filter(|&i| {
            words.class(i).is_auxiliary() || matches!(words.class(i), Class::Verb(Form::Past | Form::Present))
        })
        .find_map(|i| noun_phrase::before(words, from, i))
}

/// `TRUMP: “…”` and `Trump: “…”`, a transcript's way.
fn before_colon(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
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
struct Stretch {
    start: usize,
    end: usize,
    inner: Span,
}

impl Stretch {
    fn new(words: &Words<'_, '_>, quoted: &Quoted) -> Self {
        let tokens = words.document.tokens_in(quoted.span());
        Self { start: tokens.start, end: tokens.end, inner: quoted.span() }
    }

    /// Whether a full stop, question or exclamation mark stands before the closing mark.
    fn closes_sentence(&self, words: &Words<'_, '_>) -> bool {
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
    fn is_statement(&self, words: &Words<'_, '_>) -> bool {
        let document = words.document;
        let starts = document.sentences()[document.sentence_of(self.start)].tokens.start == self.start;
        starts && self.end - self.start > 5 && self.closes_sentence(words)
    }
}
