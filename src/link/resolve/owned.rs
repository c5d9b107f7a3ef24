//! Who belongs to somebody meant by a pronoun: `his campaign manager, Tom Reyes`, `her spokesman`, `his campaign`.

use std::ops::Range;

use super::{
    super::{
        office_words::singular,
        phrase,
        pronouns::Pronoun,
        roles,
        side_words::{is_campaign, is_staff},
        sources::Nominal,
    },
    Resolver,
};

impl Resolver<'_, '_, '_> {
    /// Reads the office after a possessive pronoun at `at`, which means `owner`: its bearer belongs to the owner.
    pub(super) fn owned(&mut self, at: usize, owner: usize) {
        let view = self.view;
        if !matches!(view.text(at), "his" | "her" | "His" | "Her") {
            return;
        }
        let Some(name) = self.latest_name(owner) else { return };
        let phrase = phrase::read(view, at + 1, view.sentence(at).end, true);
        if phrase.titles.is_empty() {
            return;
        }
        let after = view.person_at(phrase.end + usize::from(view.text(phrase.end) == ","));
        let before = if at > 1 && view.before(at) == "," { view.person_at(at - 2) } else { None };
        let bearer =
            after.filter(|_| before.is_none()).or(before).map(|bearer| self.identities.of_name[bearer]);
        if let Some(bearer) = bearer.filter(|&bearer| bearer != owner) {
            roles::affiliate(
                view,
                name,
                &mut self.identities.all[bearer],
                "owner by a pronoun",
                roles::shares::OWNER_OF_BEARER,
            );
        }
    }

    /// The last name of whom the pronoun that a description begins with means, where the description is for staff or a
    /// campaign: `his advisers`.
    pub(super) fn owner_of(&mut self, nominal: &Nominal) -> Option<Range<usize>> {
        let pronoun = nominal.owner.filter(|owner| matches!(owner, Pronoun::He | Pronoun::She))?;
        let head = self.view.text(nominal.head);
        if !is_campaign(head) && !is_staff(singular(head)) {
            return None;
        }
        let owner = self.pronoun(pronoun, nominal.tokens.start, true)?;
        self.latest_name(owner)
    }

    /// Whether this is whom the pronoun that a description begins with means: nobody is `her mother`, so that an engine
    /// that says so takes the pronoun for the whole.
    pub(super) fn is_owner(&mut self, nominal: &Nominal, identity: usize) -> bool {
        let Some(pronoun @ (Pronoun::He | Pronoun::She)) = nominal.owner else { return false };
        self.antecedent(pronoun, nominal.tokens.start).is_some_and(|(owner, _)| owner == identity)
    }

    fn latest_name(&self, identity: usize) -> Option<Range<usize>> {
        self.last_name.get(&identity).map(|&name| self.view.names[name].tokens.clone())
    }
}
