//! Bearers that a source joins: `Anna Weber and Tom Reyes`, `he and Mr. Reyes`, `Anna Weber (D-Va.), Tom Reyes and Ida Holm`.

use std::ops::Range;

use crate::annotate::EntityKind;

use super::{
    super::{
        office_words::{is_plural, is_role},
        view::View,
    },
    is_office_word, is_person, modifies,
};

/// The most tokens before a name in a list, such as its title, and in an apposition after it.
const MOST_BETWEEN: usize = 12;

/// The tokens of the two bearers or more that are joined in the source `tokens`, of which `core` is what names it and `zone`
/// the part before the first comma or preposition.
pub(super) fn joined(
    view: &View<'_, '_>,
    tokens: &Range<usize>,
    core: &Range<usize>,
    zone: &Range<usize>,
) -> Option<Range<usize>> {
    let end = list_end(view, core.start..tokens.end).or_else(|| is_pair(view, zone).then_some(core.end))?;
    Some(untitled(view, core.start..end)..end)
}

/// The first token of what is joined: without a plural title, which is of all: `Sens.`
fn untitled(view: &View<'_, '_>, tokens: Range<usize>) -> usize {
    let start = tokens.start;
    match tokens.take(MOST_BETWEEN).find(|&token| view.person_at(token).is_some()) {
        Some(name) if name > start && is_role(view, name - 1) && is_plural(view.text(name - 1)) => name,
        _ => start,
    }
}

/// The end of a list of persons at the start of `tokens`, whose last one follows an `and`.
fn list_end(view: &View<'_, '_>, tokens: Range<usize>) -> Option<usize> {
    let limit = tokens.end;
    let mut end = item_end(view, tokens.start, limit)?;
    loop {
        let next = match (view.text(end), view.text(end + 1)) {
            ("and" | "&", _) => return item_end(view, end + 1, limit),
            (",", "and") => return item_end(view, end + 2, limit),
            (",", "the" | "a" | "an" | "who" | "whose") => apposition_end(view, end + 1, limit)?,
            (",", _) => end + 1,
            _ => return None,
        };
        if next >= limit {
            return None;
        }
        end = if view.text(next) == "," { next } else { item_end(view, next, limit)? };
    }
}

/// The token after a person of a list, who begins at `start` with title and the like, and after what says where they
/// belong: `Sen. Ida Holm (D-Va.)`, `Ida Holm of Oslo`.
fn item_end(view: &View<'_, '_>, start: usize, limit: usize) -> Option<usize> {
    let name = (start..limit.min(start + MOST_BETWEEN)).find_map(|token| view.person_at(token))?;
    let found = &view.names[name];
    let leads = |token: usize| {
        view.name_at(token).is_some()
            || is_office_word(view, token)
            || matches!(view.text(token), "the" | "The")
    };
    let end = found.tokens.end;
    if !(start..found.tokens.start).all(leads) || end > limit || view.is_possessive(end) {
        return None;
    }
    let place = |token: usize| {
        let name = view.name_at(token).filter(|&name| !is_person(view, name))?;
        Some(view.names[name].tokens.end).filter(|&end| end <= limit)
    };
    match view.text(end) {
        "(" => (end..limit.min(end + 8)).find(|&token| view.text(token) == ")").map(|close| close + 1),
        "of" | "from" if end + 1 < limit => place(end + 1),
        _ => Some(end),
    }
}

/// The comma after an apposition that begins at `start` and names no person, where the list goes on behind it.
fn apposition_end(view: &View<'_, '_>, start: usize, limit: usize) -> Option<usize> {
    let comma = (start..limit.min(start + MOST_BETWEEN)).find(|&token| view.text(token) == ",")?;
    let names_person = (start..comma).any(|token| view.person_at(token).is_some());
    (!names_person && view.text(comma + 1) == "and").then_some(comma)
}

/// Whether an `and` in the zone joins two bearers.
fn is_pair(view: &View<'_, '_>, zone: &Range<usize>) -> bool {
    (zone.start + 1..zone.end).filter(|&token| view.text(token) == "and").any(|and| joins(view, zone, and))
}

fn joins(view: &View<'_, '_>, zone: &Range<usize>, and: usize) -> bool {
    let bearer = |token: usize| {
        let name = view.name_at(token)?;
        let kind = view.names[name].kind;
        (kind != EntityKind::Miscellaneous && !modifies(view, name, zone)).then_some(kind)
    };
    let before = and - 1 - usize::from(view.is_possessive(and - 1) && and > zone.start + 1);
    let left = bearer(before);
    let pronoun = matches!(view.text(before), "he" | "He" | "she" | "She" | "I" | "they" | "They");
    let mut first = and + 1;
    while first < zone.end
        && view.name_at(first).is_none()
        && (is_office_word(view, first) || view.text(first) == "the")
    {
        first += 1;
    }
    let right = (first < zone.end).then(|| bearer(first)).flatten();
    // `Anna Weber and her team`; after a body, only several: `the White House and congressional leaders`.
    let last = zone.end - 1;
    let company = right.is_none()
        && and < last
        && !view.is_large(last)
        && match left {
            Some(EntityKind::Person) => first < zone.end,
            Some(_) => view.is_word(last) && is_plural(view.text(last)),
            None => false,
        };
    // `Networks and the Harbor Press`.
    let plain =
        |token: usize| view.is_word(token) && view.name_at(token).is_none() && view.text(token) != "of";
    let others = || is_plural(view.text(and - 1)) && !is_role(view, and - 1) && (zone.start..and).all(plain);
    right.is_some() && (left.is_some() || pronoun || others()) || company
}
