//! Finds the cheapest reading of all marks: which opens, which closes, which is none.
//!
//! A few readings are kept side by side, each with its own stack of open marks; where two come to the same
//! stack, the cheaper one stays. A mark whose role its neighbours leave open is so settled by all the others.

use super::{
    build::{Builder, Step},
    costs::Costs,
    scan::{Family, Mark, next_mark},
};
use crate::text::{Quoted, Span};

/// How many readings are kept.
const READINGS: usize = 8;
/// After how many steps the cheapest reading is settled, so that memory stays bounded.
const UNSETTLED_STEPS: usize = 1 << 14;
/// A mark that is never closed.
const UNCLOSED: u32 = 40;
/// A single one may be an apostrophe after all.
const UNCLOSED_SINGLE: u32 = 30;
/// `“… ‘… “…” …’ …”`: the same family again, but not directly.
const ALTERNATES: u32 = 3;
/// The next paragraph opens again what this one leaves open.
const CARRIED_AND_REOPENED: u32 = 3;
/// The line breaks within a sentence.
const CARRIED_MID_SENTENCE: u32 = 3;
/// The line breaks, with no empty line between.
const CARRIED_LINE: u32 = 10;
/// A new paragraph that does not open the quotation again.
const CARRIED: u32 = 30;

/// What stands between quote marks in `text`.
pub(super) fn read(text: &str, paragraphs: &[Span]) -> Vec<Quoted> {
    if paragraphs.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader::new(text, paragraphs);
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        reader.enter(index);
        let mut from = paragraph.start();
        while let Some(mark) = next_mark(text, paragraph, from) {
            from = mark.span.end();
            reader.mark(&mark);
        }
    }
    reader.finish()
}

/// The families of the marks that are open, outermost first, three bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stack {
    families: u32,
    depth: u8,
}

impl Stack {
    const DEEPEST: u8 = 8;

    fn get(self, level: u8) -> u8 {
        (self.families >> (3 * level)) as u8 & 7
    }

    fn push(self, family: Family) -> Self {
        Self { families: self.families | (family as u32) << (3 * self.depth), depth: self.depth + 1 }
    }

    fn keep(self, depth: u8) -> Self {
        Self { families: self.families & ((1 << (3 * depth)) - 1), depth }
    }

    /// The innermost level of a family.
    fn find(self, family: Family) -> Option<u8> {
        (0..self.depth).rev().find(|&level| self.get(level) == family as u8)
    }

    /// What it costs to leave all levels from `depth` on without a closing mark.
    fn unclosed_from(self, depth: u8) -> u32 {
        let cost = |level| if self.get(level) == Family::Single as u8 { UNCLOSED_SINGLE } else { UNCLOSED };
        (depth..self.depth).map(cost).sum()
    }
}

#[derive(Clone, Copy, Debug)]
struct Reading {
    cost: u32,
    stack: Stack,
    /// How many open levels wait to be opened again at the start of this paragraph.
    waiting: u8,
    /// Whether the next mark is the second half of one already read.
    half: bool,
    /// The last step, in the reader's trail.
    last: Option<u32>,
}

impl Reading {
    fn same_state(&self, other: &Self) -> bool {
        self.stack == other.stack && self.waiting == other.waiting && self.half == other.half
    }
}

