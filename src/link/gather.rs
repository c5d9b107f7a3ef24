//! Names gathered into identities: full names, surnames, given names, short names and acronyms of one bearer.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind,
    extraction::{Evidence, Mention, MentionKind},
    lexicon::{self, Tags},
};

use super::{
    bodies::Bodies,
    identities::{Identities, Identity, Kind},
    people::People,
    person::fold,
    told::Told,
    view::View,
};

/// What gathering needs besides the identities.
pub(super) struct Gathering<'v, 'd, 't> {
    pub view: &'v View<'d, 't>,
    pub all: Vec<Identity>,
    pub people: People<'t>,
    pub bodies: Bodies,
    pub told: Told,
    /// Everything but persons by whole names, folded and without article.
    pub others: FxHashMap<String, usize>,
}

impl Identities {
    /// Gathers the names of `view`: full names first, so that a surname finds its bearer wherever it stands.
    pub fn of_names(view: &View<'_, '_>, told: Told) -> Self {
        let mut gathering = Gathering {
            view,
            all: Vec::new(),
            people: People::new(view),
            bodies: Bodies::default(),
            told,
            others: FxHashMap::default(),
        };
        let mut of_name = vec![usize::MAX; view.names.len()];
        for name in order(view) {
            of_name[name] = match view.names[name].kind {
                EntityKind::Person => gathering.person(name),
                EntityKind::Organization => gathering.body(name),
                EntityKind::Location => gathering.other(name, Kind::Place),
                EntityKind::Miscellaneous => gathering.other(name, Kind::Other),
            };
        }
        let mut all = gathering.all;
        let text = view.document.text();
        for (found, &identity) in view.names.iter().zip(&of_name) {
            let same = found.span.of(text) == all[identity].name.of(text);
            let (rule, confidence) = if same { ("full name", 0.95) } else { ("part of the name", 0.85) };
            let evidence = Evidence::rule(rule, confidence);
            all[identity].names += 1;
            all[identity].mentions.push(Mention { span: found.span, kind: MentionKind::Name, evidence });
        }
        Self { all, of_name }
    }
}

/// The names in the order in which they are gathered: those of several words first; of bodies the longest first, and
/// bodies before what may be their acronyms; a surname with `Mr.` before it, which tells whose it is, before one with an
/// office, and that before the bare one.
fn order(view: &View<'_, '_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..view.names.len()).collect();
    order.sort_by_key(|&name| {
        let found = &view.names[name];
        let words = found.tokens.len();
        let body = found.kind == EntityKind::Organization;
        let before = lexicon::tags(view.before(found.tokens.start));
        let addressed = before.any(Tags::HONORIFIC) && before.any(Tags::MALE | Tags::FEMALE);
        let told = before.any(Tags::HONORIFIC | Tags::TITLE);
        let tells = if body || words > 1 || addressed { 0 } else { 2 - usize::from(told) };
        (words == 1, !body && words == 1, tells, Reverse(if body { words } else { 0 }))
    });
    order
}

impl<'t> Gathering<'_, '_, 't> {
    /// The words of a name, without article.
    pub fn text(&self, name: usize) -> &'t str {
        let text = self.view.document.slice(self.view.names[name].span);
        text.strip_prefix("The ").or_else(|| text.strip_prefix("the ")).unwrap_or(text)
    }

    /// A place or another name; a body where the engine took its acronym for something else.
    pub fn other(&mut self, name: usize, kind: Kind) -> usize {
        let text = self.text(name);
        let key = fold(text);
        let known = self.others.get(&key).copied().or_else(|| self.bodies.acronym(text));
        let identity = known.unwrap_or_else(|| self.add(name, kind));
        self.others.entry(key).or_insert(identity);
        identity
    }

    pub fn add(&mut self, name: usize, kind: Kind) -> usize {
        self.all.push(Identity::described(kind, self.view.names[name].span));
        self.all.len() - 1
    }
}
