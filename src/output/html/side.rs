//! The list of speakers beside an article, each with what they say.

use std::io::{self, Write};

use super::{Article, certainty, escaped, hue, kind_class, kind_name};
use crate::extraction::{Quotation, QuotationKind, Speaker, SpeakerKind};

/// The statements of one speaker: each quotation with its index.
type Statements<'e> = Vec<(usize, &'e Quotation)>;

pub(super) fn write(out: &mut impl Write, article: &Article<'_>) -> io::Result<()> {
    let extraction = article.extraction;
    let mut by_speaker: Vec<Statements> = vec![Vec::new(); extraction.speakers.len()];
    let (mut unknown, mut quoted) = (Vec::new(), Vec::new());
    for (index, quotation) in extraction.quotations.iter().enumerate() {
        let list = match quotation.speaker.and_then(|speaker| by_speaker.get_mut(speaker)) {
            Some(list) => list,
            None if quotation.kind == QuotationKind::QuotedText => &mut quoted,
            None => &mut unknown,
        };
        list.push((index, quotation));
    }

    writeln!(out, "<aside aria-label=\"Speakers\">\n<h2>Who says what</h2>")?;
    if extraction.quotations.is_empty() {
        writeln!(out, "<p class=\"nothing\">Nobody is quoted in this article.</p>")?;
    }
    for (index, (speaker, statements)) in extraction.speakers.iter().zip(&by_speaker).enumerate() {
        let name = escaped(article.slice(speaker.name));
        let open = format!("class=\"speaker\" data-speaker=\"{index}\" style=\"--hue:{}\"", hue(index));
        write_card(out, article, &open, &name, &facts(article, speaker), statements)?;
    }
    for (name, facts, statements) in [
        ("Unknown speaker", "the article does not say who", unknown),
        ("Quoted text", "in quote marks, but nobody’s statement", quoted),
    ] {
        if !statements.is_empty() {
            let open = "class=\"speaker unknown\" data-speaker=\"none\"";
            write_card(out, article, open, name, &[facts.to_owned()], &statements)?;
        }
    }
    writeln!(out, "</aside>")
}

fn write_card(
    out: &mut impl Write,
    article: &Article<'_>,
    attributes: &str,
    name: &str,
    facts: &[String],
    statements: &Statements<'_>,
) -> io::Result<()> {
    writeln!(
        out,
        "<section {attributes}>\n<h3>{name} <span class=\"count\">{}</span></h3>",
        statements.len()
    )?;
    if !facts.is_empty() {
        writeln!(out, "<p class=\"roles\">{}</p>", facts.join(" · "))?;
    }
    writeln!(out, "<ol>")?;
    for &(index, quotation) in statements {
        write_statement(out, article, index, quotation)?;
    }
    writeln!(out, "</ol>\n</section>")
}

fn write_statement(
    out: &mut impl Write,
    article: &Article<'_>,
    index: usize,
    quotation: &Quotation,
) -> io::Result<()> {
    let (document, number) = (article.number, index + 1);
    let words: Vec<&str> = quotation.content.iter().map(|&span| article.slice(span)).collect();
    writeln!(
        out,
        "<li id=\"d{document}s{number}\" data-quotation=\"{number}\"><a href=\"#d{document}q{number}\">\
         <span class=\"number\">{number}</span><span class=\"words\">{words}</span></a>\
         <span class=\"why\"><span class=\"kind {class}\">{kind}</span> {certainty}</span></li>",
        words = escaped(&words.join(" … ")),
        class = kind_class(quotation.kind),
        kind = kind_name(quotation.kind),
        certainty = escaped(&certainty(quotation)),
    )
}

/// Titles and affiliations; where there are none, what kind of speaker it is unless that is plain.
fn facts(article: &Article<'_>, speaker: &Speaker) -> Vec<String> {
    let roles = speaker.titles.iter().chain(&speaker.affiliations);
    let mut facts: Vec<String> = roles.map(|role| escaped(article.slice(role.span))).collect();
    let kind = match speaker.kind {
        SpeakerKind::Person => "",
        SpeakerKind::Organization => "organization",
        SpeakerKind::Group => "group",
        SpeakerKind::Unnamed => "unnamed",
    };
    if !kind.is_empty() {
        facts.push(format!("<em>{kind}</em>"));
    }
    facts
}
