//! Titles and affiliations, read off the words around each person's name.

mod after;
mod apposition;
mod before;
mod predicate;
pub(super) mod shares;

use std::ops::Range;

use crate::{annotate::EntityKind, extraction::Evidence, lexicon::Tags};

use super::{
    gender::Gender,
    identities::{Identities, Identity},
    office_words::is_private,
    phrase::Phrase,
    salience::Sweep,
    side_words::is_origin,
    view::View,
};

/// The most names that share one title: `Senators Anna Weber, Tom Reyes and Ida Holm`.
const MOST_SHARING: usize = 12;

/// Reads the roles of all persons.
pub(super) fn read(view: &View<'_, '_>, identities: &mut Identities) {
    let mut quoted = Sweep::new(view.quoted());
    for name in 0..view.names.len() {
        let identity = identities.of_name[name];
        let tokens = view.names[name].tokens.clone();
        if view.names[name].kind != EntityKind::Person {
            continue;
        }
        let sentence = view.sentence(tokens.start);
        let person = &mut identities.all[identity];
        let shared = before::before(view, &tokens, &sentence, person);
        let at = after::after(view, &tokens, &sentence, person);
        // What somebody says of others is an opinion: `“Weber is the founder of this mess”`.
        if !quoted.holds(view.names[name].span.start()) {
            predicate::predicate(view, at, sentence.end, person);
            predicate::capacity(view, at, sentence.end, person);
        }
        if let Some(phrase) = shared {
            for name in sharing(view, tokens.end, sentence.end) {
                take(
                    view,
                    &phrase,
                    &mut identities.all[identities.of_name[name]],
                    "title of several",
                    shares::SEVERAL,
                );
            }
        }
    }
}

/// Reads what the words after a pronoun at `token` say of whom it means.
pub(super) fn of_pronoun(view: &View<'_, '_>, token: usize, person: &mut Identity) {
    let limit = view.sentence(token).end;
    if view.is_possessive(token + 1) {
        predicate::copula(view, token + 2, limit, person);
    } else {
        predicate::predicate(view, token + 1, limit, person);
    }
    predicate::capacity(view, token + 1, limit, person);
}

/// The names after the first, which ends at `end`, that share its title in the plural: `, Tom Reyes and Ida Holm`.
fn sharing(view: &View<'_, '_>, end: usize, limit: usize) -> Vec<usize> {
    let mut names = Vec::new();
    let mut at = end;
    while at < limit && names.len() < MOST_SHARING {
        at = after::end_of_place(view, at, limit);
        let mut next = at;
        while next < limit && next < at + 2 && matches!(view.text(next), "," | "and" | "&") {
            next += 1;
        }
        let Some(name) = view.name_at(next).filter(|_| next > at) else { break };
        let found = &view.names[name];
        if found.kind != EntityKind::Person || found.tokens.start != next || found.tokens.end > limit {
            break;
        }
        names.push(name);
        at = found.tokens.end;
    }
    names
}

/// Takes over what a phrase states, as evidence of `rule`.
pub(super) fn take(
    view: &View<'_, '_>,
    phrase: &Phrase,
    identity: &mut Identity,
    rule: &'static str,
    confidence: f32,
) {
    for tokens in &phrase.titles {
        title(view, tokens.clone(), identity, rule, confidence);
    }
    let private = phrase.head.is_some_and(|head| is_private(view.text(head)));
    for tokens in &phrase.affiliations {
        let place =
            view.name_at(tokens.start).is_some_and(|name| view.names[name].kind == EntityKind::Location);
        if private && place {
            continue;
        }
        affiliate(view, tokens.clone(), identity, rule, confidence);
    }
}

fn title(
    view: &View<'_, '_>,
    tokens: Range<usize>,
    identity: &mut Identity,
    rule: &'static str,
    confidence: f32,
) {
    let last = view.text(tokens.end - 1);
    let tags = view.tags(tokens.end - 1);
    let honorific = tags.any(Tags::HONORIFIC) && !tags.any(Tags::TITLE | Tags::ROLE);
    let address = tokens.len() == 1
        && matches!(last, "Dr." | "Sir" | "Brother" | "Sister" | "Mother" | "Father" | "Lady" | "Lord");
    if honorific || address {
        return;
    }
    if identity.gender == Gender::Unknown {
        identity.gender = Gender::of_role(last);
    }
    identity.titles.add(view.document.text(), view.span(tokens), Evidence::rule(rule, confidence));
}

/// Takes over that the bearer belongs to what `tokens` name.
pub(super) fn affiliate(
    view: &View<'_, '_>,
    tokens: Range<usize>,
    identity: &mut Identity,
    rule: &'static str,
    confidence: f32,
) {
    let span = view.span(tokens);
    // Nobody is of the body that bears the same name, and a campaign is not of whom its name names.
    let own = identity.is_named() && span.overlaps(identity.name);
    if own || is_origin(view.document.slice(span)) {
        return;
    }
    identity.affiliations.add(view.document.text(), span, Evidence::rule(rule, confidence));
}
