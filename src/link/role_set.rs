//! Titles or affiliations of one bearer, from whatever evidence, each once.

use crate::{
    extraction::{Evidence, Role},
    text::Span,
};

/// The most roles that one bearer keeps.
const MOST: usize = 32;

/// Titles, or affiliations, each once: where several pieces of evidence state one and the same, its first place in the
/// text and its highest confidence stay.
#[derive(Clone, Debug, Default)]
pub(super) struct RoleSet {
    roles: Vec<Role>,
}

impl RoleSet {
    /// Adds the words at `span`, or strengthens what is there with the same words.
    pub fn add(&mut self, text: &str, span: Span, evidence: Evidence) {
        let same = |role: &&mut Role| same_words(role.span.of(text), span.of(text));
        if let Some(role) = self.roles.iter_mut().find(same) {
            role.span = role.span.min(span);
            if evidence.confidence() > role.evidence.confidence() {
                role.evidence = evidence;
            }
        } else if self.roles.len() < MOST {
            self.roles.push(Role { span, evidence });
        }
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Role> {
        self.roles.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty()
    }

    /// In the order of the text.
    pub fn into_sorted(mut self) -> Vec<Role> {
        self.roles.sort_by_key(|role| role.span);
        self.roles
    }
}

/// Whether two roles have the same words but for capitals, hard blanks and the form of the apostrophe.
fn same_words(one: &str, other: &str) -> bool {
    let plain = |c: char| match c {
        '\u{a0}' => ' ',
        '’' => '\'',
        c => c,
    };
    let small = |text: &str| text.chars().map(plain).flat_map(char::to_lowercase).collect::<Vec<_>>();
    one.len().abs_diff(other.len()) <= 8 && small(one) == small(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_role() {
        let text = "Anna Weber is mayor. The Mayor of the city's port. The city’s port.";
        let mut roles = RoleSet::default();
        for (words, confidence) in
            [("Mayor", 0.5), ("mayor", 0.7), ("city’s port", 0.4), ("city's port", 0.2)]
        {
            let start = text.find(words).expect("the words are in the text");
            let span = Span::new(text, start, start + words.len()).expect("words lie between characters");
            roles.add(text, span, Evidence::rule("test", confidence));
        }
        let found: Vec<_> = (roles.into_sorted().iter())
            .map(|role| (role.span.of(text).to_owned(), role.evidence.confidence()))
            .collect();
        assert_eq!(found, [("mayor".to_owned(), 0.7), ("city's port".to_owned(), 0.4)]);
    }
}
