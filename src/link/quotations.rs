//! Contents joined into quotations.

use crate::{
    annotate::{Annotations, Link, Speech},
    document::Document,
    extraction::{Origin, Quotation, QuotationKind},
    text::Span,
};

/// The quotations in order of their first content, without speakers yet, and for each the link to its source.
pub(super) fn quotations(
    document: &Document<'_>,
    annotations: &Annotations,
) -> (Vec<Quotation>, Vec<Option<Link>>) {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut sources = Vec::new();
    let mut of_content: Vec<usize> = Vec::with_capacity(annotations.contents.len());
    for (i, content) in annotations.contents.iter().enumerate() {
        let joined = content.continues.filter(|link| link.to < i).map(|link| of_content[link.to]);
        let quotation = joined.unwrap_or_else(|| {
            quotations.push(Quotation {
                kind: match content.speech {
                    Speech::Said => QuotationKind::Indirect,
                    Speech::QuotedText => QuotationKind::QuotedText,
                },
                content: Vec::new(),
                cue: Vec::new(),
                source: Vec::new(),
                speaker: None,
                speaker_evidence: None,
                evidence: content.evidence,
            });
            sources.push(None);
            quotations.len() - 1
        });
        of_content.push(quotation);
        let found = &mut quotations[quotation];
        found.content.push(content.span);
        if let Some(cue) = content.cue.and_then(|link| annotations.cues.get(link.to)) {
            add(&mut found.cue, cue.span);
        }
        if let Some(link) = content.source
            && let Some(source) = annotations.sources.get(link.to)
        {
            add(&mut found.source, source.span);
            // The rules' link says how sure the quotation is; where that is one, the source is its own.
            let own = matches!(content.evidence.origin(), Origin::Rule(_));
            let confidence = if own { 1.0 } else { link.confidence };
            sources[quotation].get_or_insert(Link { confidence, ..link });
        }
    }
    let marks = Marks::new(document);
    for quotation in quotations.iter_mut().filter(|quotation| quotation.kind != QuotationKind::QuotedText) {
        quotation.kind = kind(&marks, document, &quotation.content);
    }
    (quotations, sources)
}

fn add(spans: &mut Vec<Span>, span: Span) {
    if !spans.contains(&span) {
        spans.push(span);
    }
}

/// The outermost stretches in quote marks, in order.
struct Marks(Vec<Span>);

impl Marks {
    fn new(document: &Document<'_>) -> Self {
        let outer = document.quoted().iter().filter(|quoted| quoted.parent.is_none());
        let mut parts: Vec<_> = outer.flat_map(|quoted| quoted.parts.iter().copied()).collect();
        parts.sort();
        Self(parts)
    }

    /// How many bytes of words of `span` stand in quote marks.
    fn inside(&self, document: &Document<'_>, span: Span) -> usize {
        let first = self.0.partition_point(|part| part.end() <= span.start());
        let parts = self.0[first..].iter().take_while(|part| part.start() < span.end());
        parts
            .map(|part| {
                let (start, end) = (part.start().max(span.start()), part.end().min(span.end()));
                letters(&document.text()[start..end])
            })
            .sum()
    }
}

/// Direct where all is quoted, mixed where some is, else indirect. A stray word (`"X," and "Y"`) is forgiven.
fn kind(marks: &Marks, document: &Document<'_>, content: &[Span]) -> QuotationKind {
    let whole: usize = content.iter().map(|span| letters(document.slice(*span))).sum();
    let inside: usize = content.iter().map(|span| marks.inside(document, *span)).sum();
    if inside == 0 {
        QuotationKind::Indirect
    } else if inside * 100 >= whole * 97 {
        QuotationKind::Direct
    } else {
        QuotationKind::Mixed
    }
}

fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count()
}
