//! Finds the marks.

use super::costs::{Around, Costs};
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
pub(super) enum Glyph {
    /// Such as `“`, though it closes in German.
    Opens,
    /// Such as `”`, though it opens in Swedish.
    Closes,
    /// Such as `"`.
    Straight,
}

/// A mark in the text, with the costs of its roles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) family: Family,
    pub(super) costs: Costs,
    /// Where a second such mark follows: the two, and the costs of taking them as one double mark.
    pub(super) doubled: Option<(Span, Costs)>,
}

impl Mark {
    /// Whether it can be a mark of the family with this number.
    pub(super) fn can_be(&self, family: u8) -> bool {
        self.family as u8 == family || self.doubled.is_some() && family == Family::Double as u8
    }
}

/// The bytes that can begin a mark: ASCII marks and the lead bytes of the others.
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

/// The first mark of `paragraph` at or after byte `from`; an apostrophe inside a word is none.
pub(super) fn next_mark(text: &str, paragraph: Span, from: usize) -> Option<Mark> {
    let bytes = &text.as_bytes()[..paragraph.end()];
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| CANDIDATE[byte as usize])?;
        let c = text[at..].chars().next().expect("a lead byte begins a character");
        let end = at + c.len_utf8();
        if let Some((family, glyph)) = classify(c) {
            let around = Around { before: &text[paragraph.start()..at], after: &text[end..paragraph.end()] };
            if family != Family::Single {
                let costs = around.costs(c, glyph);
                return Some(Mark { span: Span::at(at, end), family, costs, doubled: None });
            }
            if !around.inside_word() {
                return Some(single(c, glyph, Span::at(at, end), around));
            }
        }
        at = end;
    }
}

fn single(c: char, glyph: Glyph, span: Span, around: Around<'_>) -> Mark {
    let mut costs = around.single_costs(c, glyph);
    if around.before.ends_with(c) || around.after.starts_with(c) {
        costs = costs.of_half();
    }
    let doubled = around.after.starts_with(c).then(|| {
        let both = Around { after: &around.after[c.len_utf8()..], ..around };
        (Span::at(span.start(), span.end() + c.len_utf8()), both.costs(c, glyph))
    });
    Mark { span, family: Family::Single, costs, doubled }
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
