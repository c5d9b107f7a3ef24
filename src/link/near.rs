//! Misspelt names: `Bornsten` for `Bornstein`.

use rustc_hash::FxHashMap;

/// Words shorter than this, in characters, have too many neighbours.
const SHORTEST: usize = 5;

/// Words longer than this are no names.
const LONGEST: usize = 24;

/// The most words of one outline that a word is compared with.
const MOST: usize = 4;

/// Words, to be found by others that differ in one letter.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// The words by what is left of them without one of their letters, and as they are.
    by_outline: FxHashMap<String, Vec<String>>,
}

impl Near {
    /// Adds a word in small letters.
    pub fn add(&mut self, word: &str) {
        for outline in outlines(word) {
            let words = self.by_outline.entry(outline).or_default();
            if words.len() < MOST && !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }

    /// Another word that begins like `word` and differs in one letter, or in the order of two.
    pub fn find(&self, word: &str) -> Option<&str> {
        let near = |outline: &String| {
            let words = self.by_outline.get(outline)?;
            words.iter().find(|known| is_near(known, word)).map(String::as_str)
        };
        outlines(word).iter().find_map(near)
    }
}

/// Whether two words in small letters begin with the same letter and differ in one letter, or in the order of two
/// neighbours.
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < SHORTEST || long.len() - short.len() > 1 || short[0] != long[0] || short == long {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    if short.len() < long.len() {
        return short[same..] == long[same + 1..];
    }
    let swapped = same + 1 < short.len() && short[same] == long[same + 1] && short[same + 1] == long[same];
    short[same + 1..] == long[same + 1..] || (swapped && short[same + 2..] == long[same + 2..])
}

/// A word, and the word without each of its letters but the first; nothing of words too short or long.
fn outlines(word: &str) -> Vec<String> {
    let length = word.chars().count();
    if !(SHORTEST - 1..=LONGEST).contains(&length) {
        return Vec::new();
    }
    let without = |(at, letter): (usize, char)| [&word[..at], &word[at + letter.len_utf8()..]].concat();
    let mut outlines = vec![word.to_owned()];
    outlines.extend(word.char_indices().skip(1).map(without));
    outlines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_letter_apart() {
        for (one, other, expected) in [
            ("bornstein", "bornsten", true),
            ("wimes", "wines", true),
            ("weber", "webre", true),
            ("weber", "webers", true),
            ("weber", "weber", false),
            ("weber", "faber", false),
            ("weber", "woven", false),
            ("holm", "helm", false),
            ("gonzález", "gonzales", false),
        ] {
            let mut near = Near::default();
            near.add(one);
            assert_eq!(is_near(one, other), expected, "{one}, {other}");
            assert_eq!(near.find(other).is_some(), expected, "{other} after {one}");
        }
    }
}
