//! Gold documents with what was predicted for them.

use std::{collections::HashMap, fs::File, io::BufRead, io::BufReader, path::Path};

use dixit::{Extractor, output::json::Record, text::OffsetUnit};
use serde::{Deserialize, de::DeserializeOwned};

/// A gold document: a text and what people marked in it, as offsets in characters.
#[derive(Deserialize)]
pub struct Gold {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub quotes: Vec<GoldQuote>,
    #[serde(default)]
    pub entities: Vec<GoldEntity>,
    /// A pronoun in question.
    #[serde(default)]
    pub pronoun: Option<(usize, usize)>,
    /// All pronouns for persons, and the names of those whom they mean.
    #[serde(default)]
    pub pronouns: Option<GoldPronouns>,
    /// The spans of each who is mentioned.
    #[serde(default)]
    pub coref: Vec<Vec<(usize, usize)>>,
    /// What each of those is called in `quotes`.
    #[serde(default)]
    pub coref_ids: Vec<String>,
    /// The names of each character of a novel.
    #[serde(default)]
    pub characters: HashMap<String, Vec<String>>,
}

/// Whom the pronouns of a gold document mean.
#[derive(Deserialize)]
pub struct GoldPronouns {
    /// The names of each person.
    pub persons: Vec<Vec<(usize, usize)>>,
    /// Start and end of each pronoun, and the index of the person that it means; -1 for nobody with a name.
    pub pronouns: Vec<(usize, usize, i64)>,
}

/// An attribution of a gold document.
#[derive(Deserialize)]
pub struct GoldQuote {
    #[serde(default)]
    pub id: String,
    #[serde(default = "unknown")]
    pub kind: String,
    #[serde(default)]
    pub content: Vec<(usize, usize)>,
    #[serde(default)]
    pub source: Vec<(usize, usize)>,
    #[serde(default)]
    pub cue: Vec<(usize, usize)>,
    #[serde(default)]
    pub speech_cue: bool,
    /// A character, or one of `coref_ids`.
    #[serde(default)]
    pub speaker: Option<String>,
    /// How a novel says who speaks: `Explicit` by name, `Anaphoric` by pronoun or description, `Implicit` not at all.
    #[serde(default)]
    pub quote_type: Option<String>,
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// A name of a gold document: `[start, end, kind, ...]`.
#[derive(Deserialize)]
#[serde(try_from = "Vec<serde_json::Value>")]
pub struct GoldEntity {
    pub start: usize,
    pub end: usize,
    pub kind: String,
}

impl TryFrom<Vec<serde_json::Value>> for GoldEntity {
    type Error = &'static str;

