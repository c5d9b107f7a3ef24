//! The rule engine: no model, a million words a second.
//!
//! Words get their classes; quoted stretches find the cue and source beside them; what is left of each sentence
//! is read for reported speech, cue by cue.

mod beside;
mod clause;
mod complement;
mod cues;
mod direct;
mod draft;
mod inflect;
mod left_over;
mod names;
mod noun_cues;
mod noun_phrase;
mod quoted_text;
mod reported;
mod sentence;
mod tail;
mod transcript;
mod verb_group;
mod words;

use crate::{
    annotate::{Annotations, Annotator},
    document::Document,
};
use words::Words;

/// Adds to another engine's annotations what stands in quote marks and is in none of its contents: direct quotations
/// with the cue and source beside them, and quoted text. No quotation is lost because a model leaves it out.
pub(crate) fn supplement(document: &Document<'_>, annotations: Annotations) -> Annotations {
    if document.quoted().is_empty() {
        return annotations;
    }
    let words = Words::tag(document);
    let mut drafts = direct::direct(&words, transcript::transcript(&words)).drafts;
    drafts.extend(left_over::left_over(document, &drafts));
    let taken = left_over::Taken::new(annotations.contents.iter().map(|content| content.span));
    drafts.retain(|draft| !draft.contents.iter().any(|part| taken.overlaps(*part)));
    annotations.merge(draft::assemble(drafts, Vec::new()))
}

/// The rules, ready to read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules;

impl Annotator for Rules {
    fn annotate(&self, document: &Document<'_>) -> Annotations {
        let words = Words::tag(document);
        let mut direct = direct::direct(&words, transcript::transcript(&words));
        let mut drafts = std::mem::take(&mut direct.drafts);
        sentence::sentences(&words, &direct, &mut drafts);
        drafts.extend(left_over::left_over(document, &drafts));
        draft::assemble(drafts, names::names(document))
    }
}
