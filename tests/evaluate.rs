//! The measures of the `evaluate` example, and how well the rules do on a small gold set of our own.

mod common;
#[path = "../examples/evaluate/documents.rs"]
mod documents;
#[path = "../examples/evaluate/metrics/mod.rs"]
mod metrics;

use std::path::Path;

use common::Folder;
use dixit::{
    EngineChoice, EntityKind, Extractor, Listed, MentionKind, Options, QuotationKind, SpeakerKind,
    output::json::{Entity, Mention, Part, Quote, Record, Role, SCHEMA, Speaker},
    text::OffsetUnit,
};
use documents::{Gold, GoldRole, GoldSpeakers, Pair};
use serde_json::Value;

fn gold() -> Vec<Gold> {
    documents::gold(Path::new("tests/gold/news.jsonl")).expect("the gold set is as documented")
}

fn gold_speakers(pairs: &[Pair]) -> Vec<GoldSpeakers> {
    documents::speakers(Path::new("tests/gold/speakers.jsonl"), pairs)
        .expect("the speakers are as documented")
}

/// The figures that end a report.
fn figures(report: impl ToString) -> Value {
    let report = report.to_string();
    serde_json::from_str(report.lines().last().unwrap_or_default()).expect("a report ends with JSON")
}

/// What an engine would say that finds just what the gold set holds.
fn perfect(gold: &Gold, speakers: &GoldSpeakers) -> Record {
    let text: Vec<char> = gold.text.chars().collect();
    let part = |&(start, end): &(usize, usize)| Part { start, end, text: text[start..end].iter().collect() };
    let parts = |spans: &[(usize, usize)]| spans.iter().map(part).collect::<Vec<_>>();
    let unplaced = |words: &str| Part { start: 0, end: 0, text: words.to_owned() };
    let (confidence, evidence) = (1.0, "rule:gold".to_owned());
    let kind = |kind: &str| match kind {
        "direct" => QuotationKind::Direct,
        "mixed" => QuotationKind::Mixed,
        _ => QuotationKind::Indirect,
    };
    let quotes = gold.quotes.iter().map(|quote| Quote {
        kind: kind(&quote.kind),
        content: parts(&quote.content),
        cue: parts(&quote.cue),
        source: parts(&quote.source),
        speaker: speakers.speakers.iter().position(|speaker| speaker.sources.contains(&quote.id)),
        speaker_confidence: None,
        speaker_evidence: None,
        confidence,
        evidence: evidence.clone(),
    });
    let role = |role: &GoldRole| Role { part: unplaced(&role.text), confidence, evidence: evidence.clone() };
    let speaker = |speaker: &documents::GoldSpeaker| Speaker {
        name: speaker.name.clone(),
        kind: if speaker.kind == "person" { SpeakerKind::Person } else { SpeakerKind::Organization },
        titles: speaker.titles.iter().map(role).collect(),
        affiliations: speaker.affiliations.iter().map(role).collect(),
        mentions: vec![Mention {
            part: unplaced(&speaker.name),
            kind: MentionKind::Name,
            confidence,
            evidence: evidence.clone(),
        }],
        confidence,
        evidence: evidence.clone(),
    };
    let entity = |entity: &documents::GoldEntity| Entity {
        part: part(&(entity.start, entity.end)),
        kind: match entity.kind.as_str() {
            "PER" => EntityKind::Person,
            "ORG" => EntityKind::Organization,
            "LOC" => EntityKind::Location,
            _ => EntityKind::Miscellaneous,
        },
        confidence,
    };
    Record {
        schema: SCHEMA,
        id: gold.id.clone(),
        engine: "gold".to_owned(),
        offsets: OffsetUnit::Chars,
        quotes: quotes.collect(),
        speakers: speakers.speakers.iter().map(speaker).collect(),
        entities: gold.entities.iter().map(entity).collect(),
    }
}

/// The gold set with what a perfect engine says, changed by `change`.
fn pairs(change: impl Fn(&mut Record)) -> Vec<Pair> {
    let unread = |gold: Gold| Pair { text: gold.text.chars().collect(), gold, predicted: None };
    let mut pairs: Vec<Pair> = gold().into_iter().map(unread).collect();
    let speakers = gold_speakers(&pairs);
    for (pair, speakers) in pairs.iter_mut().zip(&speakers) {
        let mut record = perfect(&pair.gold, speakers);
        change(&mut record);
        pair.predicted = Some(record);
    }
    pairs
}

