//! A noun phrase read for the office and the bodies it states: `former adviser to the mayor of Springfield`.

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    modifiers::modifiers,
    office_words::{
        is_before_office, is_judgement, is_modifier, is_party, is_role, is_subject_matter, is_temporal,
        keeps, names_subject, stands_for_party,
    },
    view::{Name, View},
};

/// The most tokens that one phrase takes.
const MOST: usize = 40;

/// The most words before the office.
const MOST_BEFORE: usize = 8;

/// What a noun phrase states of the one it describes.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// The words of each title, without article.
    pub titles: Vec<Range<usize>>,
    /// The last word of the first title.
    pub head: Option<usize>,
    /// Bodies, places and persons that it belongs to.
    pub affiliations: Vec<Range<usize>>,
    /// One past the last token read.
    pub end: usize,
}

/// Reads the noun phrase that begins at `start` and ends before `limit`. `open`: any everyday word may stand
/// before the office (after an article), else only those of the list.
pub(super) fn read(view: &View<'_, '_>, start: usize, limit: usize, open: bool) -> Phrase {
    let limit = limit.min(start + MOST).min(view.len());
    let mut phrase = Phrase { end: start, ..Phrase::default() };
    let mut at = determiner(view, start, limit);
    while let Some(title) = office(view, at, limit, open, &mut phrase) {
        let mut end = title.end;
        end = modifiers(view, end, limit, &mut phrase, &title);
        phrase.end = phrase.end.max(end);
        // A second office of the same bearer: `a lobbyist and former congressman`.
        let next = match view.text(end) {
            text if text.ends_with('.') && end < limit && is_role(view, end) => end,
            "and" | "or" => end + 1,
            "," if matches!(view.text(end + 1), "and" | "a" | "an" | "the") => {
                end + 1 + usize::from(view.text(end + 1) == "and")
            }
            _ => break,
        };
        let after = determiner(view, next, limit);
        let fits = next < limit && (after > next || is_temporal(view.text(next)) || is_role(view, next));
        if !fits || phrase.titles.len() > 3 {
            break;
        }
        let before = phrase.clone();
        at = after;
        let mut probe = phrase.clone();
        if office(view, at, limit, open, &mut probe).is_none_or(|title| names_follow(view, title.end)) {
            phrase = before;
            break;
        }
    }
    phrase
}

/// Whether a person's name follows at once, so that the office is that person's.
fn names_follow(view: &View<'_, '_>, token: usize) -> bool {
    view.name_at(token).is_some_and(|name| view.names[name].kind == EntityKind::Person)
}

/// One past the article, possessive pronoun or number at `start`.
fn determiner(view: &View<'_, '_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit
        && matches!(
            view.text(at),
            "a" | "an"
                | "the"
                | "A"
                | "An"
                | "The"
                | "his"
                | "her"
                | "their"
                | "its"
                | "His"
                | "Her"
                | "Their"
                | "Its"
                | "my"
                | "our"
                | "one"
                | "One"
                | "this"
                | "that"
                | "This"
                | "now"
                | "also"
                | "currently"
                | "both"
                | "himself"
                | "herself"
        )
    {
        at += 1;
    }
    at
}

