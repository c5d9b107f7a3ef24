//! What one engine makes of the articles, and what that costs.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use dixit::{Extraction, Extractor, Options, Span};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Reading {
    pub words: usize,
    /// The quickest of some readings of all articles.
    pub seconds: f64,
    /// The most memory that the process has had so far, in kB, where the system tells it.
    pub memory: Option<usize>,
    pub quotations: Vec<Quotation>,
}

/// A quotation by its places in the text.
#[derive(Serialize, Deserialize)]
pub struct Quotation {
    /// Number of the article.
    pub article: usize,
    pub content: Places,
    pub cue: Places,
    pub source: Places,
    /// The name of the speaker, where there is one.
    pub speaker: Places,
}

pub type Places = Vec<(usize, usize)>;

/// How often the articles are read.
const READINGS: usize = 3;

/// Reads all articles.
pub fn read(options: Options, threads: usize, paths: &[PathBuf]) -> Result<Reading, Box<dyn Error>> {
    let mut texts = Vec::new();
    for path in paths {
        add_texts(path, &mut texts).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let reading: Result<Reading, dixit::Error> = pool.install(|| {
        let extractor = Extractor::with_options(options)?;
        let (mut extractions, mut seconds) = (Vec::new(), f64::INFINITY);
        for _ in 0..READINGS {
            let begin = Instant::now();
            extractions = extractor.extract_batch(&texts);
            seconds = seconds.min(begin.elapsed().as_secs_f64());
        }
        Ok(Reading {
            words: texts.iter().map(|text| text.split_whitespace().count()).sum(),
            seconds,
            memory: peak(),
            quotations: extractions.iter().enumerate().flat_map(quotations).collect(),
        })
    });
    Ok(reading?)
}

/// The texts of a file, or of the articles in a folder.
fn add_texts(path: &Path, texts: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    #[derive(Deserialize)]
    struct Line {
        text: String,
    }
    if path.is_dir() {
        let entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
        let mut inner = entries.collect::<std::io::Result<Vec<_>>>()?;
        inner.retain(|path| path.extension().is_some_and(|end| end == "txt" || end == "jsonl"));
        inner.sort();
        return inner.iter().try_for_each(|path| add_texts(path, texts));
    }
    let text = fs::read_to_string(path)?;
    if path.extension().is_some_and(|end| end == "jsonl") {
        for line in text.lines() {
            texts.push(serde_json::from_str::<Line>(line)?.text);
        }
    } else {
        texts.push(text);
    }
    Ok(())
}

fn quotations<'e>(
    (article, extraction): (usize, &'e Extraction<'_>),
) -> impl Iterator<Item = Quotation> + 'e {
    let places = |spans: &[Span]| spans.iter().map(|span| (span.start(), span.end())).collect();
    extraction.quotations.iter().map(move |quotation| Quotation {
        article,
        content: places(&quotation.content),
        cue: places(&quotation.cue),
        source: places(&quotation.source),
        speaker: extraction.speaker(quotation).map(|speaker| places(&[speaker.name])).unwrap_or_default(),
    })
}

/// What Linux calls the high-water mark of the process's resident memory.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
