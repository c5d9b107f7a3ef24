//! What a verb says of its subject: `is a lawyer for X`, `who heads X`, `served as mayor`; and `as` after a noun of its
//! own: `her role as party leader`.

use crate::annotate::EntityKind;

use super::{
    super::{
        identities::Identity,
        office_words::{is_modifier, is_role, is_temporal},
        phrase,
        view::View,
    },
    affiliate, shares, take,
};

/// The most tokens between a name and an `as` that belongs to it.
const MOST_TO_AS: usize = 9;

/// The most tokens between a verb and what it is about.
const MOST_TO_OBJECT: usize = 5;

/// Reads the predicate that begins at `start`, after its subject or `who`: `is now a fellow at X`, `heads X`.
pub(super) fn predicate(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    let mut verb = start;
    while verb < limit && verb < start + 2 && is_adverb(view.text(verb)) {
        verb += 1;
    }
    match view.text(verb) {
        "is" | "was" | "became" | "remains" => {
            if matches!(
                view.text(verb + 1),
                "named" | "elected" | "appointed" | "hired" | "chosen" | "tapped"
            ) {
                let next = verb + 2 + usize::from(view.text(verb + 2) == "as");
                return copula(view, next, limit, person);
            }
            copula(view, verb + 1, limit, person);
        }
        "has" | "had" if view.text(verb + 1) == "been" => copula(view, verb + 2, limit, person),
        text if is_service(text) => service(view, verb, limit, person),
        _ => {}
    }
}

/// What somebody has or does in an office: `her time as mayor`.
pub(super) fn is_tenure(word: &str) -> bool {
    matches!(
        word,
        "role"
            | "job"
            | "time"
            | "tenure"
            | "years"
            | "work"
            | "record"
            | "term"
            | "terms"
            | "stint"
            | "career"
            | "experience"
            | "efforts"
            | "position"
            | "post"
            | "days"
            | "service"
            | "resignation"
    )
}

fn is_adverb(text: &str) -> bool {
    matches!(
        text,
        "also"
            | "now"
            | "currently"
            | "then"
            | "later"
            | "once"
            | "previously"
            | "formerly"
            | "himself"
            | "herself"
            | "still"
            | "first"
            | "recently"
    )
}

fn is_service(text: &str) -> bool {
    matches!(
        text,
        "serves"
            | "served"
            | "works"
            | "worked"
            | "teaches"
            | "taught"
            | "heads"
            | "headed"
            | "leads"
            | "led"
            | "runs"
            | "ran"
            | "directs"
            | "directed"
            | "chairs"
            | "chaired"
            | "represents"
            | "represented"
            | "founded"
            | "co-founded"
            | "edits"
            | "manages"
            | "owns"
            | "advises"
            | "advised"
            | "oversees"
    )
}

/// `serves as mayor`, `works for X`, `leads the X`.
fn service(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    let verb = view.text(start);
    let mut next = start + 1;
    while next < limit.min(start + 1 + MOST_TO_OBJECT)
        && view.name_at(next).is_none()
        && (matches!(view.text(next), "the" | "as" | "for" | "at" | "in" | "with" | "a" | "an")
            || is_modifier(view, next))
    {
        if view.text(next) == "as" {
            return copula(view, next + 1, limit, person);
        }
        next += 1;
    }
    let Some(found) = view.name_at(next).map(|name| &view.names[name]) else { return };
    let fits = match found.kind {
        EntityKind::Organization => true,
        EntityKind::Location => matches!(verb, "represents" | "represented"),
        EntityKind::Person => {
            !matches!(
                verb,
                "runs"
                    | "ran"
                    | "represents"
                    | "represented"
                    | "leads"
                    | "led"
                    | "served"
                    | "serves"
                    | "owns"
            ) && next > start + 1
                || matches!(verb, "advises" | "advised")
        }
        EntityKind::Miscellaneous => false,
    };
    if fits && !view.is_possessive(found.tokens.end) {
        affiliate(view, found.tokens.clone(), person, "verb of service", shares::SERVICE);
    }
}

/// `a lawyer for X` after `is`.
pub(super) fn copula(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    let next = start + usize::from(is_adverb(view.text(start)));
    let opened = matches!(view.text(next), "a" | "an" | "the" | "his" | "her" | "their" | "its");
    let possessive = view.name_at(next).is_some_and(|name| view.is_possessive(view.names[name].tokens.end));
    let office = is_role(view, next) || is_modifier(view, next) || is_temporal(view.text(next));
    let body = view.name_at(next).map(|name| &view.names[name]).is_some_and(|name| {
        name.kind != EntityKind::Person
            && (is_role(view, name.tokens.end) || is_modifier(view, name.tokens.end))
    });
    if !opened && !possessive && !office && !body {
        return;
    }
    let phrase = phrase::read(view, next, limit, opened || possessive);
    if view.name_at(phrase.end).is_none_or(|name| view.names[name].kind != EntityKind::Person) {
        take(view, &phrase, person, "copula", shares::COPULA);
    }
}

/// `Weber's role as party leader`, `Weber, in her time as mayor`, `named Weber as its editor`: an `as` soon after the
/// name, which ends at `start`, that says in which office.
pub(super) fn capacity(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    let owner = view.is_possessive(start)
        || start > 0 && matches!(view.text(start - 1), "his" | "her" | "His" | "Her");
    // `Weber, as chairwoman of the board, ...`.
    if view.text(start) == "," && view.text(start + 1) == "as" {
        return copula(view, start + 2, limit, person);
    }
    let mut at = start;
    while at < limit.min(start + MOST_TO_AS) && view.text(at) != "as" {
        if !view.is_word(at) && !view.is_possessive(at) || view.name_at(at).is_some() {
            return;
        }
        at += 1;
    }
    if view.text(at) != "as" || at >= limit {
        return;
    }
    let before = if at > start { view.text(at - 1) } else { "" };
    let tenure = is_tenure(before);
    let acts = matches!(
        before,
        "served"
            | "serves"
            | "serving"
            | "serve"
            | "worked"
            | "works"
            | "resigned"
            | "quit"
            | "named"
            | "appointed"
            | "hired"
            | "elected"
            | "working"
            | "down"
    );
    if (owner && tenure) || (!owner && acts) {
        copula(view, at + 1, limit, person);
    }
}
