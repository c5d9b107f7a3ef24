//! Names gathered into identities: full names, surnames, given names, short names and acronyms of one bearer.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    annotate::EntityKind,
    extraction::{Evidence, Mention, MentionKind},
    lexicon::{self, Tags},
};

use super::{
    aliases::aliases,
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
    /// What the text gives as other names, folded: not what their bearer is called here.
    pub other_names: FxHashSet<String>,
}

impl Identities {
    /// Gathers the names of `view`: full names first, so that a surname finds its bearer wherever it stands.
    pub fn of_names(view: &View<'_, '_>, told: Told) -> Self {
        let aliases = aliases(view);
        let other_names = aliases.keys().map(|&name| folded(view, name)).collect();
        let order = order(view, &aliases, &other_names);
        let mut gathering = Gathering {
            view,
            all: Vec::new(),
            people: People::new(view),
            bodies: Bodies::default(),
            told,
            others: FxHashMap::default(),
            other_names,
        };
        let mut of_name = vec![usize::MAX; view.names.len()];
        for name in order {
            let kind = view.names[name].kind;
            of_name[name] = match (aliases.get(&name), kind) {
                (Some(&main), EntityKind::Person) => gathering.person_alias(name, of_name[main]),
                (Some(&main), _) => gathering.body_alias(name, of_name[main]),
                (None, EntityKind::Person) => gathering.person(name),
                (None, EntityKind::Organization) => gathering.body(name),
                (None, EntityKind::Location) => gathering.other(name, Kind::Place),
                (None, EntityKind::Miscellaneous) => gathering.other(name, Kind::Other),
            };
        }
        let Gathering { mut all, other_names, .. } = gathering;
        let text = view.document.text();
        for (name, (found, &identity)) in view.names.iter().zip(&of_name).enumerate() {
            let evidence = if found.span.of(text) == all[identity].name.of(text) {
                Evidence::rule("full name", 0.95)
            } else if !other_names.is_empty() && other_names.contains(&folded(view, name)) {
                Evidence::rule("other name", 0.85)
            } else {
                Evidence::rule("part of the name", 0.85)
            };
            all[identity].names += 1;
            all[identity].mentions.push(Mention { span: found.span, kind: MentionKind::Name, evidence });
        }
        Self { all, of_name }
    }
}

fn folded(view: &View<'_, '_>, name: usize) -> String {
    fold(view.document.slice(view.names[name].span))
}

/// The names in the order in which they are gathered: those of several words first, other names after what they are given
/// for; of bodies the longest first, and bodies before what may be their acronyms; a surname with `Mr.` before it, which
/// tells whose it is, before one with an office, and that before the bare one.
fn order(
    view: &View<'_, '_>,
    aliases: &FxHashMap<usize, usize>,
    other_names: &FxHashSet<String>,
) -> Vec<usize> {
    let given: FxHashSet<usize> = aliases.iter().flat_map(|(&alias, &main)| [alias, main]).collect();
    let mut order: Vec<usize> = (0..view.names.len()).collect();
    order.sort_by_cached_key(|&name| {
        if given.contains(&name) {
            return (1, false, 0, Reverse(0));
        }
        let found = &view.names[name];
        let words = found.tokens.len();
        let body = found.kind == EntityKind::Organization;
        let before = lexicon::tags(view.before(found.tokens.start));
        let addressed = before.any(Tags::HONORIFIC) && before.any(Tags::MALE | Tags::FEMALE);
        let told = before.any(Tags::HONORIFIC | Tags::TITLE);
        let tells = if body || words > 1 || addressed { 0 } else { 2 - usize::from(told) };
        let is_other = !other_names.is_empty() && other_names.contains(&folded(view, name));
        let turn = if words == 1 || is_other { 2 } else { 0 };
        (turn, !body && words == 1, tells, Reverse(if body { words } else { 0 }))
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
