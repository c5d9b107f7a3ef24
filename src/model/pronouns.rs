//! Pronouns that stand for one person: they are asked whom they mean, as sources are.

use super::{
    chain::TagSpan,
    pieces::{Pieces, Vocabulary},
};

/// The pronouns, as word pieces.
pub(crate) const PRONOUNS: [&str; 8] = ["he", "she", "him", "her", "his", "hers", "himself", "herself"];

/// The sources and, outside of them, the pronouns of a text, in order. The sources are in order, without overlap.
pub(super) fn with_pronouns(vocabulary: &Vocabulary, pieces: &Pieces, sources: &[TagSpan]) -> Vec<TagSpan> {
    let mut spans = Vec::with_capacity(2 * sources.len());
    let mut sources = sources.iter().copied().peekable();
    for (unit, found) in pieces.units.iter().enumerate() {
        while let Some(source) = sources.next_if(|source| source.last < unit) {
            spans.push(source);
        }
        let in_source = sources.peek().is_some_and(|source| source.first <= unit);
        let whole = pieces.pieces.get(found.piece + 1).is_none_or(|next| !next.continues);
        if !in_source && whole && vocabulary.is_pronoun(pieces.entry(unit)) {
            spans.push(TagSpan { first: unit, last: unit, kind: 0, probability: 1.0 });
        }
    }
    spans.extend(sources);
    spans
}
