//! Direct speech: quoted stretches with the cue and source beside them.

use std::ops::Range;

use super::{
    beside::{Stretch, announced, before_colon, on_the_left, on_the_right},
    clause::trim_end,
    draft::Draft,
    signature::signature,
    tail::{Insert, only_adjuncts},
    words::{Class, Words},
};
use crate::{annotate::Speech, extraction::Evidence, text::Quoted};

/// Tokens that a direct quotation has taken, and the source that stands there.
pub(super) type Taken = (Range<usize>, Option<Range<usize>>);

/// What the direct quotations of a document take from it.
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    /// What later rules leave alone, in order.
    pub(super) taken: Vec<Taken>,
}

/// Finds the direct quotations of a document, besides the turns of a transcript.
pub(super) fn direct(words: &Words<'_, '_>, turns: Direct) -> Direct {
    let mut found = Direct { drafts: Vec::new(), taken: Vec::new() };
    let mut last: Option<Open> = None;
    for quoted in words.document.quoted().iter().filter(|quoted| quoted.parent.is_none()) {
        let stretch = Stretch::new(words, quoted);
        if turns.takes(stretch.start) {
            continue;
        }
        if found.taken.last().is_some_and(|(taken, _)| taken.end > stretch.start) {
            continue;
        }
        if let Some(insert) = signature(words, &stretch).or_else(|| on_the_right(words, &stretch)) {
            let end = insert.range.end;
            last = Some(Open { draft: found.take(words, quoted, &stretch, Some(insert)), end });
        } else if let Some(open) = last.take().filter(|open| open.continues_in(words, &stretch)) {
            found.drafts[open.draft].contents.extend(&quoted.parts);
            found.taken.push((stretch.start..stretch.end, None));
            last = Some(Open { end: stretch.end, ..open });
        } else {
            let insert = on_the_left(words, &stretch)
                .or_else(|| before_colon(words, &stretch))
                .or_else(|| announced(words, &stretch));
            if insert.is_some() || stretch.is_statement(words) {
                last = Some(Open { draft: found.take(words, quoted, &stretch, insert), end: stretch.end });
            }
        }
    }
    found.drafts.extend(turns.drafts);
    found.taken.extend(turns.taken);
    found.taken.sort_by_key(|(range, _)| range.start);
    found
}

impl Direct {
    /// Whether token `i` is taken.
    fn takes(&self, i: usize) -> bool {
        let next = self.taken.partition_point(|(range, _)| range.end <= i);
        self.taken.get(next).is_some_and(|(range, _)| range.start <= i)
    }

    fn take(
        &mut self,
        words: &Words<'_, '_>,
        quoted: &Quoted,
        stretch: &Stretch,
        insert: Option<Insert>,
    ) -> usize {
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
        self.drafts.len() - 1
    }
}

/// A quotation of more tokens, alone in its paragraph, is no turn of a dialogue.
const LONGEST_TURN: usize = 12;

/// A quotation that may go on after what stands between: `“X,” she said. “Y”`.
struct Open {
    draft: usize,
    /// One past the last token of the quotation or of its cue and source.
    end: usize,
}

impl Open {
    /// Whether nothing stands between but adjuncts of the cue (`she said on Tuesday. “…`); in a later paragraph, the
    /// stretch must be all of that paragraph.
    fn continues_in(&self, words: &Words<'_, '_>, stretch: &Stretch) -> bool {
        let document = words.document;
        if self.end > stretch.start || words.class(stretch.start - 1) == Class::Colon {
            return false;
        }
        let paragraph = |token: usize| document.sentences()[document.sentence_of(token)].paragraph;
        let (here, there) = (paragraph(self.end - 1), paragraph(stretch.start));
        let alone = || {
            let sentences = &document.paragraphs()[there].sentences;
            let start = document.sentences()[sentences.start].tokens.start;
            let end = document.sentences()[sentences.end - 1].tokens.end;
            // Short turns, or one after the other, are a dialogue: the other one speaks.
            let long = stretch.end - stretch.start > LONGEST_TURN;
            start == stretch.start && stretch.end >= end && long && words.class(end) != Class::Mark
        };
        (here == there || here + 1 == there && alone()) && adjuncts_between(words, self.end, stretch.start)
    }
}

/// Whether the rest of one sentence, and nothing but adjuncts of its verb, stands between the tokens.
fn adjuncts_between(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    let stop = (start..end).find(|&i| words.class(i) == Class::Stop).unwrap_or(end);
    (start..stop).all(|i| words.cue(i).is_none() && words.class(i) != Class::Coordinator)
        && only_adjuncts(words, start, stop)
        && trim_end(words, start, end) <= stop + 1
}
