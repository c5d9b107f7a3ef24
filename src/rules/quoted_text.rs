//! Tells speech from other quoted text: scare quotes, nicknames, titles of works, terms.

use crate::{
    document::Document,
    text::{Quoted, TokenKind},
};

/// How likely it is that a quoted stretch is a statement of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likelihood {
    /// From 0, certainly a term, title or fragment, to 1, certainly speech.
    pub(super) speech: f32,
    /// The clue that weighs most for the verdict.
    pub(super) clue: &'static str,
}

/// Judges a quoted stretch by its shape and its surroundings; looks at a bounded number of tokens.
pub(super) fn looks_like_speech(document: &Document<'_>, quoted: &Quoted) -> Likelihood {
    let seen = Seen::new(document, quoted);
    let mut odds = BIAS;
    let (mut most_for, mut most_against) = ((0.0, "quoted text"), (0.0, "quoted text"));
    for clue in CLUES.iter().filter(|clue| (clue.holds)(&seen)) {
        odds += clue.weight;
        let most = if clue.weight > 0.0 { &mut most_for } else { &mut most_against };
        if clue.weight.abs() > most.0 {
            *most = (clue.weight.abs(), clue.name);
        }
    }
    let clue = if odds > 0.0 { most_for.1 } else { most_against.1 };
    Likelihood { speech: 1.0 / (1.0 + (-odds).exp()), clue }
}

/// Something to be seen about a quoted stretch.
struct Clue {
    name: &'static str,
    /// What it adds to the logarithm of the odds: learnt by logistic regression on annotated news and rounded,
    /// but for the two clues too rare or too plain to be learnt, nicknames and attributes.
    weight: f32,
    holds: fn(&Seen<'_>) -> bool,
}

/// The odds of a stretch of four to six words without any clue.
const BIAS: f32 = -0.8;

const CLUES: &[Clue] = &[
    // Length: speech is long.
    Clue { name: "one word", weight: -1.9, holds: |s| s.words <= 1 },
    Clue { name: "two or three words", weight: -1.0, holds: |s| matches!(s.words, 2 | 3) },
    Clue { name: "seven to eleven words", weight: 0.9, holds: |s| matches!(s.words, 7..=11) },
    Clue { name: "twelve words or more", weight: 2.0, holds: |s| s.words >= 12 },
    // Inside: speech is a sentence.
    Clue { name: "full stop before the closing mark", weight: 1.9, holds: |s| s.last == '.' },
    Clue { name: "comma before the closing mark", weight: 1.0, holds: |s| s.last == ',' },
    Clue { name: "question or exclamation", weight: 2.3, holds: |s| matches!(s.last, '?' | '!') },
    Clue {
        name: "small letter and no stop",
        weight: -0.6,
        holds: |s| !s.capital && s.last.is_alphanumeric(),
    },
    Clue { name: "words in title case", weight: -0.6, holds: |s| s.title_case },
    Clue { name: "first or second person", weight: 0.6, holds: |s| s.first_or_second_person },
    // Around: speech stands by itself or with a verb of saying, a term is part of a clause.
    Clue { name: "at the start of a sentence", weight: 1.2, holds: |s| s.opens_sentence },
    Clue { name: "after a colon", weight: 0.6, holds: |s| s.before == ":" },
    Clue { name: "right after a verb of saying", weight: 0.9, holds: |s| is_one_of(SAYING, s.before) },
    Clue { name: "after a verb of saying and a pause", weight: 1.1, holds: |s| s.saying_before },
    Clue { name: "before a verb of saying", weight: 2.2, holds: |s| s.saying_after },
    Clue { name: "after an article or possessive", weight: -1.1, holds: |s| s.after_determiner },
    Clue { name: "after a preposition", weight: -1.2, holds: |s| is_one_of(PREPOSITIONS, s.before) },
    Clue { name: "after a form of “be”", weight: -1.6, holds: |s| is_one_of(BE, s.before) },
    Clue { name: "after a conjunction", weight: -2.5, holds: |s| is_one_of(CONJUNCTIONS, s.before) },
    Clue { name: "after a kind of work", weight: -2.0, holds: |s| is_one_of(WORKS, s.before) },
    Clue { name: "after another word", weight: -0.4, holds: |s| s.after_other_word },
    Clue { name: "after a name", weight: -0.4, holds: |s| s.after_name },
    Clue {
        name: "nickname between names",
        weight: -2.0,
        holds: |s| s.after_name && s.before_name && s.words <= 3 && s.last.is_alphanumeric(),
    },
    Clue { name: "value of an attribute", weight: -4.0, holds: |s| s.before.ends_with('=') },
    Clue { name: "inside another quotation", weight: -2.6, holds: |s| s.nested },
    Clue { name: "single marks where others are double", weight: -1.7, holds: |s| s.minor_marks },
];

/// What the clues look at.
struct Seen<'t> {
    /// Words inside, counted to [`FAR`] tokens.
    words: usize,
    capital: bool,
    title_case: bool,
    first_or_second_person: bool,
    /// The last character before the closing mark.
    last: char,
    nested: bool,
    minor_marks: bool,
    /// The token before it; empty at the start of the paragraph.
    before: &'t str,
    opens_sentence: bool,
    saying_before: bool,
    saying_after: bool,
    after_determiner: bool,
    after_name: bool,
    after_other_word: bool,
    before_name: bool,
}

