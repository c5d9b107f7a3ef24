//! Words whose full stop is part of them.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// What the full stop of an abbreviation says about the end of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// A name follows (`Mr.`, `Gov.`): never the end.
    Title,
    /// More of the sentence follows (`e.g.`, `vs.`): never the end.
    Inner,
    /// An abbreviation before a number only (`No. 1`, `pp. 3`), a plain word elsewhere.
    Number,
    /// May be the end (`U.S.`, `Inc.`, `Jan.`): what follows must tell.
    Open,
    /// One capital: an initial of a name, or the end (`Plan B.`).
    Initial,
}

/// The longest word in the list, in bytes; longer ones need no look-up.
const LONGEST: usize = 6;

static LIST: Lazy<FxHashMap<&'static str, Abbreviation>> =
    Lazy::new(|| include_str!("abbreviations.txt").lines().map(entry).collect());

fn entry(line: &'static str) -> (&'static str, Abbreviation) {
    let (word, class) = line.split_once(' ').expect("a line of abbreviations.txt is a word and its class");
    let class = match class {
        "title" => Abbreviation::Title,
        "inner" => Abbreviation::Inner,
        "number" => Abbreviation::Number,
        "open" => Abbreviation::Open,
        _ => panic!("abbreviations.txt: no class {class:?} (of {word:?})"),
    };
    (word, class)
}

/// What `word`, which a full stop follows that is not part of it, is short for; `None` for a plain word.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let word = word.rsplit('-').next().unwrap_or(word);
    if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && word != "I" {
        return Some(Abbreviation::Initial);
    }
    listed(word).or_else(|| is_dotted(word).then_some(Abbreviation::Open))
}

/// The class of `word` in the list, in which capitals count (`Sun.` is one, `sun` is none); of a word all in
/// capitals (`CALIF.`), the class of its usual form.
fn listed(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST {
        return None;
    }
    if let Some(&class) = LIST.get(word) {
        return Some(class);
    }
    if word.len() < 2 || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut usual = [0; LONGEST];
    let usual = &mut usual[..word.len()];
    usual.copy_from_slice(word.as_bytes());
    usual[1..].make_ascii_lowercase();
    let usual = std::str::from_utf8(usual).expect("capitals in ASCII, made small");
    match LIST.get(usual)? {
        Abbreviation::Number => None,
        // `SEC` is a title in capitals, or a body that may end the sentence.
        Abbreviation::Title => Some(Abbreviation::Open),
        &class => Some(class),
    }
}

/// Whether `word` is short groups of letters with full stops between: `U.S`, `a.m`, `Ph.D`.
fn is_dotted(word: &str) -> bool {
    word.len() <= 12
        && word.contains('.')
        && word.split('.').any(|group| group.len() == 1)
        && word.split('.').all(|group| group.len() <= 3 && group.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_each_word_stands_once() {
        let words: Vec<_> = include_str!("abbreviations.txt").lines().map(|line| entry(line).0).collect();
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{:?} must not come before {:?}", pair[0], pair[1]);
        }
        assert_eq!(words.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn classes() {
        use Abbreviation::*;
        let rows = [
            ("Mr", Some(Title)),
            ("GOV", Some(Open)),
            ("U.S", Some(Open)),
            ("p.m", Some(Open)),
            ("Ph.D", Some(Open)),
            ("D-Calif", Some(Open)),
            ("No", Some(Number)),
            ("NO", None),
            ("vs", Some(Inner)),
            ("W", Some(Initial)),
            ("I", None),
            ("sun", None),
            ("example.com", None),
            ("", None),
            ("é", None),
        ];
        for (word, want) in rows {
            assert_eq!(abbreviation(word), want, "{word:?}");
        }
    }
}
