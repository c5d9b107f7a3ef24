//! What the word lists say of a word.

use std::ops::{BitOr, BitOrAssign};

/// A set of marks, one for each list that holds the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags(u32);

impl Tags {
    /// A common word in small letters.
    pub const COMMON: Self = Self(1);
    /// A word for a people, creed or party: `French`, `Republicans`.
    pub const DEMONYM: Self = Self(1 << 1);
    /// A family name that comes before the given name: `Kim`.
    pub const FAMILY_FIRST: Self = Self(1 << 2);
    /// A word of grammar in small letters: `the`.
    pub const FUNCTION: Self = Self(1 << 3);
    /// A given name.
    pub const GIVEN: Self = Self(1 << 4);
    /// A form of address that is no office: `Mr.`; offices that tell the gender are also here.
    pub const HONORIFIC: Self = Self(1 << 5);
    /// The last word of events, works and laws: `Cup`.
    pub const MISC_HEAD: Self = Self(1 << 6);
    /// Another name: `Medicare`.
    pub const MISC: Self = Self(1 << 7);
    /// Written large, but no name: `Monday`.
    pub const NOT_NAME: Self = Self(1 << 8);
    /// The last word of bodies: `Ministry`.
    pub const ORGANIZATION_HEAD: Self = Self(1 << 9);
    /// The word before `of` in bodies: `Department`.
    pub const ORGANIZATION_OF: Self = Self(1 << 10);
    /// A body: `Reuters`.
    pub const ORGANIZATION: Self = Self(1 << 11);
    /// The first word of places: `Lake`.
    pub const PLACE_FIRST: Self = Self(1 << 12);
    /// The last word of places: `County`.
    pub const PLACE_HEAD: Self = Self(1 << 13);
    /// A place: `London`.
    pub const PLACE: Self = Self(1 << 14);
    /// A word that counts people, in small letters: `several`.
    pub const QUANTITY: Self = Self(1 << 15);
    /// An office or job, in small letters: `spokesman`.
    pub const ROLE: Self = Self(1 << 16);
    /// A family name.
    pub const SURNAME: Self = Self(1 << 17);
    /// An office or rank as it stands before a name: `Sen.`
    pub const TITLE: Self = Self(1 << 18);
    /// The first word of a name of several words.
    pub const PHRASE: Self = Self(1 << 19);
    /// Names or addresses a woman.
    pub const FEMALE: Self = Self(1 << 20);
    /// Names or addresses a man.
    pub const MALE: Self = Self(1 << 21);
    /// A kind of body, in small letters: `ministry`.
    pub const BODY: Self = Self(1 << 22);
    /// Something written or said, in small letters: `letter`.
    pub const DOCUMENT: Self = Self(1 << 23);
    /// A word before an office that is part of the title, in small letters: `deputy`.
    pub const TITLE_MODIFIER: Self = Self(1 << 24);

    /// The gender of a list's second column: `f`, `m`, or neither.
    pub fn gender(column: &str) -> Self {
        match column {
            "f" => Self::FEMALE,
            "m" => Self::MALE,
            _ => Self::default(),
        }
    }

    /// Whether at least one mark of `other` is in the set.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every mark of `other` is in the set.
    #[cfg(test)]
    pub fn all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether no list holds the word.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Tags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Tags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
