//! Persons by their full names, surnames and given names.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    annotate::EntityKind,
    lexicon::{self, Tags},
};

use super::{
    gather::Gathering,
    gender::Gender,
    identities::Kind,
    near::Near,
    office_words::{is_role, is_temporal},
    person::{PersonName, fold, is_typo, listed},
    view::View,
};

/// The most identities of one surname that a name is compared with.
const MOST_NAMESAKES: usize = 8;

/// How much a name with an office before it counts.
const OFFICE: usize = 2;

/// Which persons bear which names. All words are folded.
#[derive(Debug, Default)]
pub(super) struct People<'t> {
    /// For each identity, how prominent its full name is: how often it stands, and with what before it.
    prominence: FxHashMap<usize, usize>,
    /// Persons by their family names.
    by_surname: FxHashMap<String, Vec<usize>>,
    /// Persons by their given names.
    by_given: FxHashMap<String, Vec<usize>>,
    /// Persons by whole names.
    whole: FxHashMap<String, usize>,
    /// How often each full name stands in the text.
    forms: FxHashMap<&'t str, usize>,
    /// Words that stand alone as names.
    alone: FxHashSet<String>,
    /// The family names, for misspelt ones.
    surnames: Near,
    /// The given names, for misspelt ones.
    givens: Near,
}

impl<'t> People<'t> {
    /// Nobody yet, but how often each name stands in the text.
    pub fn new(view: &View<'_, 't>) -> Self {
        let mut people = Self::default();
        for name in view.names.iter().filter(|name| name.kind == EntityKind::Person) {
            let text = view.document.slice(name.span);
            if name.tokens.len() > 1 {
                *people.forms.entry(text).or_default() += 1;
            } else {
                people.alone.insert(fold(text));
            }
        }
        people
    }

    fn add(&mut self, name: &PersonName, identity: usize, weight: usize) {
        *self.prominence.entry(identity).or_default() += weight;
        add(&mut self.by_surname, name.last(), identity);
        self.surnames.add(name.last());
        if listed(name.first()).any(Tags::FAMILY_FIRST) {
            add(&mut self.by_surname, name.first(), identity);
        }
        if !name.is_family() {
            add(&mut self.by_given, name.first(), identity);
            self.givens.add(name.first());
        }
    }
}

fn add(bearers: &mut FxHashMap<String, Vec<usize>>, word: &str, identity: usize) {
    if let Some(bearers) = bearers.get_mut(word) {
        if !bearers.contains(&identity) && bearers.len() < MOST_NAMESAKES {
            bearers.push(identity);
        }
    } else {
        bearers.insert(word.to_owned(), vec![identity]);
    }
}

impl<'t> Gathering<'_, '_, 't> {
    /// The identity of the person with this name.
    pub fn person(&mut self, name: usize) -> usize {
        let tokens = self.view.names[name].tokens.clone();
        let Some(parts) = PersonName::new(tokens.clone().map(|token| self.view.text(token))) else {
            return self.other(name, Kind::Other);
        };
        let gender = self.gender(tokens.start, tokens.clone().map(|token| self.view.text(token)));
        let text = self.text(name);
        let key = fold(text);
        let known = self.people.whole.get(&key).copied().filter(|&i| self.all[i].gender.fits(gender));
        let full = parts.words.len() > 1;
        let found = if full {
            known.or_else(|| self.namesake(&parts, gender))
        } else {
            self.bearer(parts.last(), gender).or(known)
        };
        let identity = found.unwrap_or_else(|| self.add(name, Kind::Person));
        let person = &mut self.all[identity];
        if person.gender == Gender::Unknown {
            person.gender = gender;
        }
        let shown = person.name.of(self.view.document.text());
        if self.people.fullness(text) > self.people.fullness(shown) {
            person.name = self.view.names[name].span;
        }
        self.people.whole.entry(key).or_insert(identity);
        let weight = if self.holds_office(tokens.start) { OFFICE } else { 1 };
        if full {
            self.people.add(&parts, identity, weight);
        } else if gender != Gender::Unknown || found.is_none() {
            // `Mr. Weber` is one man, also where the only Weber with a given name is a woman.
            *self.people.prominence.entry(identity).or_default() += weight;
            add(&mut self.people.by_surname, parts.last(), identity);
        }
        identity
    }

