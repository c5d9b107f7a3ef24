//! Descriptions of somebody known: `the senator`, `the Vermont governor`, `the daily`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{annotate::EntityKind, lexicon::Tags};

use super::{
    gender::Gender,
    identities::{Identities, Identity, Kind},
    office_words::is_role,
    phrase::{self, Phrase},
    salience::Salience,
    side_words::is_party,
    sources::Nominal,
    view::{Name, View},
};

/// The most bearers of one office that a description is compared with.
const MOST_BEARERS: usize = 32;

/// Who bears which office.
pub(super) struct Offices {
    bearers: FxHashMap<String, Vec<usize>>,
}

impl Offices {
    /// Reads the titles of all identities.
    pub fn new(view: &View<'_, '_>, identities: &Identities) -> Self {
        let mut offices = Self { bearers: FxHashMap::default() };
        for (i, identity) in identities.all.iter().enumerate() {
            for role in identity.titles.iter().chain(identity.affiliations.iter()) {
                offices.add(role.span.of(view.document.text()), i);
            }
        }
        // `the Weber administration` tells who the president is.
        for (name, &identity) in view.names.iter().zip(&identities.of_name) {
            if name.kind == EntityKind::Person && view.text(name.tokens.end) == "administration" {
                offices.add("president", identity);
            }
        }
        offices
    }

    /// Notes that `identity` bears a title with these words.
    pub fn add(&mut self, title: &str, identity: usize) {
        for word in title.split([' ', '\u{a0}']).filter(|word| word.len() > 2) {
            let bearers = self.bearers.entry(canonical(word)).or_default();
            if bearers.len() < MOST_BEARERS && !bearers.contains(&identity) {
                bearers.push(identity);
            }
        }
    }

