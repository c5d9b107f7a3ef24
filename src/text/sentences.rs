//! Sentences of news.

use std::ops::Range;

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

use super::{
    Token, TokenKind,
    abbreviations::{Abbreviation, abbreviation},
};

/// The sentences of one paragraph, whose tokens are `tokens`, as ranges of these tokens: in order, none empty,
/// each token in one of them.
pub(crate) fn sentences(text: &str, tokens: &[Token], out: &mut Vec<Range<usize>>) {
    let mut splitter = Splitter { text, tokens, straight_open: false };
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        splitter.see(at);
        let Some(mut stop) = splitter.stop(at) else {
            at += 1;
            continue;
        };
        let end = splitter.after_closers(at);
        // The full stop after an ellipsis (`….`) decides.
        if stop == Stop::Ellipsis && (at + 1..end).any(|at| splitter.stop(at) == Some(Stop::Full)) {
            stop = Stop::Full;
        }
        if end < tokens.len() && splitter.ends(start, at, stop, end) {
            out.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
}

/// Words that begin a sentence, and are no part of a name even where they are capitalised.
static STARTERS: Lazy<FxHashSet<&'static str>> = Lazy::new(|| include_str!("starters.txt").lines().collect());

/// Verbs that tell who asked or exclaimed what stands before them: `“Why now?” Smith asked.`
const TAGS: [&str; 23] = [
    "added",
    "answered",
    "asked",
    "asks",
    "continued",
    "declared",
    "demanded",
    "exclaimed",
    "joked",
    "pressed",
    "questioned",
    "quipped",
    "remarked",
    "repeated",
    "replied",
    "responded",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "wondered",
    "wrote",
];

/// How many tokens a name before such a verb may have.
const TAG_REACH: usize = 5;

/// A token that can end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// `.`
    Full,
    /// `!`, `?`
    Loud,
    /// `...`, `…`
    Ellipsis,
    /// The full stop of an abbreviation.
    Abbreviation(Abbreviation),
}

/// How what follows begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Capital,
    Small,
    Digit,
    /// A script without capitals.
    Caseless,
    Dash,
    /// A symbol: a bullet, an emoji.
    Symbol,
    /// A mark that goes on with the sentence: a comma, a closing bracket.
    Continuation,
}

struct Splitter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Whether the last straight double mark of the paragraph opens.
    straight_open: bool,
}

