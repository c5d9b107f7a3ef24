//! The facade: text in, quotations and speakers out.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::{
    annotate::Annotator,
    document::Document,
    error::Error,
    extraction::{Extraction, QuotationKind},
    link::link,
    rules::Rules,
};

/// Which engine reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EngineChoice {
    /// The best that is there: today the rules.
    #[default]
    Auto,
    /// The rules, even where a model is there.
    Rules,
}

/// Whether text in quote marks that is nobody's statement (scare quotes, nicknames, titles of works) is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuotedText {
    /// Only what somebody said, wrote or thought.
    #[default]
    Exclude,
    /// Everything in quote marks; the rest as [`QuotationKind::QuotedText`].
    Include,
}

/// How to extract; `Options::default()` suits news.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Which engine reads. Default: the best that is there.
    pub engine: EngineChoice,
    /// Whether scare quotes and titles of works are reported. Default: they are not.
    pub quoted_text: QuotedText,
}

/// Reads texts; built once, shared by threads.
pub struct Extractor {
    annotator: Box<dyn Annotator>,
    options: Options,
}

impl Extractor {
    /// An extractor with default [`Options`].
    ///
    /// # Errors
    /// None with the rules; see [`Extractor::with_options`].
    pub fn new() -> Result<Self, Error> {
        Self::with_options(Options::default())
    }

    /// An extractor with these options.
    ///
    /// # Errors
    /// If the engine that the options ask for is not there.
    pub fn with_options(options: Options) -> Result<Self, Error> {
        let annotator: Box<dyn Annotator> = match options.engine {
            EngineChoice::Auto | EngineChoice::Rules => Box::new(Rules),
        };
        Ok(Self { annotator, options })
    }

    /// Everything said in `text`. Any text is valid; time is linear in its length.
    pub fn extract<'t>(&self, text: &'t str) -> Extraction<'t> {
        let document = Document::new(text);
        let annotations = self.annotator.annotate(&document);
        let (mut quotations, speakers) = link(&document, &annotations);
        if self.options.quoted_text == QuotedText::Exclude {
            quotations.retain(|quotation| quotation.kind != QuotationKind::QuotedText);
        }
        Extraction {
            text: Cow::Borrowed(text),
            engine: annotations.engine,
            quotations,
            speakers,
            entities: annotations.entities,
        }
    }

    /// The same as [`Extractor::extract`] for each text, in the same order, on all cores.
    pub fn extract_batch<'t, S: AsRef<str> + Sync>(&self, texts: &'t [S]) -> Vec<Extraction<'t>> {
        texts.par_iter().map(|text| self.extract(text.as_ref())).collect()
    }

    /// Extractions of a stream of texts, in order, read a bounded number ahead so that memory stays flat.
    pub fn extract_iter<'e, I>(&'e self, texts: I) -> impl Iterator<Item = Extraction<'static>> + 'e
    where
        I: IntoIterator<Item = String>,
        I::IntoIter: 'e,
    {
        texts.into_iter().map(|text| self.extract(&text).into_owned())
    }
}
