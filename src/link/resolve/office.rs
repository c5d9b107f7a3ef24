//! Descriptions by office: `the senator`, `the Vermont senator`, `the party's nominee`.

use crate::lexicon::Tags;

use super::{
    super::{
        gender::Gender,
        identities::Kind,
        nominals,
        office_words::is_role,
        phrase::{self, Phrase},
        pronouns::Pronoun,
        roles,
        side_words::is_party,
        sources::Nominal,
    },
    Resolver,
};
use crate::{
    annotate::EntityKind,
    extraction::{MentionKind, Role},
};

/// The last paragraph that is the headline or opens the article.
const LAST_OF_OPENING: usize = 2;

/// The most tokens between `the` and the office.
const MOST_BETWEEN: usize = 5;

impl Resolver<'_, '_, '_> {
    /// Who holds the office that a description at `token` names: who bears that title, or else, for offices that
    /// seldom bring in somebody new, who was mentioned last and most.
    pub(super) fn holder(
        &mut self,
        phrase: &Phrase,
        head: usize,
        token: usize,
    ) -> Option<(usize, &'static str, f32)> {
        let view = self.view;
        let found = nominals::person(view, head, phrase, &self.offices, &self.last_seen, self.identities);
        if let Some((identity, confidence)) = found {
            return Some((identity, "office", confidence));
        }
        // `if she becomes the nominee` makes a statement on somebody, and names nobody again.
        let becomes =
            matches!(view.before(token), "become" | "becomes" | "becoming" | "became" | "be" | "as");
        if !is_personal(view.text(head)) || becomes {
            return None;
        }
        let place = self.place(token);
        let gender = Gender::of_role(view.text(head));
        let (identity, confidence) =
            self.salience.antecedent(Pronoun::Who, gender, place, &self.identities.all)?;
        // Who acts in the same sentence is not called by office there as well.
        let elsewhere = self.last_seen[identity] <= view.sentence(token).start;
        (elsewhere && self.identities.all[identity].is_named()).then_some((
            identity,
            "description of the last one named",
            confidence - 0.1,
        ))
    }

    /// Whether somebody is known to hold other offices, and to speak for others, than a description says: `Japan's defense
    /// chief` is no professor at Yon Sie University.
    pub(super) fn serves_another(&self, nominal: &Nominal, identity: usize) -> bool {
        let view = self.view;
        let known = &self.identities.all[identity];
        let Some(owner) = nominal.modifier.map(|name| &view.names[name]) else { return false };
        let owned = matches!(owner.kind, EntityKind::Location | EntityKind::Organization)
            && view.is_possessive(owner.tokens.end)
            && is_role(view, nominal.head);
        if !owned || known.kind != Kind::Person || known.titles.is_empty() || known.affiliations.is_empty() {
            return false;
        }
        let [owner, office] =
            [view.document.slice(owner.span), view.text(nominal.head)].map(str::to_lowercase);
        let says = |role: &Role, words: &str| view.document.slice(role.span).to_lowercase().contains(words);
        !known.affiliations.iter().any(|role| says(role, &owner))
            && !known.titles.iter().any(|role| says(role, &office))
    }

    /// Whom a headline or the first lines describe before the name comes: `Retired judge: Town hall must close`,
    /// `a federal judge said` where one person of the text is a `federal judge`.
    pub(super) fn foretold(&self, nominal: &Nominal) -> Option<usize> {
        let view = self.view;
        let sentence = view.document.sentence_of(nominal.tokens.start);
        let early = view.document.sentences()[sentence].paragraph <= LAST_OF_OPENING;
        if !early || nominal.plural || nominal.body || nominal.document || nominal.owner.is_some() {
            return None;
        }
        let phrase = nominals::phrase(view, nominal);
        let title = phrase.titles.first()?;
        let bare =
            !matches!(view.text(nominal.tokens.start), "a" | "an" | "A" | "An" | "one" | "One" | "another");
        let words = view.document.slice(view.span(title.clone()));
        let found = nominals::bearers(view, phrase.head?, &phrase, &self.offices, self.identities);
        let named_so = |identity: &usize| {
            let titles = &self.identities.all[*identity].titles;
            titles.iter().any(|role| view.document.slice(role.span).eq_ignore_ascii_case(words))
        };
        let unseen = |identity: &usize| self.last_seen.get(*identity).is_none_or(|&seen| seen == 0);
        let fitting = found.into_iter().filter(|identity| unseen(identity) && (bare || named_so(identity)));
        fitting.min_by_key(|&identity| self.identities.all[identity].mentions.first().map(|first| first.span))
    }

    /// Reads a description by office outside of sources, where `the` at `at` begins one.
    pub(super) fn description(&mut self, at: usize) {
        let view = self.view;
        let mut head = at + 1;
        while head < at + 1 + MOST_BETWEEN && !is_personal(view.text(head)) {
            if !view.is_word(head) || (view.tags(head).any(Tags::FUNCTION) && view.name_at(head).is_none()) {
                return;
            }
            head += 1;
        }
        if !is_personal(view.text(head)) || is_role(view, head + 1) || view.is_large(head + 1) {
            return;
        }
        let phrase = phrase::read(view, at, view.sentence(at).end, true);
        if phrase.titles.first().is_some_and(|title| title.start > head) {
            return;
        }
        if let Some((identity, rule, confidence)) = self.holder(&phrase, head, at) {
            roles::take(view, &phrase, &mut self.identities.all[identity], "description", confidence);
            self.mention(identity, view.span(at..head + 1), MentionKind::Nominal, rule, confidence);
        }
    }
}

/// Offices and parties by which the news calls again who was named before.
fn is_personal(word: &str) -> bool {
    matches!(
        word,
        "senator"
            | "governor"
            | "congressman"
            | "congresswoman"
            | "lawmaker"
            | "candidate"
            | "nominee"
            | "mogul"
            | "magnate"
            | "tycoon"
            | "businessman"
            | "businesswoman"
            | "billionaire"
            | "millionaire"
            | "mayor"
            | "actor"
            | "actress"
            | "singer"
            | "comedian"
            | "star"
            | "professor"
            | "contender"
            | "hopeful"
            | "frontrunner"
            | "front-runner"
    ) || (is_party(word) && !word.ends_with('s') && word.ends_with(['t', 'n']))
}
