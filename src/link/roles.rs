//! Titles and affiliations, read off the words around each person's name.

use std::ops::Range;

use crate::{
    annotate::EntityKind,
    extraction::{Evidence, Role},
    lexicon::Tags,
};

use super::{
    gender::Gender,
    identities::{Identities, Identity},
    office_words::{is_origin, is_party, is_private, is_role},
    phrase::{self, Phrase},
    view::View,
};

/// The most tokens read before a name.
const MOST_BEFORE: usize = 14;

/// Reads the roles of all persons.
pub(super) fn read(view: &View<'_, '_>, identities: &mut Identities) {
    for name in 0..view.names.len() {
        if view.names[name].kind != EntityKind::Person {
            continue;
        }
        let identity = identities.of_name[name];
        let tokens = view.names[name].tokens.clone();
        let sentence = view.sentence(tokens.start);
        let person = &mut identities.all[identity];
        before(view, &tokens, &sentence, person);
        after(view, &tokens, &sentence, person);
    }
}

/// Takes over what a phrase states, as evidence of `rule`.
pub(super) fn take(
    view: &View<'_, '_>,
    phrase: &Phrase,
    identity: &mut Identity,
    rule: &'static str,
    confidence: f32,
) {
    let text = view.document.text();
    for tokens in &phrase.titles {
        let last = view.text(tokens.end - 1);
        if view.tags(tokens.end - 1).any(Tags::HONORIFIC)
            && !view.tags(tokens.end - 1).any(Tags::TITLE | Tags::ROLE)
        {
            continue;
        }
        if matches!(last, "Dr." | "Sir" | "Brother" | "Sister" | "Mother" | "Father" | "Lady" | "Lord")
            && tokens.len() == 1
        {
            continue;
        }
        if identity.gender == Gender::Unknown {
            identity.gender = Gender::of_role(view.text(tokens.end - 1));
        }
        identity.add_title(
            text,
            Role { span: view.span(tokens.clone()), evidence: Evidence::rule(rule, confidence) },
        );
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

fn affiliate(
    view: &View<'_, '_>,
    tokens: Range<usize>,
    identity: &mut Identity,
    rule: &'static str,
    confidence: f32,
) {
    let span = view.span(tokens);
    // A person is not of the body that bears its name.
    let own = identity.is_named() && span.overlaps(identity.name);
    if own || is_origin(view.document.slice(span)) {
        return;
    }
    identity.add_affiliation(view.document.text(), Role { span, evidence: Evidence::rule(rule, confidence) });
}

/// `Assistant Secretary of State James Kelly`; `the Republican nominee, Anna Weber`.
fn before(view: &View<'_, '_>, name: &Range<usize>, sentence: &Range<usize>, person: &mut Identity) {
    if name.start == sentence.start {
        return;
    }
    let comma = view.before(name.start) == ",";
    let end = if comma { name.start - 1 } else { name.start };
    let least = sentence.start.max(end.saturating_sub(MOST_BEFORE));
    let mut start = end;
    let mut determined = false;
    while start > least {
        let token = start - 1;
        let text = view.text(token);
        let of = matches!(text, "of" | "for") && start < end;
        if let Some(found) = view.name_at(token) {
            if view.names[found].kind == EntityKind::Person
                && !view.is_possessive(view.names[found].tokens.end)
                && !is_modifying(view, found)
            {
                break;
            }
            start = view.names[found].tokens.start;
            continue;
        }
        let tags = view.tags(token);
        let passes = is_role(view, token)
            || view.is_possessive(token)
            || of
            || text == "No."
            || tags.any(Tags::TITLE_MODIFIER)
            || (text == "and"
                && start < end
                && view.is_large(token - usize::from(token > 0))
                && view.is_large(start)
                && !is_role(view, start))
            || (view.is_word(token)
                && !tags.any(Tags::FUNCTION | Tags::NOT_NAME)
                && (view.is_large(token) || text.contains('-')))
            || (comma
                && view.is_word(token)
                && !tags.any(Tags::FUNCTION | Tags::NOT_NAME)
                && tags.any(Tags::COMMON))
            || matches!(text, "former" | "Former" | "then" | "late" | "fellow");
        if !passes {
            determined = matches!(
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
            );
            break;
        }
        start = token;
    }
    // An office after a name in the possessive begins a phrase of its own, also without an article.
    let possessive = (start..end).any(|token| view.is_possessive(token));
    if start >= end || (comma && !determined && !possessive) {
        return;
    }
    // Whatever stands in front may belong to the sentence; the reading nearest to the name counts.
    let mut at = start;
    while at < end {
        let phrase = phrase::read(view, at, end, determined);
        if phrase.end == end && !phrase.titles.is_empty() {
            let (rule, confidence) =
                if comma { ("apposition before", 0.75) } else { ("before the name", 0.9) };
            take(view, &phrase, person, rule, confidence);
            return;
        }
        at += 1;
    }
    // `Republican Anna Weber`, `MSNBC's Chris Hayes`.
    if comma {
        return;
    }
    let last = end - 1;
    let anchor = if view.is_possessive(last) { last.saturating_sub(1) } else { last };
    if let Some(found) = view.name_at(anchor) {
        let found = &view.names[found];
        let party = is_party(view.text(found.tokens.start)) && anchor == last;
        if party || (anchor < last && found.kind == EntityKind::Organization) {
            affiliate(view, found.tokens.clone(), person, "body before the name", 0.7);
        }
    }
}

/// Whether a person's name stands before a noun that it describes: `Clinton campaign manager`.
fn is_modifying(view: &View<'_, '_>, name: usize) -> bool {
    let end = view.names[name].tokens.end;
    is_role(view, end) || view.tags(end).any(Tags::TITLE_MODIFIER | Tags::BODY)
}

/// Parenthesis, age, apposition, relative clause, copula and `of` after the name.
fn after(view: &View<'_, '_>, name: &Range<usize>, sentence: &Range<usize>, person: &mut Identity) {
    let mut at = name.end;
    if matches!(view.text(at), "(" | "[") {
        at = parenthesis(view, at, sentence.end, person);
    }
    if view.text(at) == "of" && at + 1 < sentence.end {
        let next = at + 1 + usize::from(view.text(at + 1) == "the");
        if let Some(found) = view.name_at(next) {
            let found = &view.names[found];
            let state = found.kind == EntityKind::Location && !person.titles.is_empty();
            if state || found.kind == EntityKind::Organization {
                affiliate(view, found.tokens.clone(), person, "of", 0.7);
            }
            at = found.tokens.end;
        }
    }
    if view.text(at) == "," {
        let mut next = at + 1;
        if view.text(next).starts_with(|c: char| c.is_ascii_digit()) && view.text(next + 1) == "," {
            next += 2;
        }
        if is_party_and_state(view.text(next)) {
            let end = next + 1;
            affiliate(view, next..end, person, "party and state", 0.9);
            next = end + usize::from(view.text(end) == ",");
        }
        apposition(view, next, sentence.end, person);
    } else if matches!(view.text(at), "is" | "was" | "became" | "remains") {
        copula(view, at + 1, sentence.end, person, 0.7);
    } else if view.text(at) == "who" && !is_object(view, name.start) {
        relative(view, at + 1, sentence.end, person);
    } else if matches!(view.text(at), "—" | "–" | "--" | "-")
        && matches!(view.text(at + 1), "a" | "an" | "the")
    {
        apposition(view, at + 1, sentence.end, person);
    }
}

/// Whether a name stands after a preposition, so that a relative clause may go back to what is before: `an adviser to
/// Mr. Weber who ...`.
fn is_object(view: &View<'_, '_>, start: usize) -> bool {
    let before = start - usize::from(start > 0 && view.tags(start - 1).any(Tags::HONORIFIC | Tags::TITLE));
    matches!(view.before(before), "to" | "for" | "of" | "with")
}

/// `(R-Wis.)`, `(D)`, `(Tex.)`; one past the closing bracket.
fn parenthesis(view: &View<'_, '_>, open: usize, limit: usize, person: &mut Identity) -> usize {
    let Some(close) = (open + 1..limit.min(open + 6)).find(|&token| matches!(view.text(token), ")" | "]"))
    else {
        return open;
    };
    let inside = open + 1..close;
    if !inside.is_empty() {
        let text = view.text(inside.start);
        let state = inside.len() == 1 && view.tags(inside.start).any(Tags::PLACE) && text.ends_with('.');
        if is_party_and_state(text) || matches!(text, "R" | "D" | "I") || state {
            affiliate(view, inside, person, "parenthesis", 0.9);
        }
    }
    close + 1
}

/// `R-Wis.`, `D-Calif`, `I-VT`.
fn is_party_and_state(text: &str) -> bool {
    text.split_once(['-', '–']).is_some_and(|(party, state)| {
        matches!(party, "R" | "D" | "I" | "L")
            && state.starts_with(|c: char| c.is_ascii_uppercase())
            && state.len() <= 6
    })
}

/// `, a politics professor at Yon Sie University,`; `, who is the director of X,`.
fn apposition(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    match view.text(start) {
        "who" => return relative(view, start + 1, limit, person),
        "whose" | "which" | "and" | "but" => return,
        _ => {}
    }
    let opened =
        matches!(view.text(start), "a" | "an" | "the" | "one" | "his" | "her" | "its" | "their" | "himself");
    let possessive = view.name_at(start).is_some_and(|name| view.is_possessive(view.names[name].tokens.end));
    let honored = view.tags(start).any(Tags::HONORIFIC);
    let named =
        view.name_at(start).is_some_and(|name| view.names[name].kind == EntityKind::Person) || honored;
    // `, refugee programme director at X,`: everyday words that are no participle (`, citing officials,`).
    let first = view.text(start);
    let bare = view.tags(start).any(Tags::COMMON)
        && !view.is_large(start)
        && !first.ends_with("ing")
        && !first.ends_with("ed");
    let open = opened || possessive || honored || bare;
    let phrase = phrase::read(view, start + usize::from(honored), limit, open);
    if phrase.titles.is_empty() {
        return party_member(view, start, limit, person);
    }
    // Without an article the next word may begin another item of a list: `Weber, Senator Smith and ...`.
    let follows_person =
        view.name_at(phrase.end).is_some_and(|name| view.names[name].kind == EntityKind::Person);
    if follows_person || (named && !possessive && !honored && !is_role(view, phrase.end - 1)) {
        return;
    }
    let closed = ends_apposition(view, phrase.end);
    if opened || possessive || honored || closed || (!bare && phrase.end > start + 1) {
        take(view, &phrase, person, "apposition after", 0.85);
        if view.text(phrase.end) == "who" {
            relative(view, phrase.end + 1, limit, person);
        } else if matches!(view.text(phrase.end), ",") && view.text(phrase.end + 1) == "who" {
            relative(view, phrase.end + 2, limit, person);
        }
    }
}

fn ends_apposition(view: &View<'_, '_>, token: usize) -> bool {
    matches!(view.text(token), "," | "." | ";" | "" | "—" | "–" | ":" | "said" | "who")
}

/// `, a Texas Republican,`.
fn party_member(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    if !matches!(view.text(start), "a" | "an" | "the") {
        return;
    }
    let end = limit.min(start + 6);
    let names = view.names_in(start + 1..end);
    let Some(party) = names.clone().find(|&name| is_party(view.text(view.names[name].tokens.start))) else {
        return;
    };
    let words = start + 1..view.names[party].tokens.start;
    let only_modifiers = words.clone().all(|token| {
        view.name_at(token).is_some() || (view.is_word(token) && !view.tags(token).any(Tags::FUNCTION))
    });
    if !only_modifiers {
        return;
    }
    for name in names.take_while(|&name| name <= party) {
        affiliate(view, view.names[name].tokens.clone(), person, "apposition after", 0.8);
    }
    // `a Democrat from Ohio`.
    let after = view.names[party].tokens.end;
    if view.text(after) == "from"
        && let Some(home) = view.name_at(after + 1)
    {
        affiliate(view, view.names[home].tokens.clone(), person, "apposition after", 0.8);
    }
}

/// `who is now a fellow at X`, `who heads X`, `who works for X`.
fn relative(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    let verb = view.text(start);
    match verb {
        "is" | "was" | "became" | "remains" | "has" | "had" => {
            let next = start + 1 + usize::from(view.text(start + 1) == "been");
            copula(view, next, limit, person, 0.7);
        }
        "serves" | "served" | "works" | "worked" | "teaches" | "taught" | "heads" | "headed" | "leads"
        | "led" | "runs" | "ran" | "directs" | "directed" | "chairs" | "chaired" | "represents"
        | "founded" | "co-founded" | "edits" | "manages" | "owns" | "advises" | "advised" => {
            let mut next = start + 1;
            while next < limit.min(start + 6)
                && view.name_at(next).is_none()
                && (matches!(view.text(next), "the" | "as" | "for" | "at" | "in" | "with" | "a" | "an")
                    || view.tags(next).any(Tags::TITLE_MODIFIER))
            {
                if view.text(next) == "as" {
                    return copula(view, next + 1, limit, person, 0.7);
                }
                next += 1;
            }
            let direct =
                !matches!(verb, "runs" | "ran" | "represents" | "leads" | "led" | "served" | "serves");
            if let Some(found) = view.name_at(next) {
                let found = &view.names[found];
                if found.kind == EntityKind::Organization || (direct && found.kind == EntityKind::Person) {
                    affiliate(view, found.tokens.clone(), person, "relative clause", 0.7);
                }
            }
        }
        _ => {}
    }
}

/// `is a lawyer for X`.
pub(super) fn copula(
    view: &View<'_, '_>,
    start: usize,
    limit: usize,
    person: &mut Identity,
    confidence: f32,
) {
    let next =
        start + usize::from(matches!(view.text(start), "now" | "also" | "currently" | "then" | "still"));
    let opened = matches!(view.text(next), "a" | "an" | "the" | "his" | "her" | "their" | "its");
    if !opened && !is_role(view, next) {
        return;
    }
    let phrase = phrase::read(view, next, limit, opened);
    if view.name_at(phrase.end).is_none_or(|name| view.names[name].kind != EntityKind::Person) {
        take(view, &phrase, person, "copula", confidence);
    }
}
