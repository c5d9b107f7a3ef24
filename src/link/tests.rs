//! Marked sentences and what the linking makes of them.
//!
//! `{P|Anna Weber}` is a name (P, O, L, M by its kind), `<a:she>` a source, `[a:it rains]` what that source said.

mod names;
mod pointing;
mod roles;

use proptest::prelude::*;

use crate::{
    Annotations, Content, Document, Engine, Entity, EntityKind, Evidence, Extraction, Link, Listed, Source,
    Span, Speech,
};

/// Takes the marks out of `marked` and links what they mark; also the label of each quotation's source.
fn linked(marked: &str) -> (Extraction<'static>, Vec<char>) {
    let (text, annotations, labels) = annotated(marked);
    (link(text, &annotations), labels)
}

fn link(text: String, annotations: &Annotations) -> Extraction<'static> {
    let document = Document::new(&text);
    let (quotations, speakers) = super::link(&document, annotations, Listed::Speakers);
    let engine = annotations.engine;
    Extraction { text: text.into(), engine, quotations, speakers, entities: Vec::new() }
}

/// The text of `marked` without its marks, what they mark, and the label of each content's source.
fn annotated(marked: &str) -> (String, Annotations, Vec<char>) {
    let evidence = Evidence::rule("test", 1.0);
    let (mut text, mut open) = (String::new(), Vec::new());
    let (mut entities, mut sources, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '<' | '[' => {
                let label = chars.next().expect("a label after an opening mark");
                chars.next();
                open.push((c, label, text.len()));
            }
            '}' | '>' | ']' => {
                let (mark, label, start) = open.pop().expect("a closing mark closes one");
                let span = Span::new(&text, start, text.len()).expect("marks lie between characters");
                match mark {
                    '{' => {
                        let kind = match label {
                            'P' => EntityKind::Person,
                            'O' => EntityKind::Organization,
                            'L' => EntityKind::Location,
                            _ => EntityKind::Miscellaneous,
                        };
                        entities.push(Entity { span, kind, evidence });
                    }
                    '<' => sources.push((label, Source { span, evidence })),
                    _ => contents.push((label, span)),
                }
            }
            c => text.push(c),
        }
    }
    sources.sort_by_key(|(_, source)| source.span);
    contents.sort_by_key(|(_, span)| *span);
    let labels: Vec<char> = contents.iter().map(|(label, _)| *label).collect();
    let contents = contents.into_iter().map(|(label, span)| Content {
        span,
        source: sources.iter().position(|(l, _)| *l == label).map(|to| Link { to, confidence: 1.0 }),
        cue: None,
        continues: None,
        speech: Speech::Said,
        evidence,
    });
    let annotations = Annotations {
        entities,
        contents: contents.collect(),
        sources: sources.into_iter().map(|(_, source)| source).collect(),
        ..Annotations::empty(Engine::Rules)
    };
    (text, annotations, labels)
}

/// `name | title; title | affiliation; affiliation` of the speaker of the quotation with this label.
fn speaker(extraction: &Extraction<'_>, labels: &[char], label: char) -> String {
    let quotation = labels.iter().position(|l| *l == label).expect("a quotation with this label");
    let Some(speaker) = extraction.speaker(&extraction.quotations[quotation]) else {
        return "nobody".to_owned();
    };
    let join = |roles: &[crate::Role]| {
        roles.iter().map(|role| extraction.slice(role.span)).collect::<Vec<_>>().join("; ")
    };
    format!(
        "{} | {} | {}",
        extraction.slice(speaker.name),
        join(&speaker.titles),
        join(&speaker.affiliations)
    )
}