/// How many tokens are looked at inside.
const FAR: usize = 40;
/// How many tokens are looked at before and after.
const NEAR: usize = 8;

impl<'t> Seen<'t> {
    fn new(document: &Document<'t>, quoted: &Quoted) -> Self {
        let tokens = document.tokens();
        let range = document.tokens_in(quoted.span());
        let inside = &tokens[range.start..range.end.min(range.start + FAR)];
        let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
        let words: Vec<&str> = inside
            .iter()
            .filter(|token| is_word(token.kind))
            .map(|token| document.slice(token.span))
            .collect();
        let sentence = &document.sentences()[document.sentence_of(range.start)];
        let last_sentence = &document.sentences()[document.sentence_of(range.end.max(1) - 1)];
        let paragraph = document.paragraphs()[sentence.paragraph].span;
        let last_paragraph = document.paragraphs()[last_sentence.paragraph].span;

        let around = Around { document, from: sentence.tokens.start, end: last_sentence.tokens.end };
        let same_paragraph = |token: usize| paragraph.contains(tokens[token].span);
        let before = match range.start.checked_sub(1).filter(|&token| same_paragraph(token)) {
            Some(token) => document.slice(tokens[token].span),
            None => "",
        };
        let after = match tokens.get(range.end).filter(|token| last_paragraph.contains(token.span)) {
            Some(token) => document.slice(token.span),
            None => "",
        };
        let text = document.slice(quoted.span());
        let inner = text.trim_end_matches(is_mark_or_space);
        let opens_sentence = range.start == sentence.tokens.start;
        let after_determiner = is_one_of(DETERMINERS, before) || matches!(before, "'s" | "’s" | "'" | "’");
        let named = before.starts_with(char::is_uppercase) && !opens_sentence;
        let other = before.starts_with(char::is_lowercase)
            && ![DETERMINERS, PREPOSITIONS, WORKS, BE, CONJUNCTIONS, SAYING]
                .iter()
                .any(|list| is_one_of(list, before));
        Self {
            words: words.len(),
            capital: words.first().is_some_and(|word| word.starts_with(char::is_uppercase)),
            title_case: words.len() > 1 && words.iter().all(|word| in_title(word)),
            first_or_second_person: words.iter().any(|word| is_one_of(SPEAKER, word)),
            last: inner.chars().next_back().unwrap_or(' '),
            nested: quoted.parent.is_some(),
            minor_marks: in_single_marks(text)
                && document
                    .quoted()
                    .iter()
                    .take(NEAR)
                    .any(|other| !in_single_marks(document.slice(other.span()))),
            before,
            opens_sentence,
            saying_before: matches!(before, "," | ":")
                && around.saying(range.start.saturating_sub(NEAR)..range.start),
            saying_after: around.saying(range.end..range.end + NEAR),
            after_determiner,
            after_name: named && !after_determiner,
            after_other_word: other,
            before_name: after.starts_with(char::is_uppercase),
        }
    }
}

struct Around<'d, 't> {
    document: &'d Document<'t>,
    from: usize,
    end: usize,
}

impl Around<'_, '_> {
    /// Whether a verb of saying stands among the tokens, in the sentence and before the next quote mark.
    fn saying(&self, range: std::ops::Range<usize>) -> bool {
        let (start, end) = (range.start.max(self.from), range.end.min(self.end));
        self.document.tokens()[start.min(end)..end]
            .iter()
            .take_while(|token| token.kind != TokenKind::Mark)
            .any(|token| is_one_of(SAYING, self.document.slice(token.span)))
    }
}

fn is_mark_or_space(c: char) -> bool {
    c.is_whitespace() || "\"'“”‘’«»‹›„‚`´「」『』＂".contains(c)
}

fn in_single_marks(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "'‘’‚`".contains(c) && chars.next() != Some(c))
}