    fn of(&self, head: &str) -> &[usize] {
        self.bearers.get(&canonical(head)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// One word for an office under its several names.
fn canonical(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.strip_prefix("ex-").or_else(|| word.strip_prefix("then-")).unwrap_or(&word);
    match word {
        "sen." | "sen" => "senator",
        "rep." | "rep" | "congressman" | "congresswoman" | "lawmaker" => "representative",
        "gov." | "gov" => "governor",
        "gen." | "gen" => "general",
        "prof." | "prof" => "professor",
        "nominee" | "contender" | "hopeful" | "front-runner" | "frontrunner" | "standard-bearer" => {
            "candidate"
        }
        "spokeswoman" | "spokesperson" => "spokesman",
        "chairwoman" | "chair" | "chairperson" => "chairman",
        "attorney" => "lawyer",
        "republican" | "republicans" | "gop" => "republican",
        "democrat" | "democrats" | "democratic" => "democrat",
        party if party.starts_with("r-") => "republican",
        party if party.starts_with("d-") => "democrat",
        "adviser" => "advisor",
        other => other,
    }
    .to_owned()
}

/// Whom a description in the singular means, by office and affiliation and by who was mentioned last.
pub(super) fn person(
    view: &View<'_, '_>,
    head: usize,
    phrase: &Phrase,
    offices: &Offices,
    last_seen: &[usize],
    identities: &Identities,
) -> Option<(usize, f32)> {
    let gender = Gender::of_role(view.text(head));
    let wanted: Vec<&str> =
        phrase.affiliations.iter().map(|tokens| view.document.slice(view.span(tokens.clone()))).collect();
    let mut best: Option<(f32, usize, usize)> = None;
    for &bearer in offices.of(view.text(head)) {
        let identity = &identities.all[bearer];
        if identity.kind != Kind::Person || !identity.gender.fits(gender) {
            continue;
        }
        let matched = wanted.iter().filter(|name| belongs(view, identity, name)).count();
        let mut score = 2.0 * matched as f32 - (wanted.len() - matched) as f32;
        // Who is not named yet is meant only where more than the office says so.
        if last_seen[bearer] == 0 {
            if matched == 0 {
                continue;
            }
            score -= 0.5;
        }
        let key = (score, last_seen[bearer], bearer);
        if best.is_none_or(|best| (key.0, key.1) > (best.0, best.1)) {
            best = Some(key);
        }
    }
    best.map(|(score, _, bearer)| (bearer, if score < 0.0 { 0.5 } else { 0.75 }))
}

/// The persons who bear the office and belong to all that the phrase says they belong to.
pub(super) fn bearers(
    view: &View<'_, '_>,
    head: usize,
    phrase: &Phrase,
    offices: &Offices,
    identities: &Identities,
) -> Vec<usize> {
    let gender = Gender::of_role(view.text(head));
    let wanted: Vec<&str> =
        phrase.affiliations.iter().map(|tokens| view.document.slice(view.span(tokens.clone()))).collect();
    let fits = |bearer: &usize| {
        let identity = &identities.all[*bearer];
        let of_all = wanted.iter().all(|name| belongs(view, identity, name));
        identity.kind == Kind::Person && identity.gender.fits(gender) && of_all
    };
    offices.of(view.text(head)).iter().copied().filter(fits).collect()
}

fn belongs(view: &View<'_, '_>, identity: &Identity, name: &str) -> bool {
    let text = view.document.text();
    let in_titles = identity.titles.iter().any(|role| role.span.of(text).contains(name));
    in_titles
        || identity.affiliations.iter().any(|role| {
            let own = role.span.of(text);
            own == name || same_party(own, name) || own.contains(name) || is_of_state(own, name)
        })
}

/// Whether `R-Wis.` or `Va.` names the state `name`: the same first letter, and the others in their order.
fn is_of_state(short: &str, name: &str) -> bool {
    let state = short.split_once(['-', '–']).map_or(short, |(_, state)| state);
    if state.len() > 6 || !(short.ends_with('.') || short.len() > state.len()) {
        return false;
    }
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let mut found = state.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    let first = found.next();
    first.is_some() && first == letters.next() && found.all(|c| letters.any(|letter| letter == c))
}

fn same_party(one: &str, other: &str) -> bool {
    let party = |text: &str| match text {
        "Republican" | "Republicans" | "GOP" | "G.O.P." | "R" => 1,
        "Democrat" | "Democrats" | "Democratic" | "D" => 2,
        text if text.starts_with("R-") => 1,
        text if text.starts_with("D-") => 2,
        _ => 0,
    };
    is_party(other) && party(one) != 0 && party(one) == party(other)
}

/// Which body a description means: `the commission` for the Federal Trade Commission, `the daily` for the last
/// newspaper.
pub(super) fn body(
    view: &View<'_, '_>,
    nominal: &Nominal,
    salience: &Salience,
    identities: &Identities,
) -> Option<(usize, f32)> {
    let head = view.text(nominal.head);
    let text = view.document.text();
    let is_body = |identity: &Identity| identity.kind == Kind::Organization;
    let by_head = salience.latest().map(|seen| seen.identity).find(|&i| {
        let identity = &identities.all[i];
        is_body(identity) && has_head(identity.name.of(text), head)
    });
    if let Some(found) = by_head {
        return Some((found, 0.8));
    }
    let general = matches!(
        head,
        "newspaper"
            | "paper"
            | "daily"
            | "magazine"
            | "network"
            | "company"
            | "firm"
            | "agency"
            | "organization"
            | "organisation"
            | "outlet"
            | "publication"
            | "website"
            | "site"
            | "channel"
            | "broadcaster"
            | "group"
            | "station"
            | "department"
            | "bureau"
            | "court"
            | "bank"
            | "union"
            | "tabloid"
            | "charity"
            | "nonprofit"
            | "retailer"
            | "airline"
            | "foundation"
            | "alliance"
    );
    if !general {
        return None;
    }
    if matches!(head, "newspaper" | "paper" | "daily" | "magazine" | "tabloid")
        && let Some(outlet) = last_outlet(view, salience, identities)
    {
        return Some((outlet, 0.6));
    }
    let named = |i: usize| is_body(&identities.all[i]) && identities.all[i].is_named();
    // Of those named of late the one that the text names most, the last of several.
    let late = salience.latest().filter(|seen| !seen.possessive && named(seen.identity));
    let times = |identity: usize| identities.all[identity].names;
    late.map(|seen| seen.identity)
        .reduce(|best, next| if times(next) > times(best) { next } else { best })
        .map(|identity| (identity, 0.55))
}

/// Whether the main noun of a body's name is `head`: `Fisheries Commission`, `Board of Elections`.
fn has_head(name: &str, head: &str) -> bool {
    let mut words = name.split([' ', '\u{a0}']).peekable();
    while let Some(word) = words.next() {
        let ends = words.peek().is_none_or(|next| matches!(*next, "of" | "for" | "to" | "on" | "against"));
        if ends {
            return word.eq_ignore_ascii_case(head);
        }
    }
    false
}

/// Whose article a definite noun means: that of the newspaper or the like that was named last.
pub(super) fn publisher(
    view: &View<'_, '_>,
    head: &str,
    salience: &Salience,
    identities: &Identities,
) -> Option<usize> {
    if !matches!(head, "article" | "piece" | "story" | "editorial" | "op-ed" | "column") {
        return None;
    }
    last_outlet(view, salience, identities)
}

/// The newspaper or the like that was named last.
fn last_outlet(view: &View<'_, '_>, salience: &Salience, identities: &Identities) -> Option<usize> {
    let is_outlet = |identity: &Identity| {
        let last = identity.name.of(view.document.text()).rsplit([' ', '\u{a0}']).next();
        identity.kind == Kind::Organization
            && last.is_some_and(|last| OUTLETS.binary_search(&last.to_lowercase().as_str()).is_ok())
    };
    salience.latest().map(|seen| seen.identity).find(|&i| is_outlet(&identities.all[i]))
}

/// The last words of the names of newspapers and the like, in small letters.
const OUTLETS: [&str; 34] = [
    "bee",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "examiner",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "mirror",
    "news",
    "observer",
    "post",
    "press",
    "record",
    "register",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "week",
    "weekly",
];

/// What a description states, read as a phrase.
pub(super) fn phrase(view: &View<'_, '_>, nominal: &Nominal) -> Phrase {
    phrase::read(view, nominal.tokens.start, nominal.tokens.end, true)
}

/// Names of parties, bodies and persons that a description for several says they belong to: `Democratic voters`,
/// `Weber aides`, but not `Weber supporters`.
pub(super) fn group_affiliations(view: &View<'_, '_>, nominal: &Nominal) -> Vec<Range<usize>> {
    if nominal.joined.is_some() {
        return Vec::new();
    }
    let staff = view.tags(nominal.head).any(Tags::ROLE)
        || is_role(view, nominal.head)
        || matches!(view.text(nominal.head), "staff" | "staffers" | "aides" | "allies" | "team" | "members");
    let names = view.names_in(nominal.tokens.clone()).map(|name| &view.names[name]);
    let counts = |name: &&Name| {
        let before = name.tokens.end <= nominal.head;
        // `36 percent of Democrats`, `Ohio Republicans`: there the Republicans are the group itself.
        (is_party(view.text(name.tokens.start)) && !name.tokens.contains(&nominal.head))
            || (before && is_party(view.text(nominal.head)))
            || (before && staff && name.kind != EntityKind::Location)
            || (before && staff && !view.is_possessive(name.tokens.end))
    };
    let whole = |name: &Name| {
        let campaign = matches!(view.text(name.tokens.end), "campaign" | "administration");
        name.tokens.start..name.tokens.end + usize::from(campaign && name.tokens.end < nominal.head)
    };
    names.filter(counts).map(whole).collect()
}