#[test]
fn speakers_with_their_titles_and_affiliations() {
    let mut wrong = Vec::new();
    for (row, marked, label, expected) in [
        (
            "title with of before the name",
            "<a:Deputy Minister of Finance {P|Anna Weber}> said [a:taxes would fall].",
            'a',
            "Anna Weber | Deputy Minister of Finance | ",
        ),
        (
            "apposition with a body in a town",
            "<a:{P|Park Min-ho}, a history professor at {L|Busan}'s {O|Haeundae University}>, said [a:the talks were slow].",
            'a',
            "Park Min-ho | history professor | Haeundae University",
        ),
        (
            "surname first, then title and surname",
            "{P|Park Min-ho}, a history professor, was there. [a:It was cold], said <a:Prof. {P|Park}>.",
            'a',
            "Park Min-ho | history professor; Prof. | ",
        ),
        (
            "office of a country, no name",
            "<a:{L|Norway}'s health minister> said [a:the border would open].",
            'a',
            "Norway's health minister | health minister | Norway",
        ),
        (
            "people and office before the name",
            "<a:{M|South Sudanese} leader {P|Salva Kiir}> said [a:he was ready].",
            'a',
            "Salva Kiir | leader | South Sudanese",
        ),
        (
            "party and state in brackets",
            "<a:Sen. {P|Carla Moreno} (D-Ore.)> said [a:the bill was dead].",
            'a',
            "Carla Moreno | Sen. | D-Ore.",
        ),
        (
            "apposition before the name",
            "<a:The {O|Harbor Union}'s president, {P|Tom Reyes},> said [a:the strike would go on].",
            'a',
            "Tom Reyes | president | Harbor Union",
        ),
        (
            "copula in a relative clause",
            "<a:{P|Ida Holm}, who is the director of the {O|Fjord Museum}>, said [a:it was full].",
            'a',
            "Ida Holm | director | Fjord Museum",
        ),
        (
            "age before the office",
            "<a:{P|Ravi Menon}, 54, a lawyer for the {O|Tea Board}>, said [a:the case was weak].",
            'a',
            "Ravi Menon | lawyer | Tea Board",
        ),
        (
            "campaign of a candidate",
            "<a:{P|Moreno} campaign manager {P|Lee Novak}> said [a:money was short].",
            'a',
            "Lee Novak | campaign manager | Moreno campaign",
        ),
        (
            "former office with its state",
            "<a:Former {L|Ohio} Gov. {P|Jane Doyle}> said [a:it was time].",
            'a',
            "Jane Doyle | Former Ohio Gov. | Ohio",
        ),
        (
            "party keeps to the nominee",
            "<a:{M|Republican} nominee {P|Jane Doyle}> said [a:it was time].",
            'a',
            "Jane Doyle | Republican nominee | Republican",
        ),
        (
            "party and place that the annotations leave out",
            "<a:Former Ohio Gov. {P|Jane Doyle}> said [a:the Republican candidate was weak].",
            'a',
            "Jane Doyle | Former Ohio Gov. | Ohio",
        ),
        (
            "party that the annotations leave out",
            "<a:Republican nominee {P|Jane Doyle}> said [a:it was time].",
            'a',
            "Jane Doyle | Republican nominee | Republican",
        ),
        (
            "candidate that the annotations leave out once",
            "{P|Carla Moreno} spoke. <a:Moreno spokesman {P|Lee Novak}> said [a:money was short].",
            'a',
            "Lee Novak | spokesman | Moreno",
        ),
        (
            "a word of a longer name is no name left out",
            "<a:{P|Ida Holm}, a lawyer for Ohio Casualty>, said [a:it was time].",
            'a',
            "Ida Holm | lawyer | ",
        ),
        (
            "honorific and surname are the full name's bearer",
            "{P|James Okafor} flew to {L|Lagos}. <a:Mr. {P|Okafor}> said [a:the plane was late].",
            'a',
            "James Okafor |  | ",
        ),
        (
            "two of one surname are told apart by the honorific",
            "{P|Robert Hale} and {P|Linda Hale} spoke. <a:Mrs. {P|Hale}> said [a:she was glad]. <b:Mr. {P|Hale}> denied [b:it].",
            'a',
            "Linda Hale |  | ",
        ),
        (
            "pronoun by gender",
            "{P|Linda Hale} met {P|Robert Stone} on Monday. <a:She> said [a:the talks went well].",
            'a',
            "Linda Hale |  | ",
        ),
        (
            "pronoun goes on with the last speaker",
            "<a:{P|Omar Aziz}> said [a:the road to {L|Basra} was closed]. <b:He> said [b:it would open soon].",
            'b',
            "Omar Aziz |  | ",
        ),
        (
            "description by office",
            "Sen. {P|Carla Moreno} met Mayor {P|Tom Reyes}. <a:The senator> said [a:they had agreed].",
            'a',
            "Carla Moreno | Sen.; senator | ",
        ),
        (
            "acronym of a body",
            "The {O|Harbor Workers Union} went on strike. The {O|HWU} met. <a:The {O|HWU}> said [a:it would last].",
            'a',
            "Harbor Workers Union |  | ",
        ),
        (
            "description of a body",
            "The {O|Fisheries Commission} met. <a:The commission> said [a:stocks were low].",
            'a',
            "Fisheries Commission |  | ",
        ),
        (
            "body in capitals after its people",
            "<a:{M|Danish} {O|Fisheries Ministry} spokesman {P|Ole Friis}> said [a:quotas would rise].",
            'a',
            "Ole Friis | spokesman | Danish Fisheries Ministry",
        ),
        (
            "office of one who governs a place",
            "<a:{P|Ida Holm}, an adviser to {L|Ohio} Gov. {P|Jane Doyle}>, said [a:it was late].",
            'a',
            "Ida Holm | adviser | Jane Doyle",
        ),
        (
            "what an office is for",
            "<a:{P|Ida Holm}, director of crop research at the {O|Seed Institute},> said [a:it was late].",
            'a',
            "Ida Holm | director of crop research | Seed Institute",
        ),
        (
            "office before a body with its kind",
            "<a:{P|Ida Holm}, executive director of the advocacy group {O|Clean Rivers}>, said [a:it was late].",
            'a',
            "Ida Holm | executive director | Clean Rivers",
        ),
        (
            "two offices",
            "<a:{P|Ida Holm}, a former judge and a fellow at the {O|Fjord Institute}>, said [a:it was late].",
            'a',
            "Ida Holm | former judge; fellow | Fjord Institute",
        ),
        (
            "where a lawyer lives is no affiliation",
            "<a:{L|Denver} lawyer {P|Ida Holm}> said [a:it was late].",
            'a',
            "Ida Holm | lawyer | ",
        ),
        (
            "party member from a state",
            "<a:Rep. {P|Ida Holm}, a {M|Democrat} from {L|Maine}>, said [a:it was late].",
            'a',
            "Ida Holm | Rep. | Democrat; Maine",
        ),
        (
            "relative clause of the one described",
            "<a:{P|Ida Holm}, a former adviser to Mr. {P|Reyes} who is now a fellow at the {O|Fjord Institute}>, said [a:it rained].",
            'a',
            "Ida Holm | former adviser; fellow | Reyes; Fjord Institute",
        ),
        (
            "pronoun and copula",
            "{P|Ida Holm} came. She is a delegate from {L|Maine}. <a:{P|Holm}> said [a:it rained].",
            'a',
            "Ida Holm | delegate | Maine",
        ),
        (
            "description outside of sources",
            "{P|Ida Holm} spoke to farmers on Monday. The {L|Maine} senator was late. <a:{P|Holm}> said [a:it rained].",
            'a',
            "Ida Holm | senator | Maine",
        ),
        (
            "who, after an apposition",
            "{P|Ida Holm}, a delegate, <a:who> hopes [a:it will rain], left.",
            'a',
            "Ida Holm | delegate | ",
        ),
        (
            "who, after the mark of a footnote",
            "They met {P|Tom Reyes} and {P|Ida Holm}*, <a:who> hopes [a:it will rain].",
            'a',
            "Ida Holm |  | ",
        ),
        (
            "poll and its publisher",
            "A new poll by the {O|Harbor Herald} came out. <a:The poll by the {O|Harbor Herald}> shows [a:a close race].",
            'a',
            "Harbor Herald |  | ",
        ),
        (
            "statement of the last speaker",
            "<a:{P|Ida Holm}> said [a:it rained]. <b:The statement> added [b:that it would stop].",
            'b',
            "Ida Holm |  | ",
        ),
        (
            "group with its party",
            "<a:Several {M|Republican} senators> said [a:it rained].",
            'a',
            "Several Republican senators |  | Republican",
        ),
        (
            "two persons at once",
            "<a:{P|Ida Holm} and {P|Tom Reyes}> said [a:it rained].",
            'a',
            "Ida Holm and Tom Reyes |  | ",
        ),
        (
            "two bodies at once",
            "<a:Both the {O|Harbor Herald} and the {O|Fjord Post}> said [a:it rained].",
            'a',
            "the Harbor Herald and the Fjord Post |  | ",
        ),
        ("what leads a source in", "<a:Even some farmers> say [a:it rained].", 'a', "some farmers |  | "),
        ("unnamed many", "<a:Observers> say [a:the plan will fail].", 'a', "Observers |  | "),
        ("nobody to resolve a pronoun to", "<a:He> said [a:the plan would fail].", 'a', "He |  | "),
        (
            "a letter is its author's",
            "{P|Rachel Ortiz} wrote to the board. <a:{P|Ortiz}'s letter> says [a:the plan is bad].",
            'a',
            "Rachel Ortiz |  | ",
        ),
        (
            "I inside a quotation",
            "<a:{P|Omar Aziz}> said, [a:“<b:I> believe [b:the road is closed]”].",
            'b',
            "Omar Aziz |  | ",
        ),
        ("no source", "[a:“The road is closed.”]", 'a', "nobody"),
    ] {
        let (extraction, labels) = linked(marked);
        let found = speaker(&extraction, &labels, label);
        if found != expected {
            wrong.push(format!("{row}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn anything_marked_is_linked(
        words in prop::collection::vec(
            "(Mr\\.|of|the|and|who|said|he|She|I|it|senator|former|senators|born|known|as|née|both|&|campaign|Ohio|Anna|Weber|Republican|poll|'s|,|\\.|“|”|\\(|\\)|[a-z]{1,4}|[A-Z][a-z]{1,4})",
            1..50,
        ),
        marks in prop::collection::vec((0usize..50, 1usize..9, 0usize..6), 0..24),
    ) {
        let text = words.join(" ");
        let starts: Vec<usize> = words.iter().scan(0, |at, word| { let start = *at; *at += word.len() + 1; Some(start) }).collect();
        let evidence = Evidence::rule("test", 1.0);
        let (mut entities, mut sources, mut contents) = (Vec::new(), Vec::new(), Vec::new());
        for (first, length, kind) in marks {
            let first = first.min(words.len() - 1);
            let last = (first + length - 1).min(words.len() - 1);
            let span = Span::new(&text, starts[first], starts[last] + words[last].len()).expect("words lie between characters");
            match kind {
                0 => entities.push(Entity { span, kind: EntityKind::Person, evidence }),
                1 => entities.push(Entity { span, kind: EntityKind::Organization, evidence }),
                2 => entities.push(Entity { span, kind: EntityKind::Location, evidence }),
                3 | 4 => sources.push(Source { span, evidence }),
                _ => contents.push(span),
            }
        }
        entities.sort_by_key(|entity| entity.span);
        sources.sort_by_key(|source| source.span);
        contents.sort();
        let link = |i: usize, n: usize| (n > 0).then(|| Link { to: i % n, confidence: 1.0 });
        let contents = contents.into_iter().enumerate().map(|(i, span)| Content {
            span,
            source: link(i, sources.len()),
            cue: None,
            continues: if i % 3 == 2 { link(i - 1, i) } else { None },
            speech: Speech::Said,
            evidence,
        });
        let contents: Vec<_> = contents.collect();
        let annotations = Annotations { entities, sources, contents, ..Annotations::empty(Engine::Rules) };
        let document = Document::new(&text);
        let (quotations, speakers) = super::link(&document, &annotations, Listed::Speakers);
        for quotation in &quotations {
            prop_assert!(!quotation.content.is_empty());
            prop_assert!(quotation.speaker.is_some() || quotation.source.is_empty());
            prop_assert_eq!(quotation.speaker.is_some(), quotation.speaker_evidence.is_some());
            prop_assert!(quotation.speaker.is_none_or(|speaker| speaker < speakers.len()));
        }
        for speaker in &speakers {
            prop_assert!(!speaker.mentions.is_empty());
            prop_assert!(speaker.mentions.is_sorted_by_key(|mention| mention.span));
        }
    }
}
