//! Names gathered into identities: full names, surnames, given names, short names and acronyms of one bearer.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind,
    extraction::{Evidence, Mention, MentionKind, Role},
    lexicon::{self, Tags},
    text::Span,
};

use super::{gender::Gender, view::View};

/// The most identities of one surname that a name is compared with.
const MOST_NAMESAKES: usize = 8;

/// What stands behind a set of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person with a name.
    Person,
    /// A body with a name, or described as a body.
    Organization,
    /// A place or country; a body where it speaks.
    Place,
    /// Any other name.
    Other,
    /// A description or pronoun for several.
    Group,
    /// A description or pronoun for one.
    Unnamed,
}

/// A person, body, place or group and all that the document says of it.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub kind: Kind,
    /// The fullest name, or the phrase for what has none.
    pub name: Span,
    pub gender: Gender,
    /// In order of their discovery; sorted at the end.
    pub mentions: Vec<Mention>,
    pub titles: Vec<Role>,
    pub affiliations: Vec<Role>,
    /// The words of the fullest name.
    words: Vec<Span>,
}

impl Identity {
    /// An identity without a proper name.
    pub fn described(kind: Kind, name: Span) -> Self {
        Self {
            kind,
            name,
            gender: Gender::Unknown,
            mentions: Vec::new(),
            titles: Vec::new(),
            affiliations: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Whether the document gives it a proper name.
    pub fn is_named(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Unnamed)
    }

    /// Adds a title unless one with the same words is there.
    pub fn add_title(&mut self, text: &str, role: Role) {
        add(&mut self.titles, text, role);
    }

    /// Adds an affiliation unless one with the same words is there.
    pub fn add_affiliation(&mut self, text: &str, role: Role) {
        add(&mut self.affiliations, text, role);
    }
}

/// The most roles that one identity keeps.
const MOST_ROLES: usize = 32;

fn add(roles: &mut Vec<Role>, text: &str, role: Role) {
    let same = |other: &Role| other.span.of(text).eq_ignore_ascii_case(role.span.of(text));
    if roles.len() < MOST_ROLES && !roles.iter().any(same) {
        roles.push(role);
    }
}

/// All identities, and which name is whose.
#[derive(Debug)]
pub(super) struct Identities {
    pub all: Vec<Identity>,
    /// For each name of the view, its identity.
    pub of_name: Vec<usize>,
}

/// The words of a person's name that tell who it is: without `Jr.` and the like.
fn name_words<'t>(view: &View<'_, 't>, tokens: Range<usize>) -> Vec<&'t str> {
    tokens.map(|token| view.text(token)).filter(|word| !is_suffix(word)).collect()
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | ",")
}

/// What gathering needs besides the identities.
struct Gathering<'v, 'd, 't> {
    view: &'v View<'d, 't>,
    all: Vec<Identity>,
    /// How many names are whose so far.
    counts: Vec<usize>,
    /// Persons by each telling word of a full name, most important last words and first words alike.
    by_surname: FxHashMap<&'t str, Vec<usize>>,
    by_given: FxHashMap<&'t str, Vec<usize>>,
    /// Everything by its whole name without article.
    by_text: FxHashMap<(bool, &'t str), usize>,
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
            by_text: FxHashMap::default(),
            by_acronym: FxHashMap::default(),
        };
        let mut of_name = vec![usize::MAX; view.names.len()];
        let full = |name: usize| {
            let name = &view.names[name];
            name.tokens.len() > 1
        };
        for pass in [true, false] {
            for name in (0..view.names.len()).filter(|&name| full(name) == pass) {
                of_name[name] = gathering.place(name);
            }
        }
        let mut identities = Self { all: gathering.all, of_name };
        for (name, &identity) in identities.of_name.iter().enumerate() {
            let span = view.names[name].span;
            let full = identities.all[identity].name;
            let (rule, confidence) = if span.of(view.document.text()) == full.of(view.document.text()) {
                ("full name", 0.95)
            } else {
                ("part of the name", 0.85)
            };
            identities.all[identity].mentions.push(Mention {
                span,
                kind: MentionKind::Name,
                evidence: Evidence::rule(rule, confidence),
            });
        }
        identities
    }
}

impl<'t> Gathering<'_, '_, 't> {
    /// The identity of a name, made where it is new.
    fn place(&mut self, name: usize) -> usize {
        match self.view.names[name].kind {
            EntityKind::Person => self.person(name),
            EntityKind::Organization => self.body(name),
            EntityKind::Location => self.other(name, Kind::Place),
            EntityKind::Miscellaneous => self.other(name, Kind::Other),
        }
    }

