//! Quotations as text that is pleasant to read in a terminal.
//!
//! ```text
//! report.txt: 1 quotation, 1 speaker (rules)
//!
//!   1  Ana Ruiz (mayor, Oviedo) · said · direct
//!      “It is late,”
//! ```

use std::io::{self, Write};

use crate::{
    extraction::{Extraction, Quotation, QuotationKind, Speaker},
    text::Span,
};

/// Columns that a line may fill.
const WIDTH: usize = 100;
/// Columns before the words of a quotation.
const INDENT: usize = 5;

/// Whether the text is marked up for a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Nothing but text.
    #[default]
    Plain,
    /// With the escape sequences of ANSI terminals.
    Ansi,
}

impl Style {
    fn paint(self, code: &str, words: &str) -> String {
        match self {
            Self::Plain => words.to_owned(),
            Self::Ansi => format!("\x1b[{code}m{words}\x1b[0m"),
        }
    }
}

/// Writes each quotation with its speaker, title, affiliation, cue and kind.
///
/// Line breaks and control characters of the article never reach the terminal.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut impl Write, id: &str, extraction: &Extraction<'_>, style: Style) -> io::Result<()> {
    let heading = format!(
        "{}: {}, {} ({})",
        one_line(id),
        count(extraction.quotations.len(), "quotation"),
        count(extraction.speakers.len(), "speaker"),
        extraction.engine.name()
    );
    writeln!(out, "{}\n", style.paint("1", &heading))?;
    for (index, quotation) in extraction.quotations.iter().enumerate() {
        let number = format!("{:>3}", index + 1);
        writeln!(out, "{}  {}", style.paint("2", &number), heading_of(extraction, quotation, style))?;
        for line in wrap(&joined(extraction, &quotation.content, " … "), WIDTH - INDENT) {
            writeln!(out, "{:INDENT$}{line}", "")?;
        }
    }
    if !extraction.quotations.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// The line above the words of a quotation.
fn heading_of(extraction: &Extraction<'_>, quotation: &Quotation, style: Style) -> String {
    let mut parts = vec![who(extraction, quotation, style)];
    if !quotation.cue.is_empty() {
        parts.push(style.paint("3", &joined(extraction, &quotation.cue, " … ")));
    }
    parts.push(style.paint("2", kind_name(quotation.kind)));
    parts.join(" · ")
}

/// The speaker with titles and affiliations; failing that the words of the source.
fn who(extraction: &Extraction<'_>, quotation: &Quotation, style: Style) -> String {
    match extraction.speaker(quotation) {
        Some(speaker) => {
            let name = style.paint("1;36", &one_line(extraction.slice(speaker.name)));
            let roles = roles(extraction, speaker);
            if roles.is_empty() { name } else { format!("{name} ({roles})") }
        }
        None if quotation.source.is_empty() => style.paint("33", "unknown speaker"),
        None => {
            let source = joined(extraction, &quotation.source, " … ");
            format!("{} (named as: {source})", style.paint("33", "unknown speaker"))
        }
    }
}

fn roles(extraction: &Extraction<'_>, speaker: &Speaker) -> String {
    let roles = speaker.titles.iter().chain(&speaker.affiliations);
    let words: Vec<String> = roles.map(|role| one_line(extraction.slice(role.span))).collect();
    words.join(", ")
}

/// How a reader calls the kind of a quotation.
pub(super) fn kind_name(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Indirect => "indirect",
        QuotationKind::Mixed => "mixed",
        QuotationKind::QuotedText => "quoted text",
    }
}

/// `1 speaker`, `2 speakers`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn joined(extraction: &Extraction<'_>, spans: &[Span], between: &str) -> String {
    let words: Vec<String> = spans.iter().map(|&span| one_line(extraction.slice(span))).collect();
    words.join(between)
}

/// The words with single spaces between them, control characters made visible.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "\u{fffd}")
}

/// Lines of at most `width` characters, broken at spaces; a longer word gets a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut filled = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if filled + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                filled += 1 + length;
            }
            _ => {
                lines.push(word.to_owned());
                filled = length;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample::sample;

    #[test]
    fn each_quotation_shows_speaker_cue_kind_and_words() {
        let mut out = Vec::new();
        write(&mut out, "council.txt", &sample(), Style::Plain).expect("a vector takes everything");
        let expected = "\
council.txt: 5 quotations, 3 speakers (rules)

  1  Zoë Lindqvist (mayor, Umeå) · said · direct
     “The bridge is safe,” … “We checked <every> bolt & beam twice.”
  2  Zoë Lindqvist (mayor, Umeå) · insists · mixed
     that engineers told her the river was “calm”
  3  engineers · told · indirect
     the river was “calm”
  4  Opponents · fear · indirect
     the next flood will carry the new bridge away, together with the road, the market and the last
     of the old houses on the north bank
  5  unknown speaker · direct
     “Nobody asked us 🙁.”

";
        assert_eq!(String::from_utf8(out).expect("text is UTF-8"), expected);
    }

    #[test]
    fn nothing_of_the_article_controls_the_terminal() {
        assert_eq!(one_line("a\u{1b}[31m\r\nb\t c"), "a\u{fffd}[31m b c");
    }

    #[test]
    fn lines_break_at_spaces() {
        for (text, width, expected) in [
            ("", 3, vec![""]),
            ("one", 3, vec!["one"]),
            ("one two", 7, vec!["one two"]),
            ("one two", 6, vec!["one", "two"]),
            ("a overlong b", 4, vec!["a", "overlong", "b"]),
            ("é é é", 3, vec!["é é", "é"]),
        ] {
            assert_eq!(wrap(text, width), expected, "{text:?} at {width}");
        }
    }
}
