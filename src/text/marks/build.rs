//! Builds the tree of quoted stretches from the steps of a reading.

use super::scan::is_mark;
use crate::text::{Quoted, Span};

/// One decision of a reading.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// `mark` opens inside the outermost `keep` levels; the levels above end before it, unclosed.
    Open { mark: Span, keep: u8 },
    /// `mark` closes `level`; the levels above end before it, unclosed.
    Close { mark: Span, level: u8 },
    /// `mark` opens `level` again at the start of a paragraph.
    OpenAgain { mark: Span, level: u8 },
    /// Paragraph `index` begins with the outermost `keep` levels open; the others end unclosed.
    NextParagraph { index: usize, keep: u8 },
}

/// A level that is open.
struct Open {
    /// In the list of stretches.
    quoted: usize,
    /// Where its part in this paragraph starts.
    start: usize,
    /// Whether there is more in it than marks.
    says: bool,
}

pub(super) struct Builder<'t> {
    text: &'t str,
    paragraphs: &'t [Span],
    open: Vec<Open>,
    done: Vec<Quoted>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, paragraphs: &'t [Span]) -> Self {
        Self { text, paragraphs, open: Vec::new(), done: Vec::new() }
    }

    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Open { mark, keep } => {
                self.end_unclosed(keep, mark.start());
                let parent = self.open.last().map(|open| open.quoted);
                self.open.push(Open { quoted: self.done.len(), start: mark.start(), says: false });
                self.done.push(Quoted { parts: Vec::new(), closed: false, parent });
            }
            Step::Close { mark, level } => {
                self.end_unclosed(level + 1, mark.start());
                let open = self.open.pop().expect("a reading closes only what is open");
                self.done[open.quoted].closed = true;
                self.end_last_part(open, mark.end());
            }
            Step::OpenAgain { mark, level } => {
                self.open[usize::from(level)].start = mark.start();
                for inner in &mut self.open[usize::from(level) + 1..] {
                    inner.start = mark.end();
                }
            }
            Step::NextParagraph { index, keep } => {
                let end = self.paragraphs[index - 1].end();
                self.end_unclosed(keep, end);
                let mut open = std::mem::take(&mut self.open);
                for level in &mut open {
                    self.end_part(level, end);
                    level.start = self.paragraphs[index].start();
                }
                self.open = open;
            }
        }
    }

    pub(super) fn finish(self) -> Vec<Quoted> {
        self.done
    }

    /// Ends all levels from `keep` on, without a closing mark, at or before `end`.
    fn end_unclosed(&mut self, keep: u8, end: usize) {
        while self.open.len() > usize::from(keep) {
            let open = self.open.pop().expect("longer than keep");
            self.end_last_part(open, end);
        }
    }

    /// Adds a part; after the last one, a stretch that holds nothing but marks goes.
    fn end_part(&mut self, open: &mut Open, end: usize) {
        let part = Span::at(open.start, end.max(open.start)).trim(self.text);
        if !part.is_empty() {
            open.says |= part.of(self.text).contains(|c: char| !c.is_whitespace() && !is_mark(c));
            self.done[open.quoted].parts.push(part);
        }
    }

    fn end_last_part(&mut self, mut open: Open, end: usize) {
        self.end_part(&mut open, end);
        if !open.says {
            // What is nested in it says no more and went before.
            self.done.truncate(open.quoted);
        }
    }
}
