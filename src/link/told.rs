//! What pronouns tell of those whom an engine takes them for.

use rustc_hash::FxHashMap;

use crate::annotate::{Annotations, Reference};

use super::{gender::Gender, person::fold, pronouns::Pronoun, view::View};

/// How many pronouns must mean a name, by their chances together, to tell the gender of who bears it.
const LEAST: f32 = 0.5;

/// How many times more they must be than those of the other gender.
const MOSTLY: f32 = 2.0;

/// For names, folded, how often `he` and `she` mean them by the chances that an engine gives.
#[derive(Debug, Default)]
pub(super) struct Told {
    by_name: FxHashMap<String, (f32, f32)>,
}

/// Whom `he` and `she` may mean, with the gender that the pronoun tells.
pub(super) fn gendered<'a>(
    view: &View<'_, '_>,
    annotations: &'a Annotations,
) -> impl Iterator<Item = (Gender, &'a Reference)> {
    annotations.references.iter().filter_map(|reference| {
        let gender = Pronoun::of(view.document.slice(reference.span))?.gender();
        (gender != Gender::Unknown).then_some((gender, reference))
    })
}

impl Told {
    /// Nothing where the engine does not say whom pronouns mean.
    pub fn new(view: &View<'_, '_>, annotations: &Annotations) -> Self {
        let mut told = Self::default();
        for (gender, reference) in gendered(view, annotations) {
            for link in &reference.names {
                let Some(name) = view.name_of(annotations.entities[link.to].span) else { continue };
                let chances =
                    told.by_name.entry(fold(view.document.slice(view.names[name].span))).or_default();
                match gender {
                    Gender::Male => chances.0 += link.confidence,
                    _ => chances.1 += link.confidence,
                }
            }
        }
        told
    }

    /// The gender of who bears this name.
    pub fn gender(&self, name: &str) -> Gender {
        let mostly = |one: f32, other: f32| one >= LEAST && one >= MOSTLY * other;
        match self.by_name.get(name) {
            Some(&(he, she)) if mostly(he, she) => Gender::Male,
            Some(&(he, she)) if mostly(she, he) => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}
