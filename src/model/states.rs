//! Hidden states of the units of many texts, read in batches that windows of several texts share.

use rayon::prelude::*;

use super::{
    config::WindowConfig,
    encoder::{Encoder, Packed},
    pieces::{Pieces, Vocabulary},
    windows::{Window, windows},
};
use crate::document::Sentence;

/// Word pieces of a batch: enough to keep the kernels busy, few enough to stay in the cache.
const BATCH: usize = 1024;

/// The hidden state of each unit of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct States {
    values: Vec<f32>,
    width: usize,
}

impl States {
    /// The states of units one after another, `width` numbers each.
    pub(crate) fn new(values: Vec<f32>, width: usize) -> Self {
        Self { values, width }
    }

    /// The state of one unit.
    pub(crate) fn of(&self, unit: usize) -> &[f32] {
        &self.values[unit * self.width..][..self.width]
    }

    /// All states, unit after unit.
    pub(crate) fn all(&self) -> &[f32] {
        &self.values
    }
}

/// Reads `texts`, each with the sentences that it is cut at.
pub(crate) fn states(
    encoder: &dyn Encoder,
    vocabulary: &Vocabulary,
    config: WindowConfig,
    texts: &[(Pieces, &[Sentence])],
) -> Vec<States> {
    let jobs: Vec<(usize, Window)> = texts
        .iter()
        .enumerate()
        .flat_map(|(text, (pieces, sentences))| {
            windows(&pieces.pieces, sentences, config).into_iter().map(move |window| (text, window))
        })
        .collect();
    let read: Vec<Vec<f32>> = batches(&jobs)
        .par_iter()
        .flat_map_iter(|batch| {
            let (mut packed, mut ids, mut types) = (Packed::default(), Vec::new(), Vec::new());
            for (text, window) in *batch {
                ids.clear();
                types.clear();
                window.sequence(&texts[*text].0.pieces, vocabulary, &mut ids, &mut types);
                packed.push(&ids, &types);
            }
            let hidden = encoder.encode(&packed);
            let firsts = packed.lengths.iter().scan(0, |row, &length| {
                let first = *row;
                *row += length;
                Some(first)
            });
            let decided = batch.iter().zip(firsts);
            decided
                .map(|((text, window), first)| {
                    decided_states(&texts[*text].0, window, &hidden, first, encoder.width())
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let mut out: Vec<Vec<f32>> =
        texts.iter().map(|(pieces, _)| Vec::with_capacity(pieces.units.len() * encoder.width())).collect();
    for ((text, _), values) in jobs.iter().zip(read) {
        out[*text].extend(values);
    }
    out.into_iter().map(|values| States::new(values, encoder.width())).collect()
}

/// The states of the units that `window` decides, out of the batch's hidden states, where its own begin at row `first`.
fn decided_states(pieces: &Pieces, window: &Window, hidden: &[f32], first: usize, width: usize) -> Vec<f32> {
    let units = &pieces.units[pieces.units_of(&window.decides)];
    let rows = units.iter().map(|unit| first + window.place(&pieces.pieces, unit.piece));
    rows.flat_map(|row| &hidden[row * width..(row + 1) * width]).copied().collect()
}

/// Cuts the windows into batches of about [`BATCH`] pieces, or less where that gives each thread work.
fn batches(jobs: &[(usize, Window)]) -> Vec<&[(usize, Window)]> {
    let all: usize = jobs.iter().map(|(_, window)| window.pieces.len()).sum();
    let room = BATCH.min(all.div_ceil(rayon::current_num_threads()));
    let mut out = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (at, (_, window)) in jobs.iter().enumerate() {
        if at > start && filled + window.pieces.len() > room {
            out.push(&jobs[start..at]);
            (start, filled) = (at, 0);
        }
        filled += window.pieces.len();
    }
    if start < jobs.len() {
        out.push(&jobs[start..]);
    }
    out
}
