//! What follows an office and says whose it is: `of X`, `at X`, `for the X campaign`.

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    office_words::{is_elected, is_role},
    phrase::Phrase,
    side_words::is_party,
    view::{Name, View},
};

/// The most prepositional phrases that are read after an office.
const MOST: usize = 4;

/// The most words between a preposition and the name it leads to.
const MOST_BETWEEN: usize = 7;

/// Reads the prepositional phrases from `start` on into the affiliations; the end of what belongs to the office.
pub(super) fn modifiers(
    view: &View<'_, '_>,
    start: usize,
    limit: usize,
    phrase: &mut Phrase,
    title: &Range<usize>,
) -> usize {
    let mut at = start;
    for _ in 0..MOST {
        if at >= limit || !is_preposition(view.text(at)) {
            break;
        }
        let Some(found) = object(view, at + 1, limit) else {
            let end = everyday(view, at, limit);
            if end == at {
                break;
            }
            at = end;
            continue;
        };
        let name = &view.names[found];
        let mut tokens = name.tokens.clone();
        let mut end = tokens.end;
        let possessive = view.is_possessive(end);
        if matches!(view.text(end), "campaign" | "administration") {
            end += 1;
            tokens.end = end;
        }
        let office_of = possessive
            && matches!(view.text(end + 1), "administration" | "campaign" | "team" | "office" | "cabinet");
        if office_of || belongs(view, view.text(at), name, title) {
            phrase.affiliations.push(tokens);
        }
        if possessive {
            end = after_possessive(view, end + 1, limit);
        }
        at = end;
    }
    at
}

/// One past a preposition and what it leads to, where that is no name: `to the president`, `for media and society`;
/// `start` where something else comes.
fn everyday(view: &View<'_, '_>, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit && end - start < MOST_BETWEEN {
        let tags = view.tags(end);
        let passes = matches!(view.text(end), "the" | "and")
            || (view.is_word(end) && tags.any(Tags::COMMON | Tags::ROLE) && !tags.any(Tags::FUNCTION));
        if !passes {
            break;
        }
        end += 1;
    }
    let served = view.text(start) == "to" && view.text(start + 1) == "the" && is_role(view, start + 2);
    match view.text(end) {
        _ if served => start + 3,
        "at" | "of" | "in" | "with" if end < limit && end > start + 1 => end,
        _ => start,
    }
}

fn is_preposition(text: &str) -> bool {
    matches!(
        text,
        "of" | "at" | "for" | "with" | "from" | "to" | "in" | "on" | "under" | "by" | "inside" | "within"
    )
}

/// The name that a preposition before `start` leads to: past articles, everyday words and titles, past the people
/// that a body is of, past the place that a person governs, and past the owner of a body.
fn object(view: &View<'_, '_>, start: usize, limit: usize) -> Option<usize> {
    let mut at = start;
    while at < limit && at - start < MOST_BETWEEN && view.name_at(at).is_none() {
        let tags = view.tags(at);
        let article = matches!(
            view.text(at),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "both" | "then"
        );
        let described = tags.any(Tags::COMMON | Tags::HONORIFIC | Tags::TITLE | Tags::ROLE)
            || view.text(at).contains('-');
        let passes = article || (view.is_word(at) && !tags.any(Tags::FUNCTION) && described);
        if !passes {
            return None;
        }
        at += 1;
    }
    let mut name = view.name_at(at).filter(|_| at < limit)?;
    loop {
        let found = &view.names[name];
        let end = found.tokens.end;
        let owned = view.is_possessive(end);
        let after = view
            .name_at((end..limit.min(end + 5)).find(|&token| view.name_at(token).is_some()).unwrap_or(end));
        let Some(next) = after.filter(|&next| next > name) else { return Some(name) };
        let between = end + usize::from(owned)..view.names[next].tokens.start;
        let described = between.clone().all(|token| {
            is_role(view, token)
                || (view.is_word(token)
                    && view.tags(token).any(Tags::COMMON)
                    && !view.tags(token).any(Tags::FUNCTION))
        });
        let kind = view.names[next].kind;
        let goes_on = match found.kind {
            EntityKind::Miscellaneous => described,
            EntityKind::Location => {
                described
                    && (kind == EntityKind::Organization && owned
                        || kind == EntityKind::Person && !between.is_empty())
            }
            _ => owned && between.is_empty() && kind == EntityKind::Organization,
        };
        if !goes_on {
            return Some(name);
        }
        name = next;
    }
}

/// Whether who holds the office belongs to what the preposition names.
fn belongs(view: &View<'_, '_>, preposition: &str, name: &Name, title: &Range<usize>) -> bool {
    let first = name.tokens.start;
    match preposition {
        "from" => name.kind == EntityKind::Organization || is_elected(view, title),
        "in" | "by" | "on" | "under" => name.kind == EntityKind::Organization,
        "with" => name.kind != EntityKind::Location,
        _ => {
            name.kind != EntityKind::Miscellaneous
                || is_party(view.text(first))
                || !view.tags(first).any(Tags::DEMONYM | Tags::MISC)
        }
    }
}

/// The end of the everyday words after a possessive: `'s powerful rules committee`.
fn after_possessive(view: &View<'_, '_>, start: usize, limit: usize) -> usize {
    let mut end = start;
    while end < limit && view.is_word(end) && view.name_at(end).is_none() {
        let tags = view.tags(end);
        if !tags.any(Tags::COMMON) || tags.any(Tags::FUNCTION) {
            break;
        }
        end += 1;
    }
    end
}