fn check(figures: &Value, expected: &[(&str, f64)]) {
    for (path, expected) in expected {
        let figure = figures.pointer(path).and_then(Value::as_f64);
        assert_eq!(figure, Some(*expected), "{path} in {figures}");
    }
}

#[test]
fn gold_measured_against_itself_is_all_right() {
    let pairs = pairs(|_| ());
    let attribution = figures(metrics::attribution(&pairs, false));
    for role in ["source", "cue", "content", "link"] {
        check(&attribution[role], &[("/exact/p", 100.0), ("/exact/r", 100.0), ("/overlap50/f1", 100.0)]);
    }
    for kind in ["direct", "mixed", "indirect"] {
        let recall = format!("/recall_{kind}");
        check(&attribution, &[(&recall, 100.0), (&format!("/source_accuracy_{kind}"), 100.0)]);
    }
    check(&figures(metrics::entities(&pairs)), &[("/all/f1", 100.0), ("/PER/p", 100.0)]);
    let speakers = figures(metrics::speakers(&pairs, &gold_speakers(&pairs)));
    check(&speakers, &[("/named/name_end_to_end", 100.0), ("/unnamed/name_end_to_end", 100.0)]);
    check(&speakers, &[("/titles/exact/f1", 100.0), ("/affiliations/exact/f1", 100.0)]);
}

#[test]
fn what_is_missing_costs_recall_and_what_is_too_much_costs_precision() {
    let nothing = pairs(|record| {
        record.quotes.clear();
        record.entities.clear();
    });
    check(
        &figures(metrics::attribution(&nothing, false)),
        &[("/content/exact/f1", 0.0), ("/recall_direct", 0.0)],
    );
    check(&figures(metrics::entities(&nothing)), &[("/all/r", 0.0)]);
    check(&figures(metrics::speakers(&nothing, &gold_speakers(&nothing))), &[("/named/found", 0.0)]);

    let twice = pairs(|record| {
        for quote in &mut record.quotes {
            let Part { start, end, .. } = quote.content[0];
            // A part that is off by one letter: no longer exact, still more than half right.
            quote.content.push(Part { start: start + 1, end, text: String::new() });
            quote.source.clear();
        }
    });
    let figures = figures(metrics::attribution(&twice, false));
    check(
        &figures,
        &[("/content/exact/r", 100.0), ("/content/overlap50/p", 100.0), ("/source/predicted", 0.0)],
    );
    assert!(figures["content"]["exact"]["p"].as_f64() < Some(60.0), "{figures}");
    check(&figures, &[("/recall_indirect", 100.0), ("/source_accuracy_indirect", 0.0)]);
}

#[test]
fn pronouns_are_right_where_they_mean_whom_gold_says() {
    let gold = || documents::gold(Path::new("tests/gold/pronouns.jsonl")).expect("it is as documented");
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    options.listed = Listed::Everyone;
    let extractor = Extractor::with_options(options).expect("the rules are always there");
    let mut pairs = documents::with_extractions(gold(), &extractor);
    let right = [("/pronouns", 5.0), ("/right", 100.0), ("/right_of_named", 100.0)];
    check(&figures(metrics::pronouns(&pairs)), &right);
    for speaker in
        pairs.iter_mut().flat_map(|pair| &mut pair.predicted).flat_map(|record| &mut record.speakers)
    {
        speaker.mentions.retain(|mention| mention.kind != MentionKind::Pronoun);
    }
    // The pronoun that means neither of the two names stays right.
    check(&figures(metrics::pronouns(&pairs)), &[("/right", 20.0), ("/right_of_named", 0.0)]);
}

