//! Words, numbers and punctuation.

use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the full stop of an abbreviation: `don't`, `Suk-hee`, `U.S.`
    Word,
    /// Digits with their separators and signs: `3,000`, `2.5`, `'90s`, `11th`.
    Number,
    /// One mark of punctuation, or a run of the same one: `,`, `...`, `--`.
    Punctuation,
    /// A quote mark; an apostrophe inside a word is none.
    Mark,
    /// Anything else: symbols, emoji, controls.
    Symbol,
}

/// The smallest unit the rules look at; never empty, never white space.
///
/// The possessive `'s` is a token of its own (`Kelly` + `'s`), other contractions are not (`don't`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// The tokens of `text` within `within`, in order, without overlap.
pub(crate) fn tokens(text: &str, within: Span, out: &mut Vec<Token>) {
    let mut rest = within.start();
    for word in within.of(text).split_whitespace() {
        let start = rest + text[rest..].find(word).expect("split_whitespace yields slices in order");
        rest = start + word.len();
        out.push(Token { span: Span::at(start, rest), kind: TokenKind::Word });
    }
}
