//! One JSON document an extraction, with a versioned schema.
//!
//! [`Record`] is the whole of it; its fields and those of its parts are the schema. All offsets are half open and
//! count the unit that [`Record::offsets`] names. A field may be added without a new version; a field that goes or
//! changes its meaning raises [`SCHEMA`].
//!
//! ```
//! use dixit::{Extractor, output::json::Record, text::OffsetUnit};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let extraction = Extractor::new()?.extract("“It is late,” said Ana Ruiz.");
//! let line = serde_json::to_string(&Record::new("note-1", &extraction, OffsetUnit::Chars))?;
//! assert!(line.starts_with(r#"{"schema":1,"id":"note-1","#));
//! let again: Record = serde_json::from_str(&line)?;
//! assert_eq!(again.id, "note-1");
//! # Ok(())
//! # }
//! ```

use serde::{Deserialize, Serialize};

use crate::{
    annotate::{self, EntityKind},
    extraction::{self, Evidence, Extraction, MentionKind, Origin, QuotationKind, SpeakerKind},
    text::{OffsetUnit, Offsets, Span},
};

/// The version of the schema that this crate writes.
pub const SCHEMA: u32 = 1;

/// Everything found in one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The version of the schema: [`SCHEMA`].
    pub schema: u32,
    /// The caller's name for the document.
    pub id: String,
    /// The engine that read it: `rules` or `model`.
    pub engine: String,
    /// What offsets count: `bytes` of UTF-8, `chars` (Unicode scalar values, as in Python) or `utf16` units (as in
    /// JavaScript and Java).
    #[serde(with = "OffsetUnitName")]
    pub offsets: OffsetUnit,
    /// Quotations in order of their first content.
    pub quotes: Vec<Quote>,
    /// The speakers that the quotations refer to.
    pub speakers: Vec<Speaker>,
    /// Named entities in order.
    pub entities: Vec<Entity>,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// First offset.
    pub start: usize,
    /// One past the last offset.
    pub end: usize,
    /// The words between them.
    pub text: String,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// `direct`, `indirect`, `mixed`, or `quoted-text` for what stands in quote marks and is nobody's statement.
    #[serde(with = "QuotationKindName")]
    pub kind: QuotationKind,
    /// What was said, in order; at least one part. Quote marks are included, the full stop after an indirect
    /// clause is not.
    pub content: Vec<Part>,
    /// The words that say it was said (`said`, `according to`); empty where there are none.
    pub cue: Vec<Part>,
    /// The words that name who said it, with title and apposition; empty where nobody is named.
    pub source: Vec<Part>,
    /// The speaker, as an index into [`Record::speakers`]; `null` where it is not known.
    pub speaker: Option<usize>,
    /// The chance that the speaker is right, 0 to 1; `null` where there is none.
    pub speaker_confidence: Option<f32>,
    /// What decided who the speaker is; `null` where there is none.
    pub speaker_evidence: Option<String>,
    /// The chance that the quotation is one, 0 to 1.
    pub confidence: f32,
    /// What decided that: `rule:` and the rule's name, or `model`.
    pub evidence: String,
}

/// A person, body or group that the text quotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the text gives; for a speaker without a name the fullest phrase.
    pub name: String,
    /// `person`, `organization`, `group`, or `unnamed`.
    #[serde(with = "SpeakerKindName")]
    pub kind: SpeakerKind,
    /// Titles, roles, offices and ranks, each where the text first states it.
    pub titles: Vec<Role>,
    /// Bodies, parties and countries that the speaker belongs to or speaks for, each where it is first stated.
    pub affiliations: Vec<Role>,
    /// Every span that refers to the speaker, in order.
    pub mentions: Vec<Mention>,
    /// The chance that these mentions are one speaker, 0 to 1.
    pub confidence: f32,
    /// What decided: `rule:` and the rule's name, or `model`.
    pub evidence: String,
}

/// A title or an affiliation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Where the text first states it, and its words.
    #[serde(flatten)]
    pub part: Part,
    /// The chance that the speaker has it, 0 to 1.
    pub confidence: f32,
    /// What decided: `rule:` and the rule's name, or `model`.
    pub evidence: String,
}

