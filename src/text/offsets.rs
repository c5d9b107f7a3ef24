//! Bytes into characters and UTF-16 units, and back, at the edge.

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

/// How many bytes lie between two entries of the table: few enough to scan, enough to keep the table small.
const STRIDE: usize = 1024;

/// Converts places in one text between bytes and another unit.
///
/// Made in one pass over the text; a conversion from bytes costs a short scan, one to bytes a binary search and a
/// short scan, and neither costs anything where the text is all ASCII.
///
/// ```
/// use dixit::{Span, text::{OffsetUnit, Offsets}};
/// let text = "“Já,” 👍";
/// let chars = Offsets::new(text, OffsetUnit::Chars);
/// let span = chars.span(1, 3).unwrap();
/// assert_eq!(span.of(text), "Já");
/// assert_eq!(chars.convert(span), (1, 3));
/// let utf16 = Offsets::new(text, OffsetUnit::Utf16);
/// assert_eq!(utf16.byte(8), Some(text.len()));
/// assert_eq!(utf16.byte(7), None, "inside the surrogate pair");
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// The units that begin before each multiple of [`STRIDE`]; empty where units are bytes.
    table: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Prepares conversions between bytes of `text` and `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut table = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            let mut count = 0;
            table.extend(text.as_bytes().chunks(STRIDE).map(|chunk| {
                count += units(chunk, unit);
                count - units(chunk, unit)
            }));
        }
        Self { text, unit, table }
    }

    /// Start and end of `span` in the unit.
    ///
    /// # Panics
    /// If the span reaches past the end of the text.
    pub fn convert(&self, span: Span) -> (usize, usize) {
        (self.count(span.start()), self.count(span.end()))
    }

    /// The byte at which the unit number `offset` begins, or at which the text ends after `offset` units; `None`
    /// past the end, and inside a character.
    pub fn byte(&self, offset: usize) -> Option<usize> {
        if self.table.is_empty() {
            return self.text.is_char_boundary(offset).then_some(offset);
        }
        // The first entry is zero, so there is one to go back to.
        let entry = self.table.partition_point(|&count| count <= offset) - 1;
        let mut count = self.table[entry];
        let start = entry * STRIDE;
        let skip = self.text.as_bytes()[start..].iter().take_while(|&&byte| is_inside(byte)).count();
        let mut byte = start + skip;
        for c in self.text[byte..].chars() {
            if count >= offset {
                break;
            }
            count += if self.unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
            byte += c.len_utf8();
        }
        (count == offset).then_some(byte)
    }

    /// The span from unit `start` to unit `end`; `None` unless both are places of [`Offsets::byte`] and in order.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(self.text, self.byte(start)?, self.byte(end)?)
    }

    fn count(&self, byte: usize) -> usize {
        if self.table.is_empty() {
            return byte;
        }
        // At the very end of the text, the entry may be the one before.
        let entry = (byte / STRIDE).min(self.table.len() - 1);
        self.table[entry] + units(&self.text.as_bytes()[entry * STRIDE..byte], self.unit)
    }
}

/// Whether `byte` is inside a character, not its first.
fn is_inside(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// How many units begin in `bytes`; the two of a surrogate pair begin together.
fn units(bytes: &[u8], unit: OffsetUnit) -> usize {
    let chars = bytes.iter().filter(|&&byte| !is_inside(byte)).count();
    match unit {
        OffsetUnit::Bytes => bytes.len(),
        OffsetUnit::Chars => chars,
        OffsetUnit::Utf16 => chars + bytes.iter().filter(|&&byte| byte >= 0xf0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short texts and texts over several strides, shifted so that strides fall inside characters.
    fn texts() -> Vec<String> {
        let bases = [
            "",
            "plain",
            "naïve café",
            "“Já,” 👍🏽 she said",
            "e\u{301}a\u{308}",
            "👨\u{200d}👩\u{200d}👧",
            "日本語",
        ];
        let long =
            bases.iter().flat_map(|base| (0..4).map(move |shift| "x".repeat(shift) + &base.repeat(120)));
        bases.iter().map(|base| base.to_string()).chain(long).collect()
    }

    #[test]
    fn every_boundary_converts_and_comes_back() {
        for text in texts() {
            for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
                let offsets = Offsets::new(&text, unit);
                let mut want = 0;
                for (byte, c) in text.char_indices().chain([(text.len(), '\0')]) {
                    let at = Span::at(byte, byte);
                    assert_eq!(offsets.convert(at), (want, want), "{unit:?} of byte {byte} in {text:.40?}");
                    assert_eq!(offsets.byte(want), Some(byte), "byte of {unit:?} {want} in {text:.40?}");
                    let width = match unit {
                        OffsetUnit::Bytes => c.len_utf8(),
                        OffsetUnit::Chars => 1,
                        OffsetUnit::Utf16 => c.len_utf16(),
                    };
                    if byte < text.len() {
                        for inside in want + 1..want + width {
                            assert_eq!(offsets.byte(inside), None, "{unit:?} {inside} in {text:.40?}");
                        }
                    }
                    want += width;
                }
                assert_eq!(offsets.byte(want), None, "past the end of {text:.40?}");
            }
        }
    }

    #[test]
    fn spans_in_disorder_are_none() {
        let offsets = Offsets::new("añb", OffsetUnit::Chars);
        assert_eq!(offsets.span(1, 2), Span::new("añb", 1, 3));
        assert_eq!(offsets.span(2, 1), None);
        assert_eq!(offsets.span(0, 4), None);
    }
}
