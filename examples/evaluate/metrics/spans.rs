//! Stretches of characters and how much they share.

use std::collections::BTreeSet;

use dixit::output::json::Part;

/// A half-open range of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    pub start: usize,
    pub end: usize,
}

impl Stretch {
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Shared characters of all characters from the first start to the last end.
    pub fn jaccard(self, other: Self) -> f64 {
        let shared = self.end.min(other.end).saturating_sub(self.start.max(other.start));
        let all = self.end.max(other.end) - self.start.min(other.start);
        if shared == 0 { 0.0 } else { shared as f64 / all as f64 }
    }

    /// Without white space at its ends.
    pub fn trimmed(mut self, text: &[char]) -> Self {
        while self.start < self.end && is_space(text[self.start]) {
            self.start += 1;
        }
        while self.end > self.start && is_space(text[self.end - 1]) {
            self.end -= 1;
        }
        self
    }
}

/// The separators of files, groups, records and units count as white space too.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Trimmed, in order, each once, none empty.
pub type Stretches = BTreeSet<Stretch>;

pub fn of_gold(text: &[char], spans: &[(usize, usize)]) -> Stretches {
    stretches(text, spans.iter().copied())
}

pub fn of_parts(text: &[char], parts: &[Part]) -> Stretches {
    stretches(text, parts.iter().map(|part| (part.start, part.end)))
}

fn stretches(text: &[char], spans: impl Iterator<Item = (usize, usize)>) -> Stretches {
    let trimmed = spans.map(|(start, end)| Stretch { start, end }.trimmed(text));
    trimmed.filter(|stretch| stretch.start < stretch.end).collect()
}

/// Characters that two sets of stretches share, of all that they hold together; `None` where they share none.
pub fn shared(one: &Stretches, other: &Stretches) -> Option<f64> {
    let (one, other) = (merged(one), merged(other));
    let common = |x: &Stretch, y: &Stretch| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    let both: usize = one.iter().flat_map(|x| other.iter().map(move |y| common(x, y))).sum();
    let length = |stretches: &[Stretch]| stretches.iter().map(|s| s.end - s.start).sum::<usize>();
    (both > 0).then(|| both as f64 / (length(&one) + length(&other) - both) as f64)
}

/// The same characters, each in one stretch only.
fn merged(stretches: &Stretches) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for &stretch in stretches {
        match out.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => out.push(stretch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(spans: &[(usize, usize)]) -> Stretches {
        spans.iter().map(|&(start, end)| Stretch { start, end }).collect()
    }

    #[test]
    fn spans_are_trimmed_sorted_and_unique() {
        let text: Vec<char> = " ab \u{1f}c".chars().collect();
        assert_eq!(of_gold(&text, &[(4, 6), (0, 4), (1, 3), (3, 5), (2, 2)]), of(&[(1, 3), (5, 6)]));
    }

    #[test]
    fn what_is_shared_is_counted_once() {
        for (one, other, expected) in [
            (&[(0, 4)][..], &[(2, 6)][..], Some(2.0 / 6.0)),
            (&[(0, 4)], &[(4, 6)], None),
            (&[(0, 2), (1, 4)], &[(0, 4)], Some(1.0)),
            (&[(0, 2), (4, 6)], &[(1, 5)], Some(2.0 / 6.0)),
            (&[], &[(0, 1)], None),
        ] {
            assert_eq!(shared(&of(one), &of(other)), expected, "{one:?} and {other:?}");
        }
    }

    #[test]
    fn the_jaccard_index_is_over_the_whole_range() {
        let stretch = |start, end| Stretch { start, end };
        assert_eq!(stretch(0, 4).jaccard(stretch(2, 6)), 2.0 / 6.0);
        assert_eq!(stretch(0, 1).jaccard(stretch(5, 6)), 0.0);
    }
}