    fn person(&mut self, name: usize) -> usize {
        let tokens = self.view.names[name].tokens.clone();
        let words = name_words(self.view, tokens.clone());
        let gender = self.gender(&tokens, &words);
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            return self.other(name, Kind::Other);
        };
        let text = self.view.document.slice(self.view.names[name].span);
        let whole = self.by_text.get(&(true, text)).copied().filter(|&i| self.all[i].gender.fits(gender));
        let found = if let Some(whole) = whole.filter(|_| words.len() > 1) {
            Some(whole)
        } else if words.len() > 1 {
            self.namesake(&words, words.len() < tokens.len(), gender)
        } else {
            self.bearer(first, gender).or(whole)
        };
        let identity = found.unwrap_or_else(|| self.add(name, Kind::Person));
        if words.len() > 1 {
            self.counts[identity] += 1;
        }
        let known = &mut self.all[identity];
        if known.gender == Gender::Unknown {
            known.gender = gender;
        }
        let spans: Vec<_> = tokens.map(|token| self.view.document.tokens()[token].span).collect();
        if found.is_none() || spans.len() > known.words.len() {
            known.name = self.view.names[name].span;
            known.words = spans;
        }
        self.by_text.entry((true, text)).or_insert(identity);
        if words.len() > 1 {
            self.index(last, first, identity);
            if lexicon::tags(first).any(Tags::FAMILY_FIRST) {
                self.index(first, words[1], identity);
            }
        }
        identity
    }

    fn index(&mut self, surname: &'t str, given: &'t str, identity: usize) {
        for (map, key) in [(&mut self.by_surname, surname), (&mut self.by_given, given)] {
            let bearers = map.entry(key).or_default();
            if !bearers.contains(&identity) && bearers.len() < MOST_NAMESAKES {
                bearers.push(identity);
            }
        }
    }

    /// What the given name, or the honorific before it, tells of the gender.
    fn gender(&self, tokens: &Range<usize>, words: &[&str]) -> Gender {
        let before = self.view.before(tokens.start);
        let tags = lexicon::tags(before);
        if tags.any(Tags::HONORIFIC) && Gender::of(tags) != Gender::Unknown {
            return Gender::of(tags);
        }
        match Gender::of_role(before) {
            Gender::Unknown if words.len() > 1 => {
                let given = words.iter().find(|word| word.len() > 2 || lexicon::tags(word).any(Tags::GIVEN));
                Gender::of(given.map(|word| lexicon::tags(word)).unwrap_or_default())
            }
            gender => gender,
        }
    }

    /// The person of whose name this full name is another form: `Hillary Clinton`, `Hillary Rodham Clinton`.
    fn namesake(&self, words: &[&str], suffixed: bool, gender: Gender) -> Option<usize> {
        let last = words[words.len() - 1];
        let candidates = self.by_surname.get(last)?;
        candidates.iter().copied().find(|&candidate| {
            let known = &self.all[candidate];
            let text = self.view.document.text();
            let theirs: Vec<_> =
                known.words.iter().map(|span| span.of(text)).filter(|w| !is_suffix(w)).collect();
            let suffix = |span: &Span| is_suffix(span.of(text));
            known.gender.fits(gender)
                && known.words.iter().any(suffix) == suffixed
                && theirs.last() == Some(&last)
                && same_given(theirs[0], words[0])
        })
    }

    /// The person that a single word of a name means: a surname, or a given name.
    fn bearer(&self, word: &str, gender: Gender) -> Option<usize> {
        let pick = |candidates: &Vec<usize>| {
            let fitting = candidates.iter().copied().filter(|&c| self.all[c].gender.fits(gender));
            // Of several with this name, whom the text names most often in full; else whom it names first.
            fitting.min_by_key(|&c| (std::cmp::Reverse(self.counts[c]), c))
        };
        self.by_surname.get(word).and_then(pick).or_else(|| self.by_given.get(word).and_then(pick))
    }

    fn body(&mut self, name: usize) -> usize {
        let found = &self.view.names[name];
        let tokens = found.tokens.clone();
        let text = self.view.document.slice(found.span);
        let key = text.strip_prefix("The ").unwrap_or(text);
        if let Some(&identity) = self.by_text.get(&(false, key)) {
            return identity;
        }
        let acronym: String = key.chars().filter(|c| c.is_uppercase()).take(12).collect();
        let is_acronym = tokens.len() == 1 && key.chars().all(|c| c.is_uppercase() || c == '.');
        let known =
            (is_acronym && acronym.len() > 1).then(|| self.by_acronym.get(&acronym).copied()).flatten();
        let identity = known.unwrap_or_else(|| self.add(name, Kind::Organization));
        self.by_text.insert((false, key), identity);
        if tokens.len() > 1 && acronym.len() > 1 {
            self.by_acronym.entry(acronym).or_insert(identity);
        }
        identity
    }

    fn other(&mut self, name: usize, kind: Kind) -> usize {
        let text = self.view.document.slice(self.view.names[name].span);
        if let Some(&identity) = self.by_text.get(&(false, text)) {
            return identity;
        }
        let identity = self.add(name, kind);
        self.by_text.insert((false, text), identity);
        identity
    }

    fn add(&mut self, name: usize, kind: Kind) -> usize {
        let name = &self.view.names[name];
        let mut identity = Identity::described(kind, name.span);
        identity.words = name.tokens.clone().map(|token| self.view.document.tokens()[token].span).collect();
        self.all.push(identity);
        self.counts.push(0);
        self.all.len() - 1
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
    stem.len() >= 3 && long.starts_with(stem)
        || NICKNAMES.iter().any(|&(n, full)| n == short && full == long || n == long && full == short)
}

/// Short forms that do not begin their full name.
const NICKNAMES: [(&str, &str); 28] = [
    ("Andy", "Andrew"),
    ("Bernie", "Bernard"),
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
    ("Larry", "Lawrence"),
    ("Liz", "Elizabeth"),
    ("Mike", "Michael"),
    ("Mitch", "Addison"),
    ("Peggy", "Margaret"),
    ("Rick", "Richard"),
    ("Ted", "Edward"),
    ("Tony", "Anthony"),
    ("Tommy", "Thomas"),
    ("Betsy", "Elizabeth"),
    ("Teddy", "Theodore"),
];
