//! Titles before the name: `Assistant Secretary of State James Kelly`, `the Republican nominee, Anna Weber`.

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    super::{
        identities::Identity,
        office_words::{is_plural, is_role, is_temporal},
        phrase::{self, Phrase},
        side_words::{is_company, is_standing},
        view::View,
    },
    affiliate,
    predicate::is_tenure,
    shares, take,
};

/// The most tokens read before a name.
const MOST_BEFORE: usize = 14;

/// The most everyday words between an article and the words of an office.
const MOST_EVERYDAY: usize = 3;

/// Reads the titles before the name; what was read where it is a title in the plural, which may be for names to come.
pub(super) fn before(
    view: &View<'_, '_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
    person: &mut Identity,
) -> Option<Phrase> {
    let mut end = name.start;
    let mut shared = None;
    if view.before(end) != "," {
        if let Some(phrase) = adjacent(view, end, sentence) {
            take(view, &phrase, person, "before the name", shares::BEFORE);
            end = phrase.start;
            shared = (phrase.head).is_some_and(|head| is_plural(view.text(head))).then_some(phrase);
        } else {
            body(view, end, sentence, person);
        }
    }
    // `a former staffer named Weber`.
    let named = end == name.start && view.before(end) == "named";
    if end > sentence.start
        && (named || view.before(end) == ",")
        && !is_in_list(view, name.end)
        && let Some(phrase) = apposition(view, end - 1, sentence)
    {
        take(view, &phrase, person, "apposition before", shares::APPOSITION_BEFORE);
    }
    shared
}

/// Whether after the name at `end` the list goes on, so that what is before the comma may be another item.
fn is_in_list(view: &View<'_, '_>, end: usize) -> bool {
    view.text(end) == "and" || (view.text(end) == "," && view.text(end + 1) == "and")
}

/// The phrase that ends right before the name at `end`.
fn adjacent(view: &View<'_, '_>, end: usize, sentence: &Range<usize>) -> Option<Phrase> {
    let (mut start, determined) = reach(view, end, sentence, false);
    // `the senator and Gov. Weber` are two, `the lawyer and activist Anna Weber` is one.
    if determined {
        let and = (start..end).rev().find(|&token| view.text(token) == "and" && is_role(view, token - 1));
        if let Some(and) = and.filter(|&and| view.is_large(and + 1) && !view.is_large(and - 1)) {
            start = and + 1;
        }
    }
    nearest(view, start, end, determined)
}

/// The phrase that ends before the comma at `end`: with an article or an owner, or after `As` at the beginning.
fn apposition(view: &View<'_, '_>, end: usize, sentence: &Range<usize>) -> Option<Phrase> {
    if let Some(phrase) = capacity(view, end, sentence) {
        return Some(phrase);
    }
    let (start, determined) = reach(view, end, sentence, true);
    // An office after a name in the possessive begins a phrase of its own, also without an article.
    let owned = (start..end).any(|token| view.is_possessive(token));
    let phrase = if determined || owned { nearest(view, start, end, true) } else { None };
    // `pressed by the moderators, Weber ...`; `as a mother, Weber ...`.
    let article = start.saturating_sub(1);
    let compares =
        matches!(view.before(article), "as" | "like" | "Like" | "unlike" | "Unlike" | "be" | "become");
    phrase.filter(|phrase| {
        (view.is_possessive(phrase.start.saturating_sub(1)) || (phrase.start == start && !compares))
            && phrase.head.is_none_or(|head| !is_plural(view.text(head)))
    })
}

/// The office after an `as` at the beginning of the sentence or after a noun of its own, in what ends with the comma at
/// `end`: `As governor of Ohio in 1983, Weber ...`, `In her time as mayor, Weber ...`.
fn capacity(view: &View<'_, '_>, end: usize, sentence: &Range<usize>) -> Option<Phrase> {
    let least = sentence.start.max(end.saturating_sub(MOST_BEFORE));
    let starts = |&token: &usize| match view.text(token) {
        "As" => token == sentence.start,
        "as" => is_tenure(view.before(token)),
        _ => false,
    };
    let start = (least..end).rev().find(starts)? + 1;
    let phrase = phrase::read(view, start, end, true);
    let rest = phrase.end..end;
    let closed = rest.is_empty() || (matches!(view.text(phrase.end), "in" | "from" | "at") && rest.len() < 5);
    (closed && !phrase.titles.is_empty()).then_some(phrase)
}

/// The first phrase from `start` on that ends at `end`: whatever stands in front may belong to the sentence.
fn nearest(view: &View<'_, '_>, start: usize, end: usize, determined: bool) -> Option<Phrase> {
    (start..end).find_map(|at| {
        let inside = view.name_at(at).is_some_and(|name| view.names[name].tokens.start < at);
        let phrase = if inside { Phrase::default() } else { phrase::read(view, at, end, determined) };
        (phrase.end == end && phrase.says_something()).then_some(phrase)
    })
}

