//! The turns of a dialogue, read off the direct quotations.

use crate::{
    document::Document,
    extraction::{Quotation, QuotationKind},
    text::Span,
};

use super::{
    super::{identities::Identities, pronouns::Pronoun, referents::Referents, resolve::Meant},
    chain::Step,
};

/// What one paragraph says between quote marks.
pub(super) struct Turn {
    /// The paragraph that it begins in, and the last one that it goes on in.
    pub paragraphs: (usize, usize),
    /// Each with whether its speaker, where it has one, is named in these paragraphs.
    pub quotations: Vec<(usize, bool)>,
    /// What each of them begins with.
    pub contents: Vec<Span>,
    /// Who speaks; nobody where it is not known, or where two do.
    pub speaker: Option<usize>,
    /// The pronoun that says so, where nothing else does and whom it means is open.
    pub pronoun: Option<(Span, Pronoun)>,
    /// Whether two speak.
    pub shared: bool,
}

impl Turn {
    /// Takes in who says another quotation of the turn, and the pronoun that says so: a name tells more.
    fn hear(&mut self, speaker: Option<usize>, pronoun: Option<(Span, Pronoun)>) {
        match self.named() {
            _ if self.shared => {}
            Some(known) if pronoun.is_none() && speaker != Some(known) => {
                (self.shared, self.speaker) = (true, None);
            }
            Some(_) => {}
            None if pronoun.is_none() => (self.speaker, self.pronoun) = (speaker, None),
            None if self.pronoun.is_none() => (self.speaker, self.pronoun) = (speaker, pronoun),
            None => {}
        }
    }

    /// Who speaks, where more than a pronoun says so.
    pub fn named(&self) -> Option<usize> {
        self.speaker.filter(|_| self.pronoun.is_none())
    }
}

/// How each turn follows the one before it.
pub(super) fn steps(turns: &[Turn]) -> Vec<Step> {
    let step = |turn: usize| {
        let Some(before) = turn.checked_sub(1).map(|before| &turns[before]) else { return Step::Break };
        match turns[turn].paragraphs.0.saturating_sub(before.paragraphs.1) {
            _ if before.shared || turns[turn].shared => Step::Break,
            0 | 1 => Step::Answer,
            2 => Step::Pause,
            _ => Step::Break,
        }
    };
    (0..turns.len()).map(step).collect()
}

/// Whether neighbours whose speakers are known differ more often than not.
pub(super) fn is_dialogue(turns: &[Turn], steps: &[Step]) -> bool {
    let (mut differ, mut same) = (0, 0);
    for (pair, _) in turns.windows(2).zip(steps.iter().skip(1)).filter(|(_, step)| **step == Step::Answer) {
        if let (Some(one), Some(other)) = (pair[0].speaker, pair[1].speaker) {
            differ += usize::from(one != other);
            same += usize::from(one == other);
        }
    }
    differ > same
}

/// The direct quotations by paragraph.
pub(super) fn turns(
    document: &Document<'_>,
    identities: &Identities,
    referents: &Referents,
    quotations: &[Quotation],
    speaking: &[Option<Meant>],
) -> Vec<Turn> {
    let paragraphs = document.paragraphs();
    let paragraph = |byte: usize| paragraphs.partition_point(|paragraph| paragraph.span.end() <= byte);
    let mut turns: Vec<Turn> = Vec::new();
    for (number, quotation) in quotations.iter().enumerate() {
        if quotation.kind != QuotationKind::Direct {
            continue;
        }
        let first = paragraph(quotation.content[0].start());
        let last = paragraph(quotation.content[quotation.content.len() - 1].start()).max(first);
        let here = paragraphs[first].span.cover(paragraphs[last].span);
        let near = quotation.source.iter().all(|&source| here.contains(source));
        if turns.last().is_none_or(|turn| turn.paragraphs.1 != first) {
            turns.push(Turn {
                paragraphs: (first, last),
                quotations: Vec::new(),
                contents: Vec::new(),
                speaker: None,
                pronoun: None,
                shared: false,
            });
        }
        let turn = turns.len() - 1;
        let turn = &mut turns[turn];
        turn.paragraphs.1 = turn.paragraphs.1.max(last);
        turn.quotations.push((number, near));
        turn.contents.push(quotation.content[0]);
        if let Some(meant) = speaking[number].filter(|_| near) {
            let pronoun = quotation.source.first().and_then(|&source| {
                let pronoun = Pronoun::of(document.slice(source))?;
                matches!(pronoun, Pronoun::He | Pronoun::She).then_some((source, pronoun))
            });
            let known = pronoun.is_none_or(|(source, _)| identities.all[meant.identity].name != source);
            // Whom the rules take a pronoun for is as good as a dialogue's guess.
            let open = pronoun.filter(|&(source, _)| !known || referents.of(source).is_some());
            turn.hear(known.then_some(meant.identity), open);
        }
    }
    turns
}
