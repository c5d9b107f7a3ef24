//! A phrase after the name and a comma: `, a politics professor at Yon Sie University,`.

use crate::lexicon::Tags;

use super::{
    super::{
        identities::Identity,
        office_words::{is_plural, is_role},
        phrase::{self, Phrase},
        side_words::is_party,
        view::View,
    },
    predicate::predicate,
    shares, take,
};

/// Reads the phrase or clause that begins at `start`.
pub(super) fn apposition(view: &View<'_, '_>, start: usize, limit: usize, person: &mut Identity) {
    // `Weber, then a volunteer,`.
    let start =
        start + usize::from(matches!(view.text(start), "then" | "now" | "once" | "formerly" | "also"));
    match view.text(start) {
        "who" => return predicate(view, start + 1, limit, person),
        "whose" | "which" | "and" | "but" => return,
        _ => {}
    }
    let opened =
        matches!(view.text(start), "a" | "an" | "the" | "one" | "his" | "her" | "its" | "their" | "himself");
    let possessive = view.name_at(start).is_some_and(|name| view.is_possessive(view.names[name].tokens.end));
    let honored = view.tags(start).any(Tags::HONORIFIC);
    let named = view.person_at(start).is_some() || honored;
    // `, refugee programme director at X,`: everyday words that are no participle (`, citing officials,`).
    let first = view.text(start);
    let bare = view.tags(start).any(Tags::COMMON)
        && !view.is_large(start)
        && !first.ends_with("ing")
        && !first.ends_with("ed");
    let open = opened || possessive || honored || bare;
    let phrase = phrase::read(view, start + usize::from(honored), limit, open);
    let next = phrase.end + usize::from(view.text(phrase.end) == ",");
    let clause = phrase.end > start && view.text(next) == "who";
    let party = is_party(view.text(start));
    let stated = phrase.says_something() && (opened || party || !phrase.titles.is_empty());
    // Without an article the next word may begin another item of a list: `Weber, Senator Smith and ...`.
    let follows_person = view.person_at(phrase.end).is_some();
    if follows_person || (stated && named && !possessive && !honored && !is_role(view, phrase.end - 1)) {
        return;
    }
    if stated && (opened || possessive || honored || is_closed(view, &phrase)) {
        take(view, &phrase, person, "apposition after", shares::APPOSITION_AFTER);
    }
    if clause {
        predicate(view, next + 1, limit, person);
    }
}

/// Whether a phrase without article is for one and ends where it should, so that it is no list and no clause.
fn is_closed(view: &View<'_, '_>, phrase: &Phrase) -> bool {
    let everyday = |token: &usize| {
        view.is_word(*token)
            && view.tags(*token).any(Tags::COMMON)
            && !view.tags(*token).any(Tags::FUNCTION)
            && !matches!(view.text(*token), "said" | "says" | "told" | "stated" | "wrote")
    };
    // `president of the Fjord Institute think tank,`.
    let rest = (phrase.end..phrase.end + 3).take_while(everyday).count();
    let goes_on = rest > 0 && !matches!(view.text(phrase.end + rest), "," | "." | ";" | "");
    !goes_on && phrase.head.is_none_or(|head| !is_plural(view.text(head)))
}
