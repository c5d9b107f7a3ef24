//! The turns of a dialogue as a chain: who speaks now depends on who spoke in the two turns before.

/// How a turn follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// With no paragraph between them.
    Answer,
    /// With one paragraph between them.
    Pause,
    /// Farther off, or after a turn of two speakers: nothing follows from what was before.
    Break,
}

/// How often the turns of the 20 novels in the training part of the Project Dialogism Novel Corpus (Vishnubhotla,
/// Hammond and Hirst, LREC 2022) have the speaker of the turn before, and, where that was another one, the speaker of
/// the turn before that: 6,408 turns after an answer, 1,164 after a pause.
const SHARES: [(f64, f64); 2] = [(0.03, 0.82), (0.37, 0.40)];

/// How many others may speak, for the share of each.
const OTHERS: f64 = 4.0;

/// Who may speak in a turn, with weights: what the turn itself tells. Nobody stands for somebody else.
pub(super) type Choices = Vec<(Option<usize>, f64)>;

/// For each turn the chance of each of its choices, given all turns. `steps` says how each turn follows the one before
/// it, and begins with a break. No turn is without choices.
pub(super) fn chances(turns: &[Choices], steps: &[Step]) -> Vec<Vec<f64>> {
    let starts: Vec<usize> = (0..turns.len()).filter(|&turn| steps[turn] == Step::Break).collect();
    let ends = starts.iter().skip(1).copied().chain([turns.len()]);
    starts.iter().zip(ends).flat_map(|(&start, end)| run(&turns[start..end], &steps[start..end])).collect()
}

/// The same for turns without a break between them. A state is the speakers of two turns in a row.
fn run(turns: &[Choices], steps: &[Step]) -> Vec<Vec<f64>> {
    let nobody: Choices = vec![(None, 1.0)];
    let before = |turn: usize| turn.checked_sub(1).map_or(&nobody, |before| &turns[before]);
    let mut forward: Vec<Vec<f64>> = Vec::with_capacity(turns.len());
    for (turn, choices) in turns.iter().enumerate() {
        let mut sums: Vec<f64> = Vec::with_capacity(before(turn).len() * choices.len());
        for (p, &(previous, _)) in before(turn).iter().enumerate() {
            for &(speaker, weight) in choices {
                let sum: f64 = match turn.checked_sub(1) {
                    None => 1.0,
                    Some(last) => (0..before(last).len())
                        .map(|e| {
                            let earlier = before(last)[e].0;
                            let path = forward[last][e * before(turn).len() + p];
                            path * share(steps[turn], earlier, previous, speaker)
                        })
                        .sum(),
                };
                sums.push(weight * sum);
            }
        }
        scale(&mut sums);
        forward.push(sums);
    }
    let mut backward = vec![1.0; forward.last().map_or(0, Vec::len)];
    let mut out = Vec::with_capacity(turns.len());
    for turn in (0..turns.len()).rev() {
        let width = turns[turn].len();
        let mut chances = vec![0.0; width];
        for (state, (there, back)) in forward[turn].iter().zip(&backward).enumerate() {
            chances[state % width] += there * back;
        }
        scale(&mut chances);
        out.push(chances);
        let Some(last) = turn.checked_sub(1) else { break };
        let mut sums = Vec::with_capacity(before(last).len() * turns[last].len());
        for &(earlier, _) in before(last) {
            for (p, &(previous, _)) in turns[last].iter().enumerate() {
                let on = |(c, &(speaker, weight)): (usize, &(Option<usize>, f64))| {
                    weight * share(steps[turn], earlier, previous, speaker) * backward[p * width + c]
                };
                sums.push(turns[turn].iter().enumerate().map(on).sum());
            }
        }
        scale(&mut sums);
        backward = sums;
    }
    out.reverse();
    out
}

