//! Other names that the text itself gives for somebody: `Ida Holm, born Ida Weber`, `Omar Aziz, better known as Duke`.

use rustc_hash::FxHashMap;

use crate::annotate::EntityKind;

use super::{
    person::fold,
    view::{Name, View},
};

/// The most tokens between the two names.
const MOST_BETWEEN: usize = 16;

/// For each name that the text gives as another name, the one before it, which is none itself.
pub(super) fn aliases(view: &View<'_, '_>) -> FxHashMap<usize, usize> {
    let mut aliases = FxHashMap::default();
    for (main, pair) in view.names.windows(2).enumerate() {
        if is_alias(view, &pair[0], &pair[1]) {
            let first = aliases.get(&main).copied().unwrap_or(main);
            aliases.insert(main + 1, first);
        }
    }
    aliases
}

fn is_alias(view: &View<'_, '_>, main: &Name, alias: &Name) -> bool {
    let between = main.tokens.end..alias.tokens.start;
    if main.kind != alias.kind
        || !matches!(main.kind, EntityKind::Person | EntityKind::Organization)
        || between.is_empty()
        || between.len() > MOST_BETWEEN
        || alias.tokens.start >= view.sentence(main.tokens.start).end
        || view.is_possessive(alias.tokens.end)
    {
        return false;
    }
    let words: Vec<&str> = between.map(|token| view.text(token)).collect();
    introduces(&words) && !shares_all(view, main, alias)
}

/// Whether one of two names is made of words of the other: the other is its full form, not another name.
fn shares_all(view: &View<'_, '_>, one: &Name, other: &Name) -> bool {
    let words = |name: &Name| name.tokens.clone().map(|token| fold(view.text(token))).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    one.iter().all(|word| other.contains(word)) || other.iter().all(|word| one.contains(word))
}

/// Whether these words between two names say that the second is another of who bears the first.
fn introduces(between: &[&str]) -> bool {
    // Years of life in brackets; the second name is not inside them.
    let closing = between.iter().position(|word| *word == ")").filter(|_| between[0] == "(");
    let between = closing.map_or(between, |closing| &between[closing + 1..]);
    let clause = skip(between, |word| matches!(word, "," | "(" | "[" | "—" | "–"));
    let (told, clause) = match clause {
        ["who", "is" | "was", rest @ ..] | ["is" | "was", rest @ ..] => (true, rest),
        _ => (clause.len() < between.len(), clause),
    };
    let rest = match skip(clause, is_manner) {
        // Right after the name it could be an act of its bearer: `Holm nicknamed Weber`.
        ["born" | "nicknamed", rest @ ..] if told => rest,
        ["née" | "nee" | "né" | "alias" | "aka" | "AKA" | "a.k.a.", rest @ ..]
        | ["known", "as", rest @ ..]
        | ["formerly" | "previously" | "once", "known", "as", rest @ ..]
        | ["whose", "real" | "birth" | "maiden", "name", "is" | "was", rest @ ..]
        | ["real" | "birth" | "maiden", "name", rest @ ..] => rest,
        ["known", how, "as", rest @ ..] if is_manner(how) => rest,
        ["formerly" | "previously", rest @ ..] if told => rest,
        _ => return false,
    };
    skip(rest, |word| matches!(word, ":" | "," | "\"" | "“" | "'" | "‘" | "`" | "``" | "''")).is_empty()
}

/// Whether a word tells how or where a name is used: `better known as`, `known professionally as`.
fn is_manner(word: &str) -> bool {
    const PLAIN: [&str; 6] = ["also", "best", "better", "now", "often", "sometimes"];
    PLAIN.contains(&word) || word.ends_with("ly") && !matches!(word, "formerly" | "previously")
}

/// The words from the first on that is not `passed`.
fn skip<'w, 't>(words: &'w [&'t str], passed: impl Fn(&str) -> bool) -> &'w [&'t str] {
    let start = words.iter().position(|word| !passed(word)).unwrap_or(words.len());
    &words[start..]
}
