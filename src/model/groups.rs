//! Quotations out of links: which contents are parts of one, and what its cue and source are.

use super::links::Choice;

/// The relations of one text: what each content is told.
pub(crate) struct Relations {
    /// Content → its source.
    pub(crate) source: Vec<Choice>,
    /// Content → its cue.
    pub(crate) cue: Vec<Choice>,
    /// Content → the next part of the same quotation.
    pub(crate) next: Vec<Choice>,
}

/// An item of a list, or none, with the chance of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// The item's index.
    pub(crate) item: Option<usize>,
    /// The chance that it is right, 0 to 1.
    pub(crate) probability: f32,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Its contents, in order, at least one; each with the chance that it belongs to the one before it.
    pub(crate) contents: Vec<(usize, f32)>,
    pub(crate) cue: Chosen,
    pub(crate) source: Chosen,
}

/// Gathers contents into quotations, in order of their first content.
///
/// A content joins the nearest earlier content that it is the next part of, with a chance of `join` at least, unless the
/// two have different cues or are `apart`. (To join all contents of one cue instead makes one false content spoil a true
/// quotation.)
pub(crate) fn groups(
    relations: &Relations,
    sources: usize,
    join: f32,
    forbidden: f32,
    apart: impl Fn(usize, usize) -> bool,
) -> Vec<Group> {
    let contents = relations.cue.len();
    let cues: Vec<_> = relations.cue.iter().map(|choice| choice.best().0).collect();
    let mut previous: Vec<Option<(usize, f32)>> = vec![None; contents];
    for (content, choice) in relations.next.iter().enumerate() {
        for (next, score) in
            choice.reach.clone().zip(&choice.answers).filter(|(_, score)| **score >= join.ln())
        {
            previous[next] = Some((content, score.exp()));
        }
    }
    let mut members: Vec<Vec<(usize, f32)>> = Vec::new();
    let mut group_of: Vec<usize> = Vec::with_capacity(contents);
    for content in 0..contents {
        let agrees = |(before, _): &(usize, f32)| match (cues[*before], cues[content]) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let before = previous[content].filter(agrees).filter(|&(before, _)| !apart(before, content));
        let group = before.map_or(members.len(), |(before, _)| group_of[before]);
        if group == members.len() {
            members.push(Vec::new());
        }
        members[group].push((content, before.map_or(1.0, |(_, joined)| joined)));
        group_of.push(group);
    }
    let mut sums = SourceSums { scores: vec![0.0; sources], forbidden: f64::from(forbidden) };
    members
        .into_iter()
        .map(|contents| {
            let cue = contents.iter().find_map(|&(content, _)| cues[content]);
            let scores = contents.iter().filter_map(|&(content, _)| relations.cue[content].score(cue));
            let probability = scores.fold(f32::NEG_INFINITY, f32::max).exp();
            let choices: Vec<&Choice> =
                contents.iter().map(|&(content, _)| &relations.source[content]).collect();
            let source = sums.choose(&choices);
            Group { contents, cue: Chosen { item: cue, probability }, source }
        })
        .collect()
}

/// Adds up what several spans say of the sources. An answer out of a span's reach counts as forbidden there.
struct SourceSums {
    /// All zero between two calls.
    scores: Vec<f64>,
    forbidden: f64,
}

impl SourceSums {
    /// The source that the contents agree on in the mean.
    fn choose(&mut self, contents: &[&Choice]) -> Chosen {
        let share = 1.0 / contents.len() as f64;
        let mut none = 0.0;
        let mut touched = Vec::new();
        for choice in contents {
            none += share * f64::from(choice.none);
            for (source, &score) in choice.reach.clone().zip(&choice.answers) {
                self.scores[source] += share * (f64::from(score) - self.forbidden);
                touched.push(source);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let mut best = (None, none);
        let mut sum = Vec::with_capacity(touched.len() + 1);
        sum.push(none);
        for source in touched {
            let score = self.forbidden + std::mem::take(&mut self.scores[source]);
            sum.push(score);
            if score > best.1 {
                best = (Some(source), score);
            }
        }
        let total: f64 = sum.iter().map(|score| (score - best.1).exp()).sum();
        Chosen { item: best.0, probability: total.recip() as f32 }
    }
}
