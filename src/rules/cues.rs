//! The cue lexicon: verbs that say that something was said, and the frames in which they do.

use once_cell::sync::Lazy;

use super::inflect::{Form, forms};

/// What kind of act a cue verb reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CueClass {
    Speech,
    Writing,
    Thought,
    Order,
    Evidence,
}

/// What follows a cue verb where it introduces a content; the letters are those of `cues.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame<'w> {
    /// `t`: said that …
    That,
    /// `c`: said … (a clause without `that`)
    Clause,
    /// `q`: said, “…”
    Quote,
    /// `w`: asked whether …
    Whether,
    /// `i`: promised to …
    Infinitive,
    /// `o`: urged them to …, the object being part of the content
    ObjectInfinitive,
    /// `n`: criticised the …
    Object,
    /// `g`: suggested looking …
    Gerund,
    /// `e`: …, they said
    Postposed,
    /// `r`: told them (that) …, the object being no part of the content
    Recipient,
    /// `b`: is expected to …
    Passive,
    /// `a`: seems …, appears …
    Predicate,
    /// `+of`: spoke of …, the preposition being part of the cue
    Preposition(&'w str),
}

/// One verb of the lexicon.
#[derive(Debug)]
pub(super) struct CueVerb {
    class: CueClass,
    /// Each frame's letters and the share, in per cent, of its uses on the training articles that were attributions.
    frames: Vec<(&'static str, Option<f32>)>,
}

impl CueVerb {
    /// Whether the verb introduces a content in this frame.
    pub(super) fn takes(&self, frame: Frame) -> bool {
        self.confidence(frame).is_some()
    }

    /// How often the verb introduces a content where it stands in this frame; `None` if it does not.
    pub(super) fn confidence(&self, frame: Frame) -> Option<f32> {
        let &(_, measured) = self.frames.iter().find(|(letters, _)| frame.is_written(letters))?;
        Some(measured.unwrap_or_else(|| self.class.confidence()))
    }
}

impl CueClass {
    /// The confidence for a frame that was too rare to measure for the verb alone: that of its class.
    fn confidence(self) -> f32 {
        match self {
            Self::Speech | Self::Writing => 0.75,
            Self::Evidence => 0.6,
            Self::Order => 0.55,
            Self::Thought => 0.45,
        }
    }
}

impl Frame<'_> {
    fn is_written(self, letters: &str) -> bool {
        let letter = match self {
            Self::That => "t",
            Self::Clause => "c",
            Self::Quote => "q",
            Self::Whether => "w",
            Self::Infinitive => "i",
            Self::ObjectInfinitive => "o",
            Self::Object => "n",
            Self::Gerund => "g",
            Self::Postposed => "e",
            Self::Recipient => "r",
            Self::Passive => "b",
            Self::Predicate => "a",
            Self::Preposition(word) => {
                return letters
                    .strip_prefix('+')
                    .is_some_and(|preposition| preposition.eq_ignore_ascii_case(word));
            }
        };
        letters == letter
    }
}

/// All verbs of the lexicon, in the order of `cues.txt`.
pub(super) static CUE_VERBS: Lazy<Vec<CueVerb>> = Lazy::new(|| parse().map(|entry| entry.verb).collect());

/// Every form of every verb, with the verb's index in [`CUE_VERBS`].
pub(super) fn cue_forms() -> impl Iterator<Item = (String, Form, usize)> {
    parse().enumerate().flat_map(|(index, entry)| {
        forms(entry.lemma, &entry.irregular).into_iter().map(move |(text, form)| (text, form, index))
    })
}

struct Entry {
    lemma: &'static str,
    verb: CueVerb,
    irregular: Vec<&'static str>,
}

/// A line is `lemma class frames [past [participle]]`; frames are comma-separated, each with its measured share
/// in per cent: `say speech c:84,e:96,t:86 said`.
fn parse() -> impl Iterator<Item = Entry> {
    include_str!("lexicon/cues.txt").lines().map(|line| {
        let mut fields = line.split(' ');
        let lemma = fields.next().expect("split yields at least one field");
        let class = match fields.next() {
            Some("speech") => CueClass::Speech,
            Some("writing") => CueClass::Writing,
            Some("thought") => CueClass::Thought,
            Some("order") => CueClass::Order,
            Some("evidence") => CueClass::Evidence,
            other => unreachable!("cues.txt is checked by a test; it has class {other:?} for {lemma}"),
        };
        let frames = fields.next().unwrap_or_default().split(',').map(|frame| match frame.split_once(':') {
            Some((letters, share)) => (letters, share.parse().ok().map(|share: f32| share / 100.0)),
            None => (frame, None),
        });
        let verb = CueVerb { class, frames: frames.collect() };
        Entry { lemma, verb, irregular: fields.collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_is_sorted_and_well_formed() {
        let lines: Vec<&str> = include_str!("lexicon/cues.txt").lines().collect();
        assert!(
            lines.windows(2).all(|pair| pair[0].split(' ').next() < pair[1].split(' ').next()),
            "sorted, no lemma twice"
        );
        for (entry, line) in parse().zip(lines) {
            for (letters, share) in &entry.verb.frames {
                let known = letters.starts_with('+')
                    || ["t", "c", "q", "w", "i", "o", "n", "g", "e", "r", "b", "a"].contains(letters);
                assert!(known, "unknown frame {letters:?} in {line:?}");
                assert!(
                    share.is_none_or(|share| (0.0..=1.0).contains(&share)),
                    "share out of range in {line:?}"
                );
            }
        }
    }

    #[test]
    fn verbs_take_their_frames_alone() {
        let verb = |lemma| {
            CUE_VERBS.iter().zip(parse()).find(|(_, entry)| entry.lemma == lemma).expect("in the lexicon").0
        };
        assert!(verb("say").takes(Frame::That) && verb("say").takes(Frame::Quote));
        assert!(
            verb("call").takes(Frame::Preposition("for")) && !verb("call").takes(Frame::Preposition("under"))
        );
        assert!(!verb("endorse").takes(Frame::Whether));
    }
}
