//! The names of a document as the linking reads them: without the honorifics and marks around them, and with those
//! that the engine passed over though it found the bearer elsewhere.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::{
    annotate::{Annotations, EntityKind},
    lexicon::{self, Tags},
};

use super::{
    office_words::singular,
    person::{fold, is_suffix},
    told::gendered,
    view::{Name, View},
};

/// The most words of a name after an honorific.
const MOST_WORDS: usize = 4;

/// What `he` or `she` means from this chance on is a person's name, whatever else its words could name.
const SURE_PERSON: f32 = 0.7;

/// The names of `view`, which has none yet, in order and without overlap.
pub(super) fn names(view: &View<'_, '_>, annotations: &Annotations) -> Vec<Name> {
    let entities = &annotations.entities;
    let persons = called_he_or_she(view, annotations);
    let mut names: Vec<Name> = Vec::with_capacity(entities.len());
    let mut free = 0;
    for entity in entities {
        let whole = view.document.tokens_in(entity.span);
        if whole.is_empty() || whole.start < free {
            continue;
        }
        free = whole.end;
        let is_person = is_addressed(view, whole.start)
            || !persons.is_empty() && persons.contains(&fold(view.document.slice(entity.span)));
        let kind = if is_person { EntityKind::Person } else { entity.kind };
        let tokens = match kind {
            EntityKind::Person => person(view, whole.clone()),
            _ => unmarked(view, whole.clone()),
        };
        let span = if tokens == whole { entity.span } else { view.span(tokens.clone()) };
        names.push(Name { tokens, span, kind });
    }
    leave_predicates(view, &mut names);
    let missed = passed_over(view, &names);
    if !missed.is_empty() {
        names.extend(missed);
        names.sort_by_key(|name| name.tokens.start);
    }
    names
}

/// Names that an engine took for those of places or bodies, folded, though it says that `he` or `she` means them: a player
/// called Austria.
fn called_he_or_she(view: &View<'_, '_>, annotations: &Annotations) -> FxHashSet<String> {
    let names = gendered(view, annotations).flat_map(|(_, reference)| &reference.names);
    let sure = names.filter(|link| link.confidence >= SURE_PERSON).map(|link| &annotations.entities[link.to]);
    let others = sure.filter(|entity| entity.kind != EntityKind::Person);
    others.map(|entity| fold(view.document.slice(entity.span))).collect()
}

/// Whether `Mr.` or the like stands before the token.
fn is_addressed(view: &View<'_, '_>, token: usize) -> bool {
    let before = view.before(token);
    before.ends_with('.') && lexicon::tags(before).any(Tags::HONORIFIC)
}

/// A person's name without titles and articles before it and without what follows it: `President Weber's`.
fn person(view: &View<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    while start + 1 < end && leads(view, start, end - start - 1) {
        start += 1;
    }
    if let Some(cut) = (start + 1..end).find(|&token| follows(view, token)) {
        end = cut;
    }
    unmarked(view, start..end)
}

/// Whether the first token of a person's name, with `rest` tokens after it, is no part of the name.
fn leads(view: &View<'_, '_>, token: usize, rest: usize) -> bool {
    let text = view.text(token);
    if !view.is_word(token) {
        return !text.starts_with('@');
    }
    let tags = lexicon::tags(text);
    let given = tags.any(Tags::GIVEN);
    if tags.any(Tags::HONORIFIC | Tags::TITLE) {
        return !given || rest > 1;
    }
    if matches!(text, "the" | "The" | "former" | "Former" | "then" | "ex") {
        return true;
    }
    let group = tags.any(Tags::DEMONYM) || matches!(text, "House" | "Senate" | "GOP");
    let role = lexicon::folded(text).any(Tags::ROLE) && !tags.any(Tags::SURNAME);
    rest > 1 && !given && (group || role)
}

/// Whether a token cannot be within a person's name.
fn follows(view: &View<'_, '_>, token: usize) -> bool {
    match view.text(token) {
        "," => !is_suffix(view.text(token + 1)),
        text => matches!(text, "(" | "[" | "—" | "–" | "-" | ":" | "of" | "at" | "from" | "in" | "who"),
    }
}

/// The tokens without possessive and other marks at the end.
fn unmarked(view: &View<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let mut end = tokens.end;
    while tokens.start + 1 < end
        && (view.is_possessive(end - 1) || (!view.is_word(end - 1) && !view.text(end - 1).ends_with(')')))
    {
        end -= 1;
    }
    tokens.start..end
}

