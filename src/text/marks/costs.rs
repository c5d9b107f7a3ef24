//! How well each role suits a mark, going by its glyph and its neighbours.

use super::scan::{Glyph, is_mark};

/// How implausible it is, in tenths, that a mark opens, closes or is no quote mark at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    pub(super) open: u32,
    pub(super) close: u32,
    pub(super) ignore: u32,
    /// Of opening directly inside the same family: a straight mark does so more rarely than a directed one.
    pub(super) nest: u32,
}

impl Costs {
    /// Two single marks in a row are one double mark rather than two nested ones.
    pub(super) fn of_half(self) -> Self {
        const HALF: u32 = 10;
        Self { open: self.open + HALF, close: self.close + HALF, ignore: self.ignore + HALF, ..self }
    }
}

/// The role speaks against the glyph: `“Hello,“`.
const AGAINST_GLYPH: u32 = 12;
/// The role speaks against the neighbours: an opening mark before a space.
const AGAINST_NEIGHBOURS: u32 = 20;
/// The neighbours do not tell.
const UNCLEAR: u32 = 3;
/// A role that this mark does not have: a low mark that closes, an opening one at the end of a paragraph.
const NEVER: u32 = 100;
/// A double mark is nearly always one.
const STRAY: u32 = 40;
/// Even more so where it stands like an opening one.
const STRAY_OPENING: u32 = 50;
/// A mark right after a digit may be a prime: `6'2"`.
const PRIME: u32 = 10;
/// How far a run of marks is followed to find the characters around it.
const RUN: usize = 8;

/// What a mark does going by the characters around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lean {
    Open,
    Close,
    Unclear,
}

/// What stands before and after a mark in its paragraph.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

