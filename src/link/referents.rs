//! Whom the engine says that sources and pronouns mean, and who says what has no source, by identity.

use rustc_hash::FxHashMap;

use crate::{
    annotate::{Annotations, Entity, Link, Logistic, Reference},
    extraction::Evidence,
    text::Span,
};

use super::{identities::Identities, view::View};

/// Who bears the names that an engine points to.
pub(super) struct Bearers<'a, 'd, 't> {
    pub view: &'a View<'d, 't>,
    pub entities: &'a [Entity],
    pub identities: &'a Identities,
}

impl Bearers<'_, '_, '_> {
    /// The identities behind some names, the likeliest first; each with the chances of all its names together.
    pub fn chances(&self, names: &[Link]) -> Vec<(usize, f32)> {
        let mut chances: Vec<(usize, f32)> = Vec::with_capacity(names.len().min(8));
        for link in names {
            let Some(identity) = self.identity(link.to) else { continue };
            match chances.iter_mut().find(|(known, _)| *known == identity) {
                Some((_, chance)) => *chance += link.confidence,
                None => chances.push((identity, link.confidence)),
            }
        }
        chances.sort_by(|one, other| other.1.total_cmp(&one.1));
        chances
    }

    /// Whose name an entity is; nobody's where the names that are told apart do not have it.
    fn identity(&self, entity: usize) -> Option<usize> {
        let name = self.view.name_of(self.entities[entity].span)?;
        Some(self.identities.of_name[name])
    }
}

/// For each source, pronoun or content that the engine was asked about: identities with their chances, the likeliest first.
#[derive(Debug, Default)]
pub(super) struct Referents {
    by_span: FxHashMap<Span, Vec<(usize, f32)>>,
    calibration: Logistic,
}

impl Referents {
    /// Adds up the chances of the names of each identity.
    pub fn new(view: &View<'_, '_>, annotations: &Annotations, identities: &Identities) -> Self {
        let bearers = Bearers { view, entities: &annotations.entities, identities };
        let chances = |reference: &Reference| (reference.span, bearers.chances(&reference.names));
        let by_span = annotations.references.iter().map(chances).collect();
        Self { by_span, calibration: annotations.calibration.speaker }
    }

    /// How sure a chance is.
    pub fn evidence(&self, chance: f32) -> Evidence {
        Evidence::model(self.calibration.confidence(chance))
    }

    /// Whom `span` means, the likeliest first; `None` where the engine was not asked.
    pub fn of(&self, span: Span) -> Option<&[(usize, f32)]> {
        self.by_span.get(&span).map(Vec::as_slice)
    }

    /// The likeliest of those that may be meant at all, with the chance that is its own when the others are left out.
    pub fn likeliest(&self, span: Span, fits: impl Fn(usize) -> bool) -> Option<(usize, f32)> {
        let chances = self.of(span)?;
        let out: f32 =
            chances.iter().filter(|(identity, _)| !fits(*identity)).map(|(_, chance)| chance).sum();
        let (identity, chance) = chances.iter().copied().find(|(identity, _)| fits(*identity))?;
        Some((identity, (chance / (1.0 - out).max(chance)).min(1.0)))
    }
}
