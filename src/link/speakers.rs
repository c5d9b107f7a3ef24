//! The identities that speak, as speakers.

use std::cmp::Reverse;

use crate::extraction::{Evidence, Quotation, Speaker, SpeakerKind};

use super::{
    identities::{Identities, Identity, Kind},
    view::View,
};

/// The speakers of `quotations` in order of their first mention; each quotation gets the index of its own.
pub(super) fn speakers(
    view: &View<'_, '_>,
    identities: Identities,
    resolved: &[usize],
    sources: &[Option<usize>],
    quotations: &mut [Quotation],
) -> Vec<Speaker> {
    let mut speaking = vec![false; identities.all.len()];
    for source in sources.iter().flatten() {
        speaking[resolved[*source]] = true;
    }
    let mut order: Vec<(usize, Identity)> =
        identities.all.into_iter().enumerate().filter(|(identity, _)| speaking[*identity]).collect();
    for (_, identity) in &mut order {
        identity.mentions.sort_by_key(|mention| (mention.span.start(), Reverse(mention.span.end())));
        // A name inside a longer mention is part of that one.
        identity.mentions.dedup_by(|inner, outer| outer.span.contains(inner.span));
        identity.titles.sort_by_key(|role| role.span);
        identity.affiliations.sort_by_key(|role| role.span);
    }
    order
        .sort_by_key(|(_, identity)| identity.mentions.first().map_or(identity.name, |mention| mention.span));
    let mut index = vec![usize::MAX; speaking.len()];
    for (speaker, (identity, _)) in order.iter().enumerate() {
        index[*identity] = speaker;
    }
    for (quotation, source) in quotations.iter_mut().zip(sources) {
        quotation.speaker = source.map(|source| index[resolved[source]]);
    }
    order.into_iter().map(|(_, identity)| speaker(view, identity)).collect()
}

fn speaker(view: &View<'_, '_>, identity: Identity) -> Speaker {
    let kind = match identity.kind {
        Kind::Person => SpeakerKind::Person,
        Kind::Organization | Kind::Place => SpeakerKind::Organization,
        Kind::Other if identity.name.of(view.document.text()).ends_with('s') => SpeakerKind::Group,
        Kind::Other => SpeakerKind::Organization,
        Kind::Group => SpeakerKind::Group,
        Kind::Unnamed => SpeakerKind::Unnamed,
    };
    let sure = identity.mentions.iter().map(|mention| mention.evidence.confidence());
    let confidence = sure.fold(0.0, f32::max);
    let rule = if identity.is_named() { "names of one bearer" } else { "description" };
    Speaker {
        name: identity.name,
        kind,
        titles: identity.titles,
        affiliations: identity.affiliations,
        mentions: identity.mentions,
        evidence: Evidence::rule(rule, confidence),
    }
}
