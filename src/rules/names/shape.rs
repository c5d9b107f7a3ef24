//! The shape of words and of whole sentences.

use std::ops::Range;

use crate::{document::Document, text::TokenKind};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `kelly`, `iPhone`.
    Small,
    /// `Kelly`, `McCain`.
    Capital,
    /// `NATO`, `U.S.`, `G-20`.
    Upper,
    /// `J.`, `J.K.`, `J`.
    Initial,
}

/// The shape of a word.
pub(super) fn shape(word: &str) -> Shape {
    let bytes = word.as_bytes();
    let first = bytes[0];
    if first.is_ascii_lowercase() || first.is_ascii_digit() {
        return Shape::Small;
    }
    if !first.is_ascii() && !word.chars().next().is_some_and(char::is_uppercase) {
        return Shape::Small;
    }
    if !first.is_ascii_alphabetic() && first.is_ascii() {
        return Shape::Small;
    }
    if word.chars().any(char::is_lowercase) {
        return Shape::Capital;
    }
    let initials = bytes.len() <= 6
        && (bytes.len() == 1 || bytes.chunks(2).all(|pair| pair.len() == 2 && pair[1] == b'.'));
    if initials { Shape::Initial } else { Shape::Upper }
}

/// How a sentence uses capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals begin sentences and names.
    Plain,
    /// A Headline That Begins Most Words With Capitals.
    Title,
    /// A LINE IN CAPITALS.
    Upper,
}

/// The style of the sentence with these tokens.
pub(super) fn style(document: &Document<'_>, tokens: Range<usize>) -> Style {
    let (mut small, mut capital, mut upper) = (0, 0, 0);
    for (i, token) in document.tokens()[tokens.clone()].iter().enumerate() {
        if token.kind != TokenKind::Word || token.span.len() < 4 {
            continue;
        }
        let bytes = document.slice(token.span).as_bytes();
        if bytes[0].is_ascii_lowercase() {
            small += 1;
            // A plain sentence shows itself early; reading on would cost time and change nothing.
            if small > 3 && small > capital + upper {
                return Style::Plain;
            }
        } else if bytes.iter().all(|byte| !byte.is_ascii_lowercase()) && bytes[1].is_ascii_uppercase() {
            upper += 1;
        } else if i > 0 {
            capital += 1;
        }
    }
    if upper >= 3 && upper > 4 * (small + capital) {
        return Style::Upper;
    }
    let last = &document.tokens()[tokens.end - 1];
    let stopped = document.slice(last.span) == ".";
    // Only the headline of the whole article may end with a full stop; tables do too.
    let headline = if stopped {
        tokens.start == 0 && small == 0 && capital > 3
    } else {
        capital + upper >= 3 && capital + upper >= 4 * small
    };
    if headline { Style::Title } else { Style::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words() {
        for (word, expected) in [
            ("Kelly", Shape::Capital),
            ("McCain", Shape::Capital),
            ("kelly", Shape::Small),
            ("iPhone", Shape::Small),
            ("NATO", Shape::Upper),
            ("J.", Shape::Initial),
            ("J.K.", Shape::Initial),
            ("Élise", Shape::Capital),
            ("été", Shape::Small),
            ("1990s", Shape::Small),
            ("中国", Shape::Small),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }

    #[test]
    fn styles_of_sentences() {
        for (text, expected) in [
            ("The mayor of Springfield met Anna Weber on Monday.", Style::Plain),
            ("Mayor Meets Union Leaders Over Bus Strike", Style::Title),
            ("MAYOR MEETS UNION LEADERS OVER STRIKE", Style::Upper),
            ("Mayor Meets Union Leaders Over Bus Strike.", Style::Title),
            ("Anna Weber said that nothing had been decided", Style::Plain),
        ] {
            let document = Document::new(text);
            assert_eq!(style(&document, 0..document.tokens().len()), expected, "{text}");
        }
    }
}
