//! Every step of the engine against what PyTorch computes with the same weights, in f32.
//!
//! `tests/reference/tiny` is a small model with random weights, made by `tests/reference/tiny.py`, together with its
//! reference. With the feature `embedded` the shipped model is held to its own reference, too.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    document::Document,
    model::{
        Backend, Model, Precision,
        bundle::{Bundle, Place},
        chain::TagSpan,
        dense::Kernels,
        encoder::Packed,
        groups::Chosen,
        links::{Candidates, Choice, LinkHead},
        states::States,
        windows::windows,
    },
    text::{OffsetUnit, Offsets, Span},
};

#[derive(Deserialize)]
struct Reference {
    windows: Vec<Row>,
}

/// One text, and what each step makes of it; the fields are as the export writes them.
#[derive(Deserialize)]
struct Row {
    text: String,
    ids: Vec<u32>,
    types: Vec<u8>,
    unit_places: Vec<usize>,
    unit_start: Vec<usize>,
    unit_end: Vec<usize>,
    unit_paragraph: Vec<u32>,
    hidden: Vec<Vec<f32>>,
    entity_scores: Vec<Vec<f32>>,
    role_scores: Vec<Vec<f32>>,
    title_scores: Vec<Vec<f32>>,
    affiliation_scores: Vec<Vec<f32>>,
    entities: Vec<ReferenceSpan>,
    titles: Vec<ReferenceSpan>,
    affiliations: Vec<ReferenceSpan>,
    mentions: Vec<(usize, usize)>,
    roles: Roles,
    probe_spans: Asked<(usize, usize)>,
    probe_link_log_probabilities: Links,
    links: Links,
    quotations: Vec<ReferenceQuotation>,
}

#[derive(Deserialize)]
struct ReferenceSpan {
    first: usize,
    last: usize,
    probability: f32,
}

#[derive(Deserialize)]
struct Roles {
    source: Vec<ReferenceSpan>,
    cue: Vec<ReferenceSpan>,
    content: Vec<ReferenceSpan>,
}

/// The spans that ask and answer in the relations of one text.
#[derive(Deserialize)]
struct Asked<T> {
    source: Vec<T>,
    cue: Vec<T>,
    content: Vec<T>,
    name: Vec<T>,
    mention: Vec<T>,
    title: Vec<T>,
    affiliation: Vec<T>,
}

