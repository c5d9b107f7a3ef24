//! Who said what in one whole article, row by row, and in a second sentence of the same build for each row.
//!
//! The article is of the Voice of America, 19 November 2003; see `tests/articles/README.md`.

use dixit::{EngineChoice, EntityKind, Extraction, Extractor, Options, Quotation, Role, Span, SpeakerKind};

const ARTICLE: &str = include_str!("articles/kelly-seoul.txt");

/// A quotation that must be found.
struct Row {
    /// Each part of the content: all its words, or the first and the last ones around `…`. A leading `that` is free.
    content: &'static [&'static str],
    source: &'static str,
    speaker: &'static str,
    kind: &'static [SpeakerKind],
    title: Option<&'static str>,
    affiliation: Option<&'static str>,
}

/// Somebody without a proper name; whether one or several is left open.
const NAMELESS: &[SpeakerKind] = &[SpeakerKind::Unnamed, SpeakerKind::Group];

const ROWS: [Row; 6] = [
    Row {
        content: &["North Korea was ready to resume negotiations"],
        source: "North Korean leader Kim Jong Il",
        speaker: "Kim Jong Il",
        kind: &[SpeakerKind::Person],
        title: Some("leader"),
        affiliation: Some("North Korean"),
    },
    Row {
        content: &["Pyongyang had dropped its … would agree not to attack it"],
        source: "North Korea's official news agency",
        speaker: "North Korea's official news agency",
        kind: &[SpeakerKind::Organization],
        title: None,
        affiliation: None,
    },
    Row {
        content: &["whatever package the parties … must address the impoverished country's needs"],
        source: "Observers",
        speaker: "Observers",
        kind: NAMELESS,
        title: None,
        affiliation: None,
    },
    Row {
        content: &["preparations for the next round … security guarantees alone"],
        source: "Han Suk-hee, a politics professor at Seoul's Yon Sie University",
        speaker: "Han Suk-hee",
        kind: &[SpeakerKind::Person],
        title: Some("politics professor"),
        affiliation: Some("Yon Sie University"),
    },
    Row {
        content: &[
            "\"A U.S. guarantee of the stability of their regime is not enough,\"",
            "\"They have to get some more aid … open-door policy.\"",
        ],
        source: "Prof. Han",
        speaker: "Han Suk-hee",
        kind: &[SpeakerKind::Person],
        title: Some("politics professor"),
        affiliation: Some("Yon Sie University"),
    },
    Row {
        content: &["the United States and Japan had agreed that … to dismantle its nuclear program"],
        source: "Japan's defense chief",
        speaker: "Japan's defense chief",
        kind: &[SpeakerKind::Unnamed],
        title: Some("defense chief"),
        affiliation: Some("Japan"),
    },
];

/// The same builds in other words.
const SIBLINGS: [(&str, Row); 6] = [
    (
        "Envoys flew to the island and won promises from Cuban president Raul Ortega that the port would reopen.",
        Row {
            content: &["the port would reopen"],
            source: "Cuban president Raul Ortega",
            speaker: "Raul Ortega",
            kind: &[SpeakerKind::Person],
            title: Some("president"),
            affiliation: Some("Cuban"),
        },
    ),
    (
        "Prices fell after Norway's central bank signaled that it had given up its plan for a second rise.",
        Row {
            content: &["it had given up its plan for a second rise"],
            source: "Norway's central bank",
            speaker: "Norway's central bank",
            kind: &[SpeakerKind::Organization],
            title: None,
            affiliation: None,
        },
    ),
    (
        "Diplomats say whatever the two sides sign in Geneva must last longer than a winter.",
        Row {
            content: &["whatever the two sides sign in Geneva must last longer than a winter"],
            source: "Diplomats",
            speaker: "Diplomats",
            kind: NAMELESS,
            title: None,
            affiliation: None,
        },
    ),
    (
        "Park Min-jun, a law lecturer at Busan's Dong-A University, said that the treaty is old and vague, since \
         nobody has touched it for decades.",
        Row {
            content: &["the treaty is old and vague, since nobody has touched it for decades"],
            source: "Park Min-jun, a law lecturer at Busan's Dong-A University",
            speaker: "Park Min-jun",
            kind: &[SpeakerKind::Person],
            title: Some("law lecturer"),
            affiliation: Some("Dong-A University"),
        },
    ),
    (
        "Maria Delgado, a history teacher at Madrid's San Isidro Institute, opened the door.\n\n\
         \"A promise of money for the library is not enough,\" said Prof. Delgado. \"We need books.\"",
        Row {
            content: &["\"A promise of money for the library is not enough,\"", "\"We need books.\""],
            source: "Prof. Delgado",
            speaker: "Maria Delgado",
            kind: &[SpeakerKind::Person],
            title: Some("history teacher"),
            affiliation: Some("San Isidro Institute"),
        },
    ),
    (
        "After a dinner on Monday with his guests in Oslo, Denmark's finance minister said the two countries had \
         settled that the nets would stay out of the strait.",
        Row {
            content: &["the two countries had settled that the nets would stay out of the strait"],
            source: "Denmark's finance minister",
            speaker: "Denmark's finance minister",
            kind: &[SpeakerKind::Unnamed],
            title: Some("finance minister"),
            affiliation: Some("Denmark"),
        },
    ),
];

