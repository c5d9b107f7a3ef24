//! What stands between quote marks and no other rule has taken.

use super::{
    draft::Draft,
    quoted_text::{Likelihood, looks_like_speech},
};
use crate::{annotate::Speech, document::Document, extraction::Evidence, text::Span};

/// What stands between quote marks and is in no content yet: speech without a source, or mere quoted text.
pub(super) fn left_over(document: &Document<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let taken = Taken::new(drafts.iter().flat_map(|draft| draft.contents.iter().copied()));
    let outermost = document.quoted().iter().filter(|quoted| quoted.parent.is_none());
    outermost
        .filter(|quoted| !quoted.parts.iter().any(|part| taken.overlaps(*part)))
        .map(|quoted| {
            let Likelihood { speech: chance, clue } = looks_like_speech(document, quoted);
            let said = chance > 0.5;
            let (speech, confidence) =
                if said { (Speech::Said, chance) } else { (Speech::QuotedText, 1.0 - chance) };
            let evidence = Evidence::rule(clue, confidence);
            Draft { contents: quoted.parts.clone(), cue: None, source: None, speech, evidence }
        })
        .collect()
}

/// Spans, for asking what overlaps any of them.
pub(super) struct Taken {
    spans: Vec<Span>,
    /// The farthest end of all spans up to each.
    ends: Vec<usize>,
}

impl Taken {
    pub(super) fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable_by_key(|span| span.start());
        let ends = spans.iter().scan(0, |end, span| {
            *end = span.end().max(*end);
            Some(*end)
        });
        let ends = ends.collect();
        Self { spans, ends }
    }

    pub(super) fn overlaps(&self, part: Span) -> bool {
        let before = self.spans.partition_point(|span| span.start() < part.end());
        before > 0 && self.ends[before - 1] > part.start()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_content_holds_is_left() {
        let text = "“One more thing,” he said. “Now it gets late.” The “thing” was “Night Owl.”";
        let document = Document::new(text);
        let taken = Draft {
            contents: document.quoted()[0].parts.clone(),
            cue: None,
            source: None,
            speech: Speech::Said,
            evidence: Evidence::rule("test", 1.0),
        };
        let left = left_over(&document, &[taken]);
        let shown: Vec<_> = left.iter().map(|d| (document.slice(d.contents[0]), d.speech)).collect();
        let expected = [
            ("“Now it gets late.”", Speech::Said),
            ("“thing”", Speech::QuotedText),
            ("“Night Owl.”", Speech::QuotedText),
        ];
        assert_eq!(shown, expected);
    }
}