/// A span that refers to a speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where, and its words.
    #[serde(flatten)]
    pub part: Part,
    /// `name`, `nominal` or `pronoun`.
    #[serde(with = "MentionKindName")]
    pub kind: MentionKind,
    /// The chance that the speaker is meant, 0 to 1.
    pub confidence: f32,
    /// What decided: `rule:` and the rule's name, or `model`.
    pub evidence: String,
}

/// A named entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Where, and its words.
    #[serde(flatten)]
    pub part: Part,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    #[serde(with = "EntityKindName")]
    pub kind: EntityKind,
    /// The chance that this is right, 0 to 1.
    pub confidence: f32,
}

impl Record {
    /// The document of `extraction` under the name `id`, with offsets in `unit`.
    pub fn new(id: impl Into<String>, extraction: &Extraction<'_>, unit: OffsetUnit) -> Self {
        let parts = Parts { text: &extraction.text, offsets: Offsets::new(&extraction.text, unit) };
        Self {
            schema: SCHEMA,
            id: id.into(),
            engine: extraction.engine.name().to_owned(),
            offsets: unit,
            quotes: extraction.quotations.iter().map(|quotation| parts.quote(quotation)).collect(),
            speakers: extraction.speakers.iter().map(|speaker| parts.speaker(speaker)).collect(),
            entities: extraction.entities.iter().map(|entity| parts.entity(entity)).collect(),
        }
    }
}

/// Turns spans of one text into parts.
struct Parts<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
}

impl Parts<'_> {
    fn part(&self, span: Span) -> Part {
        let (start, end) = self.offsets.convert(span);
        Part { start, end, text: span.of(self.text).to_owned() }
    }

    fn parts(&self, spans: &[Span]) -> Vec<Part> {
        spans.iter().map(|&span| self.part(span)).collect()
    }

    fn roles(&self, roles: &[extraction::Role]) -> Vec<Role> {
        let role = |role: &extraction::Role| Role {
            part: self.part(role.span),
            confidence: confidence(role.evidence),
            evidence: evidence(role.evidence),
        };
        roles.iter().map(role).collect()
    }

    fn quote(&self, quotation: &extraction::Quotation) -> Quote {
        Quote {
            kind: quotation.kind,
            content: self.parts(&quotation.content),
            cue: self.parts(&quotation.cue),
            source: self.parts(&quotation.source),
            speaker: quotation.speaker,
            speaker_confidence: quotation.speaker_evidence.map(confidence),
            speaker_evidence: quotation.speaker_evidence.map(evidence),
            confidence: confidence(quotation.evidence),
            evidence: evidence(quotation.evidence),
        }
    }

    fn speaker(&self, speaker: &extraction::Speaker) -> Speaker {
        let mention = |mention: &extraction::Mention| Mention {
            part: self.part(mention.span),
            kind: mention.kind,
            confidence: confidence(mention.evidence),
            evidence: evidence(mention.evidence),
        };
        Speaker {
            name: speaker.name.of(self.text).to_owned(),
            kind: speaker.kind,
            titles: self.roles(&speaker.titles),
            affiliations: self.roles(&speaker.affiliations),
            mentions: speaker.mentions.iter().map(mention).collect(),
            confidence: confidence(speaker.evidence),
            evidence: evidence(speaker.evidence),
        }
    }

    fn entity(&self, entity: &annotate::Entity) -> Entity {
        Entity { part: self.part(entity.span), kind: entity.kind, confidence: confidence(entity.evidence) }
    }
}

/// Three decimals say all that a calibrated probability knows.
fn confidence(evidence: Evidence) -> f32 {
    (evidence.confidence() * 1000.0).round() / 1000.0
}

pub(super) fn evidence(evidence: Evidence) -> String {
    match evidence.origin() {
        Origin::Rule(name) => format!("rule:{name}"),
        Origin::Model => "model".to_owned(),
    }
}

/// How the schema spells the units of offset.
#[derive(Serialize, Deserialize)]
#[serde(remote = "OffsetUnit", rename_all = "lowercase")]
enum OffsetUnitName {
    Bytes,
    Chars,
    Utf16,
}

/// How the schema spells the kinds of quotation.
#[derive(Serialize, Deserialize)]
#[serde(remote = "QuotationKind", rename_all = "kebab-case")]
enum QuotationKindName {
    Direct,
    Indirect,
    Mixed,
    QuotedText,
}