struct Reader<'t> {
    text: &'t str,
    paragraphs: &'t [Span],
    readings: Vec<Reading>,
    next: Vec<Reading>,
    /// All steps of all readings, each with the one before it.
    trail: Vec<(Step, Option<u32>)>,
    builder: Builder<'t>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, paragraphs: &'t [Span]) -> Self {
        let start = Reading { cost: 0, stack: Stack::default(), waiting: 0, half: false, last: None };
        Self {
            text,
            paragraphs,
            readings: vec![start],
            next: Vec::new(),
            trail: Vec::new(),
            builder: Builder::new(text, paragraphs),
        }
    }

    /// Comes from the paragraph before `index` to paragraph `index`.
    fn enter(&mut self, index: usize) {
        if index > 0 && self.readings.iter().any(|reading| reading.stack.depth > 0) {
            let (before, after) = (self.paragraphs[index - 1], self.paragraphs[index]);
            let first =
                next_mark(self.text, after, after.start()).filter(|mark| mark.span.start() == after.start());
            let unmarked = self.carrying_cost(before, after);
            let readings = std::mem::take(&mut self.readings);
            for &reading in &readings {
                self.leave(reading, index, 0, 0, 0);
                if reading.stack.depth > 0 {
                    let depth = reading.stack.depth;
                    self.leave(reading, index, depth, 0, unmarked);
                    if first.is_some_and(|mark| mark.can_be(reading.stack.get(0))) {
                        self.leave(reading, index, depth, depth, CARRIED_AND_REOPENED);
                        self.leave(reading, index, 1, 1, CARRIED_AND_REOPENED);
                    }
                }
            }
            self.prune(readings);
        }
        if self.readings.len() == 1 {
            self.settle();
        }
    }

    /// Keeps the outermost `keep` levels open into the next paragraph.
    fn leave(&mut self, reading: Reading, next: usize, keep: u8, waiting: u8, cost: u32) {
        let cost = reading.cost + cost + reading.stack.unclosed_from(keep);
        let reading = Reading { cost, stack: reading.stack.keep(keep), waiting, ..reading };
        self.step(reading, Step::NextParagraph { index: next, keep });
    }

    fn carrying_cost(&self, before: Span, after: Span) -> u32 {
        let ends = before.of(self.text).ends_with(['.', '!', '?', ':', '"', '”', '’', '\'', '…']);
        let goes_on = after.of(self.text).starts_with(char::is_lowercase);
        if !ends && goes_on {
            return CARRIED_MID_SENTENCE;
        }
        let between = &self.text.as_bytes()[before.end()..after.start()];
        if between.iter().filter(|&&byte| byte == b'\n').count() == 1 { CARRIED_LINE } else { CARRIED }
    }

    fn mark(&mut self, mark: &Mark) {
        let readings = std::mem::take(&mut self.readings);
        for &reading in &readings {
            if reading.half {
                self.next.push(Reading { half: false, ..reading });
                continue;
            }
            if reading.waiting > 0 && self.reopen(reading, mark) {
                continue;
            }
            let reading = Reading { waiting: 0, ..reading };
            self.next.push(Reading { cost: reading.cost + mark.costs.ignore, ..reading });
            self.roles(reading, mark.family, mark.span, mark.costs);
            if let Some((span, costs)) = mark.doubled {
                let reading = Reading { half: true, ..reading };
                self.roles(reading, Family::Double, span, costs);
            }
        }
        self.prune(readings);
        if self.trail.len() > UNSETTLED_STEPS {
            self.readings.truncate(1);
            self.settle();
        }
    }

    /// Opens a waiting level again; false where the mark is of another family.
    fn reopen(&mut self, reading: Reading, mark: &Mark) -> bool {
        let level = reading.stack.depth - reading.waiting;
        let family = reading.stack.get(level);
        let (span, costs, half) = match mark.doubled {
            Some((span, costs)) if family == Family::Double as u8 => (span, costs, true),
            _ if mark.can_be(family) => (mark.span, mark.costs, false),
            _ => return false,
        };
        let waiting = reading.waiting - 1;
        let reading = Reading { cost: reading.cost + costs.open, waiting, half, ..reading };
        self.step(reading, Step::OpenAgain { mark: span, level });
        true
    }

    /// The readings in which the mark opens or closes.
    fn roles(&mut self, reading: Reading, family: Family, mark: Span, costs: Costs) {
        let stack = reading.stack;
        let inside = stack.find(family);
        let nest = match inside {
            None => 0,
            Some(level) if level + 1 < stack.depth => ALTERNATES,
            Some(_) => costs.nest,
        };
        if stack.depth < Stack::DEEPEST {
            let opened =
                Reading { cost: reading.cost + costs.open + nest, stack: stack.push(family), ..reading };
            self.step(opened, Step::Open { mark, keep: stack.depth });
        }
        let Some(level) = inside else { return };
        // The mark opens anew what was never closed.
        let cost = reading.cost + costs.open + stack.unclosed_from(level);
        let anew = Reading { cost, stack: stack.keep(level).push(family), ..reading };
        self.step(anew, Step::Open { mark, keep: level });
        let cost = reading.cost + costs.close + stack.unclosed_from(level + 1);
        let closed = Reading { cost, stack: stack.keep(level), ..reading };
        self.step(closed, Step::Close { mark, level });
    }

    fn step(&mut self, reading: Reading, step: Step) {
        let last = u32::try_from(self.trail.len()).expect("the trail is settled long before");
        self.trail.push((step, reading.last));
        self.next.push(Reading { last: Some(last), ..reading });
    }

    /// The cheapest reading of each state goes on, cheapest first; `before` lends its memory.
    fn prune(&mut self, before: Vec<Reading>) {
        self.readings = before;
        self.readings.clear();
        self.next.sort_by_key(|reading| reading.cost);
        let cheapest = self.next[0].cost;
        for reading in self.next.drain(..) {
            let reading = Reading { cost: reading.cost - cheapest, ..reading };
            if self.readings.len() < READINGS && !self.readings.iter().any(|kept| kept.same_state(&reading)) {
                self.readings.push(reading);
            }
        }
    }

    /// Builds what the first reading says; its past is then no longer open to doubt.
    fn settle(&mut self) {
        let mut steps = Vec::new();
        let mut last = self.readings[0].last;
        while let Some(index) = last {
            let (step, before) = self.trail[index as usize];
            steps.push(step);
            last = before;
        }
        for &step in steps.iter().rev() {
            self.builder.step(step);
        }
        self.trail.clear();
        self.readings[0].last = None;
    }

    fn finish(mut self) -> Vec<Quoted> {
        let readings = std::mem::take(&mut self.readings);
        for &reading in &readings {
            self.leave(reading, self.paragraphs.len(), 0, 0, 0);
        }
        self.prune(readings);
        self.settle();
        self.builder.finish()
    }
}
