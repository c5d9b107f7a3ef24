//! The cue lexicon: verbs that say that something was said, and the frames in which they do.

use once_cell::sync::Lazy;

use super::inflect::{Form, forms};

/// What kind of act a cue verb reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueClass {
    Speech,
    Writing,
    Thought,
    Order,
    Evidence,
}

/// What follows a cue verb where it introduces a content; the letters are those of `cues.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
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
    Preposition,
}

/// One verb of the lexicon.
#[derive(Debug)]
pub(super) struct CueVerb {
    pub(super) lemma: &'static str,
    pub(super) class: CueClass,
    frames: &'static str,
}

impl CueVerb {
    /// Whether the verb introduces a content in this frame; `preposition` matters for [`Frame::Preposition`] alone.
    pub(super) fn takes(&self, frame: Frame, preposition: &str) -> bool {
        let letter = match frame {
            Frame::That => "t",
            Frame::Clause => "c",
            Frame::Quote => "q",
            Frame::Whether => "w",
            Frame::Infinitive => "i",
            Frame::ObjectInfinitive => "o",
            Frame::Object => "n",
            Frame::Gerund => "g",
            Frame::Postposed => "e",
            Frame::Recipient => "r",
            Frame::Passive => "b",
            Frame::Predicate => "a",
            Frame::Preposition => {
                return self.frames.split(',').any(|f| f.strip_prefix('+') == Some(preposition));
            }
        };
        self.frames.split(',').any(|f| f == letter)
    }
}

/// All verbs of the lexicon, by lemma.
pub(super) static CUE_VERBS: Lazy<Vec<CueVerb>> = Lazy::new(|| parse().map(|(verb, _)| verb).collect());

/// Every form of every verb, with the verb's index in [`CUE_VERBS`].
pub(super) fn cue_forms() -> impl Iterator<Item = (String, Form, usize)> {
    parse().enumerate().flat_map(|(index, (verb, irregular))| {
        forms(verb.lemma, &irregular).into_iter().map(move |(text, form)| (text, form, index))
    })
}

fn parse() -> impl Iterator<Item = (CueVerb, Vec<&'static str>)> {
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
        (CueVerb { lemma, class, frames: fields.next().unwrap_or_default() }, fields.collect())
    })
}
