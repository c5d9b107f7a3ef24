//! Pronouns and what they ask of an antecedent.

use super::{
    gender::Gender,
    identities::{Identity, Kind},
};

/// A pronoun, by what it can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    It,
    I,
    We,
    You,
    Who,
    Which,
}

impl Pronoun {
    /// The pronoun that `word` is, in any case.
    pub fn of(word: &str) -> Option<Self> {
        if word.len() > 10 {
            return None;
        }
        Some(match word {
            "he" | "He" | "him" | "Him" | "his" | "His" | "himself" | "HE" => Self::He,
            "she" | "She" | "her" | "Her" | "hers" | "herself" | "SHE" => Self::She,
            "they" | "They" | "them" | "their" | "Their" | "themselves" | "THEY" => Self::They,
            "it" | "It" | "its" | "Its" | "itself" => Self::It,
            "I" | "me" | "my" | "My" | "mine" | "myself" | "Me" => Self::I,
            "we" | "We" | "us" | "our" | "Our" | "ours" | "ourselves" => Self::We,
            "you" | "You" | "your" | "Your" => Self::You,
            "who" | "Who" | "whom" | "whose" => Self::Who,
            "which" | "Which" | "that" | "That" => Self::Which,
            _ => return None,
        })
    }

    /// The pronoun whose possessive `word` is.
    pub fn owner(word: &str) -> Option<Self> {
        Some(match word {
            "his" | "His" => Self::He,
            "her" | "Her" => Self::She,
            "their" | "Their" => Self::They,
            "its" | "Its" => Self::It,
            "my" | "My" => Self::I,
            "our" | "Our" => Self::We,
            _ => return None,
        })
    }

    /// `he` or `she`, in any case.
    pub fn gender(self) -> Gender {
        match self {
            Self::He => Gender::Male,
            Self::She => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether it can mean this one, by kind and gender.
    pub fn may_mean(self, identity: &Identity) -> bool {
        self.fits(identity.kind) && identity.gender.fits(self.gender())
    }

    /// Whether something of this kind can be meant.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Self::He | Self::She => matches!(kind, Kind::Person | Kind::Unnamed),
            Self::They => matches!(kind, Kind::Group | Kind::Organization),
            Self::It | Self::Which => matches!(kind, Kind::Organization | Kind::Place),
            Self::Who => matches!(kind, Kind::Person | Kind::Group | Kind::Unnamed),
            Self::I | Self::We | Self::You => false,
        }
    }
}
