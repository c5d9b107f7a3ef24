//! What the encoder is told of a piece beside its letters: the case of its word, and whether it stands in quotes.
//!
//! The vocabulary is lower-cased, and names live by their capitals; so both travel as the token type, which is the
//! case plus four times the state of quotation.

use super::pieces::Piece;

/// Letter case of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Case {
    /// No upper-case letter.
    Lower = 0,
    /// The first character is an upper-case letter, and no other is.
    Title = 1,
    /// Two upper-case letters or more, and no lower-case letter.
    Upper = 2,
    /// Any other word with an upper-case letter.
    Mixed = 3,
}

const QUOTED: u8 = 4;

/// Sets the type of each piece of `text`. The pieces are in order of their start.
pub(super) fn set_types(text: &str, pieces: &mut [Piece]) {
    set_cases(text, pieces);
    add_quotation(text, pieces);
}

fn set_cases(text: &str, pieces: &mut [Piece]) {
    let mut rest = pieces.iter_mut().peekable();
    let mut end = 0;
    while let Some(piece) = rest.next() {
        let start = piece.start;
        piece.kind = Case::Lower as u8;
        if start < end || !text[start..].starts_with(char::is_alphanumeric) {
            continue;
        }
        // The word that holds the piece's first character may begin before it: after an accent, say, that no piece has.
        let before = text[end..start].trim_end_matches(char::is_alphanumeric).len();
        let after =
            text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        let case = case_of(&text[end + before..after]) as u8;
        end = after;
        piece.kind = case;
        while let Some(piece) = rest.next_if(|piece| piece.start < end) {
            piece.kind = case;
        }
    }
}

fn case_of(word: &str) -> Case {
    match word.chars().filter(|c| c.is_uppercase()).count() {
        0 => Case::Lower,
        1 if word.starts_with(char::is_uppercase) => Case::Title,
        2.. if !word.contains(char::is_lowercase) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Follows the double quotation marks of each paragraph; single ones are too often apostrophes to be told apart here.
/// A mark counts as inside if the state before it or after it is.
fn add_quotation(text: &str, pieces: &mut [Piece]) {
    let mut pieces = pieces.iter_mut().peekable();
    let (mut inside, mut previous) = (false, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before = inside;
        let next = chars.peek().map(|&(_, next)| next);
        let mut end = at + c.len_utf8();
        match c {
            '\n' => inside = false,
            '“' | '„' | '«' | '「' | '『' => inside = true,
            '”' | '»' | '」' | '』' => inside = false,
            '"' | '＂' => inside = straight(inside, previous, next),
            '`' | '\'' if next == Some(c) => {
                inside = c == '`';
                chars.next();
                end += 1;
            }
            _ => {}
        }
        let quoted = c != '\n' && (before || inside);
        while let Some(piece) = pieces.next_if(|piece| piece.start < end) {
            piece.kind += if quoted { QUOTED } else { 0 };
        }
        previous = Some(c);
    }
}

/// The state after a straight mark: it opens and closes by turns, unless the white space around it says otherwise.
fn straight(inside: bool, previous: Option<char>, next: Option<char>) -> bool {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if inside {
        (space(previous) || matches!(previous, Some('(' | '[' | '{'))) && !space(next)
    } else {
        space(previous) || !space(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type of every character that is not white space, as a digit; white space as it is.
    fn types(text: &str) -> String {
        let piece = |(start, c): (usize, char)| Piece {
            id: 0,
            kind: 0,
            continues: false,
            paragraph: 0,
            start,
            end: start + c.len_utf8(),
        };
        let mut pieces: Vec<_> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(piece).collect();
        set_types(text, &mut pieces);
        let mut kinds = pieces.iter().map(|piece| char::from(b'0' + piece.kind));
        let kind =
            |c: char| if c.is_whitespace() { c } else { kinds.next().expect("a piece for each character") };
        text.chars().map(kind).collect()
    }

    #[test]
    fn types_of_characters() {
        #[rustfmt::skip]
        let rows = [
            ("case of the whole word", "a Bc DE F eF Gh1 4", "0 11 22 1 33 111 0"),
            ("one upper-case letter after a digit is mixed", "3D A1 A1B iX", "33 11 222 33"),
            ("punctuation parts words", "U.S. McKay's", "1010 3333300"),
            ("letters beyond ASCII", "Ünal ÉTÉ naïve", "1111 222 00000"),
            ("a letter without case", "日本 A日", "00 11"),
            ("curly marks", "“a” b", "444 0"),
            ("a paragraph ends what is open", "“a\nb", "44\n0"),
            ("straight marks by turns", "\"a\" b \"c\"", "444 0 444"),
            ("a straight mark before space closes", "a\" b", "00 0"),
            ("a straight mark after space opens anew", "\"a \"b\" c", "44 444 0"),
            ("a mark after a bracket opens anew", "\"a (\"b\" c", "44 4444 0"),
            ("a mark alone at the end", "\"a\"", "444"),
            ("doubled single marks", "``a'' b", "44444 0"),
            ("an apostrophe is none", "it's 'a' b", "0000 000 0"),
            ("guillemets and corners", "«a» „b“ c ”", "444 444 4 4"),
            ("corner brackets", "「a」b", "4440"),
            ("case and quotation together", "“Ab CD”", "455 664"),
        ];
        for (name, text, expected) in rows {
            assert_eq!(types(text), expected, "{name}: {text}");
        }
    }
}
