//! What kind of words a source is: a name, a pronoun or a description, and which word is its head.

mod joined;

use std::ops::Range;

use crate::{annotate::EntityKind, lexicon::Tags};

use self::joined::joined;
use super::{
    office_words::{is_role, is_subject_matter, is_temporal, singular},
    pronouns::Pronoun,
    side_words::is_party,
    view::View,
};

/// How a source refers.
#[derive(Clone, Debug)]
pub(super) enum Reference {
    /// By the name with this index.
    Name(usize),
    /// By a pronoun.
    Pronoun(Pronoun),
    /// By a description.
    Nominal(Nominal),
}

/// A description.
#[derive(Clone, Debug)]
pub(super) struct Nominal {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Those of them that name it: without what leads it in, and without a clause at its end.
    pub core: Range<usize>,
    /// The token of its main noun.
    pub head: usize,
    /// Whether it is for several.
    pub plural: bool,
    /// Whether its main noun is a kind of body: `campaign`.
    pub body: bool,
    /// Whether its main noun is something said or written: `letter`.
    pub document: bool,
    /// Whether it begins with `the`, `this` or `that`: somebody known already.
    pub definite: bool,
    /// The tokens of two bearers or more that are joined in it.
    pub joined: Option<Range<usize>>,
    /// The possessive pronoun that it begins with.
    pub owner: Option<Pronoun>,
    /// The name that modifies the head.
    pub modifier: Option<usize>,
}

/// Reads the source with these tokens, which are not empty.
pub(super) fn read(view: &View<'_, '_>, tokens: Range<usize>) -> Reference {
    let alone = tokens.len() == 1 || (tokens.len() == 2 && view.is_possessive(tokens.start + 1));
    if alone && let Some(pronoun) = Pronoun::of(view.text(tokens.start)) {
        return Reference::Pronoun(pronoun);
    }
    let zone = head_zone(view, tokens.clone());
    let names = view.names_in(tokens.start..zone.end);
    let core = core(view, tokens.clone());
    let joined = joined(view, &tokens, &core, &zone);
    if joined.is_none() {
        let last = names.clone().next_back().filter(|&name| !modifies(view, name, &zone));
        if let Some(name) =
            last.filter(|&name| is_person(view, name) || !describes(view, &zone, name, tokens.end))
        {
            return Reference::Name(name);
        }
        if let Some(name) = apposed_name(view, &zone, &tokens) {
            return Reference::Name(name);
        }
    }
    Reference::Nominal(nominal(view, tokens, core, zone, joined))
}

/// The source without what only leads it in: `even some of them`, `by thousands of farmers`; and without a clause
/// that a comma sets off at its end.
fn core(view: &View<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let of_two = tokens.clone().any(|token| view.text(token) == "and");
    let leads = |token: usize| match view.text(token) {
        // `both he and she`, but `both candidates`.
        "both" | "Both" => of_two,
        text => matches!(
            text,
            "even" | "Even" | "only" | "Only" | "by" | "among" | "Among" | "just" | "Just" | "for" | "as"
        ),
    };
    let last = tokens.end - 1;
    let start = (tokens.start..last).find(|&token| !leads(token)).unwrap_or(last);
    let cut = (start + 1..last).find(|&token| {
        view.text(token) == ","
            && matches!(
                view.text(token + 1),
                "which" | "who" | "whose" | "a" | "an" | "the" | "including" | "many" | "some" | "most"
            )
    });
    start..cut.unwrap_or(tokens.end)
}

fn is_person(view: &View<'_, '_>, name: usize) -> bool {
    view.names[name].kind == EntityKind::Person
}

/// The words up to the first comma, relative pronoun or preposition.
fn head_zone(view: &View<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let mut end = tokens.start;
    while end < tokens.end {
        let text = view.text(end);
        let inside_name = view.name_at(end).is_some_and(|name| view.names[name].tokens.start < end);
        if !inside_name && end > tokens.start {
            let stops = matches!(
                text,
                "," | "("
                    | "["
                    | "—"
                    | "–"
                    | "--"
                    | ";"
                    | ":"
                    | "who"
                    | "which"
                    | "that"
                    | "whose"
                    | "of"
                    | "in"
                    | "at"
                    | "for"
                    | "from"
                    | "with"
                    | "on"
                    | "to"
                    | "by"
                    | "about"
                    | "near"
                    | "inside"
                    | "outside"
                    | "as"
                    | "like"
                    | "during"
                    | "after"
                    | "before"
                    | "against"
                    | "among"
                    | "between"
                    | "under"
                    | "over"
                    | "familiar"
                    | "close"
                    | "across"
                    | "including"
                    | "released"
                    | "conducted"
                    | "published"
                    | "issued"
                    | "obtained"
                    | "based"
                    | "posted"
            );
            // `two of the senators`, `Secretary of State James Kelly`.
            let continues = matches!(text, "of" | "for" | "to" | "on") && names_ahead(view, end, tokens.end);
            if stops && !continues {
                break;
            }
        }
        end += 1;
    }
    tokens.start..end.max(tokens.start + 1)
}

