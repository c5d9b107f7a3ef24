//! Finds the marks, and says from glyph and neighbours how well each role suits each of them.

use crate::text::Span;

/// Marks that can pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Family {
    /// `"`, `“ ”`, `„ “`, two single ones in a row.
    Double = 1,
    /// `'`, `‘ ’`, `‚ ‘`, and the apostrophes that look like them.
    Single,
    /// `« »`
    Guillemet,
    /// `‹ ›`
    SmallGuillemet,
    /// `「 」`
    Corner,
    /// `『 』`
    WhiteCorner,
}

/// What a mark is meant to do going by its glyph alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Glyph {
    Opens,
    Closes,
    Straight,
}

/// What a mark does going by the characters around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lean {
    Open,
    Close,
    Unclear,
}

/// How implausible it is, in tenths, that a mark opens, closes or is no quote mark at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    pub open: u32,
    pub close: u32,
    pub ignore: u32,
    /// Of opening inside the same family: a straight mark does so more rarely than a directed one.
    pub nest: u32,
}

/// A mark in the text, with the costs of its roles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub family: Family,
    pub costs: Costs,
    /// Where a second such mark follows: the end of the two and the costs of taking them as one double mark.
    pub doubled: Option<(usize, Costs)>,
}

impl Mark {
    /// Whether it can be a mark of the family with this number.
    pub(super) fn can_be(&self, family: u8) -> bool {
        self.family as u8 == family || self.doubled.is_some() && family == Family::Double as u8
    }
}

/// The role speaks against the glyph: `“Hello,“`.
const AGAINST_GLYPH: u32 = 12;
/// The role speaks against the neighbours: an opening mark before a space.
const AGAINST_NEIGHBOURS: u32 = 20;
/// The neighbours do not tell.
const UNCLEAR: u32 = 3;
/// A glyph that never has the role: a low mark that closes.
const NEVER: u32 = 100;
/// A double mark is nearly always one.
const STRAY: u32 = 40;
/// Even more so where it stands like an opening one.
const STRAY_OPENING: u32 = 50;
/// A mark right after a digit may be a prime: `6'2"`.
const PRIME: u32 = 10;
/// How far a run of marks is followed to find the characters around it.
const RUN: usize = 8;

/// Whether a byte can begin a mark: ASCII marks and the lead bytes of the others.
static CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let leads = [b'"', b'\'', b'`', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut i = 0;
    while i < leads.len() {
        table[leads[i] as usize] = true;
        i += 1;
    }
    table
};

/// The first mark of `paragraph` at or after byte `from`.
pub(super) fn next_mark(text: &str, paragraph: Span, from: usize) -> Option<Mark> {
    let bytes = &text.as_bytes()[..paragraph.end()];
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| CANDIDATE[byte as usize])?;
        let c = text[at..].chars().next().expect("a lead byte begins a character");
        let end = at + c.len_utf8();
        if let Some((family, glyph)) = classify(c) {
            let around = Around { before: &text[paragraph.start()..at], after: &text[end..paragraph.end()] };
            if family != Family::Single || !around.inside_word() {
                return Some(mark(c, family, glyph, at, around));
            }
        }
        at = end;
    }
}

fn mark(c: char, family: Family, glyph: Glyph, start: usize, around: Around<'_>) -> Mark {
    let end = start + c.len_utf8();
    let twin = family == Family::Single && around.after.starts_with(c);
    let doubled = twin.then(|| {
        let around = Around { after: &around.after[c.len_utf8()..], ..around };
        (end + c.len_utf8(), double_costs(c, glyph, &around))
    });
    let mut costs = match family {
        Family::Single => around.single_costs(c, glyph),
        _ => double_costs(c, glyph, &around),
    };
    if twin || around.before.ends_with(c) && family == Family::Single {
        // Two single marks in a row are one double mark rather than two nested ones.
        costs.open += 10;
        costs.close += 10;
        costs.ignore += 10;
    }
    Mark { start, end, family, costs, doubled }
}

/// Whether a character can be a quote mark.
pub(super) fn is_mark(c: char) -> bool {
    classify(c).is_some()
}

fn classify(c: char) -> Option<(Family, Glyph)> {
    Some(match c {
        '"' | '＂' => (Family::Double, Glyph::Straight),
        '“' | '„' | '‟' | '〝' | '⹂' => (Family::Double, Glyph::Opens),
        '”' | '〞' | '〟' => (Family::Double, Glyph::Closes),
        '\'' | '＇' => (Family::Single, Glyph::Straight),
        '‘' | '‚' | '‛' | '`' => (Family::Single, Glyph::Opens),
        '’' | '´' => (Family::Single, Glyph::Closes),
        '«' => (Family::Guillemet, Glyph::Opens),
        '»' => (Family::Guillemet, Glyph::Closes),
        '‹' => (Family::SmallGuillemet, Glyph::Opens),
        '›' => (Family::SmallGuillemet, Glyph::Closes),
        '「' => (Family::Corner, Glyph::Opens),
        '」' => (Family::Corner, Glyph::Closes),
        '『' => (Family::WhiteCorner, Glyph::Opens),
        '』' => (Family::WhiteCorner, Glyph::Closes),
        _ => return None,
    })
}

