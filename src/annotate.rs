//! What an engine says of a document, before quotations and speakers are made of it.

use rayon::prelude::*;

use crate::{
    document::Document,
    extraction::{Engine, Evidence},
    text::Span,
};

/// Reads a document and marks names, sources, cues and contents in it: the rules do, and so does the model.
pub trait Annotator: Send + Sync {
    /// Marks `document`.
    fn annotate(&self, document: &Document<'_>) -> Annotations;

    /// Marks each document as [`Annotator::annotate`] would, on all cores.
    fn annotate_all(&self, documents: &[Document<'_>]) -> Vec<Annotations> {
        documents.par_iter().map(|document| self.annotate(document)).collect()
    }
}

/// The kind of a named entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A person: `Han Suk-hee`, without title or honorific.
    Person,
    /// A body: `Yon Sie University`.
    Organization,
    /// A place or country: `Seoul`.
    Location,
    /// Any other name: demonyms, events, works.
    Miscellaneous,
}

/// A named entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The name, without title, honorific or possessive.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// Why.
    pub evidence: Evidence,
}

/// A span that names who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The whole noun phrase, with title, apposition and what else identifies the speaker.
    pub span: Span,
    /// Why.
    pub evidence: Evidence,
}

/// The words that say it was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// `said`, `has denied`, `according to`.
    pub span: Span,
    /// Why.
    pub evidence: Evidence,
}

/// A pointer from a content to an item of another list of the same [`Annotations`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The item's index.
    pub to: usize,
    /// How sure the engine is of the link, 0 to 1.
    pub confidence: f32,
}

/// One stretch of what was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// With its quote marks where it has any; without the full stop that ends an indirect clause.
    pub span: Span,
    /// Its source, in [`Annotations::sources`].
    pub source: Option<Link>,
    /// Its cue, in [`Annotations::cues`].
    pub cue: Option<Link>,
    /// The earlier content, in [`Annotations::contents`], of the same quotation: `“X,” she said. “Y”`.
    pub continues: Option<Link>,
    /// Whether it was said, or only stands in quote marks.
    pub speech: Speech,
    /// Why.
    pub evidence: Evidence,
}

/// Whether a content is somebody's words, or only quoted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speech {
    /// Somebody said, wrote or thought it.
    Said,
    /// A scare quote, a nickname, the title of a work: in quote marks, but nobody's statement.
    QuotedText,
}

/// All that one engine says of one document. Every list is in order of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotations {
    /// Which engine says it.
    pub engine: Engine,
    /// Names.
    pub entities: Vec<Entity>,
    /// Who speaks.
    pub sources: Vec<Source>,
    /// The words that say it was said.
    pub cues: Vec<Cue>,
    /// What was said.
    pub contents: Vec<Content>,
}

impl Annotations {
    /// Nothing yet, from `engine`.
    pub fn empty(engine: Engine) -> Self {
        Self { engine, entities: Vec::new(), sources: Vec::new(), cues: Vec::new(), contents: Vec::new() }
    }
}
