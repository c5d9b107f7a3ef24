//! Paragraphs: what a line break sets apart.

use super::Span;

/// The paragraphs of `text`, in order, without white space at their ends; never empty.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::at(start, start + line.len()).trim(text);
        start += line.len();
        if !span.is_empty() {
            out.push(span);
        }
    }
    out
}