/// How the schema spells the kinds of speaker.
#[derive(Serialize, Deserialize)]
#[serde(remote = "SpeakerKind", rename_all = "lowercase")]
enum SpeakerKindName {
    Person,
    Organization,
    Group,
    Unnamed,
}

/// How the schema spells the kinds of mention.
#[derive(Serialize, Deserialize)]
#[serde(remote = "MentionKind", rename_all = "lowercase")]
enum MentionKindName {
    Name,
    Nominal,
    Pronoun,
}

/// How the schema spells the kinds of entity.
#[derive(Serialize, Deserialize)]
#[serde(remote = "EntityKind")]
enum EntityKindName {
    #[serde(rename = "PER")]
    Person,
    #[serde(rename = "ORG")]
    Organization,
    #[serde(rename = "LOC")]
    Location,
    #[serde(rename = "MISC")]
    Miscellaneous,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::output::sample::sample;

    fn record(unit: OffsetUnit) -> Value {
        serde_json::to_value(Record::new("council", &sample(), unit)).expect("a record has string keys only")
    }

    #[test]
    fn the_fields_are_those_of_the_schema() {
        let record = record(OffsetUnit::Chars);
        for (path, expected) in [
            ("/schema", json!(SCHEMA)),
            ("/id", json!("council")),
            ("/engine", json!("rules")),
            ("/offsets", json!("chars")),
            ("/quotes/0/kind", json!("direct")),
            ("/quotes/0/content/0", json!({"start": 0, "end": 21, "text": "“The bridge is safe,”"})),
            ("/quotes/0/cue/0", json!({"start": 22, "end": 26, "text": "said"})),
            ("/quotes/0/source/0/text", json!("Zoë Lindqvist, mayor of Umeå")),
            ("/quotes/0/speaker", json!(0)),
            ("/quotes/0/speaker_confidence", json!(0.8_f32)),
            ("/quotes/0/speaker_evidence", json!("rule:name in the source")),
            ("/quotes/0/confidence", json!(0.9_f32)),
            ("/quotes/0/evidence", json!("rule:by-hand")),
            ("/quotes/1/kind", json!("mixed")),
            ("/quotes/4/source", json!([])),
            ("/quotes/4/speaker", Value::Null),
            ("/quotes/4/speaker_confidence", Value::Null),
            ("/speakers/0/name", json!("Zoë Lindqvist")),
            ("/speakers/0/kind", json!("person")),
            (
                "/speakers/0/titles",
                json!([{"start": 42, "end": 47, "text": "mayor", "confidence": 0.9_f32, "evidence": "rule:apposition"}]),
            ),
            ("/speakers/0/affiliations/0/text", json!("Umeå")),
            ("/speakers/0/mentions/1/start", json!(98)),
            ("/speakers/0/mentions/1/text", json!("She")),
            ("/speakers/0/mentions/1/kind", json!("pronoun")),
            ("/speakers/0/mentions/1/evidence", json!("rule:same-name")),
            ("/speakers/1/kind", json!("unnamed")),
            ("/speakers/2/kind", json!("group")),
            (
                "/entities/1",
                json!({"start": 51, "end": 55, "text": "Umeå", "kind": "LOC", "confidence": 0.8_f32}),
            ),
        ] {
            assert_eq!(record.pointer(path), Some(&expected), "at {path}");
        }
    }

    #[test]
    fn offsets_count_the_unit_that_is_asked_for() {
        for (unit, name, start, end) in [
            (OffsetUnit::Bytes, "bytes", 319, 346),
            (OffsetUnit::Chars, "chars", 305, 325),
            (OffsetUnit::Utf16, "utf16", 305, 326),
        ] {
            let record = record(unit);
            let expected = json!({"start": start, "end": end, "text": "“Nobody asked us 🙁.”"});
            assert_eq!(record["offsets"], name);
            assert_eq!(record["quotes"][4]["content"][0], expected, "in {name}");
        }
    }

    #[test]
    fn a_record_survives_the_way_out_and_back() {
        let record = Record::new("council", &sample(), OffsetUnit::Utf16);
        let line = serde_json::to_string(&record).expect("a record has string keys only");
        assert_eq!(serde_json::from_str::<Record>(&line).expect("what was written can be read"), record);
    }
}
