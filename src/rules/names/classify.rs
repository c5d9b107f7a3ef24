//! What a name that is in no list names, by its parts and by the words around it.

use crate::{
    annotate::EntityKind::{Location, Miscellaneous, Organization, Person},
    document::Document,
    lexicon::{self, Tags},
    text::TokenKind,
};

use super::{Found, segment::push, shape::Shape, word::Word};

/// Decides what `words` name and adds it to `out`. `titled`: a title stands before them; `opens`: the first
/// capital letter says nothing.
pub(super) fn classify(
    document: &Document<'_>,
    words: &[Word<'_>],
    titled: bool,
    opens: bool,
    out: &mut Vec<Found>,
) {
    let words = without_headline(words);
    let n = words.len();
    let all = 0..n;
    let (first, last) = (&words[0], &words[n - 1]);
    let mut add = |kind, rule, confidence| push(out, words, all.clone(), kind, rule, confidence);
    if last.tags.any(Tags::ORGANIZATION_HEAD) && n > 1 {
        return add(Some(Organization), "head of a body", 0.85);
    }
    if titled {
        return add(Some(Person), "after a title", 0.95);
    }
    if n > 1 && (words[..n - 1].iter().any(|word| word.text == "&") || last.text == "&") {
        return add(Some(Organization), "ampersand", 0.8);
    }
    if n > 1 && first.is_given() && !first.is_common() {
        return add(Some(Person), "given name first", 0.9);
    }
    if n > 1 && words[1..].iter().any(|word| word.shape == Shape::Initial) && first.shape == Shape::Capital {
        return add(Some(Person), "initial", 0.85);
    }
    if n > 1 && first.shape == Shape::Initial && last.shape == Shape::Capital {
        return add(Some(Person), "initial", 0.85);
    }
    if n > 1 && last.tags.any(Tags::PLACE_HEAD) {
        return add(Some(Location), "head of a place", 0.8);
    }
    if n > 1 && last.tags.any(Tags::MISC_HEAD) {
        return add(Some(Miscellaneous), "head of an event or work", 0.7);
    }
    if n > 1 && first.is_given() {
        return add(Some(Person), "given name first", 0.8);
    }
    if (2..=3).contains(&n) && first.tags.any(Tags::FAMILY_FIRST) && is_eastern(&words[1..]) {
        return add(Some(Person), "family name first", 0.8);
    }
    if n > 1 && first.tags.any(Tags::PLACE_FIRST) && !last.is_common() {
        return add(Some(Location), "first word of a place", 0.6);
    }
    if n > 1 && last.tags.any(Tags::SURNAME) && !first.is_common() {
        return add(Some(Person), "family name last", 0.8);
    }
    if n > 1 && words.iter().any(|word| matches!(word.text, "bin" | "ibn" | "al" | "van" | "von" | "el")) {
        return add(Some(Person), "particle", 0.8);
    }
    let context = Context::of(document, first.token, last.token);
    if context.age {
        return add(Some(Person), "age", 0.9);
    }
    if n == 1 {
        let (kind, rule, confidence) = single(first, &context);
        let confidence = if opens { confidence * 0.9 } else { confidence };
        return add(kind, rule, confidence);
    }
    if words.iter().all(|word| word.is_common() || !word.is_large()) {
        return add(Some(Miscellaneous), "everyday words in capitals", 0.4);
    }
    if context.role_before || context.speaks {
        return add(Some(Person), "role or verb beside", 0.75);
    }
    if context.place {
        return add(Some(Location), "after a preposition of place", 0.55);
    }
    if context.article || n > 3 || words.iter().any(|word| word.shape == Shape::Upper) {
        return add(Some(Organization), "several words", 0.45);
    }
    if words.iter().any(Word::is_common) {
        return add(Some(Organization), "with an everyday word", 0.4);
    }
    add(Some(Person), "two unknown words", 0.55);
}

/// A person's name without the words of a headline after it: `Anna Weber Explained`.
fn without_headline<'w, 't>(words: &'w [Word<'t>]) -> &'w [Word<'t>] {
    let verb = |word: &Word<'_>| {
        word.is_common()
            && word.shape == Shape::Capital
            && !word.tags.any(Tags::SURNAME | Tags::GIVEN)
            && word.text.ends_with(['d', 's'])
    };
    let body = words[words.len() - 1].tags.any(Tags::ORGANIZATION_HEAD | Tags::PLACE_HEAD | Tags::MISC_HEAD);
    match words.iter().skip(2).position(verb) {
        Some(end) if words[0].is_given() && !body => &words[..end + 2],
        _ => words,
    }
}