    fn try_from(fields: Vec<serde_json::Value>) -> Result<Self, Self::Error> {
        let offset = |at: usize| fields.get(at)?.as_u64()?.try_into().ok();
        let kind = || Some(fields.get(2)?.as_str()?.to_owned());
        let entity = || Some(Self { start: offset(0)?, end: offset(1)?, kind: kind()? });
        entity().ok_or("an entity is [start, end, kind]")
    }
}

/// The speakers of a gold document.
#[derive(Deserialize)]
pub struct GoldSpeakers {
    pub id: String,
    pub speakers: Vec<GoldSpeaker>,
}

/// Who stands behind some attributions of a gold document.
#[derive(Deserialize)]
pub struct GoldSpeaker {
    pub name: String,
    pub kind: String,
    pub titles: Vec<GoldRole>,
    pub affiliations: Vec<GoldRole>,
    pub sources: Vec<String>,
}

/// A title or an affiliation.
#[derive(Deserialize)]
pub struct GoldRole {
    pub text: String,
}

/// A gold document and what was predicted for it.
pub struct Pair {
    pub gold: Gold,
    pub text: Vec<char>,
    pub predicted: Option<Record>,
}

/// The gold documents of a file.
pub fn gold(path: &Path) -> Result<Vec<Gold>, String> {
    let documents: Vec<Gold> = lines(path)?;
    for gold in &documents {
        let length = gold.text.chars().count();
        let quotes =
            gold.quotes.iter().flat_map(|quote| [&quote.content, &quote.source, &quote.cue]).flatten();
        let entities = gold.entities.iter().map(|entity| (entity.start, entity.end));
        let mentions = gold.pronoun.iter().chain(gold.coref.iter().flatten());
        let marked = gold.pronouns.iter();
        let names = marked.clone().flat_map(|marked| &marked.persons).flatten().copied();
        let marked = marked.flat_map(|marked| &marked.pronouns).map(|&(start, end, _)| (start, end));
        let all = quotes.chain(mentions).copied().chain(entities).chain(names).chain(marked);
        check(path, &gold.id, all, length)?;
    }
    Ok(documents)
}

/// Pairs gold documents with those of the same name in a file of results.
pub fn with_predictions(gold: Vec<Gold>, path: &Path) -> Result<Vec<Pair>, String> {
    let records: Vec<Record> = lines(path)?;
    let mut by_id: HashMap<String, Record> = HashMap::new();
    for record in records {
        if record.offsets != OffsetUnit::Chars {
            return Err(format!("{}: document {:?} does not count in chars", path.display(), record.id));
        }
        by_id.insert(record.id.clone(), record);
    }
    let pair = |gold: Gold| {
        let (text, predicted): (Vec<char>, _) = (gold.text.chars().collect(), by_id.remove(&gold.id));
        if let Some(record) = &predicted {
            let quotes =
                record.quotes.iter().flat_map(|quote| [&quote.content, &quote.source, &quote.cue]).flatten();
            let parts = quotes.chain(record.entities.iter().map(|entity| &entity.part));
            check(path, &record.id, parts.map(|part| (part.start, part.end)), text.len())?;
            if record
                .quotes
                .iter()
                .filter_map(|quote| quote.speaker)
                .any(|index| index >= record.speakers.len())
            {
                return Err(format!("{}: document {:?} lacks a speaker", path.display(), record.id));
            }
        }
        Ok(Pair { gold, text, predicted })
    };
    gold.into_iter().map(pair).collect()
}

/// Pairs gold documents with what an extractor finds in them.
pub fn with_extractions(gold: Vec<Gold>, extractor: &Extractor) -> Vec<Pair> {
    let texts: Vec<&str> = gold.iter().map(|gold| gold.text.as_str()).collect();
    let extractions = extractor.extract_batch(&texts);
    let record = |(gold, extraction): (&Gold, _)| Record::new(&gold.id, extraction, OffsetUnit::Chars);
    let records: Vec<Record> = gold.iter().zip(&extractions).map(record).collect();
    let pair = |(gold, record): (Gold, _)| {
        let text = gold.text.chars().collect();
        Pair { gold, text, predicted: Some(record) }
    };
    gold.into_iter().zip(records).map(pair).collect()
}

/// The speakers of a file, each of a document among `pairs`.
pub fn speakers(path: &Path, pairs: &[Pair]) -> Result<Vec<GoldSpeakers>, String> {
    let documents: Vec<GoldSpeakers> = lines(path)?;
    match documents.iter().find(|document| pairs.iter().all(|pair| pair.gold.id != document.id)) {
        Some(document) => Err(format!("{}: there is no gold document {:?}", path.display(), document.id)),
        None => Ok(documents),
    }
}

fn check(
    path: &Path,
    id: &str,
    mut spans: impl Iterator<Item = (usize, usize)>,
    length: usize,
) -> Result<(), String> {
    match spans.find(|&(start, end)| start > end || end > length) {
        Some((start, end)) => Err(format!(
            "{}: document {id:?} has {length} characters and no span {start}..{end}",
            path.display()
        )),
        None => Ok(()),
    }
}

/// A value a line; empty lines are left out.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    let unreadable = |error| format!("{}: cannot be read: {error}", path.display());
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let mut values = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let line = line.map_err(unreadable)?;
        if !line.trim().is_empty() {
            let broken =
                |error| format!("{}: line {} is not as it should be: {error}", path.display(), index + 1);
            values.push(serde_json::from_str(&line).map_err(broken)?);
        }
    }
    Ok(values)
}
