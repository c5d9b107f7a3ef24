//! Bytes into characters and UTF-16 units, at the edge.

use super::Span;

/// The unit in which offsets are given to the outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// Bytes of UTF-8, as Rust slices take them.
    #[default]
    Bytes,
    /// Unicode scalar values, as Python counts them.
    Chars,
    /// UTF-16 code units, as JavaScript and Java count them.
    Utf16,
}

/// Converts spans of one text into another unit; each conversion costs a binary search and a short scan.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: OffsetUnit,
}

impl<'t> Offsets<'t> {
    /// Prepares the conversion of spans of `text` into `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Self { text, unit }
    }

    /// Start and end of `span` in the unit.
    pub fn convert(&self, span: Span) -> (usize, usize) {
        (self.count(span.start()), self.count(span.end()))
    }

    fn count(&self, byte: usize) -> usize {
        let before = &self.text[..byte];
        match self.unit {
            OffsetUnit::Bytes => byte,
            OffsetUnit::Chars => before.chars().count(),
            OffsetUnit::Utf16 => before.encode_utf16().count(),
        }
    }
}
