//! A token of a run, with all that the lists know of it.

use crate::lexicon::{self, Tags};

use super::shape::{Shape, shape};

/// A word of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// Its index in the document.
    pub token: usize,
    /// As it stands.
    pub text: &'t str,
    /// How it is written.
    pub shape: Shape,
    /// What the lists know of it as it stands.
    pub tags: Tags,
    /// What the lists know of it in small letters.
    pub small: Tags,
}

impl<'t> Word<'t> {
    pub fn new(token: usize, text: &'t str) -> Self {
        let shape = shape(text);
        let tags = lexicon::tags(text);
        let small = if shape == Shape::Small { tags } else { lexicon::folded(text) };
        Self { token, text, shape, tags, small }
    }

    /// Whether it is written large.
    pub fn is_large(&self) -> bool {
        self.shape != Shape::Small
    }

    /// An office or form of address before a name, written large.
    pub fn is_title(&self) -> bool {
        self.tags.any(Tags::TITLE | Tags::HONORIFIC)
            || (self.shape == Shape::Capital && self.small.any(Tags::ROLE) && !self.tags.any(Tags::SURNAME))
    }

    /// A word of everyday language, which names nothing alone.
    pub fn is_common(&self) -> bool {
        self.shape != Shape::Upper
            && self.small.any(Tags::COMMON | Tags::FUNCTION)
            && !self.tags.any(Tags::ORGANIZATION | Tags::PLACE | Tags::MISC | Tags::DEMONYM)
    }

    /// A given name that is no everyday word.
    pub fn is_given(&self) -> bool {
        self.tags.any(Tags::GIVEN) && self.shape == Shape::Capital
    }
}