#[derive(Deserialize)]
struct Links {
    source: Vec<Vec<f32>>,
    cue: Vec<Vec<f32>>,
    next: Vec<Vec<f32>>,
    speaker: Vec<Vec<f32>>,
    title: Vec<Vec<f32>>,
    affiliation: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct ReferenceQuotation {
    contents: Vec<(usize, usize)>,
    cue: Option<(usize, usize)>,
    source: Option<(usize, usize)>,
    cue_probability: f32,
    source_probability: f32,
}

fn check(model: &Path, reference: &Path) {
    let json = std::fs::read(reference).expect("the reference is part of the repository");
    let reference: Reference = serde_json::from_slice(&json).expect("the reference is what the export wrote");
    let mut bundle = Bundle::read(&Place::Directory(model.into())).expect("the model is whole");
    // The reference is made before the temperatures are found.
    let mut config: Value = serde_json::from_slice(&bundle.config).expect("the configuration is JSON");
    config["dixit"]["temperatures"] = json!({"entity": 1.0, "role": 1.0, "link": 1.0});
    bundle.config = config.to_string().into_bytes().into();
    let model = Model::new(&bundle, Backend::Rten, Precision::F32).expect("the model is whole");
    assert!(!reference.windows.is_empty());
    for row in &reference.windows {
        check_row(&model, row);
    }
}

fn check_row(model: &Model, row: &Row) {
    let name = &row.text;
    let document = Document::new(name);
    let pieces = model.vocabulary.pieces(name, Span::at(0, name.len()));
    let cuts = windows(&pieces.pieces, document.sentences(), model.config.dixit.window);
    assert_eq!(cuts.len(), 1, "{name}: one window");
    let (mut ids, mut types) = (Vec::new(), Vec::new());
    cuts[0].sequence(&pieces.pieces, &model.vocabulary, &mut ids, &mut types);
    assert_eq!(ids, row.ids, "{name}: pieces");
    assert_eq!(types, row.types, "{name}: types");
    let places: Vec<_> = pieces.units.iter().map(|unit| cuts[0].place(&pieces.pieces, unit.piece)).collect();
    assert_eq!(places, row.unit_places, "{name}: places of units");
    let offsets = Offsets::new(name, OffsetUnit::Chars);
    let spans: Vec<_> = pieces.units.iter().map(|unit| offsets.convert(unit.span)).collect();
    assert!(
        spans.iter().copied().eq(row.unit_start.iter().copied().zip(row.unit_end.iter().copied())),
        "{name}: units"
    );
    assert!(
        pieces.units.iter().map(|unit| unit.paragraph).eq(row.unit_paragraph.iter().copied()),
        "{name}: paragraphs"
    );

    let mut batch = Packed::default();
    batch.push(&ids, &types);
    let hidden = model.encoder.encode(&batch);
    close(&hidden, &row.hidden.concat(), 1e-4, &format!("{name}: hidden states"));

    let width = model.encoder.width();
    let states = States::new(
        places.iter().flat_map(|p| &hidden[p * width..(p + 1) * width]).copied().collect(),
        width,
    );
    let kernels = Kernels::new();
    let heads = [
        ("entity", &model.entity, &row.entity_scores),
        ("role", &model.role, &row.role_scores),
        ("title", &model.title, &row.title_scores),
        ("affiliation", &model.affiliation, &row.affiliation_scores),
    ];
    for (head, tags, expected) in heads {
        let scores = tags.scores(&kernels, &pieces, &states);
        close(&scores, &expected.concat(), 2e-3, &format!("{name}: {head} scores"));
    }

    let probe = Asked {
        source: probes(&row.probe_spans.source),
        cue: probes(&row.probe_spans.cue),
        content: probes(&row.probe_spans.content),
        name: probes(&row.probe_spans.name),
        mention: probes(&row.probe_spans.mention),
        title: probes(&row.probe_spans.title),
        affiliation: probes(&row.probe_spans.affiliation),
    };
    let expected = &row.probe_link_log_probabilities;
    check_links(model, &pieces, &states, &probe, expected, &format!("{name}: probed links"));

    let reading = model.decode(pieces, &states);
    check_spans(&reading.entities, &row.entities, &format!("{name}: entities"));
    check_spans(&reading.sources, &row.roles.source, &format!("{name}: sources"));
    check_spans(&reading.cues, &row.roles.cue, &format!("{name}: cues"));
    check_spans(&reading.contents, &row.roles.content, &format!("{name}: contents"));
    check_spans(&reading.titles.spans, &row.titles, &format!("{name}: titles"));
    check_spans(&reading.affiliations.spans, &row.affiliations, &format!("{name}: affiliations"));
    let mentions: Vec<_> = reading.references.spans.iter().map(|span| (span.first, span.last)).collect();
    assert_eq!(mentions, row.mentions, "{name}: sources and pronouns");
    let found = Asked {
        source: reading.sources.clone(),
        cue: reading.cues.clone(),
        content: reading.contents.clone(),
        name: reading.entities.clone(),
        mention: reading.references.spans.clone(),
        title: reading.titles.spans.clone(),
        affiliation: reading.affiliations.spans.clone(),
    };
    check_links(model, &reading.pieces, &states, &found, &row.links, &format!("{name}: links"));
    assert_eq!(reading.groups.len(), row.quotations.len(), "{name}: number of quotations");
    for (group, expected) in reading.groups.iter().zip(&row.quotations) {
        let ends = |span: &TagSpan| (span.first, span.last);
        let contents: Vec<_> =
            group.contents.iter().map(|&(content, _)| ends(&reading.contents[content])).collect();
        assert_eq!(contents, expected.contents, "{name}: contents of a quotation");
        let chosen = |chosen: Chosen, list: &[TagSpan]| chosen.item.map(|item| ends(&list[item]));
        assert_eq!(chosen(group.cue, &reading.cues), expected.cue, "{name}: cue of {contents:?}");
        assert_eq!(chosen(group.source, &reading.sources), expected.source, "{name}: source of {contents:?}");
        let probabilities = [group.cue.probability, group.source.probability];
        let expected = [expected.cue_probability, expected.source_probability];
        close(&probabilities, &expected, 1e-3, &format!("{name}: cue and source of {contents:?}"));
    }
}

fn probes(spans: &[(usize, usize)]) -> Vec<TagSpan> {
    spans.iter().map(|&(first, last)| TagSpan { first, last, kind: 0, probability: 1.0 }).collect()
}

fn check_spans(found: &[TagSpan], expected: &[ReferenceSpan], name: &str) {
    let ends: Vec<_> = found.iter().map(|span| (span.first, span.last)).collect();
    let expected_ends: Vec<_> = expected.iter().map(|span| (span.first, span.last)).collect();
    assert_eq!(ends, expected_ends, "{name}");
    let probabilities: Vec<_> = found.iter().map(|span| span.probability).collect();
    let expected: Vec<_> = expected.iter().map(|span| span.probability).collect();
    close(&probabilities, &expected, 1e-3, name);
}

fn check_links(
    model: &Model,
    pieces: &crate::model::Pieces,
    states: &States,
    spans: &Asked<TagSpan>,
    expected: &Links,
    name: &str,
) {
    let check = |relation: &str, head: &LinkHead, asks, answers, expected: &[Vec<f32>]| {
        let candidates = Candidates { asks, answers, contents: &spans.content };
        let choices = head.choices(&Kernels::new(), pieces, states, candidates);
        assert_eq!(choices.len(), expected.len(), "{name}, {relation}: number of asking spans");
        for (choice, expected) in choices.iter().zip(expected) {
            close_choice(choice, expected, &format!("{name}, {relation}"));
        }
    };
    check("source", &model.links.source, &spans.content, &spans.source, &expected.source);
    check("cue", &model.links.cue, &spans.content, &spans.cue, &expected.cue);
    check("next", &model.links.next, &spans.content, &spans.content, &expected.next);
    check("speaker", &model.links.speaker, &spans.mention, &spans.name, &expected.speaker);
    check("title", &model.links.title, &spans.title, &spans.name, &expected.title);
    check("affiliation", &model.links.affiliation, &spans.affiliation, &spans.name, &expected.affiliation);
}

/// `expected` has "none" first, then every answer; those out of reach are all but impossible there.
fn close_choice(choice: &Choice, expected: &[f32], name: &str) {
    let (none, answers) = expected.split_first().expect("the first column is always there");
    close(&[choice.none], &[*none], 2e-3, name);
    close(&choice.answers, &answers[choice.reach.clone()], 2e-3, name);
    for (answer, &score) in answers.iter().enumerate() {
        assert!(choice.reach.contains(&answer) || score < -1000.0, "{name}: answer {answer} is within reach");
    }
}

fn close(found: &[f32], expected: &[f32], tolerance: f32, name: &str) {
    assert_eq!(found.len(), expected.len(), "{name}: length");
    for (place, (x, y)) in found.iter().zip(expected).enumerate() {
        assert!((x - y).abs() <= tolerance, "{name}: number {place} is {x} instead of {y}");
    }
}

#[test]
fn tiny_model_as_in_pytorch() {
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny");
    check(&tiny, &tiny.join("reference.json"));
}

#[cfg(feature = "embedded")]
#[test]
fn shipped_model_as_in_pytorch() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    check(&root.join("models/dixit-small-en"), &root.join("tests/reference/dixit-small-en.json"));
}
