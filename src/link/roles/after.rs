//! What follows the name: parenthesis, `of X`, age, party and state; then an apposition, a clause or a predicate.

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    super::{identities::Identity, view::View},
    affiliate,
    apposition::apposition,
    predicate::predicate,
    shares,
};

/// Reads what follows the name; where a predicate may begin.
pub(super) fn after(
    view: &View<'_, '_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
    person: &mut Identity,
) -> usize {
    let mut at = name.end;
    let inside = parenthesis(view, at, sentence.end);
    if let Some(inside) = inside.filter(|inside| !matches!(view.text(inside.start), "a" | "an" | "the")) {
        at = inside.end + 1;
        if is_party_or_state(view, &inside) {
            affiliate(view, inside, person, "parenthesis", shares::PARENTHESIS);
        }
    }
    if let Some(found) = home(view, at, sentence.end) {
        let found = &view.names[found];
        let state = found.kind == EntityKind::Location && !person.titles.is_empty();
        if state || found.kind == EntityKind::Organization {
            affiliate(view, found.tokens.clone(), person, "of", shares::OF);
        }
        at = found.tokens.end;
    }
    match view.text(at) {
        // `Weber (a Democrat)`.
        "(" if matches!(view.text(at + 1), "a" | "an" | "the") => {
            apposition(view, at + 1, sentence.end, person);
        }
        "," => {
            let mut next = at + 1;
            if view.text(next).starts_with(|c: char| c.is_ascii_digit()) && view.text(next + 1) == "," {
                next += 2;
                // `Weber, 32, of Chicago, an executive`.
                let end = end_of_place(view, next, sentence.end);
                next = if view.text(end) == "," { end + 1 } else { next };
            }
            if is_party_and_state(view.text(next)) {
                let end = next + 1;
                affiliate(view, next..end, person, "party and state", shares::PARENTHESIS);
                next = end + usize::from(view.text(end) == ",");
            }
            apposition(view, next, sentence.end, person);
        }
        "who" if !is_object(view, name.start) => predicate(view, at + 1, sentence.end, person),
        "—" | "–" | "--" | "-" if matches!(view.text(at + 1), "a" | "an" | "the") => {
            apposition(view, at + 1, sentence.end, person);
        }
        _ => {}
    }
    at
}

/// Whether a name stands after a preposition, so that a relative clause may go back to what is before: `an adviser to
/// Mr. Weber who ...`.
fn is_object(view: &View<'_, '_>, start: usize) -> bool {
    let before = start - usize::from(start > 0 && view.tags(start - 1).any(Tags::HONORIFIC | Tags::TITLE));
    matches!(view.before(before), "to" | "for" | "of" | "with")
}

/// The name after `of` at `at`: `of Texas`, `of the Fjord Institute`.
fn home(view: &View<'_, '_>, at: usize, limit: usize) -> Option<usize> {
    if view.text(at) != "of" || at + 1 >= limit {
        return None;
    }
    let found = view.name_at(at + 1 + usize::from(view.text(at + 1) == "the"))?;
    (!view.is_possessive(view.names[found].tokens.end)).then_some(found)
}

/// The tokens inside the brackets that open at `open`, where it is a short parenthesis.
fn parenthesis(view: &View<'_, '_>, open: usize, limit: usize) -> Option<Range<usize>> {
    if !matches!(view.text(open), "(" | "[") {
        return None;
    }
    let close = (open + 1..limit.min(open + 6)).find(|&token| matches!(view.text(token), ")" | "]"))?;
    (close > open + 1).then_some(open + 1..close)
}

/// One past a parenthesis and an `of` with a name after it, where they stand at `at`.
pub(super) fn end_of_place(view: &View<'_, '_>, at: usize, limit: usize) -> usize {
    let at = parenthesis(view, at, limit).map_or(at, |inside| inside.end + 1);
    home(view, at, limit).map_or(at, |name| view.names[name].tokens.end)
}

/// `R-Wis.`, `D`, `Tex.`.
fn is_party_or_state(view: &View<'_, '_>, inside: &Range<usize>) -> bool {
    let text = view.text(inside.start);
    let state = inside.len() == 1 && view.tags(inside.start).any(Tags::PLACE) && text.ends_with('.');
    is_party_and_state(text) || matches!(text, "R" | "D" | "I") || state
}

/// `R-Wis.`, `D-Calif`, `I-VT`.
fn is_party_and_state(text: &str) -> bool {
    text.split_once(['-', '–']).is_some_and(|(party, state)| {
        matches!(party, "R" | "D" | "I" | "L")
            && state.starts_with(|c: char| c.is_ascii_uppercase())
            && state.len() <= 6
    })
}
