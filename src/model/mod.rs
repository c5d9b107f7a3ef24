//! The model engine: a small transformer that marks names, sources, cues and contents, and links them.
//!
//! ```text
//! bundle ─► config, vocabulary, tensors
//! text ─► pieces ─► windows ─► encoder ─► states ─► tags ─► links ─► groups ─► annotations
//! ```

mod annotate;
mod backend;
mod bundle;
mod chain;
mod config;
mod dense;
mod encoder;
mod features;
mod find;
mod groups;
mod links;
mod marks;
mod pieces;
mod posterior;
mod precision;
mod pronouns;
mod states;
mod tags;
mod tensors;
#[cfg(test)]
mod tests;
mod windows;

use rayon::prelude::*;

use self::{
    bundle::{Bundle, Place},
    chain::TagSpan,
    config::{Config, LinkConfig},
    dense::Kernels,
    encoder::Encoder,
    groups::{Group, Relations, groups},
    links::{Candidates, Choice, LinkHead},
    pieces::{Pieces, Vocabulary, stretches},
    states::{States, states},
    tags::TagHead,
    tensors::Tensors,
};
use crate::{
    annotate::{Annotations, Annotator},
    document::{Document, Sentence},
    error::Error,
    extraction::Engine,
    text::Span,
};

pub use self::{
    backend::{Backend, Device},
    precision::Precision,
};

pub(crate) use self::find::{SOUGHT, find};

/// Bytes of text that are read as one whole; a longer document is cut at a line break near this length.
const STRETCH: usize = 1 << 17;
/// Bytes of text whose hidden states are in memory at once.
const AT_ONCE: usize = 1 << 18;

/// A loaded model.
pub(crate) struct Model {
    config: Config,
    vocabulary: Vocabulary,
    encoder: Box<dyn Encoder>,
    entity: TagHead,
    role: TagHead,
    title: TagHead,
    affiliation: TagHead,
    links: Links,
}

/// One head for each relation.
struct Links {
    /// Content → its source.
    source: LinkHead,
    /// Content → its cue.
    cue: LinkHead,
    /// Content → the next part of the same quotation.
    next: LinkHead,
    /// Source, pronoun, or content without a source in its paragraph → the name it means, or of who says it.
    speaker: LinkHead,
    /// Title → the name of who bears it.
    title: LinkHead,
    /// Affiliation → the name of who has it.
    affiliation: LinkHead,
}

/// What the model says of one stretch of text, in units.
struct Reading {
    pieces: Pieces,
    entities: Vec<TagSpan>,
    sources: Vec<TagSpan>,
    cues: Vec<TagSpan>,
    contents: Vec<TagSpan>,
    groups: Vec<Group>,
    references: Pointing,
    titles: Pointing,
    affiliations: Pointing,
}

/// Spans, and the names that each may point to.
struct Pointing {
    spans: Vec<TagSpan>,
    names: Vec<Choice>,
}

impl Model {
    /// Loads the model at `place`.
    ///
    /// # Errors
    /// If a file is missing, damaged, or not what the configuration says.
    pub(crate) fn load(place: &Place, backend: Backend, precision: Precision) -> Result<Self, Error> {
        Self::new(&Bundle::read(place)?, backend, precision)
    }

    fn new(bundle: &Bundle, backend: Backend, precision: Precision) -> Result<Self, Error> {
        let config = Config::parse(&bundle.config).map_err(|complaint| bundle.invalid_config(&complaint))?;
        let vocabulary = Vocabulary::parse(&bundle.tokenizer, config.vocab_size)
            .map_err(|complaint| bundle.invalid_tokenizer(&complaint))?;
        let name = bundle.weights_name();
        let tensors = Tensors::new(&bundle.weights, &name, precision)?;
        let kernels = Kernels::new();
        let temperatures = config.dixit.temperatures;
        let link = |relation, temperature| LinkHead::new(&config, &tensors, &kernels, relation, temperature);
        let tag =
            |name, kinds, temperature| TagHead::new(&config, &tensors, &kernels, name, kinds, temperature);
        Ok(Self {
            encoder: encoder::load(backend, &config, &tensors)?,
            entity: tag("entity", temperatures.entity, config.dixit.entity_thresholds())?,
            role: tag("role", temperatures.role, config.dixit.role_thresholds())?,
            title: tag("title", temperatures.role, config.dixit.title_thresholds())?,
            affiliation: tag("affiliation", temperatures.role, config.dixit.affiliation_thresholds())?,
            links: Links {
                source: link("source", temperatures.link)?,
                cue: link("cue", temperatures.link)?,
                next: link("next", temperatures.link)?,
                speaker: link("speaker", temperatures.speaker)?,
                title: link("title", temperatures.title)?,
                affiliation: link("affiliation", temperatures.affiliation)?,
            },
            vocabulary,
            config,
        })
    }

