//! Every token with its word class, by lexicon and shape alone.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::{
    cues::{CUE_VERBS, CueVerb, cue_forms},
    inflect::{Form, forms},
    noun_cues::{CUE_NOUNS, CueNoun},
};
use crate::{
    document::Document,
    text::{Span, TokenKind},
};

/// The class of a word, as far as the rules need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Determiner,
    /// `his`, `their`
    Possessive,
    /// `he`, `they`: pronouns that can be a subject
    Pronoun,
    /// `him`, `themselves`
    Object,
    /// `who`, `which`
    Relative,
    That,
    /// `whether`, `how`
    Interrogative,
    Subordinator,
    Coordinator,
    Preposition,
    To,
    Be,
    Have,
    Do,
    Modal,
    Negation,
    Adverb,
    /// Days, months, `week`
    Time,
    /// A form of a verb of the lexicons, or a word in `-ed`
    Verb(Form),
    /// A capitalised word
    Name,
    Number,
    /// Any other word
    Noun,
    /// `'s` and the bare apostrophe of a plural
    Genitive,
    Comma,
    Stop,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    /// A quote mark
    Mark,
    Other,
}

impl Class {
    /// Whether it is a form of `be`, `have`, `do` or a modal.
    pub(super) fn is_auxiliary(self) -> bool {
        matches!(self, Self::Be | Self::Have | Self::Do | Self::Modal)
    }

    /// Whether it is, or can be, a verb with a subject of its own.
    pub(super) fn is_finite(self) -> bool {
        self.is_auxiliary() || matches!(self, Self::Verb(Form::Past | Form::Present | Form::Base))
    }

    /// Whether it can be the last word of a subject.
    pub(super) fn is_subject_like(self) -> bool {
        matches!(self, Self::Pronoun | Self::Name | Self::Noun)
    }

    /// Whether it can stand inside a noun phrase after its first word.
    pub(super) fn is_nominal(self) -> bool {
        matches!(self, Self::Name | Self::Noun | Self::Number | Self::Genitive | Self::Time)
    }
}

#[derive(Clone, Copy, Debug)]
struct Word {
    class: Class,
    /// Index in [`CUE_VERBS`] plus one; 0 is none.
    cue: u16,
    /// Index in [`CUE_NOUNS`] plus one; 0 is none.
    noun: u16,
}

/// The words of one document, index for index with its tokens.
pub(super) struct Words<'d, 't> {
    pub(super) document: &'d Document<'t>,
    words: Vec<Word>,
}

impl<'d, 't> Words<'d, 't> {
    /// Gives every token of `document` its class.
    pub(super) fn tag(document: &'d Document<'t>) -> Self {
        let mut words = Vec::with_capacity(document.tokens().len());
        for sentence in document.sentences() {
            let range = sentence.tokens.clone();
            let headline = is_headline(document, range.clone());
            for i in range.clone() {
                let text = document.slice(document.tokens()[i].span);
                let initial = i == range.start || starts_clause(document, i);
                let mut word = classify(text, document.tokens()[i].kind, initial || headline);
                if matches!(text, "'s" | "’s") {
                    word.class = clitic_s(words.last().filter(|_| i > range.start));
                }
                words.push(word);
            }
        }
        Self { document, words }
    }

    /// The class of token `i`; [`Class::Stop`] past the end of the document.
    pub(super) fn class(&self, i: usize) -> Class {
        self.words.get(i).map_or(Class::Stop, |word| word.class)
    }

    /// The cue verb that token `i` is a form of.
    pub(super) fn cue(&self, i: usize) -> Option<&'static CueVerb> {
        let index = self.words.get(i)?.cue.checked_sub(1)?;
        CUE_VERBS.get(usize::from(index))
    }

    /// The cue noun that token `i` is a form of.
    pub(super) fn cue_noun(&self, i: usize) -> Option<&'static CueNoun> {
        let index = self.words.get(i)?.noun.checked_sub(1)?;
        CUE_NOUNS.get(usize::from(index))
    }

    /// The characters of token `i`; empty past the end.
    pub(super) fn text(&self, i: usize) -> &'t str {
        self.document.tokens().get(i).map_or("", |token| self.document.slice(token.span))
    }

    /// Whether token `i` is `word`, whatever its capitals.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.text(i).eq_ignore_ascii_case(word)
    }

    /// The bytes from the start of token `start` to the end of token `end - 1`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let tokens = self.document.tokens();
        tokens[start].span.cover(tokens[end - 1].span)
    }
}

/// Whether token `i` opens a clause after a quote mark, a colon or a bracket, so that its capital says nothing.
fn starts_clause(document: &Document<'_>, i: usize) -> bool {
    let before = &document.tokens()[i - 1];
    before.kind == TokenKind::Mark
        || matches!(document.slice(before.span), ":" | "(" | "[" | "—" | "-" | "–" | "•")
}

/// Whether most longer words of the sentence are capitalised: then capitals name nothing.
fn is_headline(document: &Document<'_>, tokens: std::ops::Range<usize>) -> bool {
    const LONGEST: usize = 40;
    if tokens.len() > LONGEST {
        return false;
    }
    let (mut capitals, mut words) = (0, 0);
    for token in &document.tokens()[tokens] {
        let text = document.slice(token.span);
        if token.kind == TokenKind::Word && text.len() > 3 {
            words += 1;
            capitals += usize::from(text.starts_with(|c: char| c.is_uppercase()));
        }
    }
    words >= 4 && capitals * 10 >= words * 8
}

