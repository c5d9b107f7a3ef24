//! Text and the places in it: spans, units of offset, paragraphs, sentences, tokens and quote marks.
//!
//! Nothing here has an opinion on who speaks.

mod abbreviations;
mod chars;
mod marks;
mod offsets;
mod paragraphs;
mod sentences;
mod span;
mod tokens;
mod words;

pub use marks::{Quoted, quoted};
pub use offsets::{OffsetUnit, Offsets};
pub use span::Span;
pub use tokens::{Token, TokenKind};

pub(crate) use paragraphs::paragraphs;
pub(crate) use sentences::sentences;
pub(crate) use tokens::tokens;
