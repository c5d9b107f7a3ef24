//! Word lists, as sorted text files, that the rules and the linking share.
//!
//! One look-up tells everything that the lists know of a word. A list in small letters (roles, common words)
//! is asked with the word in small letters, all others with the word as it stands.

mod tags;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

pub(crate) use tags::Tags;

/// A list, what its entries are, and its text: one entry a line.
type List = (&'static str, Tags, &'static str);

const LISTS: [List; 22] = [
    ("bodies", Tags::BODY, include_str!("bodies.txt")),
    ("common_words", Tags::COMMON, include_str!("common_words.txt")),
    ("demonyms", Tags::DEMONYM, include_str!("demonyms.txt")),
    ("documents", Tags::DOCUMENT, include_str!("documents.txt")),
    ("family_first", Tags::FAMILY_FIRST, include_str!("family_first.txt")),
    ("function_words", Tags::FUNCTION, include_str!("function_words.txt")),
    ("given", Tags::GIVEN, include_str!("given.txt")),
    ("honorifics", Tags::HONORIFIC, include_str!("honorifics.txt")),
    ("misc_heads", Tags::MISC_HEAD, include_str!("misc_heads.txt")),
    ("misc_names", Tags::MISC, include_str!("misc_names.txt")),
    ("not_names", Tags::NOT_NAME, include_str!("not_names.txt")),
    ("organization_heads", Tags::ORGANIZATION_HEAD, include_str!("organization_heads.txt")),
    ("organization_of", Tags::ORGANIZATION_OF, include_str!("organization_of.txt")),
    ("organizations", Tags::ORGANIZATION, include_str!("organizations.txt")),
    ("place_firsts", Tags::PLACE_FIRST, include_str!("place_firsts.txt")),
    ("place_heads", Tags::PLACE_HEAD, include_str!("place_heads.txt")),
    ("places", Tags::PLACE, include_str!("places.txt")),
    ("quantities", Tags::QUANTITY, include_str!("quantities.txt")),
    ("roles", Tags::ROLE, include_str!("roles.txt")),
    ("surnames", Tags::SURNAME, include_str!("surnames.txt")),
    ("title_modifiers", Tags::TITLE_MODIFIER, include_str!("title_modifiers.txt")),
    ("titles", Tags::TITLE, include_str!("titles.txt")),
];

/// A name of several words.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Its words after the first, as tokens: `Moody's Investors Service` has `'s`, `Investors`, `Service`.
    pub rest: Vec<&'static str>,
    /// What it is.
    pub tags: Tags,
}

struct Lexicon {
    words: FxHashMap<&'static str, Tags>,
    phrases: FxHashMap<&'static str, Vec<Phrase>>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(|| {
    let mut lexicon = Lexicon { words: FxHashMap::default(), phrases: FxHashMap::default() };
    for (_, tags, text) in LISTS {
        for line in text.lines() {
            lexicon.add(line, tags);
        }
    }
    for phrases in lexicon.phrases.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    lexicon
});

impl Lexicon {
    /// Adds one line of a list; in the lists of names and honorifics a second column gives the gender.
    fn add(&mut self, line: &'static str, tags: Tags) {
        let (entry, tags) = if tags.any(Tags::GIVEN | Tags::HONORIFIC) {
            let (entry, gender) = line.split_once(' ').unwrap_or((line, "u"));
            (entry, tags | Tags::gender(gender))
        } else {
            (line, tags)
        };
        let mut words = entry.split(' ').flat_map(|word| match word.strip_suffix("'s") {
            Some(stem) => [stem, "'s"],
            None => [word, ""],
        });
        let first = words.next().expect("split yields at least one part");
        let rest: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        if rest.is_empty() {
            *self.words.entry(entry).or_default() |= tags;
        } else {
            *self.words.entry(first).or_default() |= Tags::PHRASE;
            self.phrases.entry(first).or_default().push(Phrase { rest, tags });
        }
    }
}

/// What the lists know of `word` as it stands.
pub(crate) fn tags(word: &str) -> Tags {
    LEXICON.words.get(word).copied().unwrap_or_default()
}

/// What the lists know of `word` in small letters; nothing of words longer than any in the lists.
pub(crate) fn folded(word: &str) -> Tags {
    let mut buffer = [0; 32];
    recased(word, &mut buffer, false).map(tags).unwrap_or_default()
}

/// What the lists know of `word`, given in capitals, with only its first letter large.
pub(crate) fn titled(word: &str) -> Tags {
    let mut buffer = [0; 32];
    recased(word, &mut buffer, true).map(tags).unwrap_or_default()
}

/// The names of several words that begin with `word`, the longest first.
pub(crate) fn phrases(word: &str) -> &'static [Phrase] {
    LEXICON.phrases.get(word).map(Vec::as_slice).unwrap_or_default()
}

/// `word` in small letters, but for the first where `titled`, without allocation.
fn recased<'b>(word: &str, buffer: &'b mut [u8; 32], titled: bool) -> Option<&'b str> {
    let mut length = 0;
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            '’' => '\'',
            c if titled && i == 0 => c,
            c if c.is_ascii() => c.to_ascii_lowercase(),
            c => c.to_lowercase().next().unwrap_or(c),
        };
        let end = length + c.len_utf8();
        c.encode_utf8(buffer.get_mut(length..end)?);
        length = end;
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_without_repeats() {
        for (name, _, text) in LISTS {
            let lines: Vec<_> = text.lines().collect();
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
            }
            assert!(
                lines.iter().all(|line| line.trim() == *line && !line.is_empty()),
                "{name}: stray blanks"
            );
        }
    }

    #[test]
    fn words_are_found_with_all_their_tags() {
        for (word, expected) in [
            ("Virginia", Tags::GIVEN | Tags::FEMALE | Tags::PLACE),
            ("Mrs.", Tags::HONORIFIC | Tags::FEMALE),
            ("Republican", Tags::DEMONYM),
            ("University", Tags::ORGANIZATION_HEAD | Tags::ORGANIZATION_OF),
        ] {
            assert!(tags(word).all(expected), "{word}: {:?}", tags(word));
        }
        assert!(folded("SPOKESWOMAN").any(Tags::ROLE));
        assert!(titled("LONDON").any(Tags::PLACE));
        assert!(tags("Xyzzy").is_empty() && folded(&"long".repeat(20)).is_empty());
    }

    #[test]
    fn phrases_are_split_like_tokens_and_the_longest_comes_first() {
        let united = phrases("United");
        assert!(united.windows(2).all(|pair| pair[0].rest.len() >= pair[1].rest.len()));
        assert!(united.iter().any(|phrase| phrase.rest == ["Arab", "Emirates"]));
        assert!(phrases("People").iter().any(|phrase| phrase.rest == ["'s", "Daily"]));
    }
}
