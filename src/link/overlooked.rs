//! Names that the annotations leave out, taken up where words and neighbours leave no doubt: parties, places and
//! peoples of the lists, and what the document names elsewhere. Titles and affiliations hang on them: `the Ohio
//! governor`, `Republican nominee`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind,
    lexicon::{self, Tags},
};

use super::{
    office_words::is_role,
    side_words::{is_member, is_party},
    view::{Name, View},
};

/// The most names with one first word that a place in the text is compared with.
const MOST_NAMESAKES: usize = 8;

/// The most tokens of a name that is looked for.
const MOST_TOKENS: usize = 6;

/// The names of `view` with those that were left out, in order.
pub(super) fn complete(mut view: View<'_, '_>) -> Vec<Name> {
    view.names = view.names.iter().flat_map(|name| cut(&view, name)).collect();
    let known = known(&view);
    let mut found = Vec::new();
    let mut token = 0;
    let mut next = 0;
    while token < view.len() {
        while view.names.get(next).is_some_and(|name| name.tokens.end <= token) {
            next += 1;
        }
        let free = view.names.get(next).map_or(view.len(), |name| name.tokens.start);
        if free <= token {
            token = view.names[next].tokens.end;
            continue;
        }
        let joins = found.last().is_some_and(|last: &Name| last.tokens.end == token);
        match name_at(&view, &known, token, free, joins) {
            Some((end, kind)) => {
                found.push(Name { tokens: token..end, span: view.span(token..end), kind });
                token = end;
            }
            None => token += 1,
        }
    }
    let mut names = view.names;
    if !found.is_empty() {
        names.append(&mut found);
        names.sort_by_key(|name| name.tokens.start);
    }
    names
}

/// A name as it should be: of a body without everyday words before it, of a place without the title after it, and of a
/// place and its party as two names.
fn cut(view: &View<'_, '_>, name: &Name) -> Vec<Name> {
    let Range { start, end } = name.tokens;
    let named = |tokens: Range<usize>, kind| Name { span: view.span(tokens.clone()), tokens, kind };
    match name.kind {
        EntityKind::Organization | EntityKind::Miscellaneous
            if end > start + 2 && is_member(view.text(start)) && view.text(start + 1) == "of" =>
        {
            let place = named(start + 2..end, EntityKind::Location);
            vec![named(start..start + 1, EntityKind::Miscellaneous), place]
        }
        EntityKind::Organization if end > start + 1 && is_member(view.text(end - 1)) => {
            let place = view.tags(start).any(Tags::PLACE);
            let kind = if place { EntityKind::Location } else { name.kind };
            vec![named(start..end - 1, kind), named(end - 1..end, EntityKind::Miscellaneous)]
        }
        // `Florida Rep.` before a person's name.
        EntityKind::Organization | EntityKind::Location
            if end > start + 1
                && view.tags(start).any(Tags::PLACE)
                && is_abbreviated_title(view, end - 1) =>
        {
            vec![named(start..end - 1, EntityKind::Location)]
        }
        EntityKind::Organization => {
            let small = |token: &usize| !view.is_large(*token) && view.tags(*token).any(Tags::COMMON);
            let mut first = (start..end).take_while(small).count() + start;
            if first > start && view.text(first) == "PAC" {
                first += 1;
            }
            vec![named(if first < end { first } else { start }..end, name.kind)]
        }
        _ => vec![name.clone()],
    }
}

/// `Rep.`, `Gov.`
fn is_abbreviated_title(view: &View<'_, '_>, token: usize) -> bool {
    view.text(token).ends_with('.') && lexicon::tags(view.text(token)).any(Tags::TITLE)
}

/// Names by their first words.
type Known<'t> = FxHashMap<&'t str, Vec<(Vec<&'t str>, EntityKind)>>;

/// What the document names, by first words; of persons also the family name alone.
fn known<'t>(view: &View<'_, 't>) -> Known<'t> {
    let mut known = Known::default();
    for name in &view.names {
        if name.tokens.len() > MOST_TOKENS {
            continue;
        }
        let words: Vec<&str> = name.tokens.clone().map(|token| view.text(token)).collect();
        if name.kind == EntityKind::Person && words.len() > 1 {
            add(&mut known, vec![words[words.len() - 1]], name.kind);
        }
        add(&mut known, words, name.kind);
    }
    known
}

fn add<'t>(known: &mut Known<'t>, words: Vec<&'t str>, kind: EntityKind) {
    let names = known.entry(words[0]).or_default();
    if names.len() < MOST_NAMESAKES && !names.iter().any(|(other, _)| *other == words) {
        names.push((words, kind));
    }
}

