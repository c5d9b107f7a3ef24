//! A noun phrase read for the office and the bodies it states: `former adviser to the mayor of Springfield`.

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    modifiers::modifiers,
    office_words::{
        is_before_office, is_judgement, is_modifier, is_role, is_subject_matter, is_temporal, keeps,
        names_subject,
    },
    side_words::{is_company, is_member, is_party, is_standing, is_writer, speaks_for, stands_for_party},
    view::{Name, View},
};

/// The most tokens that one phrase takes.
const MOST: usize = 40;

/// The most words before the office.
const MOST_BEFORE: usize = 8;

/// The most offices of one bearer in one phrase.
const MOST_OFFICES: usize = 4;

/// What a noun phrase states of the one it describes.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// The words of each title, without article.
    pub titles: Vec<Range<usize>>,
    /// The last word of the first title.
    pub head: Option<usize>,
    /// Bodies, places and persons that it belongs to.
    pub affiliations: Vec<Range<usize>>,
    /// Where reading began.
    pub start: usize,
    /// One past the last token read.
    pub end: usize,
}

impl Phrase {
    /// Whether it states anything.
    pub fn says_something(&self) -> bool {
        !self.titles.is_empty() || !self.affiliations.is_empty()
    }
}

/// Reads the noun phrase that begins at `start` and ends before `limit`. `open`: any everyday word may stand
/// before the office (after an article), else only those of the list.
pub(super) fn read(view: &View<'_, '_>, start: usize, limit: usize, open: bool) -> Phrase {
    let limit = limit.min(start + MOST).min(view.len());
    let mut phrase = Phrase { start, end: start, ..Phrase::default() };
    let mut at = determiner(view, start, limit);
    for _ in 0..MOST_OFFICES {
        let Some(title) = office(view, at, limit, open, &mut phrase) else { break };
        let known = phrase.affiliations.len();
        let end = modifiers(view, title.end, limit, &mut phrase, &title);
        if is_company(view.text(title.end - 1)) || is_writer(view.text(title.end - 1)) {
            phrase.affiliations.truncate(known);
        }
        phrase.end = phrase.end.max(end);
        // A second office of the same bearer: `a lobbyist and former congressman`.
        let next = match view.text(end) {
            text if text.ends_with('.') && end < limit && is_role(view, end) => end,
            "and" | "or" => end + 1,
            "," if matches!(view.text(end + 1), "and" | "a" | "an" | "the") || is_role(view, end + 1) => {
                end + 1 + usize::from(view.text(end + 1) == "and")
            }
            _ => break,
        };
        let after = determiner(view, next, limit);
        let office_ahead = |token| is_role(view, token) || is_modifier(view, token);
        let body = view.name_at(next).is_some_and(|name| office_ahead(view.names[name].tokens.end));
        // `contributor and monetary historian` before the name: there the whole must end with an office.
        let last = limit.saturating_sub(1);
        let whole = open
            && last > next
            && last - next < 4
            && is_role(view, last)
            && view.tags(next).any(Tags::COMMON);
        let fits = next < limit
            && (after > next || is_temporal(view.text(next)) || office_ahead(next) || body || whole);
        if !fits {
            break;
        }
        let before = phrase.clone();
        at = after;
        let mut probe = phrase.clone();
        if office(view, at, limit, open, &mut probe)
            .is_none_or(|title| title.end < limit && names_follow(view, title.end))
        {
            phrase = before;
            break;
        }
    }
    phrase
}