fn extractor() -> Extractor {
    let mut options = Options::default();
    options.engine = EngineChoice::Rules;
    Extractor::with_options(options).expect("the rules are always there")
}

fn is(words: &str, expected: &str) -> bool {
    let words = words.strip_prefix("that ").unwrap_or(words);
    match expected.split_once(" … ") {
        Some((first, last)) => words.starts_with(first) && words.ends_with(last),
        None => words == expected,
    }
}

/// Whether the quotation has the content of the row.
fn has_content(extraction: &Extraction<'_>, quotation: &Quotation, row: &Row) -> bool {
    let words: Vec<&str> = quotation.content.iter().map(|&span| extraction.slice(span)).collect();
    words.len() == row.content.len() && words.iter().zip(row.content).all(|(words, part)| is(words, part))
}

fn check(extraction: &Extraction<'_>, row: &Row) {
    let what = row.content[0];
    let found = extraction.quotations.iter().find(|quotation| has_content(extraction, quotation, row));
    let contents = || {
        let spans = extraction.quotations.iter().map(|quotation| &quotation.content);
        spans
            .map(|spans| spans.iter().map(|&span| extraction.slice(span)).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let quotation = found.unwrap_or_else(|| panic!("no quotation {what:?} among {:#?}", contents()));
    // The comma that closes an apposition is free.
    let words = |span: &Span| extraction.slice(*span).trim_end_matches(',');
    let source: Vec<&str> = quotation.source.iter().map(words).collect();
    assert_eq!(source, [row.source], "source of {what:?}");
    let speaker = extraction.speaker(quotation).unwrap_or_else(|| panic!("no speaker of {what:?}"));
    assert_eq!(extraction.slice(speaker.name), row.speaker, "speaker of {what:?}");
    assert!(row.kind.contains(&speaker.kind), "kind of speaker of {what:?}: {:?}", speaker.kind);
    for (roles, expected, role) in
        [(&speaker.titles, row.title, "title"), (&speaker.affiliations, row.affiliation, "affiliation")]
    {
        let words: Vec<&str> = roles.iter().map(|role: &Role| extraction.slice(role.span)).collect();
        let right = expected.is_none_or(|expected| words.contains(&expected));
        assert!(right, "{role} of the speaker of {what:?}: {words:?} without {expected:?}");
    }
}

#[test]
fn the_article_says_who_said_what() {
    let extraction = extractor().extract(ARTICLE);
    for row in &ROWS {
        check(&extraction, row);
    }
}

#[test]
fn one_speaker_stands_behind_name_and_title() {
    let extraction = extractor().extract(ARTICLE);
    let speaks = |row: &&Row| row.speaker == "Han Suk-hee";
    let speakers = ROWS.iter().filter(speaks).map(|row| {
        let quotation =
            extraction.quotations.iter().find(|quotation| has_content(&extraction, quotation, row));
        quotation.and_then(|quotation| quotation.speaker)
    });
    let speakers: Vec<Option<usize>> = speakers.collect();
    assert_eq!(speakers.len(), 2);
    assert!(speakers[0].is_some() && speakers[0] == speakers[1], "{speakers:?}");
}

#[test]
fn the_diplomat_is_a_person_wherever_he_is_named() {
    let extraction = extractor().extract(ARTICLE);
    for (at, _) in ARTICLE.match_indices("Kelly") {
        let entity = extraction.entities.iter().find(|entity| entity.span.range().contains(&at));
        let (words, kind) = entity.map(|entity| (extraction.slice(entity.span), entity.kind)).unzip();
        assert_eq!(kind, Some(EntityKind::Person), "byte {at}");
        assert!(words == Some("James Kelly") || words == Some("Kelly"), "byte {at}: {words:?}");
    }
}

#[test]
fn other_sentences_of_the_same_build_read_the_same() {
    let extractor = extractor();
    for (text, row) in &SIBLINGS {
        check(&extractor.extract(text), row);
    }
}
