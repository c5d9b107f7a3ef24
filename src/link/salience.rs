//! Who was mentioned of late, and how prominently: the antecedents of a pronoun.

use std::collections::VecDeque;

use crate::text::Span;

use super::{
    gender::Gender,
    identities::{Identity, Kind},
    pronouns::Pronoun,
};

/// The most mentions that are remembered.
const MOST: usize = 48;

/// The most sentences that a pronoun looks back.
const FARTHEST: usize = 9;

/// A mention, as a pronoun after it sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Whom it mentions.
    pub identity: usize,
    /// Its sentence.
    pub sentence: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// Whether it looks like the subject of its clause.
    pub subject: bool,
    /// Whether it is the source of a quotation.
    pub source: bool,
    /// Whether it stands in quote marks.
    pub quoted: bool,
    /// Whether it stands in what somebody said.
    pub reported: bool,
    /// Whether it only owns what is talked about: `Weber's plan`.
    pub possessive: bool,
}

/// The place of a pronoun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub sentence: usize,
    pub paragraph: usize,
    pub quoted: bool,
}

/// The latest mentions.
#[derive(Debug, Default)]
pub(super) struct Salience {
    seen: VecDeque<Seen>,
}

impl Salience {
    /// Remembers a mention; they come in the order of the text.
    pub fn add(&mut self, seen: Seen) {
        if self.seen.len() == MOST {
            self.seen.pop_front();
        }
        self.seen.push_back(seen);
    }

    /// The latest mentions, the last first.
    pub fn latest(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev()
    }

    /// Whom a pronoun, for somebody of `gender`, at `place` means, with the chance that this is right.
    pub fn antecedent(
        &self,
        pronoun: Pronoun,
        gender: Gender,
        place: Place,
        all: &[Identity],
    ) -> Option<(usize, f32)> {
        let farthest = match pronoun {
            Pronoun::He | Pronoun::She => FARTHEST,
            _ => 2,
        };
        let mut scores: Vec<(usize, f32)> = Vec::with_capacity(8);
        for (back, seen) in self.latest().enumerate() {
            let distance = place.sentence.saturating_sub(seen.sentence);
            if distance > farthest {
                break;
            }
            let identity = &all[seen.identity];
            if !pronoun.fits(identity.kind) || !identity.gender.fits(gender) {
                continue;
            }
            let score = score(seen, place, distance, back, identity, gender);
            match scores.iter_mut().find(|(known, _)| *known == seen.identity) {
                // Being mentioned again adds a little to the best mention.
                Some((_, best)) => *best = best.max(score) + 0.15,
                None => scores.push((seen.identity, score)),
            }
        }
        let (best, score) = scores.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let second = scores.iter().filter(|(i, _)| *i != best).map(|(_, s)| *s).fold(f32::MIN, f32::max);
        let lead = (score - second).clamp(0.0, 3.0);
        Some((best, 0.5 + 0.15 * lead))
    }
}

fn score(
    seen: &Seen,
    place: Place,
    distance: usize,
    back: usize,
    identity: &Identity,
    gender: Gender,
) -> f32 {
    let mut score = -0.6 * distance as f32 - 0.05 * back as f32;
    if seen.subject {
        score += 1.0;
    }
    if seen.source {
        score += 1.0;
    }
    if seen.quoted != place.quoted {
        score -= 2.0;
    }
    if seen.reported && !seen.quoted {
        score -= 0.6;
    }
    if seen.possessive {
        score -= 0.4;
    }
    if seen.paragraph == place.paragraph {
        score += 0.3;
    }
    if identity.kind == Kind::Unnamed {
        score -= 0.5;
    }
    if gender != Gender::Unknown && identity.gender == gender {
        score += 0.7;
    }
    score
}

/// Asks, in the order of the text, whether bytes lie in any of some spans.
pub(super) struct Sweep {
    spans: Vec<Span>,
    next: usize,
    until: usize,
}

impl Sweep {
    pub fn new(mut spans: Vec<Span>) -> Self {
        spans.sort();
        Self { spans, next: 0, until: 0 }
    }

    /// Whether `byte` lies in a span; asked with bytes that never go back.
    pub fn holds(&mut self, byte: usize) -> bool {
        while let Some(span) = self.spans.get(self.next).filter(|span| span.start() <= byte) {
            self.until = self.until.max(span.end());
            self.next += 1;
        }
        byte < self.until
    }
}
