//! What a character is to the tokeniser.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a token that begins with this character can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space, or an invisible control of layout: between tokens.
    Blank,
    /// A letter or digit.
    Word,
    /// A single quote or apostrophe: which, its neighbours tell.
    Apostrophe,
    /// A mark that only ever quotes.
    Mark,
    Punctuation,
    Symbol,
}

/// The classes of ASCII, so that most text never asks Unicode.
const ASCII: [Class; 128] = {
    let mut table = [Class::Symbol; 128];
    let mut byte = 0;
    while byte < 128 {
        let this = byte as u8;
        table[byte] = match this {
            b'\t'..=b'\r' | b' ' => Class::Blank,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            b'\'' | b'`' => Class::Apostrophe,
            b'"' => Class::Mark,
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'-' | b'/' | b'(' | b')' | b'[' | b']' | b'{'
            | b'}' => Class::Punctuation,
            _ => Class::Symbol,
        };
        byte += 1;
    }
    table
};

/// The class of `c`.
pub(super) fn class(c: char) -> Class {
    if c.is_ascii() {
        return ASCII[c as usize];
    }
    match c {
        '‘' | '’' | '‛' => Class::Apostrophe,
        '“' | '”' | '„' | '‟' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '＂' => {
            Class::Mark
        }
        _ if is_blank(c) => Class::Blank,
        _ if c.is_alphanumeric() => Class::Word,
        _ if c.general_category_group() == GeneralCategoryGroup::Punctuation => Class::Punctuation,
        _ => Class::Symbol,
    }
}

/// Whether `c` separates tokens: white space, and the controls that show nothing (zero-width spaces and joiners,
/// soft hyphen, byte order mark, direction marks).
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Whether `c` belongs to the character before it: a combining mark, a soft hyphen, the skin tone of an emoji.
pub(super) fn extends(c: char) -> bool {
    !c.is_ascii()
        && (matches!(c, '\u{ad}' | '\u{1f3fb}'..='\u{1f3ff}')
            || c.general_category_group() == GeneralCategoryGroup::Mark)
}

/// Whether `c` ties the characters on both sides together: the zero-width joiners.
pub(super) fn ties(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether `c` can stand for the apostrophe between two letters.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '`' | '´')
}

/// Whether `c` can stand for the hyphen between two letters.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
