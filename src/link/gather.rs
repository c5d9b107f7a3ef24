//! Names gathered into identities: full names, surnames, given names, short names and acronyms of one bearer.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind,
    extraction::{Evidence, Mention, MentionKind},
    lexicon::{self, Tags},
};

use super::{
    gender::Gender,
    identities::{Identities, Identity, Kind},
    person::PersonName,
    view::View,
};

/// The most identities of one surname that a name is compared with.
const MOST_NAMESAKES: usize = 8;

/// What gathering needs besides the identities.
struct Gathering<'v, 'd, 't> {
    view: &'v View<'d, 't>,
    all: Vec<Identity>,
    /// For each identity, how many full names are its own so far.
    counts: Vec<usize>,
    /// Persons by their family names.
    by_surname: FxHashMap<&'t str, Vec<usize>>,
    /// Persons by their given names.
    by_given: FxHashMap<&'t str, Vec<usize>>,
    /// Persons by whole names.
    people: FxHashMap<&'t str, usize>,
    /// How often each full name of a person stands in the text.
    forms: FxHashMap<&'t str, usize>,
    /// Everything else by whole names without article.
    others: FxHashMap<&'t str, usize>,
    /// Bodies of several words by their first and last words: `the Post`, `Fox`.
    short: FxHashMap<&'t str, usize>,
    /// Bodies by the capitals of their words.
    by_acronym: FxHashMap<String, usize>,
}

impl Identities {
    /// Gathers the names of `view`: full names first, so that a surname finds its bearer wherever it stands.
    pub fn of_names(view: &View<'_, '_>) -> Self {
        let mut gathering = Gathering {
            view,
            all: Vec::new(),
            counts: Vec::new(),
            by_surname: FxHashMap::default(),
            by_given: FxHashMap::default(),
            people: FxHashMap::default(),
            forms: FxHashMap::default(),
            others: FxHashMap::default(),
            short: FxHashMap::default(),
            by_acronym: FxHashMap::default(),
        };
        let mut of_name = vec![usize::MAX; view.names.len()];
        let people =
            view.names.iter().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
        for name in people {
            *gathering.forms.entry(view.document.slice(name.span)).or_default() += 1;
        }
        for full in [true, false] {
            for (name, found) in
                view.names.iter().enumerate().filter(|(_, name)| (name.tokens.len() > 1) == full)
            {
                of_name[name] = match found.kind {
                    EntityKind::Person => gathering.person(name),
                    EntityKind::Organization => gathering.body(name),
                    EntityKind::Location => gathering.other(name, Kind::Place),
                    EntityKind::Miscellaneous => gathering.other(name, Kind::Other),
                };
            }
        }
        let mut all = gathering.all;
        let text = view.document.text();
        for (found, &identity) in view.names.iter().zip(&of_name) {
            let same = found.span.of(text) == all[identity].name.of(text);
            let (rule, confidence) = if same { ("full name", 0.95) } else { ("part of the name", 0.85) };
            let evidence = Evidence::rule(rule, confidence);
            all[identity].mentions.push(Mention { span: found.span, kind: MentionKind::Name, evidence });
        }
        Self { all, of_name }
    }
}

