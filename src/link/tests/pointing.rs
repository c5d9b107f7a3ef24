//! Marked sentences whose pronouns and descriptions an engine points to names.

use super::{annotated, link, speaker};
use crate::{Link, Reference, Span};

/// Who says `a`, where the engine takes spans of the text, each the first of its words, for names, by their numbers.
fn pointed(marked: &str, references: &[(&str, &[(usize, f32)])]) -> String {
    let (text, mut annotations, labels) = annotated(marked);
    for (words, names) in references {
        let start = text.find(words).expect("the words stand in the text");
        let span = Span::new(&text, start, start + words.len()).expect("words lie between characters");
        let names = names.iter().map(|&(to, confidence)| Link { to, confidence }).collect();
        annotations.references.push(Reference { span, names });
    }
    let extraction = link(text, &annotations);
    speaker(&extraction, &labels, 'a')
}

#[test]
fn whom_an_engine_points_to() {
    let mut wrong = Vec::new();
    for (row, marked, references, expected) in [
        (
            "a pronoun, sure enough",
            "{P|Weber} met {P|Reyes}. <a:He> said [a:it was late].",
            &[("He", &[(0, 0.4), (1, 0.35)][..])][..],
            "Weber |  | ",
        ),
        (
            "a person with the name of a country",
            "{L|Austria} met {P|Reyes}. <a:He> said [a:it was late].",
            &[("He", &[(0, 0.9), (1, 0.05)])],
            "Austria |  | ",
        ),
        (
            "a country, for all that a pronoun may mean",
            "{L|Austria} met {P|Reyes}. <a:He> said [a:it was late].",
            &[("He", &[(0, 0.6), (1, 0.35)])],
            "Reyes |  | ",
        ),
        (
            "nobody is her own mother",
            "{P|Anna Weber} rose. <a:Her mother> said [a:it was late].",
            &[("Her mother", &[(0, 0.6)])],
            "Her mother |  | ",
        ),
        (
            "a given name alone tells the gender",
            "{P|Anna} met {P|Reyes}. <a:He> said [a:it was late].",
            &[("He", &[(0, 0.6), (1, 0.3)])],
            "Reyes |  | ",
        ),
        (
            "other pronouns tell the gender of a name",
            "{P|Weber} met {P|Reyes}. She sat, and herself rose. <a:He> said [a:it was late].",
            &[("She", &[(0, 0.8)]), ("herself", &[(0, 0.7)]), ("He", &[(0, 0.6), (1, 0.3)])],
            "Reyes |  | ",
        ),
        (
            "pronouns that do not agree tell nothing",
            "{P|Weber} met {P|Reyes}. She sat. <a:He> said [a:it was late].",
            &[("She", &[(0, 0.8)]), ("He", &[(0, 0.6), (1, 0.3)])],
            "Weber |  | ",
        ),
        (
            "of two of one surname, pronouns tell whom the bare one means",
            "{P|Tom Weber} and {P|Clara Weber} came. {P|Weber} said she would wait. <a:{P|Weber}> said [a:it was late].",
            &[("she", &[(2, 0.9)])],
            "Clara Weber |  | ",
        ),
        (
            "one of that surname, whatever a pronoun tells",
            "{P|Tom Weber} came. {P|Weber} said she would wait. <a:{P|Weber}> said [a:it was late].",
            &[("she", &[(1, 0.9)])],
            "Tom Weber |  | ",
        ),
        (
            "a poll of several makers is not one of them",
            "<a:A {O|Harbor Herald}/{O|Fjord Post} poll> said [a:it was late].",
            &[("A Harbor Herald/Fjord Post poll", &[(0, 0.9)])],
            "Harbor Herald/Fjord Post poll |  | ",
        ),
        (
            "the poll of one is its maker's",
            "<a:A {O|Harbor Herald} poll> said [a:it was late].",
            &[("A Harbor Herald poll", &[(0, 0.9)])],
            "Harbor Herald |  | ",
        ),
        (
            "an office of others than a person serves",
            "{P|Ida Holm}, a professor at {O|Fjord University}, came. <a:{L|Norway}'s minister> said [a:it was late].",
            &[("Norway's minister", &[(0, 0.7)])],
            "Norway's minister | minister | Norway",
        ),
        (
            "an office that a person may hold",
            "{P|Ida Holm}, a minister, came. <a:{L|Norway}'s minister> said [a:it was late].",
            &[("Norway's minister", &[(0, 0.7)])],
            "Ida Holm | minister | ",
        ),
        (
            "what has no source in a dialogue",
            "[b:“Rain?”] <b:{P|Holm}> said.\n\n[c:“Snow.”] <c:{P|Reyes}> said.\n\n{P|Weber} woke.\n\n[a:“Hail.”]",
            &[("“Hail.”", &[(0, 0.6), (1, 0.3)])],
            "Holm |  | ",
        ),
        (
            "not who speaks right before, however sure",
            "[b:“Rain?”] <b:{P|Holm}> said.\n\n[c:“Snow.”] <c:{P|Reyes}> said.\n\n[a:“Hail.”]",
            &[("“Hail.”", &[(0, 0.3), (1, 0.6)])],
            "Holm |  | ",
        ),
        (
            "the surest first",
            "[b:“Rain?”] <b:{P|Holm}> said.\n\n[c:“Snow.”] <c:{P|Reyes}> said.\n\n{P|Weber} woke.\n\n[a:“Hail.”]\n\n[d:“Fog.”]",
            &[("“Hail.”", &[(0, 0.5), (1, 0.4)]), ("“Fog.”", &[(0, 0.9)])],
            "Reyes |  | ",
        ),
        (
            "nothing where the document is no dialogue",
            "[b:“Rain,”] <b:{P|Holm}> said.\n\n[a:“Hail.”]",
            &[("“Hail.”", &[(0, 0.9)])],
            "nobody",
        ),
    ] {
        let found = pointed(marked, references);
        if found != expected {
            wrong.push(format!("{row}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