    /// Whether an office stands before the name at `start`, and no `former` before that.
    fn holds_office(&self, start: usize) -> bool {
        let before = start.saturating_sub(3)..start.saturating_sub(1);
        start > 0
            && is_role(self.view, start - 1)
            && !before.into_iter().any(|token| is_temporal(self.view.text(token)))
    }

    /// What the honorific or office before a name, or the given name, tells of the gender.
    fn gender(&self, start: usize, words: impl Iterator<Item = &'t str>) -> Gender {
        let before = self.view.before(start);
        let honorific = lexicon::tags(before);
        let told =
            if honorific.any(Tags::HONORIFIC) { Gender::of(honorific) } else { Gender::of_role(before) };
        let words: Vec<&str> = words.collect();
        if told != Gender::Unknown || words.len() == 1 {
            return told;
        }
        // After an initial the second given name tells: `J. Edgar Holm`.
        let given = words[..words.len() - 1].iter().find(|word| !word.ends_with('.') && word.len() > 1);
        given.map_or(Gender::Unknown, |word| Gender::of(lexicon::tags(word)))
    }

    /// The person of whose name this full name is another form.
    fn namesake(&self, parts: &PersonName, gender: Gender) -> Option<usize> {
        let text = self.view.document.text();
        let fits = |candidate: &usize| {
            let known = &self.all[*candidate];
            let theirs = PersonName::new(known.name.of(text).split_whitespace());
            known.gender.fits(gender) && theirs.is_some_and(|theirs| theirs.fits(parts))
        };
        let of = |bearers: Option<&Vec<usize>>| bearers.and_then(|all| all.iter().copied().find(&fits));
        let people = &self.people;
        of(people.by_surname.get(parts.last()))
            .or_else(|| of(people.by_surname.get(parts.first())))
            .or_else(|| of(people.by_surname.get(people.surnames.find(parts.last())?)))
    }

    /// The person that a single word of a name means: of several, whom the text names most often and most solemnly in
    /// full, or first; less likely who is also called by the given name. A misspelt word means who bears the right one.
    fn bearer(&self, word: &str, gender: Gender) -> Option<usize> {
        let people = &self.people;
        let pick = |bearers: &Vec<usize>| {
            let fitting = bearers.iter().copied().filter(|&bearer| self.all[bearer].gender.fits(gender));
            fitting.min_by_key(|&bearer| {
                let prominence = people.prominence.get(&bearer).copied().unwrap_or_default();
                let share = if self.is_called_by_given(bearer) { 2 } else { 3 };
                (Reverse(share * prominence), bearer)
            })
        };
        let misspelt = |words: &Near, bearers: &FxHashMap<String, Vec<usize>>| {
            let right = words.find(word).filter(|right| is_typo(right, word))?;
            bearers.get(right).and_then(pick)
        };
        let exact = people.by_surname.get(word).and_then(pick);
        exact
            .or_else(|| people.by_given.get(word).and_then(pick))
            .or_else(|| misspelt(&people.surnames, &people.by_surname))
            .or_else(|| misspelt(&people.givens, &people.by_given))
    }

    /// Whether the given name of a person stands alone somewhere, as that of one among relatives does.
    fn is_called_by_given(&self, identity: usize) -> bool {
        let name = self.all[identity].name.of(self.view.document.text());
        let given = name.split_whitespace().next().map(fold);
        given.is_some_and(|given| self.people.alone.contains(&given))
    }
}

impl People<'_> {
    /// How full a name is: by its words, then by how often it stands so, then by its letters; hard blanks inside and
    /// capitals throughout make it less fit to be shown.
    fn fullness(&self, name: &str) -> (usize, bool, bool, usize, usize) {
        let often = self.forms.get(name).copied().unwrap_or_default();
        let loud = !name.contains(char::is_lowercase);
        (name.split_whitespace().count(), !name.contains('\u{a0}'), !loud, often, name.len())
    }
}
