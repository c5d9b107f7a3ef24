//! The words of a verb around its head: `has also said`, `did not respond`.

use super::{
    inflect::Form,
    words::{Class, Words},
};

/// A verb with its auxiliaries and adverbs.
#[derive(Clone, Copy, Debug)]
pub(super) struct VerbGroup {
    /// First token: an auxiliary, an adverb, or the head.
    pub(super) start: usize,
    /// The verb itself.
    pub(super) head: usize,
    /// How the group can be used.
    pub(super) mood: Mood,
}

/// How a verb group stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// `said`, `has said`, `would say`
    Finite,
    /// `was told`, `is expected`
    Passive,
    /// `saying`, without a form of `be`
    Participle,
    /// `to say`
    Infinitive,
}

/// The verb group whose head is token `head`, not beginning before `from`; `None` if the word is no verb there.
pub(super) fn verb_group(words: &Words<'_, '_>, from: usize, head: usize) -> Option<VerbGroup> {
    let Class::Verb(form) = words.class(head) else { return None };
    let mut start = head;
    let (mut be, mut other, mut to) = (false, false, false);
    while start > from {
        match words.class(start - 1) {
            Class::Adverb | Class::Negation => {}
            Class::Be => be = true,
            Class::Have | Class::Do | Class::Modal => other = true,
            Class::To if start == head || !be && !other => {
                to = true;
                start -= 1;
                break;
            }
            _ => break,
        }
        start -= 1;
    }
    // Adverbs at the very front of a sentence belong to it, not to the verb.
    while start < head && words.class(start) == Class::Adverb && start == from {
        start += 1;
    }
    if form == Form::Ing && start > from + 1 && words.is(start - 1, "as") {
        // `was quoted as saying`
        if let Some(passive) = verb_group(words, from, start - 2).filter(|group| group.mood == Mood::Passive)
        {
            return Some(VerbGroup { start: passive.start, head, mood: Mood::Finite });
        }
    }
    if !be && !other && !to && !stands_as_verb(words, from, start, head, form) {
        return None;
    }
    let mood = match form {
        _ if to => Mood::Infinitive,
        Form::Past | Form::Participle if be => Mood::Passive,
        Form::Participle if !other => return None,
        Form::Ing if !be => Mood::Participle,
        _ => Mood::Finite,
    };
    Some(VerbGroup { start, head, mood })
}

/// Whether a form without auxiliary is a verb here and not a noun or an adjective.
fn stands_as_verb(words: &Words<'_, '_>, from: usize, start: usize, head: usize, form: Form) -> bool {
    let before = if start > from { words.class(start - 1) } else { Class::Stop };
    match form {
        Form::Past => {
            !matches!(before, Class::Determiner | Class::Possessive | Class::Genitive | Class::Preposition)
        }
        Form::Ing => !matches!(before, Class::Determiner | Class::Possessive | Class::Genitive),
        // `plans`, `report`: a noun unless a subject that agrees with it comes right before.
        Form::Base => match before {
            Class::Pronoun => !["he", "she", "it"].iter().any(|p| words.is(start - 1, p)),
            Class::Relative => true,
            Class::Noun | Class::Name => words.text(start - 1).ends_with('s') && !words.is(start - 1, "news"),
            Class::Comma | Class::Close => words.class(head + 1) == Class::That,
            Class::Determiner => ["some", "many", "most", "others", "those", "few", "all"]
                .iter()
                .any(|d| words.is(start - 1, d)),
            _ => false,
        },
        Form::Present => matches!(
            before,
            Class::Pronoun
                | Class::Relative
                | Class::Noun
                | Class::Name
                | Class::Comma
                | Class::Close
                | Class::Mark
                // A noun that looks like a verb: `the report shows`.
                | Class::Verb(Form::Base)
        ),
        Form::Participle => true,
    }
}
