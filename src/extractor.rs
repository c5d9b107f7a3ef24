//! The facade: text in, quotations and speakers out.

use std::{borrow::Cow, path::PathBuf, str::FromStr, sync::Arc};

use rayon::prelude::*;

use crate::{
    annotate::{Annotations, Annotator},
    document::Document,
    error::{Error, ErrorKind},
    extraction::{Engine, Extraction, Listed, QuotationKind},
    link::link,
    model::{self, Backend, Precision},
    rules::{self, Rules},
};

/// Which engine reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EngineChoice {
    /// The model where there is one, or else the rules. A model that is there and broken is an error.
    #[default]
    Auto,
    /// The rules, even where a model is there.
    Rules,
    /// The model; where there is none, an error says where it was sought.
    Model,
}

impl FromStr for EngineChoice {
    type Err = Error;

    /// Reads `auto`, `rules` or `model`, as command lines spell them.
    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "auto" => Ok(Self::Auto),
            "rules" => Ok(Self::Rules),
            "model" => Ok(Self::Model),
            _ => Err(Error::new(
                ErrorKind::Option,
                format!("there is no engine called {name:?}; there are auto, rules and model"),
            )),
        }
    }
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
    /// The model's directory. Default: the one that the environment variable `DIXIT_MODEL` names, or else the model that
    /// is built in. A model is loaded once for the process and kept.
    pub model: Option<PathBuf>,
    /// What computes the model's encoder. Default: [`Backend::Rten`].
    pub backend: Backend,
    /// The numbers that the model computes with. Default: [`Precision::Int8`]; [`Backend::RustBert`] knows
    /// [`Precision::F32`] alone and takes it, whatever stands here.
    pub precision: Precision,
    /// Whether scare quotes and titles of works are reported. Default: they are not.
    pub quoted_text: QuotedText,
    /// Whom [`Extraction::speakers`] lists. Default: only who speaks.
    pub listed: Listed,
}

/// Reads texts; built once, shared by threads.
pub struct Extractor {
    annotator: Arc<dyn Annotator>,
    options: Options,
}

impl Extractor {
    /// An extractor with default [`Options`].
    ///
    /// # Errors
    /// If there is a model that cannot be loaded; see [`Extractor::with_options`].
    pub fn new() -> Result<Self, Error> {
        Self::with_options(Options::default())
    }

    /// An extractor with these options.
    ///
    /// # Errors
    /// If the engine, backend or device that the options ask for is not there, or is there and broken.
    pub fn with_options(options: Options) -> Result<Self, Error> {
        let model = || model::find(options.model.as_deref(), options.backend, options.precision);
        let annotator: Arc<dyn Annotator> = match options.engine {
            EngineChoice::Rules => Arc::new(Rules),
            EngineChoice::Auto => model()?.unwrap_or_else(|| Arc::new(Rules)),
            EngineChoice::Model => model()?.ok_or_else(|| {
                Error::new(ErrorKind::ModelMissing, format!("there is no model: {}", model::SOUGHT))
            })?,
        };
        Ok(Self { annotator, options })
    }

    /// Everything said in `text`. Any text is valid; time is linear in its length.
    pub fn extract<'t>(&self, text: &'t str) -> Extraction<'t> {
        let document = Document::new(text);
        let annotations = self.annotate(&document);
        self.finish(text, &document, annotations)
    }

    /// What the engine says of `document`, before quotations and speakers are made of it.
    pub fn annotate(&self, document: &Document<'_>) -> Annotations {
        self.annotator.annotate(document)
    }

    /// Quotations and speakers out of annotations.
    fn finish<'t>(&self, text: &'t str, document: &Document<'_>, annotations: Annotations) -> Extraction<'t> {
        let annotations = match annotations.engine {
            Engine::Rules => annotations,
            // Which mark closes which is no matter of opinion: what the model leaves out between marks is kept.
            _ => rules::supplement(document, annotations),
        };
        let (mut quotations, speakers) = link(document, &annotations, self.options.listed);
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
        let documents: Vec<_> = texts.par_iter().map(|text| Document::new(text.as_ref())).collect();
        let annotations = self.annotator.annotate_all(&documents);
        let read = texts.par_iter().zip(documents).zip(annotations);
        read.map(|((text, document), annotations)| self.finish(text.as_ref(), &document, annotations))
            .collect()
    }

    /// Extractions of a stream of documents on all cores, in order, each with the key that came with its text: a
    /// path, a number, whatever names it.
    ///
    /// The stream is read a bounded number of documents and bytes ahead, so that memory stays flat however long it
    /// is; each result is the same as that of [`Extractor::extract`].
    ///
    /// ```
    /// # fn main() -> Result<(), dixit::Error> {
    /// let extractor = dixit::Extractor::new()?;
    /// let lines = ["“No,” said Kim.", "It rained."].map(String::from);
    /// for (number, extraction) in extractor.extract_iter(lines.into_iter().enumerate()) {
    ///     println!("line {number}: {} quotations", extraction.quotations.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn extract_iter<'e, K: 'e, I>(
        &'e self,
        documents: I,
    ) -> impl Iterator<Item = (K, Extraction<'static>)> + 'e
    where
        I: IntoIterator<Item = (K, String)>,
        I::IntoIter: 'e,
    {
        let mut documents = documents.into_iter();
        std::iter::from_fn(move || {
            let (keys, texts) = read_ahead(&mut documents);
            let extractions: Vec<_> =
                self.extract_batch(&texts).into_iter().map(Extraction::into_owned).collect();
            (!keys.is_empty()).then(|| keys.into_iter().zip(extractions))
        })
        .flatten()
    }
}

