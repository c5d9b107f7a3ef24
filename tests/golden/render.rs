//! An extraction as text: labels under the words of the article, then who says what.
//!
//! `C2` is a content of the second quotation, `S2` its source, `Q2` its cue; `PER`, `ORG`, `LOC` and `MISC` are names.
//! A label is drawn out to the length of what it marks.

use std::fmt::Write;

use dixit::{EntityKind, Extraction, Origin, QuotationKind, Role, Span};

/// Columns of a line.
const WIDTH: usize = 100;

struct Mark {
    span: Span,
    label: String,
    /// Marks of one layer share lines where they can; layers are drawn one below the other.
    layer: usize,
}

pub fn render(extraction: &Extraction<'_>) -> String {
    let marks = marks(extraction);
    let mut out = String::new();
    for line in lines(&extraction.text) {
        out.push_str(line.of(&extraction.text).trim_end());
        out.push('\n');
        for layer in 0..4 {
            let here = marks.iter().filter(|mark| mark.layer == layer && mark.span.overlaps(line));
            write_layer(&mut out, &extraction.text, line, here);
        }
    }
    write_quotations(&mut out, extraction);
    write_speakers(&mut out, extraction);
    out
}

fn marks(extraction: &Extraction<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, quotation) in extraction.quotations.iter().enumerate() {
        let roles = [('C', &quotation.content), ('S', &quotation.source), ('Q', &quotation.cue)];
        for (layer, (role, spans)) in roles.into_iter().enumerate() {
            let mark = |&span: &Span| Mark { span, label: format!("{role}{}", index + 1), layer };
            marks.extend(spans.iter().map(mark));
        }
    }
    for entity in &extraction.entities {
        let label = match entity.kind {
            EntityKind::Person => "PER",
            EntityKind::Organization => "ORG",
            EntityKind::Location => "LOC",
            EntityKind::Miscellaneous => "MISC",
        };
        marks.push(Mark { span: entity.span, label: label.to_owned(), layer: 3 });
    }
    marks.sort_by_key(|mark| (mark.layer, mark.span));
    marks
}

/// The text in lines of at most `WIDTH` characters, broken at spaces.
fn lines(text: &str) -> Vec<Span> {
    let span = |start, end| Span::new(text, start, end).expect("lines break at white space");
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.len();
        let mut columns = 0;
        for word in paragraph.split_inclusive(' ') {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            if columns + word.trim_end().chars().count() > WIDTH && at > start {
                lines.push(span(start, at));
                (start, columns) = (at, 0);
            }
            columns += word.chars().count();
        }
        lines.push(span(start, end));
        start = end;
    }
    lines
}

/// Draws each mark on the first line that has room for it.
fn write_layer<'m>(out: &mut String, text: &str, line: Span, marks: impl Iterator<Item = &'m Mark>) {
    let column = |byte: usize| text[line.start()..byte].chars().count();
    let mut rows: Vec<String> = Vec::new();
    for mark in marks {
        let (start, end) = (mark.span.start().max(line.start()), mark.span.end().min(line.end()));
        let end = start + text[start..end].trim_end().len();
        let (from, width) = (column(start), column(end) - column(start));
        let label = if mark.span.start() < line.start() { "" } else { mark.label.as_str() };
        let drawn = format!("{label:-<width$}");
        let free = rows.iter().position(|row| row.chars().count() < from.max(1) || row.is_empty());
        let row = free.unwrap_or_else(|| {
            rows.push(String::new());
            rows.len() - 1
        });
        let gap = from - rows[row].chars().count();
        rows[row].extend(std::iter::repeat_n(' ', gap).chain(drawn.chars()));
    }
    for row in rows {
        writeln!(out, "{row}").expect("a string takes everything");
    }
}

fn write_quotations(out: &mut String, extraction: &Extraction<'_>) {
    out.push_str("\n== quotations\n");
    for (index, quotation) in extraction.quotations.iter().enumerate() {
        let kind = match quotation.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Indirect => "indirect",
            QuotationKind::Mixed => "mixed",
            QuotationKind::QuotedText => "quoted text",
        };
        let speaker = extraction.speaker(quotation).map_or("?", |speaker| extraction.slice(speaker.name));
        let rule = match quotation.evidence.origin() {
            Origin::Rule(name) => name,
            _ => "model",
        };
        let confidence = quotation.evidence.confidence();
        writeln!(out, "{} {kind} · {speaker} · {rule} {confidence:.2}", index + 1)
            .expect("a string takes everything");
    }
}

fn write_speakers(out: &mut String, extraction: &Extraction<'_>) {
    out.push_str("\n== speakers\n");
    for speaker in &extraction.speakers {
        let roles = |roles: &[Role]| {
            let words: Vec<&str> = roles.iter().map(|role| extraction.slice(role.span)).collect();
            words.join(", ")
        };
        let mentions: Vec<&str> =
            speaker.mentions.iter().map(|mention| extraction.slice(mention.span)).collect();
        writeln!(
            out,
            "{} · {:?} · title: {} · affiliation: {} · as: {}",
            extraction.slice(speaker.name),
            speaker.kind,
            roles(&speaker.titles),
            roles(&speaker.affiliations),
            mentions.join(" | ")
        )
        .expect("a string takes everything");
    }
}
