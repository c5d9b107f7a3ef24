//! `who`, `which` and what they go back to.

use crate::lexicon::Tags;

use super::{
    super::{
        identities::Kind,
        pronouns::Pronoun,
        sources::{self, Reference},
    },
    Resolver,
};

/// What may stand between a name and its `who`, marks of footnotes among it.
const PASSED_OVER: [&str; 8] = [",", "—", "–", "(", ")", "*", "†", "‡"];

impl Resolver<'_, '_, '_> {
    /// The antecedent of `who` or `which`: the name or noun phrase right before.
    pub(super) fn relative(&mut self, pronoun: Pronoun, token: usize) -> Option<usize> {
        let sentence = self.view.sentence(token);
        let least = sentence.start.max(token.saturating_sub(30));
        let mut before = token;
        while before > least && PASSED_OVER.contains(&self.view.before(before)) {
            before -= 1;
        }
        if before <= least {
            return None;
        }
        if let Some(name) = self.view.name_at(before - 1) {
            let identity = self.identities.of_name[name];
            let kind = self.identities.all[identity].kind;
            if pronoun.fits(kind) || kind == Kind::Other {
                return Some(identity);
            }
        }
        // The nearest fitting name, where only its apposition stands between.
        let near = (least..before).rev().find_map(|token| {
            let name = self.view.name_at(token)?;
            let found = &self.view.names[name];
            let identity = self.identities.of_name[name];
            let fits =
                pronoun.fits(self.identities.all[identity].kind) && self.view.text(found.tokens.end) == ",";
            fits.then_some(identity)
        });
        if near.is_some() {
            return near;
        }
        let mut start = before;
        while start > least {
            let tags = self.view.tags(start - 1);
            let text = self.view.text(start - 1);
            let inner = self.view.is_word(start - 1) && (!tags.any(Tags::FUNCTION) || text == "of")
                || self.view.is_possessive(start - 1)
                || text.starts_with(|c: char| c.is_ascii_digit());
            let determiner = matches!(
                text,
                "the" | "a" | "an" | "The" | "A" | "An" | "some" | "those" | "Those" | "many" | "other"
            );
            if determiner {
                start -= 1;
                break;
            }
            if !inner || before - start > 7 {
                break;
            }
            start -= 1;
        }
        if start == before {
            return None;
        }
        // `Weber this year, who ...`
        if matches!(
            self.view.text(before - 1),
            "year" | "week" | "month" | "day" | "morning" | "night" | "time" | "weekend"
        ) || self.view.tags(before - 1).any(Tags::NOT_NAME)
        {
            let name = (least..before).rev().find_map(|token| self.view.name_at(token))?;
            return Some(self.identities.of_name[name]);
        }
        match sources::read(self.view, start..before) {
            Reference::Nominal(nominal) => Some(self.nominal(&nominal).0),
            Reference::Name(name) => Some(self.identities.of_name[name]),
            Reference::Pronoun(_) => None,
        }
    }
}
