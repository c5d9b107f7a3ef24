//! A page for a browser: articles with their quotations marked, beside the list of who says what.
//!
//! The page needs nothing but itself: no network, no fonts, and no script for anything but highlighting. Whatever an
//! article holds is shown as text.

mod marks;
mod side;

use std::io::{self, Write};

use marks::Marks;

use super::text::{count, kind_name};
use crate::{
    extraction::{Evidence, Extraction, Quotation, QuotationKind},
    text::{Span, paragraphs},
};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Bytes of the longest headline.
const HEADLINE: usize = 160;

/// A page that is being written, one article after the other; no more than one is held in memory.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use dixit::{Extractor, output::html::Page};
///
/// let extraction = Extractor::new()?.extract("“It is late,” said Ana Ruiz.");
/// let mut page = Page::begin(Vec::new(), "Notes of today")?;
/// page.article("note-1", &extraction)?;
/// let html = String::from_utf8(page.end()?)?;
/// assert!(html.contains("<h1>note-1</h1>"));
/// # Ok(())
/// # }
/// ```
pub struct Page<W: Write> {
    out: W,
    articles: usize,
}

impl<W: Write> Page<W> {
    /// Starts a page with this title.
    ///
    /// # Errors
    /// Those of `out`, here and below.
    pub fn begin(mut out: W, title: &str) -> io::Result<Self> {
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"dixit {version}\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n",
            version = env!("CARGO_PKG_VERSION"),
            title = escaped(title),
        )?;
        Ok(Self { out, articles: 0 })
    }

    /// Adds an article under the name `id`.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn article(&mut self, id: &str, extraction: &Extraction<'_>) -> io::Result<()> {
        self.articles += 1;
        let article = Article { number: self.articles, extraction };
        let out = &mut self.out;
        write!(out, "<section class=\"document\" id=\"d{}\">\n<header>\n", article.number)?;
        writeln!(out, "<h1>{}</h1>", escaped(id))?;
        writeln!(
            out,
            "<p class=\"facts\">{} · {} · read by {}</p>\n{LEGEND}\n</header>",
            count(extraction.quotations.len(), "quotation"),
            count(extraction.speakers.len(), "speaker"),
            engine(extraction),
        )?;
        article.write_text(out)?;
        side::write(out, &article)?;
        writeln!(out, "</section>")
    }

    /// Ends the page and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(mut self) -> io::Result<W> {
        write!(self.out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")?;
        Ok(self.out)
    }
}

/// What the marks mean, above each article.
const LEGEND: &str = "<ul class=\"legend\" aria-label=\"What the marks mean\">\
    <li><span class=\"content direct\">direct</span></li>\
    <li><span class=\"content mixed\">mixed</span></li>\
    <li><span class=\"content indirect\">indirect</span></li>\
    <li><span class=\"cue\">cue</span></li>\
    <li><span class=\"source\">source</span></li>\
    </ul>";

/// One article on the page.
struct Article<'e> {
    number: usize,
    extraction: &'e Extraction<'e>,
}

impl Article<'_> {
    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let text: &str = &self.extraction.text;
        let paragraphs = paragraphs(text);
        let mut marks = Marks::new(self);
        writeln!(out, "<article>")?;
        for (index, &paragraph) in paragraphs.iter().enumerate() {
            let headline = index == 0 && paragraphs.len() > 1 && is_headline(self.slice(paragraph));
            write!(out, "{}", if headline { "<p class=\"headline\">" } else { "<p>" })?;
            marks.write(out, paragraph)?;
            writeln!(out, "</p>")?;
        }
        writeln!(out, "</article>")
    }

    /// The class that gives a quotation and its parts their colour, with the attributes that tie them together.
    fn belongs(&self, quotation: &Quotation) -> String {
        match quotation.speaker {
            Some(speaker) => format!("data-speaker=\"{speaker}\" style=\"--hue:{}\"", hue(speaker)),
            None => "data-speaker=\"none\"".to_owned(),
        }
    }

    /// The name of who said it, as the page shows it.
    fn name(&self, quotation: &Quotation) -> &str {
        self.extraction.speaker(quotation).map_or("unknown speaker", |speaker| self.slice(speaker.name))
    }

    fn slice(&self, span: Span) -> &str {
        self.extraction.slice(span)
    }
}

/// Whether the first paragraph of an article is set as its headline: short, and without a full stop.
fn is_headline(paragraph: &str) -> bool {
    paragraph.len() <= HEADLINE && paragraph.ends_with(char::is_alphanumeric)
}

/// The colour of a speaker, as an angle: by the golden angle, so that neighbours in the list are far apart however
/// many there are.
fn hue(speaker: usize) -> usize {
    (250 + speaker * 222) % 360
}

fn engine(extraction: &Extraction<'_>) -> &'static str {
    match extraction.engine.name() {
        "rules" => "the rules",
        other => other,
    }
}

/// The words for hovering over a quotation: number, kind, speaker, confidence and what decided.
fn tooltip(article: &Article<'_>, index: usize, quotation: &Quotation) -> String {
    format!(
        "{}. {} · {} · {}",
        index + 1,
        kind_name(quotation.kind),
        article.name(quotation),
        certainty(quotation)
    )
}

/// The class of a kind of quotation.
fn kind_class(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::QuotedText => "quoted",
        kind => kind_name(kind),
    }
}

/// How sure the engine is of the quotation and of its speaker, and why.
fn certainty(quotation: &Quotation) -> String {
    let sure = |evidence: Evidence| {
        let percent = (evidence.confidence() * 100.0).round();
        format!("{percent}% sure · {}", super::json::evidence(evidence))
    };
    let speaker = quotation.speaker_evidence.map(|evidence| format!(" · speaker {}", sure(evidence)));
    sure(quotation.evidence) + &speaker.unwrap_or_default()
}

/// `text` as it may stand in an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
