//! dixit reads news and says who said what.
//!
//! Every quotation (direct, indirect, mixed) comes back with the words that introduce it (the cue), the
//! span that names its source, the speaker behind that span, and the speaker's titles and affiliations.

mod annotate;
mod document;
mod error;
mod extraction;
mod extractor;
mod lexicon;
mod link;
#[cfg_attr(not(feature = "model"), path = "model/absent.rs")]
mod model;
pub mod output;
mod rules;
pub mod text;

pub use annotate::{Annotations, Annotator, Content, Cue, Entity, EntityKind, Link, Source, Speech};
pub use document::{Document, Paragraph, Sentence};
pub use error::{Error, ErrorKind};
pub use extraction::{
    Engine, Evidence, Extraction, Mention, MentionKind, Origin, Quotation, QuotationKind, Role, Speaker,
    SpeakerKind,
};
pub use extractor::{EngineChoice, Extractor, Options, QuotedText};
pub use model::Precision;
pub use text::Span;
