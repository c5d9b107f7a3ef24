//! Windows: what the encoder reads at once.
//!
//! A window holds whole sentences and shares some with the next one, so that each sentence is judged where it has
//! context on both sides.

use std::ops::Range;

use super::{
    config::WindowConfig,
    pieces::{Piece, Vocabulary},
};
use crate::document::Sentence;

/// A run of pieces that is read at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// What is read.
    pub(crate) pieces: Range<usize>,
    /// What is decided by this window; every piece of a text is decided by exactly one.
    pub(crate) decides: Range<usize>,
}

impl Window {
    /// The sequence for the encoder: each paragraph is ended by a separator.
    pub(crate) fn sequence(
        &self,
        pieces: &[Piece],
        vocabulary: &Vocabulary,
        ids: &mut Vec<u32>,
        types: &mut Vec<u8>,
    ) {
        ids.push(vocabulary.begin);
        types.push(0);
        let pieces = &pieces[self.pieces.clone()];
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 && pieces[number - 1].paragraph != piece.paragraph {
                ids.push(vocabulary.separator);
                types.push(0);
            }
            ids.push(piece.id);
            types.push(piece.kind);
        }
        ids.push(vocabulary.separator);
        types.push(0);
    }

    /// The place of a piece in the sequence.
    pub(crate) fn place(&self, pieces: &[Piece], piece: usize) -> usize {
        let breaks = pieces[piece].paragraph - pieces[self.pieces.start].paragraph;
        1 + piece - self.pieces.start + breaks as usize
    }
}

/// Places of the sequence over `run`.
fn width(pieces: &[Piece], run: Range<usize>) -> usize {
    let breaks = pieces[run.end - 1].paragraph - pieces[run.start].paragraph;
    run.len() + 2 + breaks as usize
}

/// Cuts a text into windows. `sentences` are those of the text, in order.
pub(crate) fn windows(pieces: &[Piece], sentences: &[Sentence], config: WindowConfig) -> Vec<Window> {
    let segments = segments(pieces, sentences, config.limit / 2);
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    while first < segments.len() {
        let fits = |last: &usize| width(pieces, segments[first].start..segments[*last].end) <= config.limit;
        let end = (first + 1..segments.len()).find(|last| !fits(last)).unwrap_or(segments.len());
        runs.push(first..end);
        if end == segments.len() {
            break;
        }
        let shared = |from: &usize| segments[end - 1].end - segments[*from].start <= config.overlap;
        first = (first + 1..end).find(shared).unwrap_or(end);
    }
    let mut decided = 0;
    let mut out = Vec::with_capacity(runs.len());
    for (number, run) in runs.iter().enumerate() {
        let (begin, end) = (segments[run.start].start, segments[run.end - 1].end);
        let last = match runs.get(number + 1) {
            None => run.end,
            Some(next) => {
                let next_begin = segments[next.start].start;
                let nearer = |at: &usize| end - segments[*at].end < segments[*at].start - next_begin;
                (next.start..run.end).find(nearer).unwrap_or(run.end).max(decided)
            }
        };
        let from = if decided == 0 { begin } else { segments[decided].start };
        out.push(Window { pieces: begin..end, decides: from..segments[last - 1].end });
        decided = last;
    }
    out
}

/// Runs of pieces that no window splits: the sentences, or `limit` pieces at a time of a longer one.
fn segments(pieces: &[Piece], sentences: &[Sentence], limit: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut sentences = sentences.iter().peekable();
    let mut start = 0;
    for (number, piece) in pieces.iter().enumerate() {
        while sentences.next_if(|sentence| sentence.span.end() <= piece.start).is_some() {}
        let ends = pieces.get(number + 1).is_none_or(|next| {
            next.paragraph != piece.paragraph
                || sentences.peek().is_some_and(|sentence| sentence.span.end() <= next.start)
        });
        if ends || number + 1 - start == limit {
            out.push(start..number + 1);
            start = number + 1;
        }
    }
    out
}