impl Splitter<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether white space stands before token `at`.
    fn is_spaced(&self, at: usize) -> bool {
        at == 0 || self.tokens.get(at).is_none_or(|token| token.span.start() > self.tokens[at - 1].span.end())
    }

    fn see(&mut self, at: usize) {
        if self.tokens[at].kind == TokenKind::Mark && matches!(self.word(at), "\"" | "＂") {
            self.straight_open = !self.straight_open;
        }
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        let token = self.tokens[at];
        let last = self.text.as_bytes()[token.span.end() - 1];
        match token.kind {
            TokenKind::Word if last == b'.' => {
                let word = self.word(at);
                abbreviation(&word[..word.len() - 1]).map(Stop::Abbreviation)
            }
            TokenKind::Punctuation => match self.word(at) {
                "." | "。" | "．" => Some(Stop::Full),
                word => match word.chars().next()? {
                    '.' | '…' => Some(Stop::Ellipsis),
                    '!' | '?' | '‽' | '！' | '？' => Some(Stop::Loud),
                    _ => None,
                },
            },
            _ => None,
        }
    }

    /// The first token after the stop at `stop` and the quote marks, brackets and stops that close with it.
    fn after_closers(&mut self, stop: usize) -> usize {
        let mut at = stop + 1;
        while at < self.tokens.len() {
            let end = match self.tokens[at].kind {
                TokenKind::Mark if self.closes(at) => at + 1,
                TokenKind::Punctuation if self.is_note(at) => at + 3,
                // What is left out after a sentence: `It is so. ... It was so.`
                TokenKind::Punctuation if self.stop(at) == Some(Stop::Ellipsis) => at + 1,
                TokenKind::Punctuation if !self.is_spaced(at) => match self.word(at) {
                    ")" | "]" | "}" => at + 1,
                    _ if self.stop(at).is_some() => at + 1,
                    _ => break,
                },
                _ => break,
            };
            self.see(at);
            at = end;
        }
        at
    }

    /// Whether the quote mark `at`, after a stop, belongs to what came before.
    fn closes(&self, at: usize) -> bool {
        let (before, after) = (!self.is_spaced(at), !self.is_spaced(at + 1));
        match self.word(at) {
            "”" | "''" => before || !after,
            "\"" | "＂" => self.straight_open && (before || !after) || before && !after,
            "'" | "’" if after && matches!(self.word(at + 1), "”" | "\"" | "''") => true,
            "’" | "»" | "›" | "」" | "』" => before,
            "'" | "“" | "‘" => before && !after,
            _ => false,
        }
    }

    /// Whether the number of a note stands at token `at`: `[12]`.
    fn is_note(&self, at: usize) -> bool {
        self.word(at) == "["
            && self.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number)
            && self.word(at + 2) == "]"
    }

    /// Whether the sentence that began at token `start` ends with the `stop` at token `at`, where the next could
    /// begin at token `next`.
    fn ends(&self, start: usize, at: usize, stop: Stop, next: usize) -> bool {
        let quoted = (at + 1..next).any(|at| self.tokens[at].kind == TokenKind::Mark);
        let (first, opens) = self.first(next);
        let begin = self.begin(first);
        let starter = || STARTERS.contains(self.word(first));
        if begin == Begin::Continuation {
            return false;
        }
        if !self.is_spaced(next) && begin != Begin::Caseless {
            // A forgotten space, but not an address, a name with a mark (`Yahoo!`) or a joined abbreviation.
            let words =
                self.tokens[at.saturating_sub(1)].kind == TokenKind::Word && self.word(first).len() > 1;
            return begin == Begin::Capital
                && (words || next > at + 1)
                && !matches!(stop, Stop::Abbreviation(_));
        }
        if quoted && begin == Begin::Capital && stop != Stop::Full && self.is_tag(first) {
            return false;
        }
        match stop {
            Stop::Full if self.is_bullet(start, at) => false,
            Stop::Full => match begin {
                Begin::Small => opens,
                Begin::Dash => !quoted && self.begin(first + 1) == Begin::Capital,
                _ => true,
            },
            Stop::Loud if self.word(at - at.min(1)) == "(" && at > start => false,
            Stop::Loud => !matches!(begin, Begin::Small | Begin::Dash),
            Stop::Ellipsis if at == start => false,
            Stop::Ellipsis => {
                begin == Begin::Capital && (quoted || self.tokens[at].span.len() > 3 || starter())
            }
            Stop::Abbreviation(Abbreviation::Initial) if at == start => false,
            Stop::Abbreviation(Abbreviation::Open) => begin == Begin::Capital && (quoted || starter()),
            Stop::Abbreviation(_) => begin == Begin::Capital && starter() && self.may_end(stop, quoted),
        }
    }

    /// Whether an abbreviation that seldom ends a sentence may, before a word that begins one.
    fn may_end(&self, stop: Stop, quoted: bool) -> bool {
        quoted || stop == Stop::Abbreviation(Abbreviation::Initial)
    }

    /// The first token from `at` on that is no opening mark or bracket, and whether a quote mark opens before it.
    fn first(&self, at: usize) -> (usize, bool) {
        let mut first = at;
        let mut opens = false;
        while first < at + 3 && first + 1 < self.tokens.len() {
            match self.tokens[first].kind {
                TokenKind::Mark => opens = true,
                TokenKind::Punctuation if matches!(self.word(first), "(" | "[" | "{" | "¿" | "¡") => {}
                _ => break,
            }
            first += 1;
        }
        (first, opens)
    }

    fn begin(&self, at: usize) -> Begin {
        let Some(token) = self.tokens.get(at) else { return Begin::Continuation };
        let mut chars = self.word(at).chars();
        let first = chars.next().unwrap_or(' ');
        match token.kind {
            TokenKind::Word => {
                // `iPhone` begins a sentence as well as any name.
                let capital = |c: char| c.is_uppercase();
                let letter = if first.is_alphabetic() { first } else { chars.next().unwrap_or(first) };
                if capital(letter) || chars.next().is_some_and(capital) || matches!(first, '@' | '#') {
                    Begin::Capital
                } else if letter.is_lowercase() {
                    Begin::Small
                } else {
                    Begin::Caseless
                }
            }
            TokenKind::Number => Begin::Digit,
            TokenKind::Symbol => Begin::Symbol,
            TokenKind::Mark => Begin::Capital,
            TokenKind::Punctuation => match first {
                '-' | '–' | '—' | '―' => Begin::Dash,
                '•' | '·' | '‣' | '†' | '‡' | '¶' | '§' | '(' | '[' | '.' | '…' => Begin::Symbol,
                _ => Begin::Continuation,
            },
        }
    }

    /// Whether the sentence up to the full stop `at` is but the number of an item in a list (`1.`, `I.`), or the
    /// one initial that is a word as well.
    fn is_bullet(&self, start: usize, at: usize) -> bool {
        let first = self.tokens[start];
        at == start + 1
            && (first.kind == TokenKind::Number && first.span.len() <= 3 || self.word(start) == "I")
    }

    /// Whether token `at` begins a name and a verb that say whose the words before are.
    fn is_tag(&self, at: usize) -> bool {
        let is_name = |at: &usize| self.begin(*at) == Begin::Capital && !STARTERS.contains(self.word(*at));
        let verb = (at..at + TAG_REACH).find(|at| !is_name(at)).unwrap_or(at);
        let after = self.word(verb + 1);
        let closed = matches!(after, "" | "." | "," | ":" | ";" | "—" | "–" | "--");
        let asked = matches!(self.word(verb), "told" | "asked")
            && !matches!(after, "if" | "that" | "whether" | "why");
        let adverbial = after.ends_with("day")
            || after.ends_with("ly")
            || matches!(
                after,
                "about"
                    | "after"
                    | "as"
                    | "at"
                    | "before"
                    | "during"
                    | "from"
                    | "in"
                    | "last"
                    | "of"
                    | "on"
                    | "to"
                    | "when"
                    | "while"
            );
        verb > at && TAGS.contains(&self.word(verb)) && (closed || asked || adverbial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokens};

    /// Paragraphs, with `|` where one sentence ends and the next begins.
    const ROWS: &[&str] = &[
        "",
        "HARBOUR REOPENS AFTER STORM",
        "The council met. |It voted.",
        "Mr. Hall and Gov. Lee met Sen. Ruiz on Jan. 5 at 9 a.m. in St. Louis. |They left.",
        "He lives in the U.S. |The rest live abroad.",
        "The U.S. Senate met at 8 p.m. Eastern time.",
        "She runs Acme Inc. |It makes anvils.",
        "J. K. Hall and George W. Ames wrote it, says No. 1 of the series. |No. |They did not.",
        "It rose 2.5 percent, to $3.40. |In May it fell.",
        "“I will go.” |She went.",
        "“I will go,” he said. |“You will not.”",
        "“Why now?” he said. |“Who knows!”",
        "“Why now?” Mr. Ames asked.",
        "“Why now?” Ames said Friday. |He left.",
        "“Why now?” |He did not answer.",
        "\"Go.\" |\"No.\" |They stayed.",
        "\"Is it?\" she asked. |\"It is.\"",
        "(He left early.) |She stayed.",
        "It was … well … late. |So what?",
        "He paused... |Then he spoke.",
        "Yahoo! is a company, e.g. a big one (see p. 3).",
        "WASHINGTON (AP) — The plan failed. |Nobody wept.",
        "1. Wash the pan. |2. Dry it.",
        "I. Charles Lund spoke. |So did I. |A. The first part.",
        "It grew.[12] |It shrank. [3] [4] |It held.",
        "It ended.|The next began.",
        "What?! |No!!! |Yes.",
        "`` It is late . '' |He left .",
        "“She said, ‘It is late. '” |He left.",
        "''It is late,'' she said. |''Let us go.''",
        "It was so. ... |It is so no more. |Why?",
        "... The rest is known.",
        "Polls were mixed…. |Turnout was low… Hall won.",
        "They told the SEC. |At last it moved. |GOV. HALL LEFT.",
        "He moved to Washington, D.C. |But she did not.",
        "Rep. Ann Lee (D-Calif.) spoke. |She was brief.",
        "これは本です。 |はい。",
    ];

    #[test]
    fn rows() {
        for want in ROWS {
            let text = want.replace('|', "");
            let (mut all, mut ranges) = (Vec::new(), Vec::new());
            tokens(&text, Span::at(0, text.len()), &mut all);
            sentences(&text, &all, &mut ranges);
            let mut found = text.clone();
            for range in ranges.iter().skip(1).rev() {
                found.insert(all[range.start].span.start(), '|');
            }
            assert_eq!(found, *want, "sentences of {text:?}");
        }
    }

    #[test]
    fn lists_are_sorted() {
        assert!(include_str!("starters.txt").lines().is_sorted_by(|a, b| a < b));
        assert!(TAGS.is_sorted());
    }
}
