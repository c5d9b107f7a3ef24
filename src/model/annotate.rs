//! What the model read, as annotations.

use super::{Reading, chain::TagSpan, groups::Group};
use crate::{
    annotate::{Annotations, Content, Cue, Entity, EntityKind, Link, Source, Speech},
    extraction::Evidence,
};

const ENTITY_KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Location, EntityKind::Miscellaneous];

/// Adds what was read in the next stretch of a document.
pub(super) fn append(annotations: &mut Annotations, reading: &Reading) {
    let place = |span: &TagSpan| reading.pieces.span(span.first, span.last);
    let evidence = |span: &TagSpan| Evidence::model(span.probability);
    let (sources, cues, contents) =
        (annotations.sources.len(), annotations.cues.len(), annotations.contents.len());
    annotations.entities.extend(reading.entities.iter().map(|span| Entity {
        span: place(span),
        kind: ENTITY_KINDS[span.kind],
        evidence: evidence(span),
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
        link(&mut annotations.contents[contents..], group, sources, cues, contents);
    }
}

/// Links the contents of one quotation to its source and cue, counted from where the stretch's own begin, and each to
/// the content before it.
fn link(
    contents: &mut [Content],
    group: &Group,
    first_source: usize,
    first_cue: usize,
    first_content: usize,
) {
    let mut before = None;
    for &content in &group.contents {
        let item = &mut contents[content];
        let chosen = |chosen: super::groups::Chosen, first| {
            chosen.item.map(|item| Link { to: first + item, confidence: chosen.probability })
        };
        item.source = chosen(group.source, first_source);
        item.cue = chosen(group.cue, first_cue);
        item.continues = before.map(|to| Link { to: first_content + to, confidence: group.cue.probability });
        before = Some(content);
    }
}