fn role_costs(c: char, glyph: Glyph, lean: Lean) -> (u32, u32) {
    let (mut open, mut close) = match lean {
        Lean::Open => (0, AGAINST_NEIGHBOURS),
        Lean::Close => (AGAINST_NEIGHBOURS, 0),
        Lean::Unclear => (UNCLEAR, UNCLEAR),
    };
    match glyph {
        Glyph::Opens => close += AGAINST_GLYPH,
        Glyph::Closes => open += AGAINST_GLYPH,
        Glyph::Straight => {}
    }
    match c {
        '„' | '‚' | '「' | '『' | '`' => close += NEVER,
        '」' | '』' => open += NEVER,
        _ => {}
    }
    (open, close)
}

fn double_costs(c: char, glyph: Glyph, around: &Around<'_>) -> Costs {
    let lean = around.lean();
    let (open, close) = role_costs(c, glyph, lean);
    let after_digit = around.before.ends_with(|c: char| c.is_ascii_digit());
    let ignore = match (glyph, lean) {
        (Glyph::Straight, _) if after_digit => PRIME,
        _ if matches!(c, '「' | '『') => STRAY,
        (_, Lean::Open) => STRAY_OPENING,
        _ => STRAY,
    };
    Costs { open, close, ignore, nest: if glyph == Glyph::Straight { 25 } else { 15 } }
}

/// What stands before and after a mark in its paragraph.
#[derive(Clone, Copy)]
struct Around<'t> {
    before: &'t str,
    after: &'t str,
}

impl Around<'_> {
    /// `don't`, `O’Brien`, `6'2`, and the `'s` after another mark: `"Today"'s`.
    fn inside_word(&self) -> bool {
        let letter_before = self.before.chars().next_back().is_some_and(char::is_alphanumeric);
        let letter_after = self.after.chars().next().is_some_and(char::is_alphanumeric);
        if letter_before {
            return letter_after;
        }
        letter_after
            && self.before.ends_with(['"', '”', '“', '»'])
            && self.after.starts_with('s')
            && !self.after[1..].starts_with(char::is_alphanumeric)
            // A mark before which nothing stands opens: `"'s` is no possessive at the start of a quotation.
            && self.before.chars().nth_back(1).is_some_and(|c| !c.is_whitespace())
    }

    /// The nearest characters that are no marks say whether the place opens or closes.
    fn lean(&self) -> Lean {
        let before = self.before.chars().rev().take(RUN).find(|&c| !is_mark(c));
        let after = self.after.chars().take(RUN).find(|&c| !is_mark(c));
        let left = match before {
            None => Lean::Open,
            Some('-' | '–' | '—' | '/' | '…') => Lean::Unclear,
            Some(c) if c.is_whitespace() || "([{<¿¡|*_".contains(c) => Lean::Open,
            Some(_) => Lean::Close,
        };
        let right = match after {
            None => Lean::Close,
            Some('-' | '–' | '—' | '/' | '…' | '.') => Lean::Unclear,
            Some(c) if c.is_whitespace() || ",;:!?)]}>|'*_".contains(c) => Lean::Close,
            Some(_) => Lean::Open,
        };
        match (left, right) {
            (Lean::Open, Lean::Open | Lean::Unclear) | (Lean::Unclear, Lean::Open) => Lean::Open,
            (Lean::Close, Lean::Close | Lean::Unclear) | (Lean::Unclear, Lean::Close) => Lean::Close,
            _ => Lean::Unclear,
        }
    }

    /// A single mark is an apostrophe as often as a quote mark.
    fn single_costs(&self, c: char, glyph: Glyph) -> Costs {
        let lean = self.lean();
        let (mut open, close) = role_costs(c, glyph, lean);
        let before = self.before.chars().next_back();
        let ignore = match lean {
            Lean::Open if self.elision() => {
                open += 10;
                0
            }
            Lean::Open if c == '’' => 10,
            Lean::Open if glyph == Glyph::Opens => STRAY,
            Lean::Open => 25,
            // The end of a plural in the genitive, of a dropped g, or a prime.
            Lean::Close if before.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x')) => 6,
            Lean::Close if before.is_some_and(|c| c.is_ascii_digit()) => 6,
            Lean::Close if self.before.ends_with("in") || self.after_n() => 6,
            Lean::Close if before.is_some_and(char::is_alphanumeric) => 18,
            Lean::Close => 30,
            Lean::Unclear => 15,
        };
        Costs { open, close, ignore, nest: 25 }
    }

    /// The second mark of `rock 'n' roll`.
    fn after_n(&self) -> bool {
        ["'n", "’n", "‘n", "'N", "’N", "‘N"].iter().any(|n| self.before.ends_with(n))
    }

    /// Whether a word without its beginning follows (`'tis`, `'em`) or a shortened year (`'90s`, `'08`).
    fn elision(&self) -> bool {
        let end = self.after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(self.after.len().min(16));
        let Some(word) = self.after.get(..end.min(16)) else { return false };
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 2 {
            return matches!(&word[2..], "" | "s" | "er" | "ers");
        }
        ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word))
    }
}

/// Words whose beginning an apostrophe stands for.
const ELISIONS: [&str; 25] = [
    "Arry", "Merica", "Murica", "Twas", "Twere", "Twill", "bout", "burbs", "cause", "cos", "coz", "cuz",
    "em", "ere", "hood", "im", "kay", "n", "neath", "nother", "nuff", "round", "til", "tis", "twixt",
];
