//! Who may speak in a turn, and what the turn itself tells of that.

use crate::{document::Document, extraction::Quotation};

use super::{
    super::{identities::Identities, referents::Referents},
    actors::Actors,
    chain::{Choices, Step},
    turns::Turn,
};

/// How many turns around are searched for others who speak.
const FARTHEST: usize = 8;

/// The most who are weighed: the time that a turn takes grows with the cube of their number.
const MOST: usize = 16;

/// The weight of whom nothing in a turn speaks for.
const FLOOR: f64 = 0.02;

/// How many times likelier than others who acts beside a turn is to speak.
const ACTS: f64 = 6.0;

/// How many times likelier than others whom a pronoun seems to mean is to be meant.
const MEANT: f64 = 6.0;

/// The weight of somebody who speaks nowhere near, where others have 1.
const ELSE: f64 = 0.2;

/// Lists who may speak.
pub(super) struct Chooser<'a> {
    document: &'a Document<'a>,
    identities: &'a Identities,
    referents: &'a Referents,
    turns: &'a [Turn],
    steps: &'a [Step],
    actors: Actors,
}

impl<'a> Chooser<'a> {
    pub fn new(
        document: &'a Document<'a>,
        identities: &'a Identities,
        referents: &'a Referents,
        quotations: &[Quotation],
        turns: &'a [Turn],
        steps: &'a [Step],
    ) -> Self {
        let actors = Actors::new(document, identities, quotations);
        Self { document, identities, referents, turns, steps, actors }
    }

    /// Who may speak in a turn; the one who does, where the turn names them.
    pub fn choices(&self, turn: usize) -> Choices {
        let here = &self.turns[turn];
        if here.shared {
            return vec![(None, 1.0)];
        }
        if let Some(speaker) = here.named() {
            return vec![(Some(speaker), 1.0)];
        }
        let asked = here.pronoun.map(|(span, _)| span).into_iter().chain(here.contents.iter().copied());
        let learnt = asked.filter_map(|span| self.referents.of(span)).next();
        let near = &self.turns[turn.saturating_sub(FARTHEST)..(turn + FARTHEST + 1).min(self.turns.len())];
        let mut speakers: Vec<usize> = near.iter().filter_map(Turn::named).collect();
        speakers.extend(here.speaker);
        speakers.extend(learnt.into_iter().flatten().map(|&(identity, _)| identity));
        let actor = self.actors.of(self.document, here);
        let told = learnt.is_some() || actor.is_some() || here.pronoun.is_some();
        if !told && self.is_alone(turn) {
            return vec![(None, 1.0)];
        }
        speakers.extend(actor);
        speakers.sort_unstable();
        speakers.dedup();
        let all = &self.identities.all;
        speakers.retain(|&speaker| here.pronoun.is_none_or(|(_, pronoun)| pronoun.may_mean(&all[speaker])));
        let weights: Vec<f64> = match learnt {
            Some(chances) => self.learnt(chances, &speakers),
            None => speakers.iter().map(|&speaker| ruled(here, actor, speaker)).chain([ELSE]).collect(),
        };
        let mut choices: Choices = speakers.into_iter().map(Some).chain([None]).zip(weights).collect();
        choices.sort_by(|one, other| other.1.total_cmp(&one.1));
        choices.truncate(MOST);
        choices
    }

    /// Whether no turn before or after tells anything of this one.
    fn is_alone(&self, turn: usize) -> bool {
        [turn, turn + 1].iter().all(|&turn| self.steps.get(turn).is_none_or(|step| *step == Step::Break))
    }

    /// What the engine says of these speakers, and of somebody else. What is left over is of those without a name.
    fn learnt(&self, chances: &[(usize, f32)], speakers: &[usize]) -> Vec<f64> {
        let named = |speaker: usize| self.identities.all[speaker].is_named();
        let nameless = speakers.iter().filter(|&&speaker| !named(speaker)).count();
        let left = 1.0 - chances.iter().map(|(_, chance)| f64::from(*chance)).sum::<f64>();
        let share = left.max(0.0) / (nameless + 1) as f64;
        let weight = |&speaker: &usize| {
            let chance = chances.iter().find(|(identity, _)| *identity == speaker);
            let chance = chance.map_or(0.0, |(_, chance)| f64::from(*chance));
            (if named(speaker) { chance } else { share }).max(FLOOR)
        };
        speakers.iter().map(weight).chain([share.max(FLOOR)]).collect()
    }
}

/// What the rules say of a speaker.
fn ruled(turn: &Turn, actor: Option<usize>, speaker: usize) -> f64 {
    if turn.speaker == Some(speaker) {
        MEANT
    } else if actor == Some(speaker) {
        ACTS
    } else {
        1.0
    }
}
