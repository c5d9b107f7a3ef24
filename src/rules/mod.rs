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
mod signature;
mod supplement;
mod tail;
mod transcript;
mod verb_group;
mod words;

use crate::{
    annotate::{Annotations, Annotator},
    document::Document,
};
use direct::Direct;
use draft::Draft;
use words::Words;

pub(crate) use supplement::supplement;

/// The rules, ready to read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules;

impl Annotator for Rules {
    fn annotate(&self, document: &Document<'_>) -> Annotations {
        let Found { mut direct, indirect } = find(document);
        direct.extend(indirect);
        direct.extend(left_over::left_over(document, &direct));
        draft::assemble(direct, names::names(document))
    }
}

/// The attributions of a document.
struct Found {
    direct: Vec<Draft>,
    indirect: Vec<Draft>,
}

fn find(document: &Document<'_>) -> Found {
    let words = Words::tag(document);
    let Direct { drafts: direct, taken } = direct::direct(&words, transcript::transcript(&words));
    let indirect = sentence::sentences(&words, &taken);
    Found { direct, indirect }
}