impl<'t> Gathering<'_, '_, 't> {
    /// The words of a name, without article.
    fn text(&self, name: usize) -> &'t str {
        let text = self.view.document.slice(self.view.names[name].span);
        text.strip_prefix("The ").unwrap_or(text)
    }

    fn person(&mut self, name: usize) -> usize {
        let tokens = self.view.names[name].tokens.clone();
        let Some(parts) = PersonName::new(tokens.clone().map(|token| self.view.text(token))) else {
            return self.other(name, Kind::Other);
        };
        let gender = self.gender(tokens.start, &parts);
        let text = self.text(name);
        let known = self.people.get(text).copied().filter(|&i| self.all[i].gender.fits(gender));
        let full = parts.words.len() > 1;
        let found = if full {
            known.or_else(|| self.namesake(&parts, gender))
        } else {
            self.bearer(text, gender).or(known)
        };
        let identity = found.unwrap_or_else(|| self.add(name, Kind::Person));
        let person = &mut self.all[identity];
        if person.gender == Gender::Unknown {
            person.gender = gender;
        }
        let shown = person.name.of(self.view.document.text());
        if fullness(text, &self.forms) > fullness(shown, &self.forms) {
            person.name = self.view.names[name].span;
        }
        self.people.entry(text).or_insert(identity);
        if full {
            self.counts[identity] += 1;
            add(&mut self.by_surname, parts.last(), identity);
            add(&mut self.by_given, parts.first(), identity);
            if lexicon::tags(parts.first()).any(Tags::FAMILY_FIRST) {
                add(&mut self.by_surname, parts.first(), identity);
            }
        }
        identity
    }

    /// What the honorific or office before a name, or the given name, tells of the gender.
    fn gender(&self, start: usize, name: &PersonName<'_>) -> Gender {
        let before = self.view.before(start);
        let honorific = lexicon::tags(before);
        let told =
            if honorific.any(Tags::HONORIFIC) { Gender::of(honorific) } else { Gender::of_role(before) };
        if told != Gender::Unknown || name.words.len() == 1 {
            return told;
        }
        // After an initial the second given name tells: `J. Edgar Holm`.
        let given =
            name.words[..name.words.len() - 1].iter().find(|word| !word.ends_with('.') && word.len() > 1);
        given.map_or(Gender::Unknown, |word| Gender::of(lexicon::tags(word)))
    }

    /// The person of whose name this full name is another form.
    fn namesake(&self, parts: &PersonName<'t>, gender: Gender) -> Option<usize> {
        let text = self.view.document.text();
        self.by_surname.get(parts.last())?.iter().copied().find(|&candidate| {
            let known = &self.all[candidate];
            let theirs = PersonName::new(known.name.of(text).split_whitespace());
            known.gender.fits(gender) && theirs.is_some_and(|theirs| theirs.fits(parts))
        })
    }

    /// The person that a single word of a name means: of several, whom the text names most often in full, or first.
    fn bearer(&self, word: &str, gender: Gender) -> Option<usize> {
        let pick = |bearers: &Vec<usize>| {
            let fitting = bearers.iter().copied().filter(|&bearer| self.all[bearer].gender.fits(gender));
            fitting.min_by_key(|&bearer| (Reverse(self.counts[bearer]), bearer))
        };
        self.by_surname.get(word).and_then(pick).or_else(|| self.by_given.get(word).and_then(pick))
    }

    fn body(&mut self, name: usize) -> usize {
        let tokens = self.view.names[name].tokens.clone();
        let text = self.text(name);
        if let Some(&identity) = self.others.get(text) {
            return identity;
        }
        let several = text.contains([' ', '\u{a0}']);
        let known = if several { None } else { self.short_name(text) };
        let identity = known.unwrap_or_else(|| self.add(name, Kind::Organization));
        self.others.insert(text, identity);
        if several {
            let acronym: String = text.chars().filter(|c| c.is_uppercase()).take(12).collect();
            if acronym.len() > 1 {
                self.by_acronym.entry(acronym).or_insert(identity);
            }
            let first = tokens.clone().map(|token| self.view.text(token)).find(|word| *word != "The");
            for word in [first.unwrap_or_default(), self.view.text(tokens.end - 1)] {
                self.short.entry(word).or_insert(identity);
            }
        }
        identity
    }

    /// The body of several words that one word stands for: its capitals, or a word of it that is no everyday one.
    fn short_name(&self, text: &str) -> Option<usize> {
        if text.len() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.') {
            let capitals: String = text.chars().filter(|c| *c != '.').collect();
            return self.by_acronym.get(&capitals).copied();
        }
        let alias = ALIASES.binary_search_by_key(&text, |(short, _)| short).ok();
        let alias = alias.and_then(|i| self.others.get(ALIASES[i].1));
        alias.or_else(|| self.short.get(text)).copied()
    }

    fn other(&mut self, name: usize, kind: Kind) -> usize {
        let text = self.text(name);
        if let Some(&identity) = self.others.get(text) {
            return identity;
        }
        let identity = self.add(name, kind);
        self.others.insert(text, identity);
        identity
    }

    fn add(&mut self, name: usize, kind: Kind) -> usize {
        self.all.push(Identity::described(kind, self.view.names[name].span));
        self.counts.push(0);
        self.all.len() - 1
    }
}

fn add<'t>(bearers: &mut FxHashMap<&'t str, Vec<usize>>, word: &'t str, identity: usize) {
    let bearers = bearers.entry(word).or_default();
    if !bearers.contains(&identity) && bearers.len() < MOST_NAMESAKES {
        bearers.push(identity);
    }
}

/// How full a name is: by its words, then by how often it stands so, then by its letters; hard blanks inside make it
/// less fit to be shown.
fn fullness(name: &str, forms: &FxHashMap<&str, usize>) -> (usize, bool, usize, usize) {
    let often = forms.get(name).copied().unwrap_or_default();
    (name.split_whitespace().count(), !name.contains('\u{a0}'), often, name.len())
}

/// Short names that are no word of the full one.
const ALIASES: [(&str, &str); 4] = [
    ("Fed", "Federal Reserve"),
    ("GOP", "Republican Party"),
    ("WaPo", "Washington Post"),
    ("WSJ", "Wall Street Journal"),
];
