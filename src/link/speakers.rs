//! The identities that speak, as speakers.

use std::cmp::Reverse;

use crate::extraction::{Evidence, Listed, Quotation, Speaker, SpeakerKind};

use super::{
    identities::{Identities, Identity, Kind},
    resolve::Meant,
    view::View,
};

/// Those who are to be listed, in order of their first mention; each quotation gets the index of its speaker.
/// `speaking` has who is meant by the source of each quotation.
pub(super) fn speakers(
    view: &View<'_, '_>,
    identities: Identities,
    speaking: &[Option<Meant>],
    listed: Listed,
    quotations: &mut [Quotation],
) -> Vec<Speaker> {
    let everyone = |identity: &Identity| {
        listed == Listed::Everyone && identity.is_named() && !identity.mentions.is_empty()
    };
    let mut kept: Vec<bool> = identities.all.iter().map(everyone).collect();
    for meant in speaking.iter().flatten() {
        kept[meant.identity] = true;
    }
    let mut order: Vec<(usize, Identity)> =
        identities.all.into_iter().enumerate().filter(|(identity, _)| kept[*identity]).collect();
    for (_, identity) in &mut order {
        identity.mentions.sort_by_key(|mention| (mention.span.start(), Reverse(mention.span.end())));
        // A name inside a longer mention is part of that one.
        identity.mentions.dedup_by(|inner, outer| outer.span.contains(inner.span));
    }
    order
        .sort_by_key(|(_, identity)| identity.mentions.first().map_or(identity.name, |mention| mention.span));
    let mut index = vec![usize::MAX; kept.len()];
    for (speaker, (identity, _)) in order.iter().enumerate() {
        index[*identity] = speaker;
    }
    for (quotation, meant) in quotations.iter_mut().zip(speaking) {
        quotation.speaker = meant.map(|meant| index[meant.identity]);
        quotation.speaker_evidence = meant.map(|meant| meant.evidence);
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
        titles: identity.titles.into_sorted(),
        affiliations: identity.affiliations.into_sorted(),
        mentions: identity.mentions,
        evidence: Evidence::rule(rule, confidence),
    }
}