#[test]
fn the_turns_of_a_dialogue_tell_who_speaks() {
    let gold = documents::gold(Path::new("tests/gold/dialogue.jsonl")).expect("it is as documented");
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    let extractor = Extractor::with_options(options).expect("the rules are always there");
    let mut pairs = documents::with_extractions(gold, &extractor);
    let right = [("/all/gold", 6.0), ("/all/right_end_to_end", 100.0), ("/Implicit/right_end_to_end", 100.0)];
    check(&figures(metrics::fiction(&pairs)), &right);
    for quote in pairs.iter_mut().flat_map(|pair| &mut pair.predicted).flat_map(|record| &mut record.quotes) {
        quote.speaker = quote.speaker.filter(|_| !quote.source.is_empty());
    }
    check(&figures(metrics::fiction(&pairs)), &[("/all/found", 100.0), ("/Implicit/right_of_found", 0.0)]);
}

#[test]
fn only_speech_counts_where_only_speech_is_asked_for() {
    let mut pairs = pairs(|_| ());
    let all = figures(metrics::attribution(&pairs, false))["cue"]["gold"].as_u64();
    for quote in pairs.iter_mut().flat_map(|pair| &mut pair.gold.quotes) {
        quote.speech_cue = false;
    }
    let direct = pairs.iter().flat_map(|pair| &pair.gold.quotes).filter(|quote| quote.kind == "direct");
    let cues: usize = direct.map(|quote| quote.cue.len()).sum();
    assert_eq!(figures(metrics::attribution(&pairs, true))["cue"]["gold"].as_u64(), Some(cues as u64));
    assert_eq!(figures(metrics::attribution(&pairs, false))["cue"]["gold"].as_u64(), all);
}

#[test]
fn results_from_a_file_measure_the_same() {
    type Change = fn(Record) -> Record;
    let folder = Folder::new();
    let here: Vec<Pair> = pairs(|record| drop(record.quotes.pop()));
    let lines = |change: Change| {
        let records = here.iter().filter_map(|pair| pair.predicted.clone()).map(change);
        records.map(|record| serde_json::to_string(&record).expect("a record") + "\n").collect::<String>()
    };
    folder.write("results.jsonl", lines(|record| record));
    let read = documents::with_predictions(gold(), &folder.path.join("results.jsonl")).expect("results");
    assert_eq!(
        metrics::attribution(&read, false).to_string(),
        metrics::attribution(&here, false).to_string()
    );

    let broken: [(Change, &str); 3] = [
        (|record| Record { offsets: OffsetUnit::Bytes, ..record }, "does not count in chars"),
        (|record| Record { speakers: Vec::new(), ..record }, "lacks a speaker"),
        (
            |mut record| {
                record.entities.iter_mut().for_each(|entity| entity.part.end = 9_999);
                record
            },
            "characters and no span",
        ),
    ];
    for (change, expected) in broken {
        folder.write("broken.jsonl", lines(change));
        let error = documents::with_predictions(gold(), &folder.path.join("broken.jsonl")).err();
        assert!(error.as_ref().is_some_and(|error| error.contains(expected)), "{expected}: {error:?}");
    }
}

/// Per cent that the rules must not fall below on the gold set, by the place of the figure in a report.
const FLOORS: [(&str, &[(&str, f64)]); 3] = [
    (
        "attribution",
        &[
            ("/source/exact/f1", 75.0),
            ("/cue/exact/f1", 90.0),
            ("/content/exact/f1", 75.0),
            ("/content/overlap50/f1", 88.0),
            ("/link/overlap50/f1", 83.0),
            ("/recall_direct", 95.0),
            ("/source_accuracy_direct", 80.0),
        ],
    ),
    ("entities", &[("/PER/f1", 90.0), ("/all/f1", 70.0)]),
    (
        "speakers",
        &[("/named/name_end_to_end", 80.0), ("/titles/exact/f1", 70.0), ("/affiliations/exact/f1", 45.0)],
    ),
];

#[test]
fn the_rules_do_not_fall_back() {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    let extractor = Extractor::with_options(options).expect("the rules are always there");
    let pairs = documents::with_extractions(gold(), &extractor);
    for (measure, floors) in FLOORS {
        let report = match measure {
            "attribution" => metrics::attribution(&pairs, false),
            "entities" => metrics::entities(&pairs),
            _ => metrics::speakers(&pairs, &gold_speakers(&pairs)),
        };
        let figures = figures(report);
        for (path, floor) in floors {
            let figure = figures.pointer(path).and_then(Value::as_f64);
            assert!(figure >= Some(*floor), "{measure}{path} is {figure:?}, below {floor}");
        }
    }
}
