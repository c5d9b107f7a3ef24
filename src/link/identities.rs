//! Identities: what stands behind a set of mentions.

use crate::{
    extraction::{Mention, Role},
    text::Span,
};

use super::gender::Gender;

/// What stands behind a set of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person with a name.
    Person,
    /// A body with a name, or described as a body.
    Organization,
    /// A place or country; a body where it speaks.
    Place,
    /// Any other name.
    Other,
    /// A description or pronoun for several.
    Group,
    /// A description or pronoun for one.
    Unnamed,
}

/// A person, body, place or group and all that the document says of it.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub kind: Kind,
    /// The fullest name, or the phrase for what has none.
    pub name: Span,
    pub gender: Gender,
    /// In order of their discovery; sorted at the end.
    pub mentions: Vec<Mention>,
    pub titles: Vec<Role>,
    pub affiliations: Vec<Role>,
}

impl Identity {
    /// An identity without a proper name.
    pub fn described(kind: Kind, name: Span) -> Self {
        Self {
            kind,
            name,
            gender: Gender::Unknown,
            mentions: Vec::new(),
            titles: Vec::new(),
            affiliations: Vec::new(),
        }
    }

    /// Whether the document gives it a proper name.
    pub fn is_named(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Unnamed)
    }

    /// Adds a title unless one with the same words is there.
    pub fn add_title(&mut self, text: &str, role: Role) {
        add(&mut self.titles, text, role);
    }

    /// Adds an affiliation unless one with the same words is there.
    pub fn add_affiliation(&mut self, text: &str, role: Role) {
        add(&mut self.affiliations, text, role);
    }
}

/// The most roles that one identity keeps.
const MOST_ROLES: usize = 32;

fn add(roles: &mut Vec<Role>, text: &str, role: Role) {
    let same = |other: &Role| other.span.of(text).eq_ignore_ascii_case(role.span.of(text));
    if roles.len() < MOST_ROLES && !roles.iter().any(same) {
        roles.push(role);
    }
}

/// All identities, and which name is whose.
#[derive(Debug)]
pub(super) struct Identities {
    pub all: Vec<Identity>,
    /// For each name of the view, its identity.
    pub of_name: Vec<usize>,
}
