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

/// A source or a pronoun, and the names that it may mean; or a content without a source beside it, and who may say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The source, pronoun or content.
    pub span: Span,
    /// The names, in [`Annotations::entities`]. Their confidences are chances that add up to 1 with the chance that it
    /// means nobody named; several names of one bearer share theirs.
    pub names: Vec<Link>,
}

/// A title or an affiliation, and whose it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedRole {
    /// Its words, without article and name.
    pub span: Span,
    /// The names of who may bear it, in [`Annotations::entities`], with chances as in [`Reference::names`].
    pub bearers: Vec<Link>,
    /// Why.
    pub evidence: Evidence,
}

/// How the chance that an engine computes becomes the confidence that is shown: a line through the logits. Nothing is
/// decided by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    /// Of the line.
    pub slope: f32,
    /// The logit that is shown for an even chance.
    pub offset: f32,
}

impl Default for Logistic {
    /// Chances are shown as they are.
    fn default() -> Self {
        Self { slope: 1.0, offset: 0.0 }
    }
}

impl Logistic {
    /// The confidence for a chance, both 0 to 1.
    pub fn confidence(self, chance: f32) -> f32 {
        let chance = f64::from(chance).clamp(1e-6, 1.0 - 1e-6);
        let logit = (chance / (1.0 - chance)).ln();
        let line = f64::from(self.slope) * logit + f64::from(self.offset);
        (1.0 / (1.0 + (-line).exp())) as f32
    }
}

/// How sure an engine is of what is only known when the names of one bearer are gathered and their chances added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// For the chance that a source or pronoun means somebody.
    pub speaker: Logistic,
    /// For the chance that a title is one and somebody's, one times the other.
    pub title: Logistic,
    /// The same for an affiliation.
    pub affiliation: Logistic,
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
    /// Whom sources and pronouns may mean, and who may say what has no source; empty where the engine leaves that to the rules.
    pub references: Vec<Reference>,
    /// Titles, where the engine finds them by itself.
    pub titles: Vec<StatedRole>,
    /// Affiliations, where the engine finds them by itself.
    pub affiliations: Vec<StatedRole>,
    /// What the chances of the last three are worth.
    pub calibration: Calibration,
}

impl Annotations {
    /// Nothing yet, from `engine`.
    pub fn empty(engine: Engine) -> Self {
        Self {
            engine,
            entities: Vec::new(),
            sources: Vec::new(),
            cues: Vec::new(),
            contents: Vec::new(),
            references: Vec::new(),
            titles: Vec::new(),
            affiliations: Vec::new(),
            calibration: Calibration::default(),
        }
    }
}

impl Annotations {
    /// Both, with every list in order of the text and every link pointing where it did; the engine is that of `self`.
    pub(crate) fn merge(mut self, mut other: Self) -> Self {
        other.shift(self.entities.len(), self.sources.len(), self.cues.len(), self.contents.len());
        self.entities.append(&mut other.entities);
        self.sources.append(&mut other.sources);
        self.cues.append(&mut other.cues);
        self.contents.append(&mut other.contents);
        self.references.append(&mut other.references);
        self.titles.append(&mut other.titles);
        self.affiliations.append(&mut other.affiliations);
        let entities = sort(&mut self.entities, |entity| entity.span);
        let sources = sort(&mut self.sources, |source| source.span);
        let cues = sort(&mut self.cues, |cue| cue.span);
        let contents = sort(&mut self.contents, |content| content.span);
        sort(&mut self.references, |reference| reference.span);
        sort(&mut self.titles, |role| role.span);
        sort(&mut self.affiliations, |role| role.span);
        self.point(
            |entity| entities[entity],
            |source| sources[source],
            |cue| cues[cue],
            |content| contents[content],
        );
        self
    }

    /// Makes room for items that come before: every link points so many items further.
    fn shift(&mut self, entities: usize, sources: usize, cues: usize, contents: usize) {
        self.point(
            |entity| entity + entities,
            |source| source + sources,
            |cue| cue + cues,
            |content| content + contents,
        );
    }

    /// Points every link to where its item has gone.
    fn point(
        &mut self,
        entity: impl Fn(usize) -> usize,
        source: impl Fn(usize) -> usize,
        cue: impl Fn(usize) -> usize,
        content: impl Fn(usize) -> usize,
    ) {
        for item in &mut self.contents {
            item.source = item.source.map(|link| Link { to: source(link.to), ..link });
            item.cue = item.cue.map(|link| Link { to: cue(link.to), ..link });
            item.continues = item.continues.map(|link| Link { to: content(link.to), ..link });
        }
        let references = self.references.iter_mut().map(|reference| &mut reference.names);
        let roles = self.titles.iter_mut().chain(&mut self.affiliations).map(|role| &mut role.bearers);
        for link in references.chain(roles).flatten() {
            link.to = entity(link.to);
        }
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

    /// A content at `start` with a source right before it, which is a name with a title before it.
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
        let entity = Entity { span: Span::at(start - 1, start), kind: EntityKind::Person, evidence };
        let names = vec![Link { to: 0, confidence: 1.0 }];
        Annotations {
            entities: vec![entity],
            sources: vec![Source { span: Span::at(start - 1, start), evidence }],
            contents: vec![content],
            references: vec![Reference { span: Span::at(start - 1, start), names: names.clone() }],
            titles: vec![StatedRole { span: Span::at(start - 2, start - 1), bearers: names, evidence }],
            ..Annotations::empty(Engine::Rules)
        }
    }

    #[test]
    fn chances_become_confidences() {
        let plain = Logistic::default();
        let halved = Logistic { slope: 0.5, offset: 0.0 };
        let lower = Logistic { slope: 1.0, offset: -1.0 };
        let rows = [
            (plain, 0.3, 0.3),
            (plain, 1.0, 1.0),
            (plain, 0.0, 0.0),
            (halved, 0.9, 0.75),
            (lower, 0.5, 0.2689),
        ];
        for (line, chance, expected) in rows {
            let found = line.confidence(chance);
            assert!((found - expected).abs() < 1e-4, "{line:?} of {chance} is {found} instead of {expected}");
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
            for (reference, title) in merged.references.iter().zip(&merged.titles) {
                let name = merged.entities[reference.names[0].to].span;
                assert_eq!(name, reference.span);
                assert_eq!(merged.entities[title.bearers[0].to].span.start(), title.span.end());
            }
        }
    }
}