/// `'s` is a form of `be` after a pronoun (`she's`), a genitive elsewhere.
fn clitic_s(before: Option<&Word>) -> Class {
    match before.map(|word| word.class) {
        Some(Class::Pronoun | Class::Relative | Class::That | Class::Interrogative) => Class::Be,
        _ => Class::Genitive,
    }
}

fn classify(text: &str, kind: TokenKind, capital_says_nothing: bool) -> Word {
    let class = match kind {
        TokenKind::Mark => Class::Mark,
        TokenKind::Number => Class::Number,
        TokenKind::Symbol => Class::Other,
        TokenKind::Punctuation => match text.chars().next() {
            Some(',') => Class::Comma,
            Some('.' | '!' | '?' | '…') => Class::Stop,
            Some(':') => Class::Colon,
            Some(';') => Class::Semicolon,
            Some('-' | '–' | '—' | '―') => Class::Dash,
            Some('(' | '[' | '{') => Class::Open,
            Some(')' | ']' | '}') => Class::Close,
            Some('\'' | '’') => Class::Genitive,
            _ => Class::Other,
        },
        TokenKind::Word => return classify_word(text, capital_says_nothing),
    };
    Word { class, cue: 0, noun: 0 }
}

fn classify_word(text: &str, capital_says_nothing: bool) -> Word {
    let capital = text.starts_with(|c: char| c.is_uppercase());
    let mut buffer = [0; 32];
    let lower = lower(text, &mut buffer);
    let known = lower.and_then(|lower| LEXICON.get(lower));
    match known {
        Some(&word) if !capital || capital_says_nothing || is_closed(word.class) => word,
        _ if capital => Word { class: Class::Name, cue: 0, noun: 0 },
        _ => Word { class: lower.map_or(Class::Noun, by_suffix), cue: 0, noun: 0 },
    }
}

/// Whether the class is one whose words stay what they are when capitalised: `The`, `On`, `Tuesday`.
fn is_closed(class: Class) -> bool {
    !matches!(class, Class::Verb(_) | Class::Noun | Class::Adverb | Class::Modal)
}

fn by_suffix(lower: &str) -> Class {
    if lower.ends_with("n't") {
        Class::Do
    } else if lower.ends_with("ly") && lower.len() > 4 {
        Class::Adverb
    } else if lower.ends_with("ed") && lower.len() > 4 {
        Class::Verb(Form::Past)
    } else if lower.ends_with("ing") && lower.len() > 4 {
        Class::Verb(Form::Ing)
    } else {
        Class::Noun
    }
}

/// `text` in lower case with straight apostrophes, in `buffer`; `None` for words longer than any in the lexicon
/// or with other letters than the lexicon's.
fn lower<'b>(text: &str, buffer: &'b mut [u8; 32]) -> Option<&'b str> {
    let mut length = 0;
    for c in text.chars() {
        let byte = match c {
            '’' => b'\'',
            c if c.is_ascii() => c.to_ascii_lowercase() as u8,
            _ => return None,
        };
        *buffer.get_mut(length)? = byte;
        length += 1;
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

static LEXICON: Lazy<FxHashMap<Box<str>, Word>> = Lazy::new(|| {
    let mut lexicon = FxHashMap::default();
    for (word, class) in include_str!("lexicon/words.txt").lines().filter_map(|line| line.split_once(' ')) {
        lexicon.insert(word.into(), Word { class: closed_class(class), cue: 0, noun: 0 });
    }
    for (text, form, index) in cue_forms() {
        let cue = u16::try_from(index + 1).expect("the lexicon has some hundred verbs");
        lexicon.entry(text.into()).or_insert(Word { class: Class::Verb(form), cue, noun: 0 });
    }
    for line in include_str!("lexicon/verbs.txt").lines() {
        let (base, irregular) = line.split_once(' ').unwrap_or((line, ""));
        for (text, form) in forms(base, &irregular.split_whitespace().collect::<Vec<_>>()) {
            lexicon.entry(text.into()).or_insert(Word { class: Class::Verb(form), cue: 0, noun: 0 });
        }
    }
    for (index, noun) in CUE_NOUNS.iter().enumerate() {
        for text in [noun.singular().to_owned(), noun.plural()] {
            let word = lexicon.entry(text.into()).or_insert(Word { class: Class::Noun, cue: 0, noun: 0 });
            word.noun = u16::try_from(index + 1).expect("the lexicon has some dozen nouns");
        }
    }
    lexicon
});

fn closed_class(name: &str) -> Class {
    match name {
        "determiner" => Class::Determiner,
        "possessive" => Class::Possessive,
        "pronoun" => Class::Pronoun,
        "object" => Class::Object,
        "relative" => Class::Relative,
        "that" => Class::That,
        "interrogative" => Class::Interrogative,
        "subordinator" => Class::Subordinator,
        "coordinator" => Class::Coordinator,
        "preposition" => Class::Preposition,
        "to" => Class::To,
        "be" => Class::Be,
        "have" => Class::Have,
        "do" => Class::Do,
        "modal" => Class::Modal,
        "negation" => Class::Negation,
        "adverb" => Class::Adverb,
        "time" => Class::Time,
        "noun" => Class::Noun,
        other => unreachable!("words.txt is checked by a test; it has class {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_are_sorted_and_well_formed() {
        for list in [include_str!("lexicon/words.txt"), include_str!("lexicon/verbs.txt")] {
            let words: Vec<_> = list.lines().map(|line| line.split(' ').next()).collect();
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "sorted, no word twice");
        }
        for line in include_str!("lexicon/words.txt").lines() {
            let (_, class) = line.split_once(' ').unwrap_or_else(|| panic!("no class: {line}"));
            closed_class(class);
        }
    }
}