/// Whether a word could stand in a title: a capital, a number or a small function word.
fn in_title(word: &str) -> bool {
    word.len() < 4 || !word.starts_with(char::is_lowercase) || is_one_of(PREPOSITIONS, word)
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

const SAYING: &[&str] = &[
    "added",
    "adding",
    "adds",
    "announced",
    "answered",
    "argued",
    "argues",
    "asked",
    "asking",
    "asks",
    "continued",
    "declared",
    "explained",
    "insisted",
    "joked",
    "noted",
    "notes",
    "read",
    "reads",
    "recalled",
    "replied",
    "responded",
    "said",
    "say",
    "saying",
    "says",
    "shouted",
    "stated",
    "tell",
    "telling",
    "tells",
    "told",
    "tweeted",
    "warned",
    "writes",
    "writing",
    "wrote",
];

const WORKS: &[&str] = &[
    "ad",
    "album",
    "anthem",
    "article",
    "ballad",
    "blog",
    "book",
    "column",
    "comedy",
    "documentary",
    "drama",
    "episode",
    "essay",
    "film",
    "hit",
    "magazine",
    "memoir",
    "movie",
    "musical",
    "novel",
    "opera",
    "painting",
    "play",
    "podcast",
    "poem",
    "program",
    "programme",
    "series",
    "show",
    "single",
    "sitcom",
    "song",
    "spot",
    "thriller",
    "video",
];

const BE: &[&str] = &["are", "be", "been", "being", "is", "was", "were"];

const CONJUNCTIONS: &[&str] = &["and", "because", "but", "if", "or", "than", "when", "where", "while"];

const DETERMINERS: &[&str] = &[
    "a", "an", "any", "each", "every", "her", "his", "its", "my", "no", "our", "some", "such", "the",
    "their", "these", "this", "those", "your",
];

const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "at", "before", "between", "by", "during", "for", "from", "in", "into",
    "like", "of", "on", "over", "to", "under", "until", "upon", "with", "without",
];

const SPEAKER: &[&str] = &[
    "I", "I'd", "I'll", "I'm", "I've", "I’d", "I’ll", "I’m", "I’ve", "me", "my", "our", "us", "we", "we'll",
    "we're", "we've", "we’ll", "we’re", "we’ve", "you", "you're", "you’re", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose last quoted stretch is judged.
    const SPEECH: &[&str] = &[
        "“We will rebuild the bridge by spring,” said Mayor Lena Ortiz.",
        "\"No,\" he said.",
        "The mayor looked up. “Why now?” she asked.",
        "She paused. “The river will rise again.”",
        "He told reporters, “I have nothing to hide.”",
        "The ministry wrote: “All flights are cancelled until Monday.”",
        "'We shall see,' said the miller.",
        "“It was dark,” she said. “We saw nothing.”",
        "Voters are tired, she added, “and they will stay at home in November if nothing changes.”",
    ];

    /// The same for terms, titles, nicknames and fragments.
    const OTHER: &[&str] = &[
        "Terrence “The Hammer” Boyle won the bout.",
        "The so-called “deep fake” law passed.",
        "She starred in the movie “Harvest Moon” last year.",
        "He sang “Rivers of Gold” on the radio show “Morning Line.”",
        "ABN's \"Meet the Town\" airs on Sundays.",
        "The “reform” cost them dearly.",
        "He called the plan “reckless” and left.",
        "They spoke of a “new dawn” for the valley.",
        "The vote was “rigged,” the losers say.",
        "<post id=\"4711\">",
        "“He said ‘maybe’ and hung up,” she recalled.",
        "Council ‘in chaos’ over budget. “We regret it,” it said, and the ‘chaos’ went on.",
    ];

    fn last(text: &str) -> Likelihood {
        let document = Document::new(text);
        looks_like_speech(&document, document.quoted().last().expect("each row has quote marks"))
    }

    #[test]
    fn statements_are_speech() {
        for text in SPEECH {
            assert!(last(text).speech > 0.5, "{text}: {:?}", last(text));
        }
    }

    #[test]
    fn terms_titles_and_nicknames_are_not() {
        for text in OTHER {
            assert!(last(text).speech < 0.5, "{text}: {:?}", last(text));
        }
    }

    #[test]
    fn the_verdict_names_its_clue() {
        for (text, clue) in [
            ("Terrence “The Hammer” Boyle won the bout.", "nickname between names"),
            ("She starred in the movie “Harvest Moon” last year.", "after a kind of work"),
            ("She paused. “Is the river going to rise again?”", "question or exclamation"),
            ("“We saw it,” he said.", "before a verb of saying"),
        ] {
            assert_eq!(last(text).clue, clue, "{text}");
        }
    }
}
