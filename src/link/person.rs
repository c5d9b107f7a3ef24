//! Names of persons, and when two can be of one bearer.

use crate::lexicon::{self, Tags};

use super::near::is_near;

/// A name as it is compared: in small letters, with one kind of apostrophe.
pub(super) fn fold(name: &str) -> String {
    let straight = |c: char| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c };
    name.chars().flat_map(|c| straight(c).to_lowercase()).collect()
}

/// Whether a word stands after names to tell father and son apart.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "JR." | "Sr." | "Sr" | "SR." | "II" | "III" | "IV")
}

/// The words of a person's name, as [`fold`] makes them.
#[derive(Clone, Debug)]
pub(super) struct PersonName {
    /// Without `Jr.` and the like and without marks; never empty.
    pub words: Vec<String>,
    /// Whether it has one of those.
    pub suffixed: bool,
}

impl PersonName {
    /// The name with these words; `None` where nothing is left without suffixes.
    pub fn new<'t>(words: impl Iterator<Item = &'t str>) -> Option<Self> {
        let (mut kept, mut suffixed) = (Vec::new(), false);
        for word in words {
            if is_suffix(word) {
                suffixed = true;
            } else if word.contains(char::is_alphanumeric) {
                kept.push(fold(word.trim_end_matches(',')));
            }
        }
        (!kept.is_empty()).then_some(Self { words: kept, suffixed })
    }

    pub fn first(&self) -> &str {
        &self.words[0]
    }

    pub fn last(&self) -> &str {
        &self.words[self.words.len() - 1]
    }

    /// Whether it begins with a particle, so that all of it is a family name: `de Blasio`.
    pub fn is_family(&self) -> bool {
        self.words.len() > 1 && PARTICLES.binary_search(&self.first()).is_ok()
    }

    /// Whether both, of two words or more, can be of one bearer: `Hillary Clinton` and `Hillary Rodham Clinton`,
    /// `Wasserman Schultz` and `Debbie Wasserman Schultz`, `J. Harlow` and `Joan Harlow`, `Park Min-ho` and `Min-ho Park`.
    pub fn fits(&self, other: &Self) -> bool {
        let ends = self.words.ends_with(&other.words) || other.words.ends_with(&self.words);
        let turned = self.words.len() == 2 && self.words.iter().rev().eq(&other.words);
        self.suffixed == other.suffixed
            && (ends
                || turned
                || self.last() == other.last() && same_given(self.first(), other.first())
                || self.is_misspelt(other))
    }

    /// Whether one name is the other but for a letter: `Harold Bornsten`, `Michele Weber`.
    fn is_misspelt(&self, other: &Self) -> bool {
        let (first, last) = ((self.first(), other.first()), (self.last(), other.last()));
        self.words.len() > 1
            && other.words.len() > 1
            && (first.0 == first.1 && is_typo(last.0, last.1)
                || last.0 == last.1 && is_typo(first.0, first.1))
    }
}

/// Whether two words differ by a letter, and not both are names that many bear.
pub(super) fn is_typo(one: &str, other: &str) -> bool {
    let usual = |word: &str| listed(word).any(Tags::GIVEN | Tags::SURNAME | Tags::PLACE);
    is_near(one, other) && !(usual(one) && usual(other))
}

/// What the lists know of a folded word as a name.
pub(super) fn listed(word: &str) -> Tags {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    lexicon::tags(&first.chain(letters).collect::<String>())
}

/// Words that begin a family name, in small letters.
const PARTICLES: [&str; 18] = [
    "al", "bin", "da", "dal", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "ten", "van",
    "von", "zu",
];

/// Whether two given names can be of one person: the same, an initial, or a short form.
fn same_given(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stem = short.trim_end_matches('.');
    if stem.chars().count() == 1 || short.contains('.') {
        return stem.chars().next() == long.chars().next();
    }
    (stem.len() >= 3 && long.starts_with(stem)) || SHORT_FORMS.binary_search(&(short, long)).is_ok()
}

/// Short forms that do not begin their full name.
const SHORT_FORMS: [(&str, &str); 34] = [
    ("andy", "andrew"),
    ("bernie", "bernard"),
    ("betsy", "elizabeth"),
    ("bill", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("charlie", "charles"),
    ("chuck", "charles"),
    ("debbie", "deborah"),
    ("dick", "richard"),
    ("hank", "henry"),
    ("harry", "harold"),
    ("jack", "john"),
    ("jerry", "gerald"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("kate", "katherine"),
    ("kathy", "katherine"),
    ("katie", "katherine"),
    ("larry", "lawrence"),
    ("liz", "elizabeth"),
    ("maggie", "margaret"),
    ("mike", "michael"),
    ("nancy", "ann"),
    ("peggy", "margaret"),
    ("rick", "richard"),
    ("sandy", "alexander"),
    ("ted", "edward"),
    ("teddy", "theodore"),
    ("tim", "timothy"),
    ("tom", "thomas"),
    ("tommy", "thomas"),
    ("tony", "anthony"),
    ("will", "william"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_bearer() {
        for (one, other, expected) in [
            ("Anna Weber", "Anna Maria Weber", true),
            ("Weber Holm", "Anna Weber Holm", true),
            ("A. Weber", "Anna Weber", true),
            ("Bob Hale", "Robert Hale", true),
            ("Rob Hale", "Robert Hale", true),
            ("Robert Hale", "Linda Hale", false),
            ("Robert Hale", "Robert Stone", false),
            ("Robert Hale Jr.", "Robert Hale", false),
            ("ROBERT HALE", "Robert Hale", true),
            ("De Vries", "Bram de Vries", true),
            ("Park Min-ho", "Min-ho Park", true),
            ("R.J. Hale", "Robert Hale", true),
            ("James O’Hara", "James O'Hara", true),
            ("Tilda Harkness", "Tilda Harknes", true),
            ("Robert Martin", "Robert Marvin", false),
        ] {
            let name = |text: &'static str| PersonName::new(text.split(' ')).expect("a name");
            assert_eq!(name(one).fits(&name(other)), expected, "{one}, {other}");
            assert_eq!(name(other).fits(&name(one)), expected, "{other}, {one}");
        }
    }

    #[test]
    fn short_forms_are_sorted() {
        assert!(SHORT_FORMS.is_sorted());
    }
}