/// Documents that [`Extractor::extract_iter`] reads ahead at most.
const AHEAD_DOCUMENTS: usize = 256;
/// Bytes of text after which it reads no further document ahead.
const AHEAD_BYTES: usize = 4 << 20;

/// The next few documents of a stream, keys and texts apart; empty at its end.
fn read_ahead<K>(documents: &mut impl Iterator<Item = (K, String)>) -> (Vec<K>, Vec<String>) {
    let (mut keys, mut texts, mut bytes) = (Vec::new(), Vec::new(), 0);
    while keys.len() < AHEAD_DOCUMENTS && bytes < AHEAD_BYTES {
        let Some((key, text)) = documents.next() else { break };
        bytes += text.len();
        keys.push(key);
        texts.push(text);
    }
    (keys, texts)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn extractor() -> Extractor {
        Extractor::with_options(Options { engine: EngineChoice::Rules, ..Options::default() })
            .expect("the rules are always there")
    }

    /// More documents than are read ahead at once, each telling of itself.
    fn documents() -> Vec<String> {
        let document = |number| format!("“Bridge {number} is safe,” said Ana Ruiz, mayor of Oviedo.\n");
        (0..AHEAD_DOCUMENTS * 2 + 10).map(document).collect()
    }

    #[test]
    fn a_batch_and_a_stream_say_the_same_as_one_by_one() {
        let (extractor, texts) = (extractor(), documents());
        let one_by_one: Vec<_> = texts.iter().map(|text| extractor.extract(text)).collect();
        assert_eq!(extractor.extract_batch(&texts), one_by_one);
        let stream: Vec<_> = extractor.extract_iter(texts.iter().cloned().enumerate()).collect();
        let keys: Vec<_> = stream.iter().map(|(key, _)| *key).collect();
        let extractions: Vec<_> = stream.into_iter().map(|(_, extraction)| extraction).collect();
        assert_eq!(keys, (0..texts.len()).collect::<Vec<_>>());
        assert_eq!(extractions, one_by_one);
    }

    #[test]
    fn a_stream_is_read_a_bounded_number_ahead() {
        for (text, ahead) in [(String::from("short"), AHEAD_DOCUMENTS), ("long ".repeat(AHEAD_BYTES / 8), 2)]
        {
            let (extractor, read) = (extractor(), Cell::new(0));
            let endless = std::iter::repeat_with(|| (read.set(read.get() + 1), text.clone()));
            let mut stream = extractor.extract_iter(endless);
            for _ in 0..ahead {
                assert!(stream.next().is_some(), "an endless stream ended");
            }
            drop(stream);
            assert_eq!(read.get(), ahead, "documents of {} bytes", text.len());
        }
    }

    #[test]
    fn engines_are_called_by_name() {
        for (name, expected) in [("auto", EngineChoice::Auto), ("rules", EngineChoice::Rules)] {
            assert_eq!(name.parse::<EngineChoice>().ok(), Some(expected), "{name}");
        }
        let error = "Rules".parse::<EngineChoice>().expect_err("names are in lower case");
        assert_eq!(error.kind(), ErrorKind::Option);
        assert!(error.to_string().contains("\"Rules\""), "{error}");
    }
}
