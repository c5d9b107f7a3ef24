//! Bodies by their names, the ends of their names, and their acronyms.

use rustc_hash::FxHashMap;

use crate::lexicon::{self, Tags};

use super::{gather::Gathering, identities::Kind, person::fold};

/// The most words of a name of which the ends are remembered.
const MOST_WORDS: usize = 12;

/// What short names stand for.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// Bodies of several words by the last words of their names and by the first: `the Post`, `Fox`, `the Security
    /// Council`. `None` where several end alike.
    short: FxHashMap<String, Option<usize>>,
    /// Bodies by the capitals of their words, or by the capitals in brackets after them.
    by_acronym: FxHashMap<String, usize>,
}

impl Bodies {
    /// The body that letters in capitals stand for: `FTC`, `F.T.C.`
    pub fn acronym(&self, text: &str) -> Option<usize> {
        let capitals = capitals(text)?;
        (!lexicon::tags(text).any(Tags::PLACE)).then(|| self.by_acronym.get(&capitals).copied()).flatten()
    }

    /// The body of several words of whose name these are the last words or the first one.
    fn short(&self, text: &str) -> Option<usize> {
        self.short.get(&fold(text)).copied().flatten()
    }

    /// Remembers the parts of a name that can stand for it.
    fn add(&mut self, name: &str, identity: usize) {
        let folded = fold(name);
        let words: Vec<&str> = folded.split_whitespace().take(MOST_WORDS).collect();
        for at in 1..words.len() {
            let known = self.short.entry(words[at..].join(" ")).or_insert(Some(identity));
            // The last word alone means the first that bears it; more words must tell.
            if at + 1 < words.len() && *known != Some(identity) {
                *known = None;
            }
        }
        self.short.entry(words[0].to_owned()).or_insert(Some(identity));
        let acronym: String = name.chars().filter(|c| c.is_uppercase()).take(MOST_WORDS).collect();
        if acronym.len() > 1 {
            self.by_acronym.entry(acronym).or_insert(identity);
        }
    }
}

/// The letters of a word of capitals, without its dots.
fn capitals(text: &str) -> Option<String> {
    let capitals = text.len() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.');
    capitals.then(|| text.chars().filter(|c| *c != '.').collect())
}

/// Whether these words are the name of a body by themselves.
fn is_listed(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return false };
    lexicon::phrases(first)
        .iter()
        .any(|phrase| phrase.tags.any(Tags::ORGANIZATION) && phrase.rest.iter().copied().eq(words.clone()))
}

impl Gathering<'_, '_, '_> {
    /// The identity of the body with this name.
    pub fn body(&mut self, name: usize) -> usize {
        let text = self.text(name);
        let key = fold(text);
        if let Some(&identity) = self.others.get(&key) {
            return identity;
        }
        let several = text.contains(char::is_whitespace);
        let known = if several { self.longer_name(text, &key) } else { self.short_name(text, &key) };
        let identity = known.unwrap_or_else(|| self.add(name, Kind::Organization));
        if several && known.is_none() {
            self.bodies.add(text, identity);
        }
        self.bracketed(name, identity);
        self.others.insert(key, identity);
        identity
    }

    /// Takes a name for another one of a body, which it is to find from now on, and returns the body.
    pub fn body_alias(&mut self, name: usize, body: usize) -> usize {
        let text = self.text(name);
        if text.contains(char::is_whitespace) {
            self.bodies.add(text, body);
        } else if let Some(capitals) = capitals(text) {
            self.bodies.by_acronym.entry(capitals).or_insert(body);
        }
        self.others.entry(fold(text)).or_insert(body);
        body
    }

    /// The body of which these are the last words. Words that are a name by themselves are part of a longer one only where
    /// the rest of that is a body, too: `United Nations Security Council`, not `Texas Republican Party`.
    fn longer_name(&self, text: &str, key: &str) -> Option<usize> {
        let rest = |identity: usize, end: &str| {
            let longer = self.all[identity].name.of(self.view.document.text());
            longer.strip_suffix(end).unwrap_or(longer)
        };
        // `U.N. Security Council`: the capitals of the words that they stand for.
        if let Some((first, end)) = text.split_once(' ')
            && let Some(capitals) = capitals(first)
            && let Some(identity) = self.bodies.short(end)
            && rest(identity, end).chars().filter(|c| c.is_uppercase()).eq(capitals.chars())
        {
            return Some(identity);
        }
        let identity = self.bodies.short(key)?;
        (!is_listed(text) || is_listed(rest(identity, text))).then_some(identity)
    }

    /// The body of several words that one word stands for: its capitals, or a word of it that is no everyday one.
    fn short_name(&self, text: &str, key: &str) -> Option<usize> {
        if capitals(text).is_some() {
            return self.bodies.acronym(text);
        }
        let alias = ALIASES.binary_search_by_key(&key, |(short, _)| short).ok();
        let alias = alias.and_then(|i| self.others.get(ALIASES[i].1)).copied();
        alias.or_else(|| self.bodies.short(text))
    }

    /// Remembers the acronym in brackets after a name: `Alliance of Growers (AOG)`.
    fn bracketed(&mut self, name: usize, identity: usize) {
        let end = self.view.names[name].tokens.end;
        if self.view.text(end) == "(" && self.view.text(end + 2) == ")" {
            let inside = self.view.text(end + 1);
            if inside.len() < 16
                && let Some(acronym) = capitals(inside)
            {
                self.bodies.by_acronym.insert(acronym, identity);
            }
        }
    }
}

/// Short names, folded, that are no word of the full one.
const ALIASES: [(&str, &str); 4] = [
    ("fed", "federal reserve"),
    ("gop", "republican party"),
    ("wapo", "washington post"),
    ("wsj", "wall street journal"),
];
