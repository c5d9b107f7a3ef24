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

impl Annotations {
    /// Both, with every list in order of the text and every link pointing where it did; the engine is that of `self`.
    pub(crate) fn merge(mut self, mut other: Self) -> Self {
        let (sources, cues, contents) = (self.sources.len(), self.cues.len(), self.contents.len());
        for content in &mut other.contents {
            content.source = content.source.map(|link| Link { to: link.to + sources, ..link });
            content.cue = content.cue.map(|link| Link { to: link.to + cues, ..link });
            content.continues = content.continues.map(|link| Link { to: link.to + contents, ..link });
        }
        self.entities.append(&mut other.entities);
        self.sources.append(&mut other.sources);
        self.cues.append(&mut other.cues);
        self.contents.append(&mut other.contents);
        self.entities.sort_by_key(|entity| entity.span);
        let sources = sort(&mut self.sources, |source| source.span);
        let cues = sort(&mut self.cues, |cue| cue.span);
        let contents = sort(&mut self.contents, |content| content.span);
        let moved =
            |link: Option<Link>, places: &[usize]| link.map(|link| Link { to: places[link.to], ..link });
        for content in &mut self.contents {
            content.source = moved(content.source, &sources);
            content.cue = moved(content.cue, &cues);
            content.continues = moved(content.continues, &contents);
        }
        self
    }
}

/// Sorts `items` by their spans and says where each went: the new index by the old one.
fn sort<T: Clone>(items: &mut Vec<T>, span: impl Fn(&T) -> Span) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&old| span(&items[old]));
    let mut places = vec![0; items.len()];
    for (new, &old) in order.iter().enumerate() {
        places[old] = new;
    }
    *items = order.iter().map(|&old| items[old].clone()).collect();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A content at `start` with a source right before it.
    fn said(start: usize) -> Annotations {
        let evidence = Evidence::rule("test", 1.0);
        let link = |to| Some(Link { to, confidence: 1.0 });
        let content = Content {
            span: Span::at(start, start + 2),
            source: link(0),
            cue: None,
            continues: None,
            speech: Speech::Said,
            evidence,
        };
        Annotations {
            engine: Engine::Rules,
            entities: Vec::new(),
            sources: vec![Source { span: Span::at(start - 1, start), evidence }],
            cues: Vec::new(),
            contents: vec![content],
        }
    }

    #[test]
    fn links_point_to_the_same_items_after_a_merge() {
        for (first, second) in [(10, 20), (20, 10)] {
            let merged = said(first).merge(said(second));
            let starts: Vec<usize> = merged.contents.iter().map(|content| content.span.start()).collect();
            assert_eq!(starts, [10, 20]);
            for content in &merged.contents {
                let source = &merged.sources[content.source.expect("each has a source").to];
                assert_eq!(source.span.end(), content.span.start());
            }
        }
    }
}
