//! Bodies that have no entity of their own: a poll by the names before it, the campaign of a person.

use rustc_hash::FxHashMap;

use crate::{annotate::EntityKind, lexicon::Tags, text::Span};

use super::{
    super::{
        identities::{Identities, Identity, Kind},
        person::fold,
        sources::Nominal,
        view::View,
    },
    Resolver,
};

/// Polls and campaigns that were named.
#[derive(Debug, Default)]
pub(super) struct Composed {
    /// Polls by the names of who made them, folded.
    polls: FxHashMap<String, usize>,
    /// The poll that was last spoken of, and whether it was named.
    last_poll: Option<(usize, bool)>,
    /// Campaigns by the persons who run.
    campaigns: FxHashMap<usize, usize>,
}

impl Composed {
    /// Knows the campaigns that have entities: `the Weber campaign`.
    pub fn new(view: &View<'_, '_>, identities: &Identities) -> Self {
        let mut surnames = FxHashMap::default();
        for (name, &identity) in view.names.iter().zip(&identities.of_name) {
            if name.kind == EntityKind::Person {
                surnames.entry(fold(view.text(name.tokens.end - 1))).or_insert(identity);
            }
        }
        let mut composed = Self::default();
        for (name, &identity) in view.names.iter().zip(&identities.of_name) {
            let tokens = &name.tokens;
            if tokens.len() < 2 || !is_campaign(view.text(tokens.end - 1)) {
                continue;
            }
            let owner = tokens.end - 2 - usize::from(view.is_possessive(tokens.end - 2) && tokens.len() > 2);
            if let Some(&person) = surnames.get(&fold(view.text(owner))) {
                composed.campaigns.entry(person).or_insert(identity);
            }
        }
        composed
    }
}

fn is_campaign(word: &str) -> bool {
    matches!(word, "campaign" | "Campaign" | "camp" | "team")
}

fn is_poll(word: &str) -> bool {
    matches!(word, "poll" | "Poll" | "survey" | "Survey" | "average" | "tracker")
}

impl Resolver<'_, '_, '_> {
    /// The poll that a description names, or goes back to. One without a name before any named one is the next that
    /// is named: a headline's `New Poll`.
    pub(super) fn poll(&mut self, nominal: &Nominal) -> Option<usize> {
        let view = self.view;
        if nominal.plural || !is_poll(view.text(nominal.head)) || nominal.owner.is_some() {
            return None;
        }
        let Some(first) = self.first_of_names(nominal) else {
            let bare = nominal.tokens.start.max(nominal.head.saturating_sub(2))..nominal.head;
            let opens = nominal.tokens.end <= nominal.head + 1
                && bare.into_iter().all(|token| !view.is_large(token) || view.tags(token).any(Tags::COMMON));
            let known = self.composed.last_poll.filter(|_| nominal.definite || opens);
            return known.map(|(poll, _)| poll);
        };
        if let Some(maker) = self.only_maker(first, nominal) {
            self.composed.last_poll = Some((maker, true));
            return Some(maker);
        }
        let last = (first..nominal.head).rev().find(|&token| view.is_large(token)).unwrap_or(first);
        let makers = fold(view.document.slice(view.span(first..last + 1))).replace('/', "-");
        let span = view.span(first..nominal.head + 1);
        let unnamed = self.composed.last_poll.filter(|(_, named)| !named).map(|(poll, _)| poll);
        let poll = match self.composed.polls.get(&makers) {
            Some(&poll) => poll,
            None => unnamed.unwrap_or_else(|| self.new_body(span)),
        };
        let known = &mut self.identities.all[poll];
        known.kind = Kind::Organization;
        if unnamed == Some(poll) || span.len() > known.name.len() {
            known.name = span;
        }
        self.composed.polls.insert(makers, poll);
        self.composed.last_poll = Some((poll, true));
        Some(poll)
    }

    /// Whether a description names a poll that is known by more than its one maker, to whom an engine would give it.
    pub(super) fn has_own_name(&self, nominal: &Nominal) -> bool {
        is_poll(self.view.text(nominal.head))
            && !nominal.plural
            && nominal.owner.is_none()
            && self.first_of_names(nominal).is_some_and(|first| self.only_maker(first, nominal).is_none())
    }

    /// Remembers a description of a poll that nothing names yet.
    pub(super) fn unnamed_poll(&mut self, nominal: &Nominal, identity: usize) {
        let single = !nominal.plural && is_poll(self.view.text(nominal.head));
        if single && self.composed.last_poll.is_none() {
            self.composed.last_poll = Some((identity, false));
        }
    }

    /// The body that alone made a poll, for which the poll speaks: `a Harbor Herald poll`. One of several makers, or
    /// with a name of its own, speaks for itself: `the Harbor Herald/Fjord Post tracking poll`.
    fn only_maker(&self, first: usize, nominal: &Nominal) -> Option<usize> {
        let name = self.view.name_at(first)?;
        let found = &self.view.names[name];
        let joined = self.view.document.slice(found.span).contains(['-', '/', '–']);
        (found.tokens.end == nominal.head && !joined).then(|| self.identities.of_name[name])
    }

    /// The first token of the names before the head, where a body is among them.
    fn first_of_names(&self, nominal: &Nominal) -> Option<usize> {
        let view = self.view;
        let proper = |token: usize| {
            view.name_at(token).is_some()
                || (token > nominal.tokens.start
                    && view.is_large(token)
                    && !view.tags(token).any(Tags::COMMON))
        };
        let first = (nominal.tokens.start..nominal.head).find(|&token| proper(token))?;
        let made = (first..nominal.head).any(|token| match view.name_at(token) {
            Some(name) => view.names[name].kind == EntityKind::Organization,
            None => proper(token),
        });
        let owned = (first..nominal.head).any(|token| view.is_possessive(token));
        (made && !owned).then_some(first)
    }

    /// The campaign of the person named before the head: `Mr. Weber's campaign`, `the Weber team`.
    pub(super) fn campaign(&mut self, nominal: &Nominal) -> Option<usize> {
        let view = self.view;
        let name = &view.names[nominal.modifier?];
        let person = self.identities.of_name[nominal.modifier?];
        let between = name.tokens.end..nominal.head;
        let near =
            between.clone().all(|token| view.is_possessive(token) || view.text(token) == "presidential");
        if name.kind != EntityKind::Person || !is_campaign(view.text(nominal.head)) || !near {
            return None;
        }
        let span = view.span(name.tokens.start..nominal.head + 1);
        let campaign = match self.composed.campaigns.get(&person) {
            Some(&campaign) => campaign,
            None => self.new_body(span),
        };
        self.composed.campaigns.insert(person, campaign);
        // The plainest form is the name: `Weber campaign`.
        let known = &mut self.identities.all[campaign];
        let plain = between.is_empty() && view.text(nominal.head) == "campaign";
        if plain && !view.document.slice(known.name).ends_with(" campaign") {
            known.name = span;
        }
        let owned = |span: Span| view.document.slice(span).contains(['\'', '’']);
        if between.is_empty() && owned(known.name) {
            known.name = span;
        }
        Some(campaign)
    }

    fn new_body(&mut self, span: Span) -> usize {
        self.identities.all.push(Identity::described(Kind::Organization, span));
        self.last_seen.resize(self.identities.all.len(), 0);
        self.identities.all.len() - 1
    }
}
