//! Words of offices: which can be one, which stand before or after it, and which belong to its title.

use std::ops::Range;

use crate::lexicon::{self, Tags};

use super::view::View;

/// Whether a token can be the last word of a title: `senator`, `Sen.`, `ex-minister`, `chairmen`.
pub(super) fn is_role(view: &View<'_, '_>, token: usize) -> bool {
    if !view.is_word(token) {
        return false;
    }
    let tags = view.tags(token);
    if tags.any(Tags::ROLE | Tags::TITLE) {
        return true;
    }
    let text = view.text(token);
    let stem = singular(text);
    (stem.len() < text.len() && lexicon::folded(stem).any(Tags::ROLE))
        || text.split_once('-').is_some_and(|(first, rest)| {
            matches!(first, "ex" | "then" | "co" | "vice" | "Vice" | "Ex" | "Then" | "Co" | "under" | "Under")
                && (lexicon::folded(rest) | lexicon::tags(rest)).any(Tags::ROLE | Tags::TITLE)
        })
}

/// A plural noun without its ending; other words as they are. `chairmen` gives `chairm`, which no list has.
pub(super) fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(word)
}

/// Whether an office is for several: `senators`, `Sens.`, `chairmen`.
pub(super) fn is_plural(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    singular(word).len() < word.len() || word.ends_with("men") || word.ends_with("women")
}

/// Whether a token says since when or whether still, so that it keeps the title after it whole.
pub(super) fn is_temporal(text: &str) -> bool {
    matches!(
        text,
        "former"
            | "Former"
            | "then"
            | "Then"
            | "retired"
            | "acting"
            | "Acting"
            | "presumptive"
            | "Presumptive"
            | "late"
            | "ex"
            | "onetime"
            | "one-time"
            | "outgoing"
            | "incoming"
    )
}

/// Words before a title that judge rather than name.
pub(super) fn is_judgement(text: &str) -> bool {
    matches!(
        text,
        "conservative"
            | "liberal"
            | "longtime"
            | "long-time"
            | "prominent"
            | "local"
            | "outspoken"
            | "influential"
            | "new"
            | "young"
            | "old"
            | "popular"
            | "close"
            | "moderate"
            | "powerful"
            | "veteran"
            | "well-known"
            | "renowned"
            | "famous"
            | "leading"
            | "frequent"
            | "self-described"
            | "staunch"
            | "fellow"
            | "own"
            | "current"
            | "lone"
            | "other"
            | "only"
            | "first"
            | "second"
            | "third"
            | "another"
            | "outside"
            | "fiery"
            | "wealthy"
            | "embattled"
            | "newly"
            | "crowned"
            | "two-term"
            | "one-term"
            | "respected"
            | "controversial"
            | "progressive"
            | "one"
            | "two"
            | "rival"
            | "sitting"
            | "career"
            | "senior-most"
            | "right-leaning"
            | "left-leaning"
            | "renegade"
            | "accomplished"
            | "incredible"
            | "billionaire"
            | "millionaire"
            | "celebrity"
            | "prize-winning"
            | "star"
    )
}

/// A name that is part of the title itself: `House Speaker`, `Senate Majority Leader`, `White House chief`.
pub(super) fn keeps(view: &View<'_, '_>, start: usize, end: usize) -> bool {
    let text = view.text(start);
    let next = view.text(end);
    match text {
        "U.S." | "US" => matches!(
            next.to_ascii_lowercase().as_str(),
            "district"
                | "magistrate"
                | "attorney"
                | "senator"
                | "representative"
                | "congressman"
                | "ambassador"
        ),
        "House" | "Senate" | "Treasury" | "Assembly" if end == start + 1 => matches!(
            next.to_ascii_lowercase().as_str(),
            "speaker" | "majority" | "minority" | "secretary" | "leader" | "president" | "whip"
        ),
        _ => false,
    }
}

/// A language before who teaches it: `English professor`.
pub(super) fn names_subject(view: &View<'_, '_>, start: usize, end: usize) -> bool {
    view.tags(start).any(Tags::DEMONYM)
        && matches!(
            view.text(end),
            "professor" | "teacher" | "literature" | "history" | "studies" | "lecturer"
        )
}

/// Whether an everyday word at `token` can say what an office is for.
pub(super) fn is_subject_matter(view: &View<'_, '_>, token: usize, first: usize) -> bool {
    if view.is_possessive(token) {
        return false;
    }
    if !view.is_word(token) {
        return view.text(token) == "," && token > first && view.is_large(first);
    }
    let text = view.text(token);
    let tags = view.tags(token);
    // A secretary of state is for nothing more.
    let state =
        token > 2 && matches!(view.text(token - 1), "state" | "State") && view.text(token - 2) == "of";
    if state && view.text(token - 3).to_ascii_lowercase().ends_with("secretary") {
        return false;
    }
    text == "and" && token > first
        || (!tags.any(Tags::FUNCTION | Tags::NOT_NAME | Tags::PLACE) && !is_role(view, token)
            || matches!(text, "State" | "state"))
            && (!tags.is_empty() || text.contains('-') || text.ends_with('s'))
            && !matches!(text, "people" | "told" | "wrote" | "argued" | "called")
}

pub(super) fn is_modifier(view: &View<'_, '_>, token: usize) -> bool {
    view.tags(token).any(Tags::TITLE_MODIFIER)
}

/// Whether a token can stand before an office as part of its phrase.
pub(super) fn is_before_office(view: &View<'_, '_>, token: usize, open: bool) -> bool {
    if !view.is_word(token) {
        let number = view.text(token);
        return open && number.starts_with(|c: char| c.is_ascii_digit());
    }
    let text = view.text(token);
    if is_modifier(view, token) || is_judgement(text) || is_temporal(text) || text == "No." {
        return true;
    }
    let tags = view.tags(token);
    if tags.any(Tags::FUNCTION) && !matches!(text, "first" | "second" | "third") {
        return false;
    }
    if open {
        return tags.any(Tags::COMMON) || tags.is_empty() || text.contains('-') || view.is_large(token);
    }
    view.is_large(token) && (tags.any(Tags::COMMON | Tags::ORGANIZATION | Tags::ORGANIZATION_HEAD))
        || text.contains('-') && !tags.any(Tags::NOT_NAME)
}

/// Whether the office is one that a place elects, so that `from` names whom it is for.
pub(super) fn is_elected(view: &View<'_, '_>, title: &Range<usize>) -> bool {
    matches!(
        view.text(title.end - 1).to_ascii_lowercase().as_str(),
        "senator"
            | "congressman"
            | "congresswoman"
            | "representative"
            | "delegate"
            | "senators"
            | "lawmaker"
            | "republican"
            | "democrat"
            | "governor"
            | "sen."
            | "rep."
            | "member"
    )
}

/// A job that no place gives: a place before it only says where the person lives.
pub(super) fn is_private(role: &str) -> bool {
    matches!(
        role,
        "investor"
            | "developer"
            | "businessman"
            | "businesswoman"
            | "lawyer"
            | "attorney"
            | "professor"
            | "student"
            | "doctor"
            | "activist"
            | "retiree"
            | "author"
            | "pastor"
            | "banker"
            | "neurosurgeon"
            | "teacher"
            | "worker"
            | "billionaire"
            | "mogul"
            | "farmer"
            | "consultant"
            | "lobbyist"
            | "strategist"
            | "singer"
            | "actor"
            | "actress"
            | "writer"
            | "nurse"
            | "columnist"
            | "magnate"
            | "tycoon"
            | "philanthropist"
            | "resident"
            | "historian"
            | "economist"
            | "engineer"
    )
}
