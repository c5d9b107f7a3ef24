//! What the model read, as annotations.

use super::{
    Reading,
    chain::TagSpan,
    config::{Calibration, Logistic},
    groups::{Chosen, Group},
};
use crate::{
    annotate::{Annotations, Content, Cue, Entity, EntityKind, Link, Source, Speech},
    extraction::Evidence,
};

const ENTITY_KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Location, EntityKind::Miscellaneous];

/// Adds what was read in the next stretch of a document.
pub(super) fn append(annotations: &mut Annotations, reading: &Reading, calibration: Calibration) {
    let place = |span: &TagSpan| reading.pieces.span(span.first, span.last);
    let name = |span: &TagSpan| Evidence::model(calibration.entity.confidence(span.probability));
    let evidence = |span: &TagSpan| Evidence::model(calibration.role.confidence(span.probability));
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
    for group in &reading.groups {
        link(&mut annotations.contents[contents..], group, [sources, cues, contents], calibration.link);
    }
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
