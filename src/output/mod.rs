//! Extractions for the outside: JSON documents, a page for a browser, text for a terminal.
//!
//! Nothing here knows how an extraction was made, and nothing touches files: everything is written to what the
//! caller hands in.

pub mod html;
pub mod json;
#[cfg(test)]
mod sample;
pub mod text;