/// How far words of an office reach back from `end`, and whether an article or the like stands before them.
fn reach(view: &View<'_, '_>, end: usize, sentence: &Range<usize>, comma: bool) -> (usize, bool) {
    let least = sentence.start.max(end.saturating_sub(MOST_BEFORE));
    let mut start = end;
    let mut everyday = false;
    while start > least {
        let token = start - 1;
        if let Some(found) = view.name_at(token) {
            if view.names[found].kind == EntityKind::Person
                && !view.is_possessive(view.names[found].tokens.end)
                && !is_modifying(view, found)
            {
                return (start, false);
            }
            start = view.names[found].tokens.start.max(least);
        } else if passes(view, token, start, end)
            || (comma && (is_everyday(view, token) || is_inner(view, token)))
        {
            start = token;
        } else if let Some(first) = unmarked(view, start, least, end).filter(|_| !comma) {
            start = first - usize::from(view.before(first) == "and");
            everyday = true;
        } else {
            break;
        }
    }
    if everyday {
        return (start, true);
    }
    let mut first = start;
    while first > least && start - first < MOST_EVERYDAY && is_everyday(view, first - 1) {
        first -= 1;
    }
    // `the reason President Weber`, `the letter former mayor Weber`: no everyday word belongs there.
    let small = comma || (start < end && !view.is_large(start) && !is_temporal(view.text(start)));
    if small && first > least && is_determiner(view.text(first - 1)) {
        return (first, true);
    }
    (start, start > least && is_determiner(view.text(start - 1)))
}

/// Where everyday words before an office begin, without an article, but after a word that leaves no doubt: `said pizza
/// magnate Tom Reyes`.
fn unmarked(view: &View<'_, '_>, start: usize, least: usize, end: usize) -> Option<usize> {
    let mut first = start;
    while first > least && start - first < MOST_EVERYDAY && is_noun(view, first - 1) {
        first -= 1;
    }
    let before = view.before(first);
    let bounded = first > least
        && (matches!(before, "," | "said" | "says" | "by" | "with" | "from" | "of" | "like" | "former")
            || (before == "and" && first > 1 && is_role(view, first - 2)));
    (first < start && start < end && !view.is_large(start) && bounded).then_some(first)
}

/// An everyday word that is no form of a verb, as far as its ending tells.
fn is_noun(view: &View<'_, '_>, token: usize) -> bool {
    let text = view.text(token);
    is_everyday(view, token) && !["ed", "ing", "ly", "s"].iter().any(|ending| text.ends_with(ending))
}

/// Whether a word can belong to an office, where the words from `start` to `end` do.
fn passes(view: &View<'_, '_>, token: usize, start: usize, end: usize) -> bool {
    let text = view.text(token);
    let tags = view.tags(token);
    is_role(view, token)
        || is_standing(text)
        || is_company(text)
        || view.is_possessive(token)
        || (matches!(text, "of" | "for") && start < end)
        || text == "No."
        || tags.any(Tags::TITLE_MODIFIER)
        || (text == "and" && start < end && joins(view, token, start))
        || (view.is_word(token)
            && !tags.any(Tags::FUNCTION | Tags::NOT_NAME)
            && (view.is_large(token) || (text.contains('-') && !text.starts_with("re-"))))
        || matches!(text, "former" | "Former" | "then" | "late" | "fellow")
}

/// Whether an `and` joins parts of one office, or two offices: `Health and Human Services Secretary`.
fn joins(view: &View<'_, '_>, and: usize, next: usize) -> bool {
    and > 0
        && (is_role(view, and - 1) || (view.is_large(and - 1) && view.is_large(next) && !is_role(view, next)))
}

fn is_everyday(view: &View<'_, '_>, token: usize) -> bool {
    let tags = view.tags(token);
    view.is_word(token)
        && !view.is_large(token)
        && tags.any(Tags::COMMON)
        && !tags.any(Tags::FUNCTION | Tags::NOT_NAME)
}

/// An article after a preposition, inside the phrase: `secretary of the interior`.
fn is_inner(view: &View<'_, '_>, token: usize) -> bool {
    view.text(token) == "the" && matches!(view.before(token), "of" | "for" | "at")
        || matches!(view.text(token), "at" | "for") && is_role(view, token.saturating_sub(1))
}

fn is_determiner(text: &str) -> bool {
    matches!(
        text,
        "the"
            | "a"
            | "an"
            | "The"
            | "A"
            | "An"
            | "his"
            | "her"
            | "its"
            | "their"
            | "His"
            | "Her"
            | "Their"
            | "Its"
            | "our"
            | "my"
    )
}

/// Whether a person's name stands before a noun that it describes: `Clinton campaign manager`.
fn is_modifying(view: &View<'_, '_>, name: usize) -> bool {
    let end = view.names[name].tokens.end;
    is_role(view, end) || view.tags(end).any(Tags::TITLE_MODIFIER | Tags::BODY)
}

/// `MSNBC's Chris Hayes`.
fn body(view: &View<'_, '_>, end: usize, sentence: &Range<usize>, person: &mut Identity) {
    if end < sentence.start + 2 || !view.is_possessive(end - 1) {
        return;
    }
    if let Some(found) = view.name_at(end - 2).map(|found| &view.names[found])
        && matches!(found.kind, EntityKind::Organization | EntityKind::Miscellaneous)
    {
        affiliate(view, found.tokens.clone(), person, "body before the name", shares::BODY_BEFORE);
    }
}
