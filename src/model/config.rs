//! `config.json`: what the model is made of, checked once so that the rest of the engine can rely on it.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::annotate::Logistic;

/// Names of the tags of a head: "outside", then "begins" and "inside" of each kind.
const ENTITY_TAGS: [&str; 9] =
    ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];
const ROLE_TAGS: [&str; 7] = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"];
const TITLE_TAGS: [&str; 3] = ["O", "B-TITLE", "I-TITLE"];
const AFFILIATION_TAGS: [&str; 3] = ["O", "B-AFFILIATION", "I-AFFILIATION"];
const FORMAT: u32 = 2;

/// The configuration of a BERT encoder, and of the heads on it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    pub(crate) vocab_size: usize,
    pub(crate) hidden_size: usize,
    pub(crate) num_hidden_layers: usize,
    pub(crate) num_attention_heads: usize,
    pub(crate) intermediate_size: usize,
    pub(crate) max_position_embeddings: usize,
    pub(crate) type_vocab_size: usize,
    pub(crate) layer_norm_eps: f32,
    hidden_act: String,
    pub(crate) dixit: HeadConfig,
}

/// The part of the configuration that BERT does not have.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct HeadConfig {
    entity_tags: Vec<String>,
    role_tags: Vec<String>,
    title_tags: Vec<String>,
    affiliation_tags: Vec<String>,
    pub(crate) link: LinkConfig,
    /// Added to the score of what cannot be.
    pub(crate) forbidden: f32,
    /// The least chance of a span, by kind.
    thresholds: FxHashMap<String, f32>,
    pub(crate) window: WindowConfig,
    pub(crate) temperatures: Temperatures,
    /// Where it is absent, the chances are shown as they are.
    #[serde(default)]
    pub(crate) calibration: Calibration,
}

/// How spans that are linked lie to each other.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LinkConfig {
    /// Width of the projections.
    pub(crate) dim: usize,
    /// Lower ends of the distance classes, in units, rising.
    pub(crate) gap_edges: Vec<usize>,
    /// The highest count of spans between two spans that is told apart.
    pub(crate) between_max: usize,
    /// The highest distance in paragraphs that is told apart.
    pub(crate) paragraph_max: usize,
    /// No link spans more units than this.
    pub(crate) max_gap: usize,
    /// The chance from which one content is taken for the next part of another.
    pub(crate) join: f32,
}

/// How a text is cut for the encoder, in word pieces.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct WindowConfig {
    /// Places of a window, those of special pieces included.
    pub(crate) limit: usize,
    /// What two neighbouring windows share at most.
    pub(crate) overlap: usize,
}

/// What scores are divided by so that probabilities come out calibrated.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Temperatures {
    pub(crate) entity: f32,
    pub(crate) role: f32,
    pub(crate) link: f32,
    pub(crate) speaker: f32,
    pub(crate) title: f32,
    pub(crate) affiliation: f32,
}

impl Default for Temperatures {
    fn default() -> Self {
        Self { entity: 1.0, role: 1.0, link: 1.0, speaker: 1.0, title: 1.0, affiliation: 1.0 }
    }
}

/// How the chance that a head computes becomes the confidence that is shown; nothing is decided by it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Calibration {
    /// Of names.
    #[serde(with = "Line")]
    pub(crate) entity: Logistic,
    /// Of sources, cues and contents.
    #[serde(with = "Line")]
    pub(crate) role: Logistic,
    /// Of the source that a quotation is linked to.
    #[serde(with = "Line")]
    pub(crate) link: Logistic,
    /// Of whom a source or pronoun means.
    #[serde(with = "Line")]
    pub(crate) speaker: Logistic,
    /// Of a title and its bearer.
    #[serde(with = "Line")]
    pub(crate) title: Logistic,
    /// Of an affiliation and its bearer.
    #[serde(with = "Line")]
    pub(crate) affiliation: Logistic,
}

/// A line through the logits, as the file spells it.
#[derive(Deserialize)]
#[serde(remote = "Logistic")]
struct Line {
    slope: f32,
    offset: f32,
}

