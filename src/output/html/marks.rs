//! Quotations, cues and sources marked in the running text, however they overlap.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use super::{Article, escaped, kind_class, kind_name, tooltip};
use crate::text::Span;

/// What a mark shows. The order is that of nesting where two marks cover the same words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Content,
    Source,
    Cue,
}

/// A stretch to be marked, for one quotation.
#[derive(Clone, Copy)]
struct Mark {
    span: Span,
    layer: Layer,
    quotation: usize,
}

/// The marks of one article, written paragraph by paragraph.
///
/// Elements nest and marks may cross: where one ends inside another, what is open above it is closed with it and
/// opened again. The same happens at the ends of paragraphs.
pub(super) struct Marks<'a> {
    article: &'a Article<'a>,
    /// All of them, in order of their start, the longer first.
    marks: Vec<Mark>,
    /// The first that has not started yet.
    next: usize,
    /// Those that have started and not ended, outermost first.
    open: Vec<Mark>,
    /// For each quotation whether its number stands in the text already.
    numbered: Vec<bool>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(article: &'a Article<'a>) -> Self {
        let quotations = &article.extraction.quotations;
        let mut marks = Vec::new();
        for (index, quotation) in quotations.iter().enumerate() {
            for (layer, spans) in [
                (Layer::Content, &quotation.content),
                (Layer::Source, &quotation.source),
                (Layer::Cue, &quotation.cue),
            ] {
                let spans = spans.iter().filter(|span| !span.is_empty());
                marks.extend(spans.map(|&span| Mark { span, layer, quotation: index }));
            }
        }
        marks.sort_by_key(|mark| (mark.span.start(), Reverse(mark.span.end()), mark.layer, mark.quotation));
        // Quotations that share a source mark it once.
        marks.dedup_by_key(|mark| {
            (mark.span, mark.layer, (mark.layer == Layer::Content).then_some(mark.quotation))
        });
        Self { article, marks, next: 0, open: Vec::new(), numbered: vec![false; quotations.len()] }
    }

    /// Writes one paragraph; paragraphs come in order.
    pub(super) fn write(&mut self, out: &mut impl Write, paragraph: Span) -> io::Result<()> {
        let text: &str = &self.article.extraction.text;
        self.open.retain(|mark| mark.span.end() > paragraph.start());
        for level in 0..self.open.len() {
            self.write_opening(out, self.open[level])?;
        }
        let mut at = paragraph.start();
        loop {
            self.start_marks(out, at)?;
            let starts = self.marks.get(self.next).map(|mark| mark.span.start());
            let ends = self.open.iter().map(|mark| mark.span.end()).min();
            let stop = [starts, ends].into_iter().flatten().fold(paragraph.end(), usize::min);
            write!(out, "{}", escaped(&text[at..stop]))?;
            at = stop;
            if at == paragraph.end() {
                break;
            }
            self.end_marks(out, at)?;
        }
        self.write_closings(out, 0)
    }

    /// Opens the marks that start at or before `at`.
    fn start_marks(&mut self, out: &mut impl Write, at: usize) -> io::Result<()> {
        while let Some(&mark) = self.marks.get(self.next).filter(|mark| mark.span.start() <= at) {
            self.next += 1;
            if mark.span.end() > at {
                self.open.push(mark);
                self.write_opening(out, mark)?;
            }
        }
        Ok(())
    }

    /// Closes the marks that end at `at`, and what is open above them for a moment.
    fn end_marks(&mut self, out: &mut impl Write, at: usize) -> io::Result<()> {
        let Some(lowest) = self.open.iter().position(|mark| mark.span.end() <= at) else { return Ok(()) };
        self.write_closings(out, lowest)?;
        self.open.retain(|mark| mark.span.end() > at);
        for level in lowest..self.open.len() {
            self.write_opening(out, self.open[level])?;
        }
        Ok(())
    }

    fn write_opening(&mut self, out: &mut impl Write, mark: Mark) -> io::Result<()> {
        let quotation = &self.article.extraction.quotations[mark.quotation];
        let (document, number) = (self.article.number, mark.quotation + 1);
        let belongs = self.article.belongs(quotation);
        let tooltip = tooltip(self.article, mark.quotation, quotation);
        let (class, role) = match mark.layer {
            Layer::Content => (format!("content {}", kind_class(quotation.kind)), ""),
            Layer::Source => ("source".to_owned(), "Source of "),
            Layer::Cue => ("cue".to_owned(), "Cue of "),
        };
        let unknown = if quotation.speaker.is_none() { " unknown" } else { "" };
        let first =
            mark.layer == Layer::Content && !std::mem::replace(&mut self.numbered[mark.quotation], true);
        write!(out, "<span class=\"{class}{unknown}\" data-quotation=\"{number}\" {belongs}")?;
        write!(out, " title=\"{role}{}\"", escaped(&tooltip))?;
        if first {
            write!(out, " id=\"d{document}q{number}\"><a class=\"number\" href=\"#d{document}s{number}\" ")?;
            write!(out, "aria-label=\"Quotation {number}, {}\">{number}</a>", kind_name(quotation.kind))
        } else {
            write!(out, ">")
        }
    }

    /// Closes the elements of all open marks from `lowest` on; the marks stay open.
    fn write_closings(&self, out: &mut impl Write, lowest: usize) -> io::Result<()> {
        write!(out, "{}", "</span>".repeat(self.open.len() - lowest))
    }
}
