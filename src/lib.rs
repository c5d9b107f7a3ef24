//! dixit reads news and says who said what.
//!
//! Every quotation (direct, indirect, mixed) comes back with the words that introduce it (the cue), the span that
//! names its source, the speaker behind that span, and the speaker's titles and affiliations.
//!
//! After `cargo add dixit`:
//!
//! ```
//! let extractor = dixit::Extractor::new()?;
//! let extraction = extractor.extract("“The bridge is safe,” said Ana Ruiz, the mayor of Oviedo.");
//! for quotation in &extraction.quotations {
//!     let speaker = extraction.speaker(quotation).map_or("somebody", |speaker| extraction.slice(speaker.name));
//!     println!("{speaker}: {}", extraction.slice(quotation.content[0]));
//! }
//! # let quotation = &extraction.quotations[0];
//! # let speaker = extraction.speaker(quotation).expect("the sentence names her");
//! # assert_eq!(extraction.slice(speaker.name), "Ana Ruiz");
//! # assert_eq!(extraction.slice(quotation.content[0]), "“The bridge is safe,”");
//! # Ok::<(), dixit::Error>(())
//! ```
//!
//! # What to know
//!
//! - Build one [`Extractor`] and share it: it is `Send + Sync`. [`Extractor::extract`] reads one text,
//!   [`Extractor::extract_batch`] many on all cores, [`Extractor::extract_iter`] a stream in flat memory.
//! - Any text is valid. Nothing fails or panics on a text, and time grows in step with its length.
//! - A [`Span`] counts bytes of your text and lies on character boundaries; [`text::Offsets`] turns it into
//!   characters or UTF-16 units.
//! - Nothing is dropped silently: a quotation without a known speaker has `None`. Each decision carries its
//!   [`Evidence`]: the rule or the model, and a confidence.
//! - There are two engines, the rules and a small model. [`Options::engine`] chooses; [`Extraction::engine`] says
//!   which one read.
//! - [`output`] writes JSON with a versioned schema, a page for a browser, and text for a terminal.

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

pub use annotate::{
    Annotations, Annotator, Calibration, Content, Cue, Entity, EntityKind, Link, Logistic, Reference, Source,
    Speech, StatedRole,
};
pub use document::{Document, Paragraph, Sentence};
pub use error::{Error, ErrorKind};
pub use extraction::{
    Engine, Evidence, Extraction, Listed, Mention, MentionKind, Origin, Quotation, QuotationKind, Role,
    Speaker, SpeakerKind,
};
pub use extractor::{EngineChoice, Extractor, Options, QuotedText};
pub use model::{Backend, Device, Precision};
pub use text::Span;
