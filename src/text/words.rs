//! How far a word reaches: what joins letters, and what only stands between them.

use super::{
    TokenKind,
    chars::{Class, class, extends, is_apostrophe, is_hyphen, ties},
};

/// The end and kind of the word or number that begins at `start`.
pub(super) fn end(text: &str, start: usize) -> (usize, TokenKind) {
    let mut word = Word { text, start, group: start, kind: TokenKind::Number, dotted: false };
    let mut at = word.letters(start);
    if !text[start..].starts_with(|c: char| c.is_numeric()) {
        word.kind = TokenKind::Word;
    }
    while let Some(step) = word.step(at) {
        match step {
            Step::Join(next) => {
                word.group = next;
                at = word.letters(next);
            }
            Step::End(end) => {
                at = end;
                break;
            }
        }
    }
    (at, word.kind)
}

/// The end of the `@name` or `#topic` whose name begins at `at`.
pub(super) fn handle_end(text: &str, at: usize) -> usize {
    let name = &text[at..];
    at + name.find(|c: char| !(c.is_alphanumeric() || c == '_' || extends(c))).unwrap_or(name.len())
}

/// What is a token of its own after an apostrophe, in small letters.
const CLITICS: [&str; 6] = ["d", "ll", "m", "re", "s", "ve"];

/// The end of the clitic at `at`, where an apostrophe ends: the `s` of a possessive, the `ll` of `she'll`.
pub(super) fn clitic_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let whole = !text[at + length..].starts_with(|c| class(c) == Class::Word || extends(c));
    (whole && CLITICS.iter().any(|clitic| clitic.as_bytes().eq_ignore_ascii_case(&rest[..length])))
        .then_some(at + length)
}

/// What follows a run of letters and digits within a word.
enum Step {
    /// The word goes on here, after a joint.
    Join(usize),
    /// The word ends here: an address, taken to its end, or a number with its sign.
    End(usize),
}

struct Word<'t> {
    text: &'t str,
    start: usize,
    /// Where the run of letters since the last joint begins.
    group: usize,
    kind: TokenKind,
    /// Whether a full stop has joined two groups.
    dotted: bool,
}

impl Word<'_> {
    /// The end of the run of letters and digits that begins at `at`.
    fn letters(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            match bytes.get(at) {
                Some(byte) if !byte.is_ascii() => {}
                _ => return at,
            }
            let Some(c) = self.text[at..].chars().next() else { return at };
            let after = at + c.len_utf8();
            let within = class(c) == Class::Word || extends(c) || ties(c) && self.is_word(after);
            if !within {
                return at;
            }
            at = after;
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.text[at..].starts_with(|c| class(c) == Class::Word)
    }

    /// What the character at `at`, after a run of letters and digits, does to the word; `None`: it ends it.
    fn step(&mut self, at: usize) -> Option<Step> {
        let joint = self.text[at..].chars().next()?;
        if joint == ' ' || joint == ',' && self.kind == TokenKind::Word {
            return None;
        }
        let next_at = at + joint.len_utf8();
        let next = self.text[next_at..].chars().next();
        let before = self.text[..at].chars().next_back()?;
        let joins = match joint {
            '.' => self.stop_joins(at, before, next?),
            ',' | ':' if before.is_ascii_digit() && next?.is_ascii_digit() => true,
            '/' if before.is_ascii_digit() && next?.is_ascii_digit() => true,
            ':' if self.text[next_at..].starts_with("//") && self.is_scheme(at) => {
                return Some(Step::End(address_end(self.text, next_at + 2)));
            }
            '/' if self.dotted && class(next?) == Class::Word => {
                return Some(Step::End(address_end(self.text, next_at)));
            }
            '%' if self.kind == TokenKind::Number => return Some(Step::End(next_at)),
            '&' => before.is_ascii_uppercase() && next?.is_ascii_uppercase(),
            '@' | '_' => class(next?) == Class::Word,
            _ if is_apostrophe(joint) => {
                before.is_alphabetic() && next?.is_alphabetic() && clitic_end(self.text, next_at).is_none()
            }
            _ if is_hyphen(joint) => class(next?) == Class::Word,
            _ => false,
        };
        if !joins {
            return None;
        }
        self.dotted |= joint == '.';
        if next?.is_alphabetic() {
            self.kind = TokenKind::Word;
        }
        Some(Step::Join(next_at))
    }

    /// Whether the full stop at `at` joins what is before and after it: `2.5`, `U.S`, `Ph.D`, `example.com`, but
    /// not a sentence's end with its space forgotten (`ended.The`) nor two abbreviations (`Lt.Gov`).
    fn stop_joins(&self, at: usize, before: char, next: char) -> bool {
        if before.is_ascii_digit() || next.is_ascii_digit() {
            return before.is_ascii_digit() && next.is_ascii_digit();
        }
        if !before.is_alphabetic() || !next.is_alphabetic() {
            return false;
        }
        if !next.is_uppercase() {
            return true;
        }
        let group = &self.text[self.group..at];
        let short_next = !self.text[at + 1..].chars().nth(2).is_some_and(|c| class(c) == Class::Word);
        short_next && (group.len() == 1 || group.len() <= 3 && group.starts_with(|c: char| c.is_uppercase()))
    }

    /// Whether the word up to `at` can be the scheme of an address: `https`.
    fn is_scheme(&self, at: usize) -> bool {
        at - self.start <= 8 && self.text[self.start..at].bytes().all(|byte| byte.is_ascii_alphabetic())
    }
}

/// The end of the address whose path goes on at `at`, without the punctuation of the sentence around it.
fn address_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let length = rest.find(|c: char| match class(c) {
        Class::Blank | Class::Mark => true,
        Class::Apostrophe => c != '\'',
        _ => matches!(c, '<' | '>' | '—'),
    });
    let rest = &rest[..length.unwrap_or(rest.len())];
    at + rest.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '…']).len()
}