/// The end and kind of the name left out at `token`, which ends before `free`; `joins`: right after another one.
fn name_at(
    view: &View<'_, '_>,
    known: &Known<'_>,
    token: usize,
    free: usize,
    joins: bool,
) -> Option<(usize, EntityKind)> {
    let text = view.text(token);
    if !view.is_word(token) || !view.is_large(token) || !(joins || stands_alone_before(view, token)) {
        return None;
    }
    if is_party(text) && !matches!(text, "Conservative" | "Independent" | "Green" | "Labour" | "Socialist") {
        return Some((token + 1, EntityKind::Miscellaneous));
    }
    let named = known.get(text).into_iter().flatten();
    let named = named.map(|(words, kind)| (words.len(), words.as_slice(), *kind));
    let listed = lexicon::phrases(text).iter().filter_map(|phrase| {
        listed_kind(phrase.tags).map(|kind| (phrase.rest.len() + 1, phrase.rest.as_slice(), kind))
    });
    let mut best = listed_kind(lexicon::tags(text)).map(|kind| (token + 1, kind));
    let fits =
        |words: &[&str], from: usize| words.iter().zip(from..).all(|(word, at)| view.text(at) == *word);
    for (length, words, kind) in named.chain(listed) {
        let from = token + length - words.len();
        if token + length <= free && fits(words, from) && best.is_none_or(|(end, _)| token + length >= end) {
            best = Some((token + length, kind));
        }
    }
    if best.is_none() && is_role(view, token + 1) {
        best = beside_office(text).map(|kind| (token + 1, kind));
    }
    best.filter(|(end, _)| stands_alone_after(view, *end))
}

/// What a word right before an office in small letters is: `UNH pollster`, `C.I.A. analyst`, `Virginia delegate`.
fn beside_office(text: &str) -> Option<EntityKind> {
    let capitals = text.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    let short =
        (2..=7).contains(&text.len()) && !matches!(text, "TV" | "IT" | "PR" | "HR" | "VP" | "CEO" | "II");
    if capitals && short {
        Some(EntityKind::Organization)
    } else {
        lexicon::tags(text).any(Tags::PLACE).then_some(EntityKind::Location)
    }
}

fn listed_kind(tags: Tags) -> Option<EntityKind> {
    if tags.any(Tags::GIVEN | Tags::SURNAME | Tags::HONORIFIC) {
        None
    } else if tags.any(Tags::PLACE) {
        Some(EntityKind::Location)
    } else if tags.any(Tags::DEMONYM) {
        Some(EntityKind::Miscellaneous)
    } else if tags.any(Tags::ORGANIZATION) {
        Some(EntityKind::Organization)
    } else {
        None
    }
}

/// Whether no other capital word before belongs to the same name.
fn stands_alone_before(view: &View<'_, '_>, token: usize) -> bool {
    token == 0
        || !view.is_large(token - 1)
        || view.name_at(token - 1).is_some()
        || view.sentence(token).start == token
        || is_known_word(view, token - 1)
}

/// Whether no other capital word at `end` belongs to the same name.
fn stands_alone_after(view: &View<'_, '_>, end: usize) -> bool {
    !view.is_large(end)
        || view.name_at(end).is_some()
        || is_party(view.text(end))
        || is_known_word(view, end)
        || leads_to_office(view, end)
}

/// How many capital words may stand between a name and the office that it goes with.
const MOST_BETWEEN: usize = 3;

/// Whether at `token` everyday words in capitals lead to an office: `Communication Director`.
fn leads_to_office(view: &View<'_, '_>, token: usize) -> bool {
    (token..token + MOST_BETWEEN)
        .take_while(|&at| view.is_large(at) && view.tags(at).any(Tags::COMMON) && view.name_at(at).is_none())
        .any(|at| is_role(view, at))
}

/// A word of titles, or of grammar at the beginning of a sentence.
fn is_known_word(view: &View<'_, '_>, token: usize) -> bool {
    view.tags(token).any(Tags::TITLE | Tags::ROLE | Tags::HONORIFIC | Tags::FUNCTION | Tags::TITLE_MODIFIER)
}
