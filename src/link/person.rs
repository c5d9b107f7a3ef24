//! Names of persons, and when two can be of one bearer.

/// The words of a person's name.
#[derive(Clone, Debug)]
pub(super) struct PersonName<'t> {
    /// Without `Jr.` and the like; never empty.
    pub words: Vec<&'t str>,
    /// Whether it has one of those.
    pub suffixed: bool,
}

impl<'t> PersonName<'t> {
    /// The name with these words; `None` where nothing is left without suffixes.
    pub fn new(words: impl Iterator<Item = &'t str>) -> Option<Self> {
        let (mut kept, mut suffixed) = (Vec::new(), false);
        for word in words {
            if matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV") {
                suffixed = true;
            } else if word != "," {
                kept.push(word);
            }
        }
        (!kept.is_empty()).then_some(Self { words: kept, suffixed })
    }

    pub fn first(&self) -> &'t str {
        self.words[0]
    }

    pub fn last(&self) -> &'t str {
        self.words[self.words.len() - 1]
    }

    /// Whether both, of two words or more, can be of one bearer: `Hillary Clinton` and `Hillary Rodham Clinton`,
    /// `Wasserman Schultz` and `Debbie Wasserman Schultz`, `J. Harlow` and `Joan Harlow`.
    pub fn fits(&self, other: &Self) -> bool {
        let ends = self.words.ends_with(&other.words) || other.words.ends_with(&self.words);
        self.suffixed == other.suffixed
            && (ends || self.last() == other.last() && same_given(self.first(), other.first()))
    }
}

/// Whether two given names can be of one person: the same, an initial, or a short form.
fn same_given(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stem = short.trim_end_matches('.');
    if stem.chars().count() == 1 {
        return long.starts_with(stem);
    }
    (stem.len() >= 3 && long.starts_with(stem)) || SHORT_FORMS.binary_search(&(short, long)).is_ok()
}

/// Short forms that do not begin their full name.
const SHORT_FORMS: [(&str, &str); 34] = [
    ("Andy", "Andrew"),
    ("Bernie", "Bernard"),
    ("Betsy", "Elizabeth"),
    ("Bill", "William"),
    ("Bob", "Robert"),
    ("Bobby", "Robert"),
    ("Charlie", "Charles"),
    ("Chuck", "Charles"),
    ("Debbie", "Deborah"),
    ("Dick", "Richard"),
    ("Hank", "Henry"),
    ("Harry", "Harold"),
    ("Jack", "John"),
    ("Jerry", "Gerald"),
    ("Jim", "James"),
    ("Jimmy", "James"),
    ("Kate", "Katherine"),
    ("Kathy", "Katherine"),
    ("Katie", "Katherine"),
    ("Larry", "Lawrence"),
    ("Liz", "Elizabeth"),
    ("Maggie", "Margaret"),
    ("Mike", "Michael"),
    ("Nancy", "Ann"),
    ("Peggy", "Margaret"),
    ("Rick", "Richard"),
    ("Sandy", "Alexander"),
    ("Ted", "Edward"),
    ("Teddy", "Theodore"),
    ("Tim", "Timothy"),
    ("Tom", "Thomas"),
    ("Tommy", "Thomas"),
    ("Tony", "Anthony"),
    ("Will", "William"),
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
