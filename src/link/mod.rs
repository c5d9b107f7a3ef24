//! Annotations into quotations and speakers, whichever engine made them.
//!
//! Names become identities; titles and affiliations are read off the words around them; then sources, and the
//! pronouns between them, are resolved in the order of the text.

mod aliases;
mod bodies;
mod dialogue;
mod gather;
mod gender;
mod identities;
mod modifiers;
mod names;
mod near;
mod nominals;
mod office_words;
mod overlooked;
mod people;
mod person;
mod phrase;
mod pronouns;
mod quotations;
mod referents;
mod resolve;
mod role_set;
mod roles;
mod salience;
mod side_words;
mod sources;
mod speakers;
mod stated;
#[cfg(test)]
mod tests;
mod told;
mod view;

use crate::{
    annotate::Annotations,
    document::Document,
    extraction::{Listed, Quotation, Speaker},
};

use self::{identities::Identities, referents::Referents, resolve::Meant, told::Told, view::View};

/// Quotations in order of their content, and those who are to be listed in order of their first mention.
pub(crate) fn link(
    document: &Document<'_>,
    annotations: &Annotations,
    listed: Listed,
) -> (Vec<Quotation>, Vec<Speaker>) {
    let (mut quotations, sources) = quotations::quotations(document, annotations);
    let view = View::new(document, annotations);
    let mut identities = Identities::of_names(&view, Told::new(&view, annotations));
    roles::read(&view, &mut identities);
    stated::read(&view, annotations, &mut identities);
    let referents = Referents::new(&view, annotations, &identities);
    let resolved = resolve::resolve(&view, annotations, &referents, &mut identities);
    let mut speaking: Vec<Option<Meant>> =
        sources.into_iter().map(|source| source.map(|link| resolved[link.to].through(link))).collect();
    dialogue::take(document, &mut identities, &referents, &mut quotations, &mut speaking);
    let speakers = speakers::speakers(&view, identities, &speaking, listed, &mut quotations);
    (quotations, speakers)
}
