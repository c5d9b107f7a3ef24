//! Persons by their full names, surnames and given names.

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind,
    lexicon::{self, Tags},
};

use super::{
    gather::Gathering,
    gender::Gender,
    identities::Kind,
    near::Near,
    person::{PersonName, fold, is_typo, listed},
    view::View,
};

/// The most identities of one surname that a name is compared with.
const MOST_NAMESAKES: usize = 8;

/// Which persons bear which names. All words are folded.
#[derive(Debug, Default)]
pub(super) struct People<'t> {
    /// For each identity, where the text first says by more than a bare word whom it means.
    introduced: FxHashMap<usize, usize>,
    /// Persons by their family names.
    by_surname: FxHashMap<String, Vec<usize>>,
    /// Persons by their given names.
    by_given: FxHashMap<String, Vec<usize>>,
    /// Persons by whole names.
    whole: FxHashMap<String, usize>,
    /// How often each full name stands in the text.
    forms: FxHashMap<&'t str, usize>,
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
            }
        }
        people
    }

    fn add(&mut self, name: &PersonName, identity: usize) {
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
        let stated = self.gender(tokens.start, tokens.clone().map(|token| self.view.text(token)));
        let text = self.text(name);
        let key = fold(text);
        let gender = if stated == Gender::Unknown { self.told.gender(&key) } else { stated };
        let known = self.people.whole.get(&key).copied().filter(|&i| self.all[i].gender.fits(gender));
        let full = parts.words.len() > 1;
        let found = if full {
            known.or_else(|| self.namesake(&parts, gender))
        } else {
            // Of several, pronouns tell whom; against the only one they may be wrong.
            self.bearer(parts.last(), gender).or_else(|| self.bearer(parts.last(), stated)).or(known)
        };
        let identity = found.unwrap_or_else(|| self.add(name, Kind::Person));
        let person = &mut self.all[identity];
        if person.gender == Gender::Unknown {
            let alone = if found.is_none() && !full { given_alone(text) } else { Gender::Unknown };
            person.gender = if alone == Gender::Unknown { gender } else { alone };
        }
        let shown = person.name.of(self.view.document.text());
        if !self.other_names.contains(&key) && self.people.fullness(text) > self.people.fullness(shown) {
            person.name = self.view.names[name].span;
        }
        self.people.whole.entry(key).or_insert(identity);
        if full || stated != Gender::Unknown {
            let start = self.view.names[name].span.start();
            let first = self.people.introduced.entry(identity).or_insert(start);
            *first = start.min(*first);
        }
        if full {
            self.people.add(&parts, identity);
        } else if gender != Gender::Unknown || found.is_none() {
            // `Mr. Weber` is one man, also where the only Weber with a given name is a woman.
            add(&mut self.people.by_surname, parts.last(), identity);
        }
        identity
    }

    /// Takes a name for another one of a person, whom it is to find from now on, and returns the person.
    pub fn person_alias(&mut self, name: usize, person: usize) -> usize {
        let tokens = self.view.names[name].tokens.clone();
        let words = || tokens.clone().map(|token| self.view.text(token));
        let Some(parts) = PersonName::new(words()) else { return person };
        let gender = self.gender(tokens.start, words());
        if self.all[person].gender == Gender::Unknown {
            self.all[person].gender = gender;
        }
        self.people.whole.entry(fold(self.text(name))).or_insert(person);
        if parts.words.len() > 1 {
            self.people.add(&parts, person);
        } else {
            add(&mut self.people.by_surname, parts.last(), person);
        }
        person
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

    /// The person that a single word of a name means: of several, whom the text first introduces, as whoever else bears the
    /// name is called by more than the bare word. A misspelt word means who bears the right one.
    fn bearer(&self, word: &str, gender: Gender) -> Option<usize> {
        let people = &self.people;
        let first = |bearers: &Vec<usize>| {
            let fitting = bearers.iter().copied().filter(|&bearer| self.all[bearer].gender.fits(gender));
            fitting
                .min_by_key(|bearer| (people.introduced.get(bearer).copied().unwrap_or(usize::MAX), *bearer))
        };
        let misspelt = |words: &Near, bearers: &FxHashMap<String, Vec<usize>>| {
            let right = words.find(word).filter(|right| is_typo(right, word))?;
            bearers.get(right).and_then(first)
        };
        let exact = people.by_surname.get(word).and_then(first);
        exact
            .or_else(|| people.by_given.get(word).and_then(first))
            .or_else(|| misspelt(&people.surnames, &people.by_surname))
            .or_else(|| misspelt(&people.givens, &people.by_given))
    }
}

/// The gender of who is called by a given name alone.
fn given_alone(name: &str) -> Gender {
    let tags = lexicon::tags(name);
    if tags.any(Tags::SURNAME) { Gender::Unknown } else { Gender::of(tags) }
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
