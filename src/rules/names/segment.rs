//! A run cut into names: `Iraqi President Saddam Hussein` holds a people, a title and a person.

use crate::{
    annotate::EntityKind::{self, Location, Miscellaneous, Organization},
    document::Document,
    lexicon::{self, Tags},
};

use super::{Found, classify::classify, shape::Shape, word::Word};

/// Bodies that every state has: the people before them is a name of its own.
const STATE_BODIES: [&str; 15] = [
    "Air",
    "Army",
    "Assembly",
    "Cabinet",
    "Congress",
    "Court",
    "Embassy",
    "Government",
    "Ministry",
    "Navy",
    "Parliament",
    "Police",
    "Senate",
    "Supreme",
    "Government",
];

/// Cuts one run into names; `sentence` is the first token of its sentence.
pub(super) fn segment(document: &Document<'_>, words: &[Word<'_>], sentence: usize, out: &mut Vec<Found>) {
    let mut at = 0;
    let mut titled = false;
    if opens(document, words[0].token, sentence) {
        if words[0].small.any(Tags::FUNCTION) && !words[0].tags.any(Tags::PLACE) && !phrase_fits(words) {
            at = 1;
        } else if words.len() == 1 && words[0].is_common() {
            push(out, words, 0..1, None, "opens the sentence", 0.2);
            return;
        } else if opens_before_name(words) {
            at = 1;
        }
    } else if continues_office(document, &words[0]) {
        at = words.iter().take_while(|word| word.is_common() && !word.is_given()).count();
        titled = true;
    }
    while at < words.len() {
        let word = &words[at];
        if let Some((end, kind)) = known(words, at) {
            push(out, words, at..end, Some(kind), "known name", 0.9);
            (at, titled) = (end, false);
        } else if !word.is_large() || (word.small.any(Tags::FUNCTION) && !word.is_title() && !word.is_given())
        {
            (at, titled) = (at + 1, false);
        } else if is_surname(words, at) {
            let end = boundary(words, at);
            classify(document, &words[at..end], true, false, out);
            (at, titled) = (end, false);
        } else if word.tags.any(Tags::NOT_NAME) && !(word.is_given() && next_is_name(words, at)) {
            if word.shape == Shape::Capital && word.small.any(Tags::COMMON) {
                push(out, words, at..at + 1, None, "everyday word", 0.2);
            }
            (at, titled) = (at + 1, word.tags.any(Tags::HONORIFIC | Tags::TITLE));
        } else if let Some(end) = title(words, at) {
            (at, titled) = (end, true);
        } else if word.tags.any(Tags::DEMONYM) {
            push(out, words, at..at + 1, Some(Miscellaneous), "people or creed", 0.9);
            at += 1;
        } else if is_compound_adjective(word.text) {
            push(out, words, at..at + 1, Some(Miscellaneous), "compound of a name", 0.6);
            (at, titled) = (at + 1, false);
        } else {
            let end = boundary(words, at);
            classify(document, &words[at..end], titled, opens(document, word.token, sentence), out);
            (at, titled) = (end, false);
        }
    }
}

