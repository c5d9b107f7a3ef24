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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Span;

    /// Pieces of one byte each, in sentences of these lengths; a sentence that is marked ends a paragraph.
    fn text(sentences: &[(usize, bool)]) -> (Vec<Piece>, Vec<Sentence>) {
        let (mut pieces, mut out, mut paragraph) = (Vec::new(), Vec::new(), 0);
        for &(length, last) in sentences {
            let start = pieces.len();
            let piece = |start| Piece { id: 0, kind: 0, continues: false, paragraph, start, end: start + 1 };
            pieces.extend((start..start + length).map(piece));
            out.push(Sentence {
                span: Span::at(start, start + length),
                tokens: 0..0,
                paragraph: paragraph as usize,
            });
            paragraph += u32::from(last);
        }
        (pieces, out)
    }

    fn sentences() -> impl Strategy<Value = Vec<(usize, bool)>> {
        let length = prop_oneof![8 => 1usize..40, 1 => 40usize..300];
        prop::collection::vec((length, any::<bool>()), 0..60)
    }

    proptest! {
        #[test]
        fn every_piece_is_decided_once(sentences in sentences(), limit in 16usize..128, overlap in 0usize..64) {
            let (pieces, sentences) = text(&sentences);
            let windows = windows(&pieces, &sentences, WindowConfig { limit, overlap });
            let mut decided = 0;
            for window in &windows {
                prop_assert!(width(&pieces, window.pieces.clone()) <= limit, "{window:?} is too wide");
                prop_assert_eq!(window.decides.start, decided, "a gap or an overlap in what is decided");
                prop_assert!(window.decides.start <= window.decides.end);
                prop_assert!(window.decides.is_empty() || window.pieces.start <= window.decides.start);
                prop_assert!(window.decides.end <= window.pieces.end);
                decided = window.decides.end;
            }
            prop_assert_eq!(decided, pieces.len());
            prop_assert!(windows.len() <= 2 + 8 * pieces.len() * 2 / limit, "{} windows", windows.len());
        }
    }

    #[test]
    fn sentences_go_to_the_window_with_more_context() {
        let (pieces, sentences) = text(&[(10, false); 10]);
        let found = windows(&pieces, &sentences, WindowConfig { limit: 52, overlap: 20 });
        let expected = [(0..50, 0..40), (30..80, 40..70), (60..100, 70..100)];
        assert_eq!(found, expected.map(|(pieces, decides)| Window { pieces, decides }));
    }
}
