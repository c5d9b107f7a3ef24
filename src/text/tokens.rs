//! Words, numbers and punctuation.

use super::{
    Span,
    abbreviations::{Abbreviation, abbreviation},
    chars::{Class, class, extends, is_apostrophe, is_blank, is_hyphen, ties},
    words,
};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the full stop of an abbreviation: `don't`, `Suk-hee`, `U.S.`,
    /// `AT&T`; also what follows a number with a hyphen (`10-year`), addresses of pages and mail, `@name`, `#topic`.
    Word,
    /// Digits with their separators and signs: `3,000`, `2.5`, `'90s`, `11th`, `50%`, `4:30`.
    Number,
    /// One mark of punctuation, or a run of the same one: `,`, `...`, `--`; also the apostrophe of a plural
    /// possessive (`Democrats’`) where no single quote mark is open.
    Punctuation,
    /// A quote mark, one character except for `` `` `` and `''`; an apostrophe inside a word is none.
    Mark,
    /// Anything else: symbols, emoji, controls.
    Symbol,
}

/// The smallest unit the rules look at; never empty, and white at neither end.
///
/// The possessive `'s` is a token of its own (`Kelly` + `'s`), and so is a verb shortened to `'d`, `'ll`, `'m`, `'re`,
/// `'s` or `'ve` (`she` + `'ll`); a shortened `not` is none (`don't`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// The tokens of `text` within `within`, in order, without overlap; all between them is blank.
///
/// `within` is a paragraph: whether an apostrophe can close a single quote is decided within it.
pub(crate) fn tokens(text: &str, within: Span, out: &mut Vec<Token>) {
    let mut scanner = Scanner { text: within.of(text), single_open: false };
    let mut at = 0;
    while let Some(c) = scanner.char_at(at) {
        let class = class(c);
        if class == Class::Blank {
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = scanner.token(at, c, class);
        out.push(Token { span: Span::at(within.start() + at, within.start() + end), kind });
        at = end;
    }
}

/// Words that begin with an apostrophe, by what follows it, in small letters.
const ELIDED: [&str; 10] = ["bout", "cause", "cuz", "em", "n", "round", "til", "tis", "twas", "tween"];

/// Marks of punctuation that stand alone even where they are repeated: each has a partner, or separates items.
const ALONE: &str = "()[]{},;:$€£¥";

struct Scanner<'t> {
    text: &'t str,
    /// Whether a single quote mark that can open a quotation was seen.
    single_open: bool,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte.is_ascii() => Some(byte as char),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| class(c) == Class::Word)
    }

    /// End and kind of the token that begins with `c`, of `class`, at `at`.
    fn token(&mut self, at: usize, c: char, class: Class) -> (usize, TokenKind) {
        let next = at + c.len_utf8();
        match class {
            Class::Word => self.word(at),
            Class::Apostrophe => self.apostrophe(at, c),
            Class::Mark => (next, TokenKind::Mark),
            Class::Punctuation => match c {
                '.' if self.char_at(next).is_some_and(|c| c.is_ascii_digit()) && !self.follows_word(at) => {
                    (words::end(self.text, next).0, TokenKind::Number)
                }
                '.' => (self.stops(at), TokenKind::Punctuation),
                _ => (self.run(next, c), TokenKind::Punctuation),
            },
            Class::Symbol if matches!(c, '@' | '#') && !self.follows_word(at) => match self.char_at(next) {
                Some('_') => (words::handle_end(self.text, next), TokenKind::Word),
                Some(first) if first.is_alphabetic() => (words::handle_end(self.text, next), TokenKind::Word),
                _ => (self.run(next, c), TokenKind::Symbol),
            },
            Class::Symbol => (self.run(next, c), TokenKind::Symbol),
            Class::Blank => unreachable!("blanks lie between tokens"),
        }
    }

    fn follows_word(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|c| class(c) == Class::Word)
    }

    /// A word or number, with the full stop of an abbreviation and what a hyphen joins to it (`U.S.-led`).
    fn word(&self, start: usize) -> (usize, TokenKind) {
        let (mut end, kind) = words::end(self.text, start);
        while kind == TokenKind::Word && self.char_at(end) == Some('.') && self.owns_stop(start, end) {
            end += 1;
            match self.char_at(end).filter(|&c| is_hyphen(c)).map(|c| end + c.len_utf8()) {
                Some(next) if self.is_word_at(next) => end = words::end(self.text, next).0,
                _ => break,
            }
        }
        (end, kind)
    }

    /// Whether the full stop at `end` belongs to the word before it.
    fn owns_stop(&self, start: usize, end: usize) -> bool {
        // Before more full stops it is the first of an ellipsis.
        if self.text.as_bytes().get(end + 1) == Some(&b'.') {
            return false;
        }
        match abbreviation(&self.text[start..end]) {
            Some(Abbreviation::Number) => {
                let after = &self.text[end + 1..];
                let after = after.strip_prefix([' ', '\u{a0}']).unwrap_or(after);
                after.trim_start_matches('#').starts_with(|c: char| c.is_ascii_digit())
            }
            Some(_) => true,
            None => false,
        }
    }

    /// The end of the full stop or ellipsis at `at`: `.`, `...`, `. . .`
    fn stops(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_stop = |at: usize| bytes.get(at) == Some(&b'.');
        if is_stop(at + 1) {
            return self.run(at + 1, '.');
        }
        let blank =
            |at: usize| self.char_at(at).filter(|&c| matches!(c, ' ' | '\u{a0}')).map_or(0, char::len_utf8);
        let spaced = |at: usize| {
            let next = at + 1 + blank(at + 1);
            (next > at + 1 && is_stop(next)).then_some(next)
        };
        let Some(mut last) = spaced(at).and_then(spaced) else { return at + 1 };
        while let Some(next) = spaced(last) {
            last = next;
        }
        last + 1
    }

    /// The end of a run of `c` that goes on at `at`, with what attaches to the last of it.
    fn run(&self, mut at: usize, c: char) -> usize {
        let repeats = !ALONE.contains(c);
        while let Some(next) = self.char_at(at) {
            let after = at + next.len_utf8();
            if repeats && next == c || extends(next) {
                at = after;
            } else if ties(next) && self.char_at(after).is_some_and(|c| class(c) == Class::Symbol) {
                at = after + self.char_at(after).map_or(0, char::len_utf8);
            } else {
                break;
            }
        }
        at
    }

    /// A single quote mark, or an apostrophe with what belongs to it.
    fn apostrophe(&mut self, at: usize, c: char) -> (usize, TokenKind) {
        let next = at + c.len_utf8();
        let before = self.char_before(at).filter(|&c| !is_blank(c));
        if matches!(c, '\'' | '`') && self.char_at(next) == Some(c) {
            return (next + 1, TokenKind::Mark);
        }
        if c != '`'
            && let Some(end) = words::clitic_end(self.text, next)
            && (before.is_some() || !self.char_at(end).is_some_and(is_apostrophe))
        {
            return (end, TokenKind::Word);
        }
        let after_word = before.is_some_and(|c| class(c) == Class::Word);
        if !after_word && c != '`' {
            if let Some(end) = self.decade(next, c) {
                return (end, TokenKind::Number);
            }
            if let Some(end) = self.elided(next) {
                return (end, TokenKind::Word);
            }
        }
        if after_word && !self.single_open && c != '`' && !self.is_word_at(next) {
            return (next, TokenKind::Punctuation);
        }
        self.single_open |= !after_word && self.char_at(next).is_some_and(|c| !is_blank(c));
        (next, TokenKind::Mark)
    }

    /// The end of `90s` or `90` after an apostrophe. A straight or an opening mark before two bare digits may open
    /// a quotation (`'90 percent of them'`), so only the curly apostrophe makes a year of them.
    fn decade(&self, at: usize, apostrophe: char) -> Option<usize> {
        let digits = self.text.as_bytes().get(at..at + 2)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let end = at + 2;
        match self.char_at(end) {
            Some('s' | 'S') if !self.is_word_at(end + 1) => Some(end + 1),
            next => {
                (apostrophe == '’' && !next.is_some_and(|c| c.is_alphanumeric() || c == '%')).then_some(end)
            }
        }
    }

    /// The end of `em`, `til` and their like after an apostrophe.
    fn elided(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let length = rest.iter().take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = at + length;
        let whole = !self.is_word_at(end) && self.char_at(end).is_none_or(|c| !extends(c));
        (whole && ELIDED.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(&rest[..length]))).then(
            || {
                // The second apostrophe of ’n’.
                let n = length == 1 && self.char_at(end).is_some_and(is_apostrophe);
                end + if n { self.char_at(end).map_or(0, char::len_utf8) } else { 0 }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts and their tokens, each after a letter for its kind; `␣` stands for a space inside a token.
    const ROWS: &[(&str, &str)] = &[
        ("", ""),
        (" \u{a0}\u{200b}\u{feff} ", ""),
        ("Don't you, O’Brien?", "wDon't wyou p, wO’Brien p?"),
        ("Suk-hee's open-door policy", "wSuk-hee w's wopen-door wpolicy"),
        ("TRUMP’S the Democrats’ plan", "wTRUMP w’S wthe wDemocrats p’ wplan"),
        (
            "I'm she’ll WE'VE who'd've ma'am 'd' 're",
            "wI w'm wshe w’ll wWE w'VE wwho w'd w've wma'am m' wd m' w're",
        ),
        ("the ‘Democrats’ plan", "wthe m‘ wDemocrats m’ wplan"),
        ("in the U.S. at 9 a.m. and p.m", "win wthe wU.S. wat n9 wa.m. wand wp.m"),
        ("Sen. J. K. Hall, Ph.D., of N.C.", "wSen. wJ. wK. wHall p, wPh.D. p, wof wN.C."),
        ("AT&T and S&P; fish & chips", "wAT&T wand wS&P p; wfish s& wchips"),
        ("3,000 2.5 $40 50% 11th 1990s", "n3,000 n2.5 s$ n40 n50% n11th n1990s"),
        ("’90s '80s class of ’76, .5", "n’90s n'80s wclass wof n’76 p, n.5"),
        ("4:30 9/11 3-0 2015-16 10-year 1990's", "n4:30 n9/11 n3-0 n2015-16 w10-year n1990 w's"),
        ("'90 percent of it'", "m' n90 wpercent wof wit m'"),
        ("see https://example.com/a?b=c. Or", "wsee whttps://example.com/a?b=c p. wOr"),
        ("(www.example.org/x)", "p( wwww.example.org/x p)"),
        ("mail ann.lee@mail.example.com, now", "wmail wann.lee@mail.example.com p, wnow"),
        ("@some_one #Topic's #1", "w@some_one w#Topic w's s# n1"),
        ("well... yes… or . . . no. . . .", "wwell p... wyes p… wor p.␣.␣. wno p.␣.␣.␣."),
        ("one—two--three – four", "wone p— wtwo p-- wthree p– wfour"),
        ("“Yes,” she said. «No»", "m“ wYes p, m” wshe wsaid p. m« wNo m»"),
        ("``Well,'' he said", "m`` wWell p, m'' whe wsaid"),
        ("rock ’n’ roll ’em 'til", "wrock w’n’ wroll w’em w'til"),
        ("It ended.The next Mr.Smith", "wIt wended p. wThe wnext wMr. wSmith"),
        ("No. 5 said no. No.", "wNo. n5 wsaid wno p. wNo p."),
        ("cafe\u{301} co\u{ad}operate", "wcafe\u{301} wco\u{ad}operate"),
        ("👨\u{200d}👩\u{200d}👧 ok 👍🏽!!", "s👨\u{200d}👩\u{200d}👧 wok s👍🏽 p!!"),
        ("He said (twice)...", "wHe wsaid p( wtwice p) p..."),
        ("etc... U.S.… the U.S.-led", "wetc p... wU.S. p… wthe wU.S.-led"),
        ("「はい」と", "m「 wはい m」 wと"),
    ];

    fn show(text: &str) -> String {
        let mut out = Vec::new();
        tokens(text, Span::at(0, text.len()), &mut out);
        let shown = out.iter().map(|token| {
            let kind = match token.kind {
                TokenKind::Word => 'w',
                TokenKind::Number => 'n',
                TokenKind::Punctuation => 'p',
                TokenKind::Mark => 'm',
                TokenKind::Symbol => 's',
            };
            format!("{kind}{}", token.span.of(text).replace(' ', "␣"))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows() {
        for (text, want) in ROWS {
            assert_eq!(show(text), *want, "tokens of {text:?}");
        }
    }

    #[test]
    fn elided_words_are_sorted() {
        assert!(ELIDED.is_sorted());
    }
}