/// Cuts names of a headline that run on into its verb, where the name alone stands elsewhere: `Anna Weber Blasts`.
fn leave_predicates(view: &View<'_, '_>, names: &mut [Name]) {
    let key = |tokens: Range<usize>| fold(view.document.slice(view.span(tokens)));
    let is_full = |name: &&Name| name.kind == EntityKind::Person && name.tokens.len() > 1;
    let known: FxHashSet<String> =
        names.iter().filter(is_full).map(|name| key(name.tokens.clone())).collect();
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 2) {
        let tokens = name.tokens.clone();
        let is_everyday = |token: usize| {
            let text = view.text(token);
            let listed = lexicon::tags(text).any(Tags::GIVEN | Tags::SURNAME);
            !listed && (lexicon::folded(text) | lexicon::folded(singular(text))).any(Tags::COMMON)
        };
        let cut = (tokens.start + 2..tokens.end.min(tokens.start + MOST_WORDS))
            .find(|&end| is_everyday(end) && known.contains(&key(tokens.start..end)));
        if let Some(end) = cut {
            name.tokens = tokens.start..end;
            name.span = view.span(name.tokens.clone());
        }
    }
}

/// Names of persons outside of `names`: after an honorific, and words that name a person elsewhere.
fn passed_over(view: &View<'_, '_>, names: &[Name]) -> Vec<Name> {
    let (mut known, mut capitals) = (FxHashSet::default(), FxHashSet::default());
    for name in names.iter().filter(|name| name.kind == EntityKind::Person) {
        let last = (name.tokens.clone()).rev().find(|&token| !is_suffix(view.text(token)));
        let word = view.text(last.unwrap_or(name.tokens.start));
        if word.len() > 2 && known.insert(word) && word.len() > 3 {
            capitals.insert(word.to_uppercase());
        }
    }
    let covered = |token: usize| {
        let next = names.partition_point(|name| name.tokens.end <= token);
        names.get(next).is_some_and(|name| name.tokens.start <= token)
    };
    let is_name = |token: usize| view.is_word(token) && view.is_large(token) && !covered(token);
    let mut missed = Vec::new();
    let (mut at, mut next) = (0, 0);
    while at < view.len() {
        if let Some(name) = names.get(next).filter(|name| name.tokens.start <= at) {
            at = name.tokens.end.max(at + 1);
            next += 1;
            continue;
        }
        let text = view.text(at);
        let mut end = at + 1;
        if !is_name(at) {
            at = end;
            continue;
        }
        let common = lexicon::folded(text).any(Tags::COMMON | Tags::FUNCTION);
        let found = if is_addressed(view, at) {
            while end < at + MOST_WORDS && is_name(end) && continues(view, end) {
                end += 1;
            }
            !lexicon::tags(text).any(Tags::TITLE | Tags::HONORIFIC)
                && !lexicon::folded(text).any(Tags::FUNCTION)
        } else {
            let alone = !is_name(end) || lexicon::folded(view.text(end)).any(Tags::COMMON | Tags::FUNCTION);
            let not_name = common || lexicon::tags(text).any(Tags::NOT_NAME);
            alone && !not_name && (known.contains(text) || capitals.contains(text))
        };
        if found {
            let start = if is_addressed(view, at) { at } else { with_given(view, at, &missed, covered) };
            let tokens = start..end;
            missed.push(Name { span: view.span(tokens.clone()), tokens, kind: EntityKind::Person });
        }
        at = end;
    }
    missed
}

/// Whether a large word goes on with the name before it.
fn continues(view: &View<'_, '_>, token: usize) -> bool {
    !is_addressed(view, token)
        && !lexicon::folded(view.text(token)).any(Tags::COMMON | Tags::FUNCTION | Tags::ROLE)
}

/// The start of a name that ends with `surname`: the given name and initial before it belong to it.
fn with_given(
    view: &View<'_, '_>,
    surname: usize,
    missed: &[Name],
    covered: impl Fn(usize) -> bool,
) -> usize {
    let least = missed.last().map_or(0, |name| name.tokens.end);
    let sentence = view.sentence(surname).start.max(least);
    let is_given = |token: usize| {
        token >= sentence && !covered(token) && lexicon::tags(view.text(token)).any(Tags::GIVEN)
    };
    let is_initial = |token: usize| view.text(token).len() == 2 && view.text(token).ends_with('.');
    match surname {
        1.. if is_given(surname - 1) => surname - 1,
        2.. if is_initial(surname - 1) && is_given(surname - 2) => surname - 2,
        _ => surname,
    }
}