impl Config {
    /// Reads and checks `config.json`; the error is a clause that says what is wrong with it.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        #[derive(Deserialize)]
        struct Head {
            dixit: Format,
        }
        // Asked first: another format may lack fields of this one, and that is not what is wrong with it.
        let Head { dixit: Format { format } } =
            serde_json::from_slice(json).map_err(|error| error.to_string())?;
        if format != FORMAT {
            return Err(format!("dixit.format is {format}, and this version of dixit reads {FORMAT}"));
        }
        let config: Self = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        match config.complaint() {
            Some(complaint) => Err(complaint),
            None => Ok(config),
        }
    }

    fn complaint(&self) -> Option<String> {
        let head = &self.dixit;
        let positive = [
            ("vocab_size", self.vocab_size),
            ("hidden_size", self.hidden_size),
            ("num_hidden_layers", self.num_hidden_layers),
            ("num_attention_heads", self.num_attention_heads),
            ("intermediate_size", self.intermediate_size),
            ("type_vocab_size", self.type_vocab_size),
            ("dixit.link.dim", head.link.dim),
        ];
        let Temperatures { entity, role, link, speaker, title, affiliation } = head.temperatures;
        let temperatures = [entity, role, link, speaker, title, affiliation];
        if let Some((name, _)) = positive.iter().find(|(_, value)| *value == 0) {
            return Some(format!("{name} is 0"));
        }
        if !self.hidden_size.is_multiple_of(self.num_attention_heads) {
            return Some("hidden_size is no multiple of num_attention_heads".into());
        }
        if self.hidden_act != "gelu" {
            return Some(format!("hidden_act is {:?}, and only \"gelu\" is known", self.hidden_act));
        }
        if self.type_vocab_size < 8 {
            return Some("type_vocab_size is below the 8 token types of letter case and quotation".into());
        }
        let tags: [(&[String], &[&str]); 4] = [
            (&head.entity_tags, &ENTITY_TAGS),
            (&head.role_tags, &ROLE_TAGS),
            (&head.title_tags, &TITLE_TAGS),
            (&head.affiliation_tags, &AFFILIATION_TAGS),
        ];
        if let Some((found, known)) = tags.iter().find(|(found, known)| found != known) {
            return Some(format!("it has the tags {found:?} instead of {known:?}"));
        }
        let least =
            |kind: &&str| head.thresholds.get(*kind).is_some_and(|chance| (1e-3..=1.0).contains(chance));
        if !tags.iter().flat_map(|(_, known)| kinds(known)).all(|kind| least(&kind)) {
            return Some("dixit.thresholds has not a number within 0.001 and 1 for each kind of span".into());
        }
        if !(16..=self.max_position_embeddings).contains(&head.window.limit) {
            return Some("dixit.window.limit is not within 16 and max_position_embeddings".into());
        }
        if !(0.0 < head.link.join && head.link.join <= 1.0) {
            return Some("dixit.link.join is not within 0 and 1".into());
        }
        if !head.link.gap_edges.is_sorted() {
            return Some("dixit.link.gap_edges do not rise".into());
        }
        if !(self.layer_norm_eps > 0.0 && temperatures.iter().all(|t| *t > 0.0 && t.is_finite())) {
            return Some("layer_norm_eps and the temperatures are not all above 0".into());
        }
        None
    }
}

impl HeadConfig {
    /// The least chance of each kind of name.
    pub(crate) fn entity_thresholds(&self) -> Vec<f32> {
        self.thresholds(&ENTITY_TAGS)
    }

    /// The least chance of each kind of source, cue and content.
    pub(crate) fn role_thresholds(&self) -> Vec<f32> {
        self.thresholds(&ROLE_TAGS)
    }

    /// The least chance of a title.
    pub(crate) fn title_thresholds(&self) -> Vec<f32> {
        self.thresholds(&TITLE_TAGS)
    }

    /// The least chance of an affiliation.
    pub(crate) fn affiliation_thresholds(&self) -> Vec<f32> {
        self.thresholds(&AFFILIATION_TAGS)
    }

    fn thresholds(&self, tags: &[&'static str]) -> Vec<f32> {
        kinds(tags).iter().map(|kind| self.thresholds[*kind]).collect()
    }
}

/// The kinds of span that `tags` begin, in order.
fn kinds(tags: &[&'static str]) -> Vec<&'static str> {
    tags.iter().filter_map(|tag| tag.strip_prefix("B-")).collect()
}

impl LinkConfig {
    /// The number of distance classes: each edge before, each after, and none.
    pub(crate) fn gaps(&self) -> usize {
        2 * self.gap_edges.len() + 1
    }
}
