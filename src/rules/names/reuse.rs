//! What a word names in one place of a document it names in others: surnames, short names, headlines.

use rustc_hash::FxHashMap;

use crate::{
    annotate::EntityKind::{self, Location, Miscellaneous, Organization, Person},
    document::Document,
    lexicon::{self, Tags},
};

use super::Found;

const KINDS: [EntityKind; 4] = [Person, Organization, Location, Miscellaneous];

/// How much speaks for each of [`KINDS`].
type Votes = [f32; 4];

/// Below this a first decision gives way to what other mentions say.
const WEAK: f32 = 0.75;

/// Settles weak and open names by the surer ones of the same document; what stays open is dropped by the caller.
pub(super) fn settle(document: &Document<'_>, found: &mut [Found]) {
    let text = |token: usize| document.slice(document.tokens()[token].span);
    let mut votes: FxHashMap<&str, Votes> = FxHashMap::default();
    for name in found.iter().filter(|name| name.confidence > 0.5) {
        let Some(kind) = name.kind else { continue };
        let slot = KINDS.iter().position(|k| *k == kind).expect("KINDS holds every kind");
        let length = name.end - name.first;
        if length == 1 {
            votes.entry(text(name.first)).or_default()[slot] += name.confidence;
        } else if kind == Person {
            votes.entry(text(name.end - 1)).or_default()[slot] += 2.0 * name.confidence;
            votes.entry(text(name.first)).or_default()[slot] += name.confidence;
        } else if kind == Organization && lexicon::tags(text(name.end - 1)).any(Tags::ORGANIZATION_HEAD) {
            // `the Post`, after the Washington Post.
            votes.entry(text(name.end - 1)).or_default()[slot] += 2.0 * name.confidence;
        }
    }
    for name in found.iter_mut() {
        if name.end - name.first != 1 || (name.kind.is_some() && name.confidence > WEAK) {
            continue;
        }
        let word = text(name.first);
        let own = votes.get(word).or_else(|| {
            let stem = word.strip_suffix('s').filter(|_| name.kind.is_none())?;
            votes.get(stem)
        });
        let Some(own) = own else { continue };
        let (best, weight) =
            own.iter().enumerate().fold((0, 0.0), |best, (i, &w)| if w > best.1 { (i, w) } else { best });
        // A word that opens a sentence needs better reasons if everyday language has it too.
        let needed = if name.kind.is_none() && lexicon::folded(word).any(Tags::COMMON) { 1.5 } else { 0.5 };
        let after_article = || name.first > 0 && matches!(text(name.first - 1), "the" | "The");
        let loose =
            name.kind.is_none() && KINDS[best] == Organization && lexicon::folded(word).any(Tags::COMMON);
        if weight > needed && (!loose || after_article()) {
            name.kind = Some(KINDS[best]);
            name.rule = "named elsewhere";
            name.confidence = 0.8;
        }
    }
}
