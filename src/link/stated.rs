//! Titles and affiliations that the engine found by itself.

use crate::{
    annotate::{Annotations, Logistic, StatedRole},
    extraction::{Evidence, Role},
};

use super::{
    identities::{Identities, Kind},
    referents::Bearers,
    view::View,
};

/// A role is taken from this chance on, that its words are one and that it is whose the engine says, and from the same
/// confidence on, which is what such a chance is worth.
const LEAST_CHANCE: f32 = 0.5;

/// Gives those who are named the roles that the engine takes for theirs.
pub(super) fn read(view: &View<'_, '_>, annotations: &Annotations, identities: &mut Identities) {
    let text = view.document.text();
    let calibration = annotations.calibration;
    for (identity, role) in borne(view, annotations, &annotations.titles, calibration.title, identities) {
        if identities.all[identity].kind == Kind::Person {
            identities.all[identity].titles.add(text, role.span, role.evidence);
        }
    }
    let affiliations =
        borne(view, annotations, &annotations.affiliations, calibration.affiliation, identities);
    for (identity, role) in affiliations {
        // Nobody belongs to the body or person that is meant by the name itself.
        if !role.span.overlaps(identities.all[identity].name) {
            identities.all[identity].affiliations.add(text, role.span, role.evidence);
        }
    }
}

/// Each role with its likeliest bearer.
fn borne(
    view: &View<'_, '_>,
    annotations: &Annotations,
    roles: &[StatedRole],
    calibration: Logistic,
    identities: &Identities,
) -> Vec<(usize, Role)> {
    let bearers = Bearers { view, entities: &annotations.entities, identities };
    let likeliest = |role: &StatedRole| {
        let &(identity, chance) = bearers.chances(&role.bearers).first()?;
        let chance = role.evidence.confidence() * chance;
        let confidence = calibration.confidence(chance);
        let sure = chance >= LEAST_CHANCE && confidence >= LEAST_CHANCE;
        sure.then(|| (identity, Role { span: role.span, evidence: Evidence::model(confidence) }))
    };
    roles.iter().filter_map(likeliest).collect()
}