/// How often `speaker` follows `previous`, who follows `earlier`.
fn share(step: Step, earlier: Option<usize>, previous: Option<usize>, speaker: Option<usize>) -> f64 {
    let (same, alternate) = SHARES[usize::from(step != Step::Answer)];
    let known = |one: Option<usize>| one.is_some() && one == speaker;
    if known(previous) {
        same
    } else if earlier.is_none() || earlier == previous {
        (1.0 - same) / (OTHERS + 1.0)
    } else if known(earlier) {
        alternate
    } else {
        (1.0 - same - alternate) / OTHERS
    }
}

/// Makes numbers, not all of which are 0, add up to 1.
fn scale(numbers: &mut [f64]) {
    let sum: f64 = numbers.iter().sum();
    numbers.iter_mut().for_each(|number| *number /= sum);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVEN: [(Option<usize>, f64); 3] = [(Some(0), 1.0), (Some(1), 1.0), (None, 1.0)];

    fn known(speaker: usize) -> Choices {
        vec![(Some(speaker), 1.0)]
    }

    #[test]
    fn who_is_likeliest() {
        use Step::{Answer, Break, Pause};
        let even = || Choices::from(EVEN);
        let unlikely = vec![(Some(0), 0.01), (Some(1), 0.001), (None, 0.9)];
        let either = vec![(Some(0), 1.0), (Some(1), 1.1)];
        for (name, turns, steps, expected) in [
            (
                "alternating on",
                vec![known(0), known(1), even(), even()],
                vec![Break, Answer, Answer, Answer],
                [0, 0, 0, 1].as_slice(),
            ),
            ("alternating back", vec![even(), known(0), known(1)], vec![Break, Answer, Answer], &[1, 0, 0]),
            (
                "between two of one speaker",
                vec![known(0), known(1), even(), known(1)],
                vec![Break, Answer, Answer, Answer],
                &[0, 0, 0, 0],
            ),
            (
                "what a turn tells",
                vec![known(0), known(1), unlikely],
                vec![Break, Answer, Answer],
                &[0, 0, 2],
            ),
            (
                "nothing after a break",
                vec![known(0), known(1), either],
                vec![Break, Pause, Break],
                &[0, 0, 1],
            ),
        ] {
            let chances = chances(&turns, &steps);
            let best = |chances: &Vec<f64>| {
                (0..chances.len()).max_by(|&one, &other| chances[one].total_cmp(&chances[other]))
            };
            let best: Vec<_> = chances.iter().filter_map(best).collect();
            assert_eq!(best, expected, "{name}: {chances:?}");
        }
    }

    proptest! {
        /// The chances are those that adding up every way to speak the turns gives.
        #[test]
        fn all_ways_add_up(
            turns in prop::collection::vec(prop::collection::vec((prop::option::of(0usize..3), 0.1..1.0), 1..4), 1..5),
            pauses in prop::collection::vec(any::<bool>(), 5),
        ) {
            let mut steps = vec![Step::Break];
            steps.extend(pauses[1..turns.len()].iter().map(|&pause| if pause { Step::Pause } else { Step::Answer }));
            let mut sums: Vec<Vec<f64>> = turns.iter().map(|choices| vec![0.0; choices.len()]).collect();
            let ways: usize = turns.iter().map(Vec::len).product();
            for way in 0..ways {
                let mut rest = way;
                let chosen: Vec<usize> = turns
                    .iter()
                    .map(|choices| {
                        let choice = rest % choices.len();
                        rest /= choices.len();
                        choice
                    })
                    .collect();
                let speaker = |turn: usize| turns[turn][chosen[turn]].0;
                let mut weight = 1.0;
                for turn in 0..turns.len() {
                    weight *= turns[turn][chosen[turn]].1;
                    if turn > 0 {
                        let earlier = turn.checked_sub(2).and_then(speaker);
                        weight *= share(steps[turn], earlier, speaker(turn - 1), speaker(turn));
                    }
                }
                for turn in 0..turns.len() {
                    sums[turn][chosen[turn]] += weight;
                }
            }
            for (found, sums) in chances(&turns, &steps).iter().zip(&mut sums) {
                scale(sums);
                for (x, y) in found.iter().zip(sums.iter()) {
                    prop_assert!((x - y).abs() < 1e-9, "{found:?} instead of {sums:?}");
                }
            }
        }
    }
}