/// Whether after the preposition at `token` everyday words in capitals run into a person's name.
fn names_ahead(view: &View<'_, '_>, token: usize, limit: usize) -> bool {
    for next in token + 1..limit.min(token + 8) {
        if let Some(name) = view.name_at(next) {
            let tokens = &view.names[name].tokens;
            if is_person(view, name) && tokens.start == next {
                return is_role(view, token - 1)
                    && !view.is_possessive(tokens.end)
                    && view.is_word(next - 1)
                    && next > token + 1;
            }
            continue;
        }
        // `secretary of state Anna Weber`.
        let matter = next == token + 1 && is_role(view, token - 1) && is_subject_matter(view, next, next);
        let passes = view.is_large(next) || matches!(view.text(next), "and" | "the") || matter;
        if !view.is_word(next) || !passes {
            return false;
        }
    }
    false
}

/// Whether a name in the zone only describes the noun after it.
fn modifies(view: &View<'_, '_>, name: usize, zone: &Range<usize>) -> bool {
    let end = view.names[name].tokens.end;
    if end >= zone.end {
        return false;
    }
    // `Mrs. Clinton's` alone is Mrs. Clinton.
    if view.is_possessive(end) {
        return end + 1 < zone.end;
    }
    if matches!(
        view.text(end),
        "and"
            | "or"
            | "himself"
            | "herself"
            | "itself"
            | "themselves"
            | "also"
            | "alone"
            | "too"
            | "Jr."
            | "Sr."
    ) {
        return false;
    }
    view.is_word(end) || matches!(view.text(end), "-" | "/" | "&")
}

/// Whether the name at the end of the zone is a noun that describes: `the Texas Republican`, `an anti-tax PAC`, `some
/// Democrats`. The source goes on to `limit`.
fn describes(view: &View<'_, '_>, zone: &Range<usize>, name: usize, limit: usize) -> bool {
    let tokens = view.names[name].tokens.clone();
    if tokens.len() > 1 {
        return false;
    }
    let text = view.text(tokens.start);
    // `Democrats in Congress` are not all Democrats.
    let some = || matches!(view.text(zone.end), "in" | "on" | "at" | "from" | "who") && zone.end < limit;
    let misc = view.names[name].kind == EntityKind::Miscellaneous;
    if tokens.start == zone.start {
        return misc && text.ends_with('s') && some();
    }
    let first = view.tags(zone.start);
    let modified =
        tokens.start > zone.start + 1 || !first.any(Tags::FUNCTION) || first.any(Tags::QUANTITY) || some();
    if misc && text.ends_with('s') && modified {
        return true;
    }
    let party = is_party(text) && !text.ends_with('s') && view.names[name].kind != EntityKind::Organization;
    let determined =
        matches!(view.text(zone.start), "a" | "an" | "A" | "An" | "one" | "another" | "One" | "Another");
    party || (determined && misc) || (determined && view.tags(tokens.start).any(Tags::ORGANIZATION_HEAD))
}

/// The person named after a comma: `the Republican nominee, Anna Weber,`.
fn apposed_name(view: &View<'_, '_>, zone: &Range<usize>, tokens: &Range<usize>) -> Option<usize> {
    if zone.end >= tokens.end {
        return None;
    }
    if !matches!(view.text(zone.end), "," | "—" | "–" | "--" | "of" | "for" | "in" | "at" | "to" | "on") {
        return None;
    }
    // The comma may come after `of X`: `the head of the union, Anna Weber`.
    let marks = |token: &usize| matches!(view.text(*token), "," | "—" | "–" | "--");
    let commas = (zone.end..tokens.end.min(zone.end + 14)).filter(marks);
    commas.take(3).find_map(|comma| {
        let mut first = comma + 1;
        while first < tokens.end.min(comma + 9) && is_before_person(view, first) {
            first += 1;
        }
        let name = view.name_at(first)?;
        let found = &view.names[name];
        let closes = found.tokens.end >= tokens.end
            || matches!(view.text(found.tokens.end), "," | "(" | "—" | "–" | "--" | "of" | "at" | "from");
        let owned = view.is_possessive(found.tokens.end);
        (is_person(view, name) && found.tokens.start == first && closes && !owned && has_role(view, zone))
            .then_some(name)
    })
}

