//! A stretch of the caller's text.

use std::{fmt, ops::Range};

/// A half-open range of bytes of one text.
///
/// A span made by dixit always lies on character boundaries of the text it was made for. Other units than
/// bytes exist at the edge only: see [`Offsets`](super::Offsets).
///
/// ```
/// use dixit::Span;
/// let text = "“Yes,” she said.";
/// let span = Span::new(text, 0, 10).unwrap();
/// assert_eq!(span.of(text), "“Yes,”");
/// assert!(Span::new(text, 0, 1).is_none(), "inside the opening mark");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The bytes `start..end` of `text`; `None` unless both lie on character boundaries and `start <= end`.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        (start <= end && text.is_char_boundary(start) && text.is_char_boundary(end))
            .then_some(Self { start, end })
    }

    /// A span whose boundaries the caller took from spans or scans of the same text.
    pub(crate) fn at(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span that ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies between start and end.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words of `text` that the span covers.
    ///
    /// # Panics
    /// If `text` is not the text that the span was made for and the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether all of `other` lies within `self`.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self { start, end: start + inner.trim().len() }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