/// The words up to an office and the office itself; names on the way become affiliations. `None`, and nothing
/// kept, where no office comes.
fn office(
    view: &View<'_, '_>,
    start: usize,
    limit: usize,
    open: bool,
    phrase: &mut Phrase,
) -> Option<Range<usize>> {
    let mut at = start;
    let mut title_start = start;
    let mut head = None;
    let mut affiliations: Vec<Range<usize>> = Vec::new();
    let mut party_before = None;
    while at < limit && at - start < MOST_BEFORE + 4 {
        let text = view.text(at);
        if let Some(name) = view.name_at(at) {
            let name = &view.names[name];
            if name.tokens.start < at {
                break;
            }
            // After the office a person's name is its bearer, not what it belongs to.
            if head.is_some() && !view.is_possessive(name.tokens.end) {
                break;
            }
            let mut end = name.tokens.end;
            let own = keeps(view, at, end) || names_subject(view, at, end);
            if own && !matches!(text, "Treasury" | "White") {
                // Part of the title, and nothing the bearer belongs to.
            } else if let Some(body) = state_body(view, name) {
                // `Chinese Foreign Ministry`: one body with its people.
                end = body;
                affiliations.push(name.tokens.start..body);
            } else if matches!(view.text(end), "campaign" | "administration") && is_role(view, end + 1) {
                affiliations.push(name.tokens.start..end + 1);
            } else {
                affiliations.push(name.tokens.clone());
            }
            let whole = at > start && is_temporal(view.text(at - 1))
                || (at > title_start && is_temporal(view.text(title_start)));
            if view.is_possessive(end) {
                end += 1;
                title_start = end;
            } else if is_party(text) {
                party_before.get_or_insert(if whole { title_start } else { at });
                if !whole {
                    title_start = end;
                }
            } else if !whole && !own {
                title_start = end;
            }
            head = None;
            at = end;
            continue;
        }
        if is_role(view, at) {
            // `presidential hopeful Sen. Weber`: a second title begins.
            if head.is_some_and(|head| text.ends_with('.') && !view.text(head).ends_with('.')) {
                break;
            }
            head = Some(at);
            at += 1;
        } else if view.is_possessive(at) && head.is_some() {
            // `the senator's spokesman`: the bearer is another.
            head = None;
            at += 1;
            title_start = at;
            affiliations.clear();
        } else if head.is_some() && matches!(text, "-") {
            break;
        } else if is_before_office(view, at, open) && (head.is_none() || is_modifier(view, at)) {
            if title_start == at && is_judgement(text) {
                title_start = at + 1;
            }
            at += 1;
        } else if matches!(text, "and" | "&" | "/")
            && head.is_none()
            && at > start
            && is_before_office(view, at + 1, open)
            && open
        {
            at += 1;
        } else {
            break;
        }
    }
    let head = head?;
    if let Some(party) = party_before.filter(|_| stands_for_party(view.text(head))) {
        title_start = party;
    }
    while title_start < head && is_judgement(view.text(title_start)) {
        title_start += 1;
    }
    phrase.affiliations.append(&mut affiliations);
    phrase.head.get_or_insert(head);
    let end = subject_matter(view, head + 1, limit, phrase);
    phrase.titles.push(title_start..end);
    phrase.end = end;
    Some(title_start..end)
}

/// The end of the body right after the name of its people.
fn state_body(view: &View<'_, '_>, people: &Name) -> Option<usize> {
    let body = &view.names[view.name_at(people.tokens.end)?];
    let fits = people.kind == EntityKind::Miscellaneous && body.kind == EntityKind::Organization;
    (fits && !is_party(view.text(people.tokens.start))).then_some(body.tokens.end)
}

/// The end of the title that says after its head, at `start`, what it is for: `secretary of state`, `director of
/// defense analysis`, `ambassador to Norway`. Where that is a kind of body, the body is what the bearer belongs to.
fn subject_matter(view: &View<'_, '_>, start: usize, limit: usize, phrase: &mut Phrase) -> usize {
    if view.text(start) == "in" && view.text(start + 1) == "chief" {
        return start + 2;
    }
    let envoy = view.text(start - 1).to_ascii_lowercase();
    if view.text(start) == "to" && (envoy.ends_with("ambassador") || envoy.ends_with("envoy")) {
        let next = start + 1 + usize::from(view.text(start + 1) == "the");
        if let Some(name) = view.name_at(next).filter(|&name| view.names[name].tokens.end <= limit) {
            return view.names[name].tokens.end;
        }
    }
    let mut end = start;
    while matches!(view.text(end), "of" | "for" | "on") && end + 1 < limit {
        let first = end + 1 + usize::from(view.text(end + 1) == "the");
        let mut last = first;
        while last < limit
            && last - first < 7
            && view.name_at(last).is_none()
            && is_subject_matter(view, last, first)
        {
            last += 1;
        }
        while last > first && matches!(view.text(last - 1), "and" | "," | "&") {
            last -= 1;
        }
        // `of the advocacy group Clean Rivers`, `of the company's board`: the words describe a body.
        let describes = last < limit && (view.name_at(last).is_some() || view.is_possessive(last));
        if last == first || last > limit || describes {
            break;
        }
        if view.tags(last - 1).any(Tags::BODY) && !view.is_large(first) {
            if end == start && view.text(end + 1) == "the" {
                phrase.affiliations.push(first..last);
            }
            break;
        }
        end = last;
    }
    end
}
