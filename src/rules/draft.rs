//! One attribution as the rules find it, and the list of them as [`Annotations`].

use crate::{
    annotate::{Annotations, Content, Cue, Entity, Link, Source, Speech},
    extraction::{Engine, Evidence},
    text::Span,
};

/// What one rule found: contents with, perhaps, their cue and source.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) contents: Vec<Span>,
    pub(super) cue: Option<Span>,
    pub(super) source: Option<Span>,
    pub(super) speech: Speech,
    pub(super) evidence: Evidence,
}

/// The drafts as annotations; a span that several drafts share (one source, two cues) is listed once.
pub(super) fn assemble(mut drafts: Vec<Draft>, entities: Vec<Entity>) -> Annotations {
    drafts.sort_by_key(|draft| (draft.contents[0], draft.cue));
    let sources = listed(&drafts, |draft| draft.source);
    let cues = listed(&drafts, |draft| draft.cue);
    let mut order: Vec<(Span, usize, usize)> = Vec::new();
    for (d, draft) in drafts.iter().enumerate() {
        order.extend(draft.contents.iter().enumerate().map(|(part, &span)| (span, d, part)));
    }
    order.sort_unstable();
    let mut last_part = vec![None; drafts.len()];
    let mut contents = Vec::with_capacity(order.len());
    for (index, &(span, d, part)) in order.iter().enumerate() {
        let draft = &drafts[d];
        let confidence = draft.evidence.confidence();
        let link = |list: &[(Span, Evidence)], span: Option<Span>| {
            let to = list.binary_search_by_key(&span?, |&(listed, _)| listed).ok()?;
            Some(Link { to, confidence })
        };
        contents.push(Content {
            span,
            source: link(&sources, draft.source).filter(|_| part == 0),
            cue: link(&cues, draft.cue).filter(|_| part == 0),
            continues: last_part[d].map(|to| Link { to, confidence }),
            speech: draft.speech,
            evidence: draft.evidence,
        });
        last_part[d] = Some(index);
    }
    Annotations {
        entities,
        sources: sources.into_iter().map(|(span, evidence)| Source { span, evidence }).collect(),
        cues: cues.into_iter().map(|(span, evidence)| Cue { span, evidence }).collect(),
        contents,
        ..Annotations::empty(Engine::Rules)
    }
}

fn listed(drafts: &[Draft], span: impl Fn(&Draft) -> Option<Span>) -> Vec<(Span, Evidence)> {
    let mut list: Vec<(Span, Evidence)> =
        drafts.iter().filter_map(|draft| Some((span(draft)?, draft.evidence))).collect();
    list.sort_by_key(|&(span, _)| span);
    list.dedup_by_key(|&mut (span, _)| span);
    list
}
