//! Man or woman, as far as the words tell.

use crate::lexicon::Tags;

/// The gender of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    /// Nothing tells.
    #[default]
    Unknown,
    /// `Mr.`, `James`, `spokesman`.
    Male,
    /// `Mrs.`, `Anna`, `spokeswoman`.
    Female,
}

impl Gender {
    /// What the marks of a given name or honorific tell.
    pub fn of(tags: Tags) -> Self {
        match (tags.any(Tags::MALE), tags.any(Tags::FEMALE)) {
            (true, false) => Self::Male,
            (false, true) => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// What a noun for a role tells.
    pub fn of_role(role: &str) -> Self {
        if role.ends_with("woman") || role.ends_with("women") {
            return Self::Female;
        }
        match role {
            "actress" | "waitress" | "queen" | "princess" | "duchess" | "baroness" | "empress"
            | "hostess" | "headmistress" | "comedienne" | "nun" | "wife" | "mother" | "daughter"
            | "sister" | "lady" | "widow" | "countess" | "midwife" | "girl" => Self::Female,
            "king" | "prince" | "duke" | "baron" | "emperor" | "pope" | "priest" | "monk" | "imam"
            | "husband" | "father" | "son" | "brother" | "sheikh" | "sheik" | "sultan" | "emir"
            | "mullah" | "ayatollah" | "businessman" | "congressman" | "clergyman" | "councilman"
            | "assemblyman" | "alderman" | "salesman" | "statesman" | "boy" => Self::Male,
            _ => Self::Unknown,
        }
    }

    /// Whether two can be of one person.
    pub fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}
