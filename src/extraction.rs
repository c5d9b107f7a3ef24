//! The result: quotations and their speakers.

use std::borrow::Cow;

use crate::{annotate::Entity, text::Span};

/// What made a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Engine {
    /// The rules alone.
    Rules,
    /// The model.
    Model,
}

impl Engine {
    /// The name used in output and on command lines: `rules` or `model`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Model => "model",
        }
    }
}

/// Who decided: a rule, by its name, or the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The rule of this name.
    Rule(&'static str),
    /// The model.
    Model,
}

/// Why something was decided, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    origin: Origin,
    confidence: f32,
}

impl Evidence {
    /// Evidence from a rule; the confidence is clamped to 0..=1.
    pub fn rule(name: &'static str, confidence: f32) -> Self {
        Self { origin: Origin::Rule(name), confidence: confidence.clamp(0.0, 1.0) }
    }

    /// Evidence from the model; the confidence is clamped to 0..=1.
    pub fn model(confidence: f32) -> Self {
        Self { origin: Origin::Model, confidence: confidence.clamp(0.0, 1.0) }
    }

    /// Who decided.
    pub fn origin(self) -> Origin {
        self.origin
    }

    /// The chance that the decision is right, 0 to 1.
    pub fn confidence(self) -> f32 {
        self.confidence
    }
}

/// How a quotation renders what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuotationKind {
    /// Word for word, all in quote marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with some of the speaker's in quote marks.
    Mixed,
    /// In quote marks, but nobody's statement; reported only when asked for
    /// ([`QuotedText::Include`](crate::QuotedText)).
    QuotedText,
}

/// What was said, with the words that say so and the words that name the source.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quotation {
    /// How it renders what was said.
    pub kind: QuotationKind,
    /// What was said, in order; at least one span.
    pub content: Vec<Span>,
    /// The words that say it was said; empty where there are none.
    pub cue: Vec<Span>,
    /// The words that name who said it; empty where nobody is named.
    pub source: Vec<Span>,
    /// The speaker, as an index into [`Extraction::speakers`]; `None` where it is not known. Without a source the turns of
    /// a dialogue may tell.
    pub speaker: Option<usize>,
    /// Why it is this speaker, and how sure it is that the source belongs to the quotation and means the speaker. `None`
    /// where there is no speaker.
    pub speaker_evidence: Option<Evidence>,
    /// Why.
    pub evidence: Evidence,
}

/// What kind of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A body: a party, a firm, a ministry, a newspaper.
    Organization,
    /// Several, without a proper name of their own: `Republicans`, `critics`.
    Group,
    /// Somebody without a name anywhere in the text: `a senior official`.
    Unnamed,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// By a proper name: `Prof. Han`.
    Name,
    /// By a description: `the senator`.
    Nominal,
    /// By a pronoun: `he`.
    Pronoun,
}

/// A span that refers to a speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Why it is this speaker.
    pub evidence: Evidence,
}

/// A title or an affiliation of a speaker, where the text first states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its words, without article and name: `politics professor`, `Yon Sie University`.
    pub span: Span,
    /// Why.
    pub evidence: Evidence,
}

/// A person, body or group behind one or more mentions.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Speaker {
    /// The fullest name that the text gives, without honorific; for a speaker without a name the fullest phrase.
    pub name: Span,
    /// What kind of speaker it is.
    pub kind: SpeakerKind,
    /// Titles, roles, offices and ranks.
    pub titles: Vec<Role>,
    /// Bodies, parties and countries that the speaker belongs to or speaks for.
    pub affiliations: Vec<Role>,
    /// All spans that refer to the speaker, in order.
    pub mentions: Vec<Mention>,
    /// Why these mentions are one speaker.
    pub evidence: Evidence,
}

/// Whom [`Extraction::speakers`] lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Listed {
    /// Only who is the source of a quotation.
    #[default]
    Speakers,
    /// All people, bodies and places with a name as well, with what the text says of them, whether they speak or not.
    Everyone,
}

/// Everything found in one text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Extraction<'t> {
    /// The text that all spans refer to.
    pub text: Cow<'t, str>,
    /// The engine that read it.
    pub engine: Engine,
    /// Quotations in order of their first content.
    pub quotations: Vec<Quotation>,
    /// The speakers that the quotations refer to, in order of their first mention; where [`Listed::Everyone`] was asked
    /// for, all who have a name.
    pub speakers: Vec<Speaker>,
    /// Names in order.
    pub entities: Vec<Entity>,
}

impl Extraction<'_> {
    /// The same extraction with a text of its own, for keeping it longer than the caller's text.
    pub fn into_owned(self) -> Extraction<'static> {
        Extraction {
            text: Cow::Owned(self.text.into_owned()),
            engine: self.engine,
            quotations: self.quotations,
            speakers: self.speakers,
            entities: self.entities,
        }
    }

    /// The words of a span of this text.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The speaker of a quotation.
    pub fn speaker(&self, quotation: &Quotation) -> Option<&Speaker> {
        self.speakers.get(quotation.speaker?)
    }
}