impl Around<'_> {
    /// The costs of a mark that is no apostrophe.
    pub(super) fn costs(&self, c: char, glyph: Glyph) -> Costs {
        let lean = self.lean();
        let ignore = match (glyph, lean) {
            (Glyph::Straight, _) if self.before.ends_with(|c: char| c.is_ascii_digit()) => PRIME,
            (_, Lean::Open) => STRAY_OPENING,
            _ => STRAY,
        };
        let nest = if glyph == Glyph::Straight { 25 } else { 15 };
        let mut costs = Costs { open: 0, close: 0, ignore, nest };
        if self.after_feet() {
            costs.close += AGAINST_NEIGHBOURS;
            costs.ignore = 0;
        }
        self.roles(c, glyph, lean, costs)
    }

    /// The costs of a single mark, which is an apostrophe as often as a quote mark.
    pub(super) fn single_costs(&self, c: char, glyph: Glyph) -> Costs {
        let lean = self.lean();
        let mut open = 0;
        let ignore = match lean {
            Lean::Open if self.before_cut_word() => {
                open = 10;
                0
            }
            Lean::Open if c == '’' => 10,
            Lean::Open if glyph == Glyph::Opens => STRAY,
            Lean::Open => 25,
            Lean::Close => {
                if c == '’' {
                    open = AGAINST_NEIGHBOURS;
                }
                self.apostrophe_after()
            }
            Lean::Unclear => 15,
        };
        self.roles(c, glyph, lean, Costs { open, close: 0, ignore, nest: 25 })
    }

    /// Adds what the glyph and the neighbours say against opening and closing.
    fn roles(&self, c: char, glyph: Glyph, lean: Lean, mut costs: Costs) -> Costs {
        match lean {
            Lean::Open => costs.close += AGAINST_NEIGHBOURS,
            Lean::Close => costs.open += AGAINST_NEIGHBOURS,
            Lean::Unclear => {
                costs.open += UNCLEAR;
                costs.close += UNCLEAR;
            }
        }
        match glyph {
            Glyph::Opens => costs.close += AGAINST_GLYPH,
            Glyph::Closes => costs.open += AGAINST_GLYPH,
            Glyph::Straight => {}
        }
        if matches!(c, '„' | '‚' | '「' | '『' | '`') {
            costs.close += NEVER;
        }
        if matches!(c, '」' | '』') || self.after.is_empty() {
            costs.open += NEVER;
        }
        costs
    }

    /// The nearest characters that are no marks say whether the place opens or closes.
    fn lean(&self) -> Lean {
        let before = self.before.chars().rev().take(RUN).find(|&c| !is_mark(c));
        let after = self.after.chars().take(RUN).find(|&c| !is_mark(c));
        let left = match before {
            None | Some('(' | '[' | '{' | '<' | '¿' | '¡' | '|' | '*' | '_' | '=') => Lean::Open,
            Some('-' | '–' | '—' | '/' | '…') => Lean::Unclear,
            Some(c) if c.is_whitespace() => Lean::Open,
            Some(_) => Lean::Close,
        };
        let right = match after {
            None | Some(',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '>' | '|' | '*' | '_') => Lean::Close,
            Some('-' | '–' | '—' | '/' | '…' | '.') => Lean::Unclear,
            Some(c) if c.is_whitespace() => Lean::Close,
            Some(_) => Lean::Open,
        };
        match (left, right) {
            (Lean::Open, Lean::Open | Lean::Unclear) | (Lean::Unclear, Lean::Open) => Lean::Open,
            (Lean::Close, Lean::Close | Lean::Unclear) | (Lean::Unclear, Lean::Close) => Lean::Close,
            _ => Lean::Unclear,
        }
    }

    /// `don't`, `O’Brien`, `6'2`, and the `'s` of `"Today"'s`, `(D-Ohio)'s` and `M.D.'s`.
    pub(super) fn inside_word(&self) -> bool {
        let mut after = self.after.chars();
        if !after.next().is_some_and(char::is_alphanumeric) {
            return false;
        }
        let mut before = self.before.chars().rev();
        let last = before.next();
        if last.is_some_and(char::is_alphanumeric) {
            return true;
        }
        let genitive = self.after.starts_with('s') && !after.next().is_some_and(char::is_alphanumeric);
        let ends = |c| matches!(c, ')' | ']' | '.' | '%') || is_mark(c);
        // Nothing is owned by what has not begun: the second mark of ` "'s` is no genitive.
        genitive && last.is_some_and(ends) && before.next().is_some_and(|c| !c.is_whitespace())
    }

    /// Whether feet and inches stand before: `6'2`, `5’ 11`.
    fn after_feet(&self) -> bool {
        const INCHES: usize = 2;
        let mut before = self.before.chars().rev().peekable();
        let mut digits = 0;
        while digits <= INCHES && before.next_if(char::is_ascii_digit).is_some() {
            digits += 1;
        }
        before.next_if_eq(&' ');
        let feet = before.next().is_some_and(|c| matches!(c, '\'' | '’'));
        (1..=INCHES).contains(&digits) && feet && before.next().is_some_and(|c| c.is_ascii_digit())
    }

    /// The cost of an apostrophe at the end of a word: a genitive, a prime, a letter left out.
    fn apostrophe_after(&self) -> u32 {
        let word_start = self.before.len().min(4);
        let tail = self.before.len() - word_start;
        let tail = (tail..self.before.len()).find(|&at| self.before.is_char_boundary(at));
        let tail = tail.map_or("", |at| &self.before[at..]);
        match tail.chars().next_back() {
            Some('s' | 'S' | 'z' | 'x' | '0'..='9') => 6,
            _ if tail.ends_with("in") => 6,
            Some(c) if c.is_alphanumeric() => {
                let word = tail.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(tail);
                if CUT_AT_END.iter().any(|cut| cut.eq_ignore_ascii_case(word)) { 6 } else { 15 }
            }
            _ => 30,
        }
    }

    /// Whether a word without its beginning follows (`'tis`, `'em`) or a shortened year (`'90s`, `'08`).
    fn before_cut_word(&self) -> bool {
        const LONGEST: usize = 10;
        let bytes = self.after.as_bytes();
        let end = bytes.iter().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        // A mark right behind it rather makes it a quoted word: `the 't'`.
        let marked = self.after[end..].starts_with(is_mark);
        let word = &self.after[..end];
        if word.bytes().take_while(u8::is_ascii_digit).count() == 2 {
            return matches!(&word[2..], "" | "s" | "er" | "ers");
        }
        let cut = |list: &[&str]| list.iter().any(|cut| cut.eq_ignore_ascii_case(word));
        cut(&CUT_AT_START) || !marked && cut(&CONTRACTED)
    }
}

/// Words whose beginning an apostrophe stands for.
const CUT_AT_START: [&str; 38] = [
    "arry",
    "bout",
    "burbs",
    "cause",
    "cept",
    "cos",
    "coz",
    "cuz",
    "eighties",
    "em",
    "ere",
    "fifties",
    "fore",
    "forties",
    "gainst",
    "hood",
    "im",
    "kay",
    "merica",
    "murica",
    "n",
    "neath",
    "nineties",
    "nother",
    "nuff",
    "pon",
    "round",
    "seventies",
    "sixties",
    "stead",
    "thirties",
    "til",
    "tis",
    "twas",
    "twenties",
    "twere",
    "twill",
    "twixt",
];

/// Contracted words that stand apart in some texts: `I 'll`, `upon 't`.
const CONTRACTED: [&str; 7] = ["d", "ll", "m", "re", "s", "t", "ve"];

/// Words whose end an apostrophe stands for.
const CUT_AT_END: [&str; 14] =
    ["'n", "an", "fo", "ha", "mo", "n", "o", "ol", "po", "t", "th", "tha", "wi", "yo"];
