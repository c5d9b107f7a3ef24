//! Identities: what stands behind a set of mentions.

use crate::{extraction::Mention, text::Span};

use super::{gender::Gender, role_set::RoleSet};

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
    /// How many names in the text mean it.
    pub names: usize,
    /// In order of their discovery; sorted at the end.
    pub mentions: Vec<Mention>,
    pub titles: RoleSet,
    pub affiliations: RoleSet,
}

impl Identity {
    /// An identity without a proper name.
    pub fn described(kind: Kind, name: Span) -> Self {
        Self {
            kind,
            name,
            gender: Gender::Unknown,
            names: 0,
            mentions: Vec::new(),
            titles: RoleSet::default(),
            affiliations: RoleSet::default(),
        }
    }

    /// Whether the document gives it a proper name.
    pub fn is_named(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Unnamed)
    }
}

/// All identities, and which name is whose.
#[derive(Debug)]
pub(super) struct Identities {
    pub all: Vec<Identity>,
    /// For each name of the view, its identity.
    pub of_name: Vec<usize>,
}
