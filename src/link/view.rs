//! The document as the linking reads it: tokens with the names on them.

use std::ops::Range;

use crate::{
    annotate::{Annotations, EntityKind},
    document::Document,
    lexicon::{self, Tags},
    text::{Span, TokenKind},
};

use super::{names, overlooked};

/// A name and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// Its span.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
}

/// A document and its names.
pub(super) struct View<'d, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// The names in order, without overlap.
    pub names: Vec<Name>,
}

impl<'d, 't> View<'d, 't> {
    /// The document with the names that lie on tokens, the first of those that overlap, and with the names that they
    /// leave out.
    pub fn new(document: &'d Document<'t>, annotations: &Annotations) -> Self {
        let mut view = Self { document, names: Vec::new() };
        view.names = names::names(&view, annotations);
        let names = overlooked::complete(view);
        Self { document, names }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.document.tokens().len()
    }

    /// The words of a token; empty past the end.
    pub fn text(&self, token: usize) -> &'t str {
        self.document.tokens().get(token).map_or("", |token| self.document.slice(token.span))
    }

    /// The words of the token before `token`; empty before the start.
    pub fn before(&self, token: usize) -> &'t str {
        if token == 0 { "" } else { self.text(token - 1) }
    }

    /// Whether the token is a word.
    pub fn is_word(&self, token: usize) -> bool {
        self.document.tokens().get(token).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether the token begins with a capital letter.
    pub fn is_large(&self, token: usize) -> bool {
        self.text(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// What the lists know of a token as it stands and in small letters.
    pub fn tags(&self, token: usize) -> Tags {
        let text = self.text(token);
        let tags = lexicon::tags(text);
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) { tags | lexicon::folded(text) } else { tags }
    }

    /// The span from the first token of `tokens` to its last; `tokens` is not empty.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let all = self.document.tokens();
        all[tokens.start].span.cover(all[tokens.end - 1].span)
    }

    /// The index of the first name that ends after `token`.
    fn name_from(&self, token: usize) -> usize {
        self.names.partition_point(|name| name.tokens.end <= token)
    }

    /// The name that covers `token`.
    pub fn name_at(&self, token: usize) -> Option<usize> {
        let name = self.name_from(token);
        self.names.get(name).filter(|found| found.tokens.start <= token).map(|_| name)
    }

    /// The person's name that covers `token`.
    pub fn person_at(&self, token: usize) -> Option<usize> {
        self.name_at(token).filter(|&name| self.names[name].kind == EntityKind::Person)
    }

    /// The name that an entity with this span is here; none where the names that are told apart do not have it.
    pub fn name_of(&self, entity: Span) -> Option<usize> {
        self.name_at(self.document.tokens_in(entity).last()?)
    }

    /// The names that begin within `tokens`.
    pub fn names_in(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        first..self.names.partition_point(|name| name.tokens.start < tokens.end).max(first)
    }

    /// The tokens of the sentence that holds `token`.
    pub fn sentence(&self, token: usize) -> Range<usize> {
        self.document.sentences()[self.document.sentence_of(token)].tokens.clone()
    }

    /// All that stands in quote marks, in order.
    pub fn quoted(&self) -> Vec<Span> {
        let outer = self.document.quoted().iter().filter(|quoted| quoted.parent.is_none());
        outer.flat_map(|quoted| quoted.parts.iter().copied()).collect()
    }

    /// Whether the token is a possessive mark: `'s`, or the bare apostrophe of a plural.
    pub fn is_possessive(&self, token: usize) -> bool {
        matches!(self.text(token), "'s" | "’s" | "'S" | "’S" | "'" | "’")
    }
}
