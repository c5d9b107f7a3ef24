//! What the model read, as annotations.

use super::{
    Pointing, Reading,
    chain::TagSpan,
    config::Calibration,
    groups::{Chosen, Group},
    links::Choice,
};
use crate::{
    annotate::{
        self, Annotations, Content, Cue, Entity, EntityKind, Link, Logistic, Reference, Source, Speech,
        StatedRole,
    },
    extraction::Evidence,
};

const ENTITY_KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Location, EntityKind::Miscellaneous];

/// A chance that a span means a name is kept from here on; there are dozens of names within reach.
const LEAST_CHANCE: f32 = 0.01;

/// Adds what was read in the next stretch of a document.
pub(super) fn append(annotations: &mut Annotations, reading: &Reading, calibration: Calibration) {
    let place = |span: &TagSpan| reading.pieces.span(span.first, span.last);
    let name = |span: &TagSpan| Evidence::model(calibration.entity.confidence(span.probability));
    let evidence = |span: &TagSpan| Evidence::model(calibration.role.confidence(span.probability));
    let entities = annotations.entities.len();
    let (sources, cues, contents) =
        (annotations.sources.len(), annotations.cues.len(), annotations.contents.len());
    annotations.entities.extend(reading.entities.iter().map(|span| Entity {
        span: place(span),
        kind: ENTITY_KINDS[span.kind],
        evidence: name(span),
    }));
    annotations
        .sources
        .extend(reading.sources.iter().map(|s| Source { span: place(s), evidence: evidence(s) }));
    annotations.cues.extend(reading.cues.iter().map(|s| Cue { span: place(s), evidence: evidence(s) }));
    annotations.contents.extend(reading.contents.iter().map(|span| Content {
        span: place(span),
        source: None,
        cue: None,
        continues: None,
        speech: Speech::Said,
        evidence: evidence(span),
    }));
    let references = pointing(&reading.references, entities);
    annotations.references.extend(references.map(|(span, names)| Reference { span: place(span), names }));
    let stated = |(span, bearers): (&TagSpan, Vec<Link>)| {
        let evidence = Evidence::model(span.probability);
        StatedRole { span: place(span), bearers, evidence }
    };
    annotations.titles.extend(pointing(&reading.titles, entities).map(stated));
    annotations.affiliations.extend(pointing(&reading.affiliations, entities).map(stated));
    let Calibration { speaker, title, affiliation, .. } = calibration;
    annotations.calibration = annotate::Calibration { speaker, title, affiliation };
    for group in &reading.groups {
        link(&mut annotations.contents[contents..], group, [sources, cues, contents], calibration.link);
    }
}

/// Spans, each with the names that it may mean; `first` says where the stretch's own names begin.
fn pointing(found: &Pointing, first: usize) -> impl Iterator<Item = (&TagSpan, Vec<Link>)> {
    found.spans.iter().zip(&found.names).map(move |(span, choice)| (span, names(choice, first)))
}

fn names(choice: &Choice, first: usize) -> Vec<Link> {
    let chances = choice.reach.clone().zip(choice.answers.iter().map(|score| score.exp()));
    let kept = chances.filter(|(_, chance)| *chance >= LEAST_CHANCE);
    kept.map(|(name, confidence)| Link { to: first + name, confidence }).collect()
}

/// Links the contents of one quotation to its source and cue, and each to the content before it. `firsts` says where the
/// stretch's own sources, cues and contents begin.
fn link(contents: &mut [Content], group: &Group, firsts: [usize; 3], calibration: Logistic) {
    let [sources, cues, first] = firsts;
    let link = |to, chance| Link { to, confidence: calibration.confidence(chance) };
    let chosen = |chosen: Chosen, first| chosen.item.map(|item| link(first + item, chosen.probability));
    let mut before = None;
    for &(content, joined) in &group.contents {
        let item = &mut contents[content];
        item.source = chosen(group.source, sources);
        item.cue = chosen(group.cue, cues);
        item.continues = before.map(|to| link(first + to, joined));
        before = Some(content);
    }
}