/// Whether a word that may be a month or an office is a family name: `Mr. King`, `Ms. May`.
fn is_surname(words: &[Word<'_>], at: usize) -> bool {
    let called = at > 0 && words[at - 1].tags.any(Tags::HONORIFIC) && words[at - 1].text.starts_with('M');
    called && words[at].tags.any(Tags::SURNAME) && !next_is_name(words, at)
}

/// Whether a capital letter at `token` says nothing: it opens a sentence or a quotation.
pub(super) fn opens(document: &Document<'_>, token: usize, sentence: usize) -> bool {
    if token == sentence {
        return true;
    }
    let before = document.slice(document.tokens()[token - 1].span);
    matches!(before, "\"" | "“" | "‘" | "``" | "''" | "«" | "„" | ":" | "…" | "...")
}

/// `Entrusting Anna Weber`, `Absent Weber`: the first word is large only because it opens the sentence.
fn opens_before_name(words: &[Word<'_>]) -> bool {
    let first = &words[0];
    if words.len() < 2 || first.is_given() || first.is_title() || first.shape != Shape::Capital {
        return false;
    }
    let verbal = first.is_common() || (first.text.ends_with("ing") && first.text.len() > 5);
    let listed = Tags::PLACE | Tags::ORGANIZATION | Tags::DEMONYM | Tags::PHRASE | Tags::SURNAME;
    let name =
        words[1].is_given() || words[1].is_title() || (words.len() == 2 && words[1].tags.any(Tags::SURNAME));
    verbal && name && !first.tags.any(listed)
}

/// Whether the run goes on with what an office in small letters is for: `secretary of State Weber`.
fn continues_office(document: &Document<'_>, first: &Word<'_>) -> bool {
    let text = |back: usize| {
        let token = first.token.checked_sub(back)?;
        Some(document.slice(document.tokens()[token].span))
    };
    first.is_common()
        && text(1) == Some("of")
        && text(2).is_some_and(|office| lexicon::tags(office).any(Tags::ROLE))
        && !first.tags.any(Tags::ORGANIZATION_HEAD)
}

fn phrase_fits(words: &[Word<'_>]) -> bool {
    words[0].tags.any(Tags::PHRASE) && phrase(words, 0).is_some()
}

/// A name of several words from the lists that begins at `at`: its end and marks.
pub(super) fn phrase(words: &[Word<'_>], at: usize) -> Option<(usize, Tags)> {
    if !words[at].tags.any(Tags::PHRASE) {
        return None;
    }
    lexicon::phrases(words[at].text).iter().find_map(|phrase| {
        let end = at + 1 + phrase.rest.len();
        let fits =
            end <= words.len() && words[at + 1..end].iter().zip(&phrase.rest).all(|(w, p)| w.text == *p);
        fits.then_some((end, phrase.tags))
    })
}

/// What names of the lists with these marks name.
pub(super) fn kind_of(tags: Tags) -> Option<EntityKind> {
    if tags.any(Tags::PLACE) {
        Some(Location)
    } else if tags.any(Tags::ORGANIZATION) {
        Some(Organization)
    } else if tags.any(Tags::DEMONYM | Tags::MISC) {
        Some(Miscellaneous)
    } else {
        None
    }
}

/// A listed name at `at`, or the body whose name begins with it.
fn known(words: &[Word<'_>], at: usize) -> Option<(usize, EntityKind)> {
    let body = body_end(words, at);
    if let Some((end, tags)) = phrase(words, at) {
        return match body {
            Some(body) if body > end => Some((body, Organization)),
            _ => Some((end, kind_of(tags)?)),
        };
    }
    let word = &words[at];
    if let Some(body) = body {
        let split = word.tags.any(Tags::DEMONYM)
            && words
                .get(at + 1..body)
                .is_some_and(|rest| rest.iter().any(|w| STATE_BODIES.contains(&w.text)));
        let title_first = word.is_title() && !word.tags.any(Tags::ORGANIZATION_OF);
        if !split && !title_first {
            return Some((body, Organization));
        }
        return None;
    }
    let alone = word.tags.any(Tags::PLACE | Tags::ORGANIZATION | Tags::MISC);
    // `Dallas Cowboys`: a place and its team.
    let team = words.get(at + 1).is_some_and(|next| {
        next.shape == Shape::Capital && next.text.ends_with('s') && next.tags.any(Tags::ORGANIZATION)
    });
    if team && word.tags.any(Tags::PLACE) && !word.is_title() {
        return Some((at + 2, Organization));
    }
    // `Paris Hilton`, `Jordan Smith`: a place that is a given name too, before another name.
    if !alone || (word.is_given() && next_is_name(words, at)) || next_ends_name(words, at) {
        return None;
    }
    Some((at + 1, kind_of(word.tags)?))
}

/// Whether the word after `at` closes a longer name that begins with a listed word: `Washington County`.
fn next_ends_name(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| {
        next.shape == Shape::Capital && next.tags.any(Tags::PLACE_HEAD | Tags::MISC_HEAD) && !next.is_title()
    })
}

/// Whether the word after `at` can be the rest of a person's name.
pub(super) fn next_is_name(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| {
        next.shape == Shape::Initial
            || (next.is_large()
                && (!next.is_title() || next.tags.any(Tags::SURNAME))
                && (!next.tags.any(Tags::NOT_NAME) || next.tags.any(Tags::SURNAME))
                && !next.tags.any(Tags::DEMONYM | Tags::ORGANIZATION_HEAD | Tags::PLACE_HEAD)
                && (!next.small.any(Tags::COMMON | Tags::FUNCTION) || next.tags.any(Tags::SURNAME)))
    })
}

/// The end of the body whose name begins at `at`: its last word names a kind of body (`Ministry`), with what
/// follows an `of`.
fn body_end(words: &[Word<'_>], at: usize) -> Option<usize> {
    let mut end = None;
    let mut i = at;
    while i < words.len() {
        let word = &words[i];
        if (word.tags.any(Tags::ORGANIZATION_HEAD) && i > at) || has_of(words, i) {
            end = Some(i + 1);
            if has_of(words, i) {
                let mut j = i + 2;
                while j < words.len() {
                    if let Some((phrase_end, _)) = phrase(words, j) {
                        j = phrase_end;
                    } else if j == i + 2
                        || !words[j].is_large()
                        || (words[j].is_common() && !words[j].is_title())
                    {
                        j += 1;
                    } else {
                        break;
                    }
                }
                while !words[j - 1].is_large() {
                    j -= 1;
                }
                end = Some(j);
                i = j;
                continue;
            }
        } else if word.tags.any(Tags::HONORIFIC | Tags::NOT_NAME) || (word.is_title() && i > at) {
            break;
        }
        i += 1;
    }
    end
}

/// Whether `of`, `for` or `on` follows the word at `at` inside the run.
fn has_of(words: &[Word<'_>], at: usize) -> bool {
    words[at].tags.any(Tags::ORGANIZATION_OF)
        && at + 2 < words.len()
        && matches!(words[at + 1].text, "of" | "for" | "on")
}

/// The end of the title at `at`, where one stands there: `Foreign Secretary`, `Secretary of State`.
fn title(words: &[Word<'_>], at: usize) -> Option<usize> {
    let given = words[at].is_given() && next_is_name(words, at) && !words[at].tags.any(Tags::TITLE);
    if given {
        return None;
    }
    let mut end = at;
    while end < words.len() && end < at + 4 && !words[end].is_title() {
        if !words[end].small.any(Tags::COMMON) || !words[end].is_large() {
            return None;
        }
        end += 1;
    }
    if end >= words.len() || !words[end].is_title() {
        return None;
    }
    end += 1;
    if words.get(end).is_some_and(|word| word.text == "of") {
        let mut after = end + 1;
        while words.get(after).is_some_and(|word| {
            !word.is_large() || (word.is_common() && !(word.is_given() && next_is_name(words, after)))
        }) {
            after += 1;
        }
        if after > end + 1 {
            end = after;
        } else {
            end += 1;
        }
    }
    Some(end)
}

/// The end of the name that begins at `at`: before the next title, people, or listed place or body.
fn boundary(words: &[Word<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while end < words.len() {
        let word = &words[end];
        // `Larry King`, `Theresa May`.
        if end == at + 1 && words[at].is_given() && word.tags.any(Tags::SURNAME) {
            end += 1;
            continue;
        }
        if word.tags.any(Tags::HONORIFIC | Tags::NOT_NAME)
            || (word.is_title()
                && end + 1 < words.len()
                && !word.tags.any(Tags::SURNAME | Tags::FAMILY_FIRST))
            || (word.tags.any(Tags::DEMONYM) && !words[at].is_given())
            || (phrase(words, end).is_some() && !words[at].is_given())
            || (word.small.any(Tags::FUNCTION)
                && word.is_large()
                && !word.tags.any(Tags::SURNAME | Tags::GIVEN | Tags::FAMILY_FIRST))
        {
            break;
        }
        end += 1;
    }
    while !words[end - 1].is_large() && end > at + 1 {
        end -= 1;
    }
    end
}

/// `British-based`, `U.S.-led`: a name with a word in small letters behind a hyphen.
fn is_compound_adjective(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, rest)| {
        rest.starts_with(|c: char| c.is_ascii_lowercase()) && kind_of(lexicon::tags(first)).is_some()
    })
}

pub(super) fn push(
    out: &mut Vec<Found>,
    words: &[Word<'_>],
    range: std::ops::Range<usize>,
    kind: Option<EntityKind>,
    rule: &'static str,
    confidence: f32,
) {
    let (first, end) = (words[range.start].token, words[range.end - 1].token + 1);
    out.push(Found { first, end, kind, rule, confidence });
}
