//! Quote marks: which opens, which closes which, and what lies between.

mod build;
mod costs;
mod read;
mod scan;
#[cfg(test)]
mod tests;

use super::Span;

/// A stretch of text between quote marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// From the opening mark to the closing one, both included. Where the closing mark is missing, to the end of
    /// the paragraph. A quotation over several paragraphs (each opened again, closed once) is one `Quoted` with
    /// one part a paragraph, each with its own marks.
    pub parts: Vec<Span>,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// The index, in the same list, of the stretch that this one is nested in.
    pub parent: Option<usize>,
}

impl Quoted {
    /// From the first part's opening mark to the last part's end.
    pub fn span(&self) -> Span {
        self.parts[0].cover(self.parts[self.parts.len() - 1])
    }
}

/// The quoted stretches of `text`, ordered by their start; a parent comes before its children.
///
/// Time is linear in the length of the text, and the depth of the tree is bounded.
pub fn quoted(text: &str, paragraphs: &[Span]) -> Vec<Quoted> {
    read::read(text, paragraphs)
}
