//! Who acts in the paragraph of a turn: `Holm rose. “Well?”`

use crate::{
    document::Document,
    extraction::{MentionKind, Quotation},
    text::Span,
};

use super::{
    super::identities::{Identities, Kind},
    turns::Turn,
};

/// The most tokens before who acts in a sentence.
const FEW: usize = 2;

/// People at the beginning of sentences, outside of what is said, in order.
pub(super) struct Actors {
    mentions: Vec<(usize, usize)>,
}

impl Actors {
    pub fn new(document: &Document<'_>, identities: &Identities, quotations: &[Quotation]) -> Self {
        let mut contents: Vec<Span> =
            quotations.iter().flat_map(|quotation| quotation.content.iter().copied()).collect();
        contents.sort_unstable();
        let mut mentions: Vec<(usize, usize)> = Vec::new();
        for (number, identity) in identities.all.iter().enumerate() {
            if !matches!(identity.kind, Kind::Person | Kind::Unnamed) {
                continue;
            }
            for mention in identity.mentions.iter().filter(|mention| mention.kind != MentionKind::Nominal) {
                let start = mention.span.start();
                let before = contents.partition_point(|content| content.start() <= start);
                let said = before.checked_sub(1).is_some_and(|before| contents[before].end() > start);
                // Who acts is named first in the sentence, but for a title.
                let token = document.token_at(start);
                let sentence = &document.sentences()[document.sentence_of(token)];
                if !said && token <= sentence.tokens.start + FEW {
                    mentions.push((start, number));
                }
            }
        }
        mentions.sort_unstable();
        Self { mentions }
    }

    /// Who acts in the paragraph of a turn.
    pub fn of(&self, document: &Document<'_>, turn: &Turn) -> Option<usize> {
        let span = document.paragraphs()[turn.paragraphs.0].span;
        let first = self.mentions.partition_point(|&(start, _)| start < span.start());
        self.mentions.get(first).filter(|&&(start, _)| start < span.end()).map(|&(_, identity)| identity)
    }
}