    /// Reads stretches of text, together.
    fn read(&self, stretches: &[(&Document<'_>, Span)]) -> Vec<Reading> {
        let texts: Vec<(Pieces, &[Sentence])> = stretches
            .par_iter()
            .map(|(document, span)| {
                (self.vocabulary.pieces(document.text(), *span), sentences_in(document, *span))
            })
            .collect();
        let states = states(&*self.encoder, &self.vocabulary, self.config.dixit.window, &texts);
        texts.into_par_iter().zip(states).map(|((pieces, _), states)| self.decode(pieces, &states)).collect()
    }

    fn decode(&self, pieces: Pieces, states: &States) -> Reading {
        let kernels = Kernels::new();
        let entities = self.entity.spans(&kernels, &pieces, states);
        let roles = self.role.spans(&kernels, &pieces, states);
        let [sources, cues, contents] =
            [0, 1, 2].map(|kind| roles.iter().filter(|span| span.kind == kind).copied().collect::<Vec<_>>());
        let choices = |head: &LinkHead, asks: &[TagSpan], answers: &[TagSpan]| {
            head.choices(&kernels, &pieces, states, Candidates { asks, answers, contents: &contents })
        };
        let relations = Relations {
            source: choices(&self.links.source, &contents, &sources),
            cue: choices(&self.links.cue, &contents, &cues),
            next: choices(&self.links.next, &contents, &contents),
        };
        // A mark that closes one paragraph and one that opens the next are of two turns of a dialogue.
        let apart = |before: usize, content: usize| {
            let (last, first) = (contents[before].last, contents[content].first);
            let is_mark = |unit| self.vocabulary.is_mark(pieces.entry(unit));
            pieces.begins_paragraph(first) && is_mark(last) && is_mark(first)
        };
        let LinkConfig { join, .. } = self.config.dixit.link;
        let groups = groups(&relations, sources.len(), join, self.config.dixit.forbidden, apart);
        let pointing = |head: &LinkHead, spans: Vec<TagSpan>| {
            let names = choices(head, &spans, &entities);
            Pointing { spans, names }
        };
        let mut referring = pronouns::with_pronouns(&self.vocabulary, &pieces, &sources);
        let paragraph = |span: &TagSpan| pieces.units[span.first].paragraph;
        referring.extend(groups.iter().filter_map(|group| {
            let content = &contents[group.contents[0].0];
            let near =
                group.source.item.is_some_and(|source| paragraph(&sources[source]) == paragraph(content));
            (!near).then_some(*content)
        }));
        referring.sort_by_key(|span| (span.first, span.last));
        let references = pointing(&self.links.speaker, referring);
        let titles = pointing(&self.links.title, self.title.spans(&kernels, &pieces, states));
        let affiliations =
            pointing(&self.links.affiliation, self.affiliation.spans(&kernels, &pieces, states));
        Reading { pieces, entities, sources, cues, contents, groups, references, titles, affiliations }
    }
}

impl Annotator for Model {
    fn annotate(&self, document: &Document<'_>) -> Annotations {
        self.annotate_all(std::slice::from_ref(document)).remove(0)
    }

    fn annotate_all(&self, documents: &[Document<'_>]) -> Vec<Annotations> {
        let parts: Vec<(usize, Span)> = documents
            .iter()
            .enumerate()
            .flat_map(|(number, document)| {
                stretches(document.text(), STRETCH).into_iter().map(move |span| (number, span))
            })
            .collect();
        let mut out: Vec<Annotations> = documents.iter().map(|_| Annotations::empty(Engine::Model)).collect();
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let (group, after) = rest.split_at(at_once(rest));
            rest = after;
            let stretches: Vec<_> = group.iter().map(|&(number, span)| (&documents[number], span)).collect();
            for ((number, _), reading) in group.iter().zip(self.read(&stretches)) {
                annotate::append(&mut out[*number], &reading, self.config.dixit.calibration);
            }
        }
        for (document, annotations) in documents.iter().zip(&mut out) {
            marks::snap(document, annotations);
        }
        out
    }
}

/// How many of `stretches` are read together; at least one.
fn at_once(stretches: &[(usize, Span)]) -> usize {
    let mut bytes = 0;
    let fits = |(_, span): &&(usize, Span)| {
        bytes += span.len();
        bytes <= AT_ONCE
    };
    stretches.iter().take_while(fits).count().max(1)
}

fn sentences_in<'d>(document: &'d Document<'_>, span: Span) -> &'d [Sentence] {
    let sentences = document.sentences();
    let first = sentences.partition_point(|sentence| sentence.span.end() <= span.start());
    let end = sentences.partition_point(|sentence| sentence.span.start() < span.end());
    &sentences[first..end.max(first)]
}
