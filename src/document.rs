//! A text and its parts: what every engine starts from.

use std::ops::Range;

use crate::text::{self, Quoted, Span, Token};

/// A paragraph and the sentences in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<usize>,
}

/// A sentence and the tokens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`]; never empty.
    pub tokens: Range<usize>,
    /// Its paragraph, as an index into [`Document::paragraphs`].
    pub paragraph: usize,
}

/// A text with its paragraphs, sentences, tokens and quoted stretches.
///
/// Any text is valid. Every character that is not blank (white space, or an invisible control such as a zero-width
/// space) belongs to exactly one token, every token to one sentence, every sentence to one paragraph, all in order.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    text: &'t str,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    quoted: Vec<Quoted>,
}

impl<'t> Document<'t> {
    /// Reads `text`, in time linear in its length.
    pub fn new(text: &'t str) -> Self {
        let mut paragraph_spans = text::paragraphs(text);
        let (mut paragraphs, mut sentences, mut tokens) = (Vec::new(), Vec::new(), Vec::new());
        let mut ranges = Vec::new();
        paragraph_spans.retain(|&span| {
            let first_token = tokens.len();
            text::tokens(text, span, &mut tokens);
            text::sentences(text, &tokens[first_token..], &mut ranges);
            let first_sentence = sentences.len();
            sentences.extend(ranges.drain(..).map(|range| {
                let range = first_token + range.start..first_token + range.end;
                let span = tokens[range.start].span.cover(tokens[range.end - 1].span);
                Sentence { span, tokens: range, paragraph: paragraphs.len() }
            }));
            // A line of nothing but invisible characters is no paragraph.
            let seen = first_sentence < sentences.len();
            if seen {
                paragraphs.push(Paragraph { span, sentences: first_sentence..sentences.len() });
            }
            seen
        });
        let quoted = text::quoted(text, &paragraph_spans);
        Self { text, paragraphs, sentences, tokens, quoted }
    }

    /// The caller's text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its paragraphs, in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Its sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Its tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What stands between quote marks, as a tree.
    pub fn quoted(&self) -> &[Quoted] {
        &self.quoted
    }

    /// The words of a span.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// The index of the first token that ends after `byte`; the number of tokens where there is none.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= byte)
    }

    /// The indices of the tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start());
        first..self.tokens.partition_point(|token| token.span.start() < span.end()).max(first)
    }

    /// The index of the sentence that holds token `token`.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }
}