/// Whether a person's name follows at once, so that the office is that person's.
fn names_follow(view: &View<'_, '_>, token: usize) -> bool {
    view.person_at(token).is_some()
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
            // After the office a name is its bearer, not what it belongs to, unless another office follows: `veteran
            // Republican strategist`.
            let goes_on = name.kind != EntityKind::Person
                && (is_role(view, name.tokens.end) || is_modifier(view, name.tokens.end));
            if head.is_some() && !goes_on && !view.is_possessive(name.tokens.end) {
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
            } else if view.text(end) == "campaign" && view.is_possessive(end + 1) {
                end += 1;
                affiliations.push(name.tokens.start..end);
            } else if matches!(view.text(end), "campaign" | "administration") && is_role(view, end + 1) {
                affiliations.push(name.tokens.start..end + 1);
                end += usize::from(speaks_for(view.text(end + 1)));
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
        if is_role(view, at) || is_standing(text) || is_company(text) {
            // `presidential hopeful Sen. Weber`: a second title begins.
            if head.is_some_and(|head| text.ends_with('.') && !view.text(head).ends_with('.')) {
                break;
            }
            head = Some(at);
            at += 1;
        } else if view.is_possessive(at) && (head.is_some() || (open && at > start)) {
            // `the senator's spokesman`, `the province's minister`: the bearer is another.
            if head.take().is_some() {
                affiliations.clear();
            }
            at += 1;
            title_start = at;
        } else if head.is_some() && matches!(text, "-") {
            break;
        } else if is_before_office(view, at, open)
            && (head.is_none() || is_modifier(view, at) || is_chief_of_what(view, head, at))
        {
            if title_start == at && is_judgement(text) && !counts(view, at) {
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
    let Some(head) = head else { return party_member(view, at, phrase, affiliations) };
    let word = view.text(head);
    if is_standing(word) || is_company(word) {
        affiliations.retain(|tokens| {
            let kind = view.name_at(tokens.start).map(|name| view.names[name].kind);
            let side = is_standing(word) && kind != Some(EntityKind::Location);
            side || is_party(view.text(tokens.start))
        });
        phrase.affiliations.append(&mut affiliations);
        phrase.end = head + 1;
        return Some(head..head + 1);
    }
    if let Some(party) = party_before.filter(|_| stands_for_party(view.text(head))) {
        title_start = party;
    }
    while title_start < head && is_judgement(view.text(title_start)) && !counts(view, title_start) {
        title_start += 1;
    }
    phrase.affiliations.append(&mut affiliations);
    phrase.head.get_or_insert(head);
    let end = subject_matter(view, head + 1, limit, phrase);
    phrase.titles.push(title_start..end);
    phrase.end = end;
    Some(title_start..end)
}

/// Where the name of a party ends at `end` and no office follows: `a Texas Republican`. The member has no title.
fn party_member(
    view: &View<'_, '_>,
    end: usize,
    phrase: &mut Phrase,
    mut affiliations: Vec<Range<usize>>,
) -> Option<Range<usize>> {
    let party = affiliations.last().filter(|party| party.end == end)?.clone();
    if !is_member(view.text(party.start)) || is_body(view, end) {
        return None;
    }
    phrase.affiliations.append(&mut affiliations);
    phrase.end = end;
    Some(party)
}

/// Whether the word after a party makes a body of it: `Republican convention`.
fn is_body(view: &View<'_, '_>, token: usize) -> bool {
    view.is_possessive(token)
        || (view.is_word(token)
            && view.tags(token).any(Tags::COMMON)
            && !view.tags(token).any(Tags::FUNCTION))
}

/// Whether an everyday word after `chief` leads on to the office: `chief human resources executive`.
fn is_chief_of_what(view: &View<'_, '_>, head: Option<usize>, token: usize) -> bool {
    head.is_some_and(|head| view.text(head) == "chief") && is_role(view, token + 1)
}

/// Whether a number belongs to the title: `first lady`, `first deputy mayor`, `second secretary`.
fn counts(view: &View<'_, '_>, token: usize) -> bool {
    matches!(view.text(token), "first" | "second" | "third" | "First")
        && matches!(
            view.text(token + 1),
            "lady" | "Lady" | "deputy" | "secretary" | "vice" | "minister" | "gentleman"
        )
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
    if view.text(start) == "in" && matches!(view.text(start + 1), "chief" | "charge") {
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
    if envoy.starts_with("spokes") {
        return end;
    }
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
