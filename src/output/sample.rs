//! An extraction made by hand, for the tests of the writers.

use std::borrow::Cow;

use crate::{
    annotate::{Entity, EntityKind},
    extraction::{
        Engine, Evidence, Extraction, Mention, MentionKind, Quotation, QuotationKind, Role, Speaker,
        SpeakerKind,
    },
    text::Span,
};

const TEXT: &str = "\
“The bridge is safe,” said Zoë Lindqvist, mayor of Umeå. “We checked <every> bolt & beam twice.”

She insists that engineers told her the river was “calm”.

Opponents fear the next flood will carry the new bridge away, together with the road, the market and the last of \
the old houses on the north bank.

“Nobody asked us 🙁.”
";

/// One direct quotation in two parts, a mixed one with an indirect one nested in it, an indirect one by a group, and
/// a direct one without a source.
pub(super) fn sample() -> Extraction<'static> {
    let quotation = |kind, content: &[&str], cue: &[&str], source: &[&str], speaker| Quotation {
        kind,
        content: content.iter().map(|words| find(words)).collect(),
        cue: cue.iter().map(|words| find(words)).collect(),
        source: source.iter().map(|words| find(words)).collect(),
        speaker,
        speaker_evidence: speaker.map(|_| Evidence::rule("name in the source", 0.8)),
        evidence: Evidence::rule("by-hand", 0.9),
    };
    let last = "the next flood will carry the new bridge away, together with the road, the market and the last of \
                the old houses on the north bank";
    let parts = ["“The bridge is safe,”", "“We checked <every> bolt & beam twice.”"];
    Extraction {
        text: Cow::Borrowed(TEXT),
        engine: Engine::Rules,
        quotations: vec![
            quotation(QuotationKind::Direct, &parts, &["said"], &["Zoë Lindqvist, mayor of Umeå"], Some(0)),
            quotation(
                QuotationKind::Mixed,
                &["that engineers told her the river was “calm”"],
                &["insists"],
                &["She"],
                Some(0),
            ),
            quotation(QuotationKind::Indirect, &["the river was “calm”"], &["told"], &["engineers"], Some(1)),
            quotation(QuotationKind::Indirect, &[last], &["fear"], &["Opponents"], Some(2)),
            quotation(QuotationKind::Direct, &["“Nobody asked us 🙁.”"], &[], &[], None),
        ],
        speakers: vec![
            speaker("Zoë Lindqvist", SpeakerKind::Person, &["mayor"], &["Umeå"], &["Zoë Lindqvist", "She"]),
            speaker("engineers", SpeakerKind::Unnamed, &[], &[], &["engineers"]),
            speaker("Opponents", SpeakerKind::Group, &[], &[], &["Opponents"]),
        ],
        entities: vec![
            Entity {
                span: find("Zoë Lindqvist"),
                kind: EntityKind::Person,
                evidence: Evidence::rule("name", 0.8),
            },
            Entity {
                span: find("Umeå"), kind: EntityKind::Location, evidence: Evidence::rule("place", 0.8)
            },
        ],
    }
}

fn speaker(
    name: &str,
    kind: SpeakerKind,
    titles: &[&str],
    affiliations: &[&str],
    mentions: &[&str],
) -> Speaker {
    let role = |words: &&str| Role { span: find(words), evidence: Evidence::rule("apposition", 0.9) };
    let mention = |words: &&str| Mention {
        span: find(words),
        kind: if *words == "She" { MentionKind::Pronoun } else { MentionKind::Name },
        evidence: Evidence::rule("same-name", 1.0),
    };
    Speaker {
        name: find(name),
        kind,
        titles: titles.iter().map(role).collect(),
        affiliations: affiliations.iter().map(role).collect(),
        mentions: mentions.iter().map(mention).collect(),
        evidence: Evidence::rule("same-name", 1.0),
    }
}

/// Where `words` first stand.
fn find(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words:?} is not in the sample"));
    Span::at(start, start + words.len())
}
