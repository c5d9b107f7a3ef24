//! Quotations out of links: contents that share a cue are parts of one quotation, and have one source.

use super::links::Choice;

/// The relations of one text: what each content, and each cue, is told.
pub(crate) struct Relations {
    /// Content → its source.
    pub(crate) source: Vec<Choice>,
    /// Content → its cue.
    pub(crate) cue: Vec<Choice>,
    /// Content → the next part of the same quotation.
    pub(crate) next: Vec<Choice>,
    /// Cue → its source.
    pub(crate) cue_source: Vec<Choice>,
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
    /// Its contents, in order; at least one.
    pub(crate) contents: Vec<usize>,
    pub(crate) cue: Chosen,
    pub(crate) source: Chosen,
}

/// Gathers contents into quotations, in order of their first content.
///
/// A content without a cue joins the last earlier content whose next part it is; if there is none it stands alone.
pub(crate) fn groups(relations: &Relations, sources: usize, forbidden: f32) -> Vec<Group> {
    let contents = relations.cue.len();
    let cues: Vec<_> = relations.cue.iter().map(Choice::best).collect();
    let mut previous = vec![None; contents];
    for (content, choice) in relations.next.iter().enumerate() {
        if let (Some(next), _) = choice.best() {
            previous[next] = Some(content);
        }
    }
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut of_content: Vec<usize> = Vec::with_capacity(contents);
    let mut of_cue: Vec<Option<usize>> = vec![None; relations.cue_source.len()];
    for content in 0..contents {
        let known = match cues[content].0 {
            Some(cue) => of_cue[cue],
            None => previous[content].map(|before: usize| of_content[before]),
        };
        let group = known.unwrap_or_else(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        if let Some(cue) = cues[content].0 {
            of_cue[cue] = Some(group);
        }
        members[group].push(content);
        of_content.push(group);
    }
    let mut sums = SourceSums { scores: vec![0.0; sources], forbidden: f64::from(forbidden) };
    members
        .into_iter()
        .map(|contents| {
            let cue = contents.iter().find_map(|&content| cues[content].0);
            let sure = contents.iter().map(|&content| cues[content].1).fold(f32::NEG_INFINITY, f32::max);
            let choices: Vec<&Choice> = contents.iter().map(|&content| &relations.source[content]).collect();
            let source = sums.choose(&choices, cue.map(|cue| &relations.cue_source[cue]));
            Group { contents, cue: Chosen { item: cue, probability: sure.exp() }, source }
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
    /// The source that the contents, in the mean, and the cue agree on.
    fn choose(&mut self, contents: &[&Choice], cue: Option<&Choice>) -> Chosen {
        let share = 1.0 / contents.len() as f64;
        let weighted =
            || contents.iter().map(|choice| (*choice, share)).chain(cue.map(|choice| (choice, 1.0)));
        let mut none = 0.0;
        let mut touched = Vec::new();
        for (choice, weight) in weighted() {
            none += weight * f64::from(choice.none);
            for (source, &score) in choice.reach.clone().zip(&choice.answers) {
                self.scores[source] += weight * (f64::from(score) - self.forbidden);
                touched.push(source);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let everywhere = self.forbidden * weighted().map(|(_, weight)| weight).sum::<f64>();
        let mut best = (None, none);
        let mut sum = Vec::with_capacity(touched.len() + 1);
        sum.push(none);
        for source in touched {
            let score = everywhere + std::mem::take(&mut self.scores[source]);
            sum.push(score);
            if score > best.1 {
                best = (Some(source), score);
            }
        }
        let total: f64 = sum.iter().map(|score| (score - best.1).exp()).sum();
        Chosen { item: best.0, probability: total.recip() as f32 }
    }
}
