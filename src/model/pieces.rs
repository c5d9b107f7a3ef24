//! A text as the encoder sees it: word pieces, and the units that they make up.

use std::ops::Range;

use tokenizers::{ModelWrapper, Tokenizer};

use super::{features, pronouns::PRONOUNS};
use crate::text::Span;

/// The quote marks that contents begin and end with.
const MARKS: [&str; 7] = ["“", "”", "\"", "«", "»", "「", "」"];

/// A word piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its number in the vocabulary.
    pub(crate) id: u32,
    /// Its token type: letter case and quotation.
    pub(crate) kind: u8,
    /// Whether it continues the unit of the piece before.
    pub(crate) continues: bool,
    /// Its paragraph, counting those with pieces only.
    pub(crate) paragraph: u32,
    /// First byte in the text.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

/// A word, number or mark: what is tagged. Its hidden state is that of its first piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its first piece.
    pub(crate) piece: usize,
    /// Its paragraph.
    pub(crate) paragraph: u32,
    /// Where it stands.
    pub(crate) span: Span,
}

/// The pieces and units of one text, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pieces {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) units: Vec<Unit>,
}

/// The tokenizer, checked.
pub(crate) struct Vocabulary {
    tokenizer: Tokenizer,
    /// Of each entry, whether it continues a word.
    continues: Vec<bool>,
    /// The entries that are pronouns for one person.
    pronouns: Vec<u32>,
    /// The entries that are quote marks.
    marks: Vec<u32>,
    /// The piece that begins a sequence.
    pub(crate) begin: u32,
    /// The piece that ends a paragraph.
    pub(crate) separator: u32,
}

impl Vocabulary {
    /// Reads `tokenizer.json`; the error is a clause that says what is wrong with it.
    pub(crate) fn parse(json: &[u8], size: usize) -> Result<Self, String> {
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(|error| error.to_string())?;
        tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
        tokenizer.with_padding(None);
        let ModelWrapper::WordPiece(model) = tokenizer.get_model() else {
            return Err("its model is not WordPiece".into());
        };
        let entry = |name: &str| {
            tokenizer.token_to_id(name).ok_or_else(|| format!("its vocabulary has no entry {name}"))
        };
        entry(&model.unk_token)?;
        let (begin, separator) = (entry("[CLS]")?, entry("[SEP]")?);
        let mut continues = vec![false; size];
        for (name, id) in tokenizer.get_vocab(true) {
            let place = continues.get_mut(id as usize).ok_or_else(|| {
                format!("the entry {name} has the number {id}, and config.json asks for {size} entries")
            })?;
            *place = name.starts_with(&model.continuing_subword_prefix);
        }
        let entries = |words: &[&str]| words.iter().filter_map(|word| tokenizer.token_to_id(word)).collect();
        let (pronouns, marks) = (entries(&PRONOUNS), entries(&MARKS));
        Ok(Self { tokenizer, continues, pronouns, marks, begin, separator })
    }

    /// Whether an entry is a quote mark.
    pub(crate) fn is_mark(&self, id: u32) -> bool {
        self.marks.contains(&id)
    }

    /// Whether an entry is a pronoun for one person.
    pub(crate) fn is_pronoun(&self, id: u32) -> bool {
        self.pronouns.contains(&id)
    }

    /// The pieces of the part `within` of `text`.
    pub(crate) fn pieces(&self, text: &str, within: Span) -> Pieces {
        let part = within.of(text);
        let encoding = self
            .tokenizer
            .encode(part, false)
            .expect("a vocabulary with an entry for the unknown has pieces for any text");
        let mut pieces: Vec<Piece> = Vec::with_capacity(encoding.len());
        let (mut paragraph, mut last) = (0, 0);
        for (&id, &(start, end)) in encoding.get_ids().iter().zip(encoding.get_offsets()) {
            // What normalising made of nothing has no place in the text.
            if start >= end || start < last || Span::new(part, start, end).is_none() {
                continue;
            }
            let breaks = part[last..start].contains('\n') && !pieces.is_empty();
            paragraph += u32::from(breaks);
            let continues = self.continues[id as usize] && !pieces.is_empty() && !breaks;
            pieces.push(Piece { id, kind: 0, continues, paragraph, start, end });
            last = start;
        }
        features::set_types(part, &mut pieces);
        for piece in &mut pieces {
            piece.start += within.start();
            piece.end += within.start();
        }
        let units = units(&pieces);
        Pieces { pieces, units }
    }
}

impl Pieces {
    /// The units whose first piece is among `pieces`.
    pub(crate) fn units_of(&self, pieces: &Range<usize>) -> Range<usize> {
        let unit = |piece| self.units.partition_point(|unit| unit.piece < piece);
        unit(pieces.start)..unit(pieces.end)
    }

    /// Whether each unit is the first of its paragraph.
    pub(crate) fn begins_paragraph(&self, unit: usize) -> bool {
        unit == 0 || self.units[unit - 1].paragraph != self.units[unit].paragraph
    }

    /// The vocabulary's entry that a unit begins with.
    pub(crate) fn entry(&self, unit: usize) -> u32 {
        self.pieces[self.units[unit].piece].id
    }

    /// From the first unit's start to the last one's end.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        self.units[first].span.cover(self.units[last].span)
    }
}

fn units(pieces: &[Piece]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let span = Span::at(piece.start, piece.end);
        match units.last_mut() {
            Some(unit) if piece.continues => unit.span = unit.span.cover(span),
            _ => units.push(Unit { piece: number, paragraph: piece.paragraph, span }),
        }
    }
    units
}

/// Cuts `text` into stretches that are read apart from each other, so that memory stays bounded: at the last line break
/// within `limit` bytes, or at white space if there is none, or else wherever `limit` falls.
pub(crate) fn stretches(text: &str, limit: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    while text.len() - start > limit {
        let room = &text[start..text.floor_char_boundary(start + limit)];
        let after = |at: usize| at + room[at..].chars().next().map_or(1, char::len_utf8);
        let cut = room.rfind('\n').or_else(|| room.rfind(char::is_whitespace)).map_or(room.len(), after);
        out.push(Span::at(start, start + cut));
        start += cut;
    }
    if start < text.len() {
        out.push(Span::at(start, text.len()));
    }
    out
}