/// Whether a token belongs to what stands before a person's name: a title, or a place or body.
fn is_before_person(view: &View<'_, '_>, token: usize) -> bool {
    match view.name_at(token) {
        Some(name) => !is_person(view, name),
        None => is_office_word(view, token) || matches!(view.text(token), "the" | "The"),
    }
}

/// Whether a token can stand in a title before a name: `former`, `Secretary`, `of`, `State`.
fn is_office_word(view: &View<'_, '_>, token: usize) -> bool {
    let tags = view.tags(token);
    is_role(view, token)
        || is_temporal(view.text(token))
        || view.text(token) == "of"
        || tags.any(Tags::HONORIFIC | Tags::TITLE_MODIFIER)
        || (view.is_large(token) && tags.any(Tags::COMMON))
}

fn has_role(view: &View<'_, '_>, zone: &Range<usize>) -> bool {
    zone.clone().any(|token| is_role(view, token))
        || view.tags(zone.end - 1).any(Tags::COMMON)
        || (zone.len() > 1 && view.is_word(zone.end - 1) && !view.is_large(zone.end - 1))
        || matches!(view.text(zone.start), "One" | "one")
}

/// Who is named behind something written: `a poll by X`, `an editorial in the X`, `the results of the X poll`.
fn publisher(view: &View<'_, '_>, rest: Range<usize>) -> Option<usize> {
    let mut at = rest.start;
    while at < rest.end && !matches!(view.text(at), "by" | "from" | "in" | "of") {
        if matches!(view.text(at), "," | "that" | "which" | "who") {
            return None;
        }
        at += 1;
    }
    let name = (at..rest.end.min(at + 6)).find_map(|token| view.name_at(token))?;
    let found = &view.names[name];
    let written = view.tags(found.tokens.end).any(Tags::DOCUMENT);
    let fits = match view.text(at) {
        "of" => written,
        "in" => found.kind == EntityKind::Organization,
        _ => matches!(found.kind, EntityKind::Organization | EntityKind::Person),
    };
    (fits && found.tokens.end <= rest.end && !view.is_possessive(found.tokens.end)).then_some(name)
}

fn nominal(
    view: &View<'_, '_>,
    tokens: Range<usize>,
    core: Range<usize>,
    zone: Range<usize>,
    joined: Option<Range<usize>>,
) -> Nominal {
    let mut head = zone.end - 1;
    while head > zone.start && (!view.is_word(head) || view.is_possessive(head)) {
        head -= 1;
    }
    let first = view.text(tokens.start);
    let tags = view.tags(head);
    let word = view.text(head);
    let small = word.to_lowercase();
    let irregular = matches!(
        small.as_str(),
        "people"
            | "men"
            | "women"
            | "children"
            | "voters"
            | "police"
            | "media"
            | "majority"
            | "percent"
            | "those"
            | "many"
            | "some"
            | "others"
            | "most"
            | "few"
            | "several"
            | "half"
            | "lawmen"
            | "businessmen"
            | "congressmen"
            | "spokesmen"
            | "families"
            | "allies"
            | "countries"
            | "parties"
            | "both"
            | "all"
            | "youth"
            | "public"
            | "critics"
            | "gop"
            | "electorate"
    );
    let several = crate::lexicon::folded(first).any(Tags::QUANTITY)
        && !matches!(
            first,
            "one"
                | "One"
                | "someone"
                | "Someone"
                | "somebody"
                | "no"
                | "No"
                | "every"
                | "Every"
                | "each"
                | "Each"
                | "another"
                | "Another"
        );
    let ending = singular(&small).len() < small.len()
        && !small.ends_with("us")
        && !small.ends_with("is")
        && !small.ends_with("news");
    let body_names = singular(&small);
    let body = tags.any(Tags::BODY) || crate::lexicon::tags(body_names).any(Tags::BODY) && !ending;
    let document = tags.any(Tags::DOCUMENT);
    let modifier = match view.names_in(zone.start..head).next_back() {
        None if document => publisher(view, zone.end..tokens.end),
        inside => inside,
    };
    Nominal {
        plural: joined.is_some() || (!document && (irregular || several || ending)),
        body,
        document,
        definite: matches!(
            first,
            "the" | "The" | "this" | "This" | "that" | "That" | "these" | "These" | "those" | "Those"
        ),
        joined,
        owner: Pronoun::owner(first),
        modifier,
        tokens,
        core,
        head,
    }
}