/// Whether these can be the given names after a family name: `Suk-hee`, `Jong Il`.
fn is_eastern(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| {
        word.text.len() <= 10
            && (word.text.contains('-') || word.text.len() <= 7)
            && !word.tags.any(Tags::SURNAME | Tags::ORGANIZATION_HEAD | Tags::PLACE_HEAD | Tags::MISC_HEAD)
            && !word.small.any(Tags::COMMON)
    })
}

/// One unknown word.
fn single(word: &Word<'_>, context: &Context) -> (Option<crate::EntityKind>, &'static str, f32) {
    if word.shape == Shape::Upper {
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        if (2..=6).contains(&letters) && !word.small.any(Tags::FUNCTION) {
            return (Some(Organization), "acronym", 0.6);
        }
        return (None, "capitals", 0.3);
    }
    if word.shape == Shape::Initial {
        return (None, "letter", 0.1);
    }
    if word.is_common() && !word.is_given() {
        return (None, "everyday word", 0.2);
    }
    if context.speaks || context.role_before {
        return (Some(Person), "role or verb beside", 0.7);
    }
    if word.tags.any(Tags::SURNAME | Tags::FAMILY_FIRST) && !word.small.any(Tags::COMMON) {
        return (Some(Person), "family name", 0.7);
    }
    if word.is_given() && !word.is_common() {
        return (Some(Person), "given name", 0.7);
    }
    if context.place {
        return (Some(Location), "after a preposition of place", 0.55);
    }
    (Some(Organization), "unknown word", 0.3)
}

/// What the words beside a name tell.
struct Context {
    /// A number after a comma: `Anna Weber, 54,`.
    age: bool,
    /// A role in small letters before: `spokesman`.
    role_before: bool,
    /// A verb of speech after, or before.
    speaks: bool,
    /// `in`, `at`, `from`, `near` before.
    place: bool,
    /// `the` before.
    article: bool,
}

impl Context {
    fn of(document: &Document<'_>, first: usize, last: usize) -> Self {
        let tokens = document.tokens();
        let text = |token: usize| tokens.get(token).map_or("", |token| document.slice(token.span));
        let before = if first > 0 { text(first - 1) } else { "" };
        let after = text(last + 1);
        let age = after == ","
            && tokens.get(last + 2).is_some_and(|token| {
                token.kind == TokenKind::Number && token.span.len() == 2 && document.slice(token.span) < "99"
            })
            && matches!(text(last + 3), "," | "." | ";");
        Self {
            age,
            role_before: before.starts_with(|c: char| c.is_ascii_lowercase())
                && lexicon::tags(before).any(Tags::ROLE),
            speaks: SPEAKS.binary_search(&after).is_ok() || (before == "said" || before == "says"),
            place: matches!(before, "in" | "at" | "from" | "near" | "outside" | "to" | "into" | "across"),
            article: matches!(before, "the" | "The"),
        }
    }
}

/// Verbs that a person's name stands before.
const SPEAKS: [&str; 26] = [
    "acknowledged",
    "added",
    "admitted",
    "agreed",
    "argued",
    "asked",
    "believes",
    "called",
    "complained",
    "denied",
    "explained",
    "insisted",
    "joked",
    "noted",
    "recalled",
    "replied",
    "said",
    "says",
    "spoke",
    "thinks",
    "told",
    "tweeted",
    "warned",
    "who",
    "whose",
    "wrote",
];
