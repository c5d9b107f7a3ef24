//! Sentences with what stands between quote marks in them, and what holds for any text.

use proptest::prelude::*;

use super::{Quoted, quoted};
use crate::text::{Span, paragraphs};

/// A text and its stretches: `>` for each level of nesting, ` | ` between paragraphs, ` ~` where unclosed.
type Row = (&'static str, &'static [&'static str]);

const PLAIN: &[Row] = &[
    ("“We won,” she said. “At last.”", &["“We won,”", "“At last.”"]),
    ("\"We won,\" she said. \"At last.\"", &["\"We won,\"", "\"At last.\""]),
    ("'We won,' she said. 'At last.'", &["'We won,'", "'At last.'"]),
    ("‘We won,’ she said.", &["‘We won,’"]),
    ("``We won,'' she said.", &["``We won,''"]),
    ("`We won,' she said.", &["`We won,'"]),
    ("''We won,'' she said. ''At last.''", &["''We won,''", "''At last.''"]),
    ("‘‘We won,’’ she said.", &["‘‘We won,’’"]),
    ("„Wir haben gewonnen“, sagte sie.", &["„Wir haben gewonnen“"]),
    ("„Wygraliśmy” – powiedziała.", &["„Wygraliśmy”"]),
    ("‚Gewonnen‘, sagte sie.", &["‚Gewonnen‘"]),
    ("»Gewonnen«, sagte sie, »endlich.«", &["»Gewonnen«", "»endlich.«"]),
    ("«Hemos ganado», dijo.", &["«Hemos ganado»"]),
    ("« Nous avons gagné », dit-elle.", &["« Nous avons gagné »"]),
    ("‹Gewonnen›, sagte sie.", &["‹Gewonnen›"]),
    ("”Vi vann”, sade hon. ”Äntligen.”", &["”Vi vann”", "”Äntligen.”"]),
    ("»Voitimme», hän sanoi.", &["»Voitimme»"]),
    ("彼女は「勝った」と言った。", &["「勝った」"]),
    ("『朝日』は「彼は『はい』と答えた」と伝えた。", &["『朝日』", "「彼は『はい』と答えた」", "> 『はい』"]),
    ("She said ＂we won＂ twice.", &["＂we won＂"]),
    ("\" We won! \" , said the captain .", &["\" We won! \""]),
    ("\"We won\"--and \"we lost\"—and \"we drew\".", &["\"We won\"", "\"we lost\"", "\"we drew\""]),
    ("He shouted:\"Stop!\"Then he ran.", &["\"Stop!\""]),
    ("(\"We won,\" she said.)", &["\"We won,\""]),
    ("Mayor on Budget: ‘A Disgrace’", &["‘A Disgrace’"]),
    ("Mayor calls budget 'a disgrace'", &["'a disgrace'"]),
];

const WRONGLY_CURLED: &[Row] = &[
    ("“We won,“ she said. “At last.”", &["“We won,“", "“At last.”"]),
    ("“We won,\" she said. \"At last.”", &["“We won,\"", "\"At last.”"]),
    ("He said, ”We won.”", &["”We won.”"]),
    ("“We won, “ she said. “At last.”", &["“We won, “", "“At last.”"]),
    ("\"We won, \"she said. \"At last.\"", &["\"We won, \"", "\"At last.\""]),
    ("’We won,’ she said.", &["’We won,’"]),
];

const NO_QUOTE_MARKS: &[Row] = &[
    ("They don't, won’t and can‘t.", &[]),
    ("The dogs' bowls and the Joneses’ car were Chris' idea.", &[]),
    ("rock 'n' roll and fish ’n’ chips", &[]),
    ("'Tis the season; 'twas ever so; get 'em, ’cause I say so.", &[]),
    ("In the '90s and the ’60s, the class of '08 voted.", &[]),
    ("He is 6'2\" and she is 5' 7\" tall.", &[]),
    ("a 12\" pipe, a 3.5\" disk and a 5-foot-11\" guard", &[]),
    ("I'm fixin' to go fishin' with O'Brien.", &[]),
    ("The 1980s' music and the '80s' clothes", &[]),
    ("Mr. Greene (D-Ohio)'s bill and the M.D.'s 5%'s worth", &[]),
    ("Over an’ above th’ rest, he’ll mak’ more o’ it, an’ more", &[]),
    ("in the 'eighties and the ’nineties, 'fore we met", &[]),
    ("the Democrats' plan, the Republicans' bill and the voters' anger", &[]),
];

const AMONG_APOSTROPHES: &[Row] = &[
    ("'The dogs' bowls are empty,' she said.", &["'The dogs' bowls are empty,'"]),
    ("\"The Democrats' plan won't work,\" he said.", &["\"The Democrats' plan won't work,\""]),
    ("‘I don’t like the Smiths’ car,’ he said.", &["‘I don’t like the Smiths’ car,’"]),
    ("\"He's 6'2\",\" she said of the guard.", &["\"He's 6'2\",\""]),
    ("“He’s 6’2”,” she said. “I am 5’ 7”.”", &["“He’s 6’2”,”", "“I am 5’ 7”.”"]),
    ("\"A 12\" pipe will do,\" he said.", &["\"A 12\" pipe will do,\""]),
    ("''Tis late,' he said.", &["''Tis late,'"]),
    ("\"Get 'em!\" he cried.", &["\"Get 'em!\""]),
    ("\"Tonight\"'s host and “Tonight”’s band", &["\"Tonight\"", "“Tonight”"]),
    ("'In the '90s we won,' she said.", &["'In the '90s we won,'"]),
    ("\"It happened in 2016\" is all he said.", &["\"It happened in 2016\""]),
];

const NESTED: &[Row] = &[
    ("“He told me, ‘Go home,’ and I went.”", &["“He told me, ‘Go home,’ and I went.”", "> ‘Go home,’"]),
    ("\"He told me, 'Go home.'\"", &["\"He told me, 'Go home.'\"", "> 'Go home.'"]),
    ("'He said \"go\" to me,' she said.", &["'He said \"go\" to me,'", "> \"go\""]),
    ("'\"Go,\" he said,' she said.", &["'\"Go,\" he said,'", "> \"Go,\""]),
    ("“how “are” you”", &["“how “are” you”", "> “are”"]),
    ("\"how \"are\" you\"", &["\"how \"are\" you\"", "> \"are\""]),
    ("“A ‘b “c” d’ e” he said.", &["“A ‘b “c” d’ e”", "> ‘b “c” d’", ">> “c”"]),
    ("``Oh ``dear'' me''", &["``Oh ``dear'' me''", "> ``dear''"]),
    ("``Oh `dear ``me'''''", &["``Oh `dear ``me'''''", "> `dear ``me'''", ">> ``me''"]),
    ("“Er sagte »ja« dazu”", &["“Er sagte »ja« dazu”", "> »ja«"]),
];

const PARAGRAPHS: &[Row] = &[
    ("He said: “One.\n\n“Two.\n\n“Three,” and left.\n\n“Four.”", &["“One. | “Two. | “Three,”", "“Four.”"]),
    (
        "He said: \"One.\n\n\"Two.\n\n\"Three,\" and left.\n\n\"Four.\"",
        &["\"One. | \"Two. | \"Three,\"", "\"Four.\""],
    ),
    ("'One.\n\n'Two, don't you see.' So he said.", &["'One. | 'Two, don't you see.'"]),
    ("“One,” he said. “Two.\n\n“Three.”", &["“One,”", "“Two. | “Three.”"]),
    ("\"Where?\"\n\n\"There!\"\n\n\"Oh,\" she said.", &["\"Where?\"", "\"There!\"", "\"Oh,\""]),
    (
        "“She said, ‘One.\n\n“‘Two.’ So it was.”",
        &["“She said, ‘One. | “‘Two.’ So it was.”", "> ‘One. | ‘Two.’"],
    ),
    ("\"We came\nand we\nwent,\" she said.", &["\"We came | and we | went,\""]),
    ("''One.\n\n''Two.''", &["''One. | ''Two.''"]),
];

const UNCLOSED_AND_STRAY: &[Row] = &[
    ("“We won, she said.\n\nThe “end” came.", &["“We won, she said. ~", "“end”"]),
    ("\"We won,\" she said. \"At last.", &["\"We won,\"", "\"At last. ~"]),
    ("“We won, she said. “At last,” he said.", &["“We won, she said. ~", "“At last,”"]),
    ("We won,” she said. “At last.”", &["“At last.”"]),
    ("We won,\" she said. \"At last.\"", &["\"At last.\""]),
    ("We won, \" she said.", &[]),
    ("Yours, Ann.\"\n\n\"So she writes,\" he said.", &["\"So she writes,\""]),
    ("day=\"Monday\nat noon\">we\n\nBut then", &["\"Monday | at noon\""]),
    ("“He told me ‘go, and I went,” she said.", &["“He told me ‘go, and I went,”", "> ‘go, and I went, ~"]),
    ("\" \" “” ''", &[]),
];

fn shown(text: &str) -> Vec<String> {
    let stretches = quoted(text, &paragraphs(text));
    let depth = |quoted: &Quoted| {
        std::iter::successors(quoted.parent, |&parent: &usize| stretches[parent].parent).count()
    };
    let show = |quoted: &Quoted| {
        let parts: Vec<_> = quoted.parts.iter().map(|part| part.of(text)).collect();
        let level = ">".repeat(depth(quoted));
        let space = if level.is_empty() { "" } else { " " };
        format!("{level}{space}{}{}", parts.join(" | "), if quoted.closed { "" } else { " ~" })
    };
    stretches.iter().map(show).collect()
}

fn check(rows: &[Row]) {
    let failed: Vec<_> = rows
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected:?}\n  found    {:?}", shown(text)))
        .collect();
    assert!(failed.is_empty(), "{} rows:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn plain() {
    check(PLAIN);
}

#[test]
fn wrongly_curled() {
    check(WRONGLY_CURLED);
}

#[test]
fn no_quote_marks() {
    check(NO_QUOTE_MARKS);
}

#[test]
fn among_apostrophes() {
    check(AMONG_APOSTROPHES);
}

#[test]
fn nested() {
    check(NESTED);
}

#[test]
fn over_paragraphs() {
    check(PARAGRAPHS);
}

#[test]
fn unclosed_and_stray() {
    check(UNCLOSED_AND_STRAY);
}

/// Panics unless the stretches of `text` form a tree within its paragraphs.
fn check_tree(text: &str) {
    let spans = paragraphs(text);
    let stretches = quoted(text, &spans);
    for (index, stretch) in stretches.iter().enumerate() {
        assert!(!stretch.parts.is_empty(), "{text:?}: stretch {index} is empty");
        for part in &stretch.parts {
            assert!(
                Span::new(text, part.start(), part.end()).is_some(),
                "{text:?}: {part:?} cuts a character"
            );
            assert!(!part.is_empty() && spans.iter().any(|span| span.contains(*part)), "{text:?}: {part:?}");
        }
        assert!(
            stretch.parts.windows(2).all(|pair| pair[0].end() < pair[1].start()),
            "{text:?}: {stretch:?}"
        );
        if let Some(next) = stretches.get(index + 1) {
            assert!(stretch.span().start() < next.span().start(), "{text:?}: {stretch:?} {next:?}");
        }
        if let Some(parent) = stretch.parent {
            assert!(parent < index, "{text:?}: a parent comes first");
            let parent = &stretches[parent];
            let inside = |part: &Span| parent.parts.iter().any(|outer| outer.contains(*part));
            assert!(stretch.parts.iter().all(inside), "{text:?}: {stretch:?} not inside {parent:?}");
        }
        let siblings = stretches[..index].iter().filter(|other| other.parent == stretch.parent);
        for other in siblings {
            assert!(!other.span().overlaps(stretch.span()), "{text:?}: {other:?} {stretch:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_marks_form_a_tree(text in "[“”\"‘’'`«»„‚「」『＂ a1.,s\n-]{0,40}") {
        check_tree(&text);
    }

    #[test]
    fn any_text_forms_a_tree(text in "\\PC{0,60}") {
        check_tree(&text);
    }
}

#[test]
fn marks_alone_and_in_masses() {
    for unit in ["\"", "'", "“", "”", "“a ", "\"a\n", "'a' ", "``", "「", "\" ", "“‘a"] {
        let text = unit.repeat(5_000);
        let stretches = quoted(&text, &paragraphs(&text));
        assert!(stretches.iter().all(|stretch| stretch.span().end() <= text.len()), "{unit:?}");
    }
}
