"""What the encoder is told about a text. This docstring is the specification; the Rust engine computes the same.

1. Paragraphs. A text is cut at every newline character (U+000A). A paragraph is what lies between two of them.
   Paragraphs without any word piece do not count.

2. Pieces. The tokenizer.json of the base model (BERT, lower-cased), with truncation, padding and special tokens off.
   Every piece has a half-open range of characters of the original text.

3. Units. A piece whose vocabulary entry starts with "##" continues the unit of the piece before it; every other
   piece starts a unit. All heads read the hidden state of the first piece of each unit, and spans are runs of units:
   a span's characters go from the start of its first unit's first piece to the end of its last unit's last piece.

4. Letter case. A word is a maximal run of alphanumeric characters of the original text (`str.isalnum`; in Rust
   `char::is_alphanumeric`). The case of a piece is the case of the word that holds the piece's first character:
     0  no upper-case letter, or the character is in no word
     1  the first character is an upper-case letter and no other one is
     2  at least two upper-case letters and no lower-case letter
     3  anything else with an upper-case letter
   Upper and lower case are `str.isupper`, `str.islower` of the single character.

5. Quotation state, of each character. It starts as "outside" in every paragraph, and the marks change it:
     opening  “ „ « 「 『 and the pair ``   the state becomes inside
     closing  ” » 」 』 and the pair ''     the state becomes outside
     straight " ＂                          outside: becomes inside, unless the next character is white space (or the
                                            paragraph's end) while the previous one is not white space (nor the start);
                                            inside: becomes outside, unless the previous character is white space, the
                                            paragraph's start or one of ( [ { while the next one is not white space
   A mark counts as inside if the state before it or after it is inside; a pair is one mark of two characters.
   Single marks are never quotation marks here. White space is `str.isspace` (Rust `char::is_whitespace`).
   The state of a piece is the state of its first character.

6. Token type = case + 4 · inside. Special pieces have type 0.

7. Sequence. [CLS] paragraph [SEP] paragraph [SEP] … paragraph [SEP]: one [SEP] between two paragraphs, however many
   newlines lie between them, and one at the end. A window is such a sequence over consecutive pieces of a text.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

OPENING = set("“„«「『")
CLOSING = set("”»」』")
STRAIGHT = set('"＂')
BRACKETS = set("([{")
MAX_WINDOW = 512


def load_tokenizer(path: str) -> Tokenizer:
    """The base model's tokenizer without the truncation and padding that its file may ask for."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def case_classes(text: str) -> np.ndarray:
    """The letter case (0 to 3) of the word around each character."""
    out = np.zeros(len(text), dtype=np.int8)
    i, n = 0, len(text)
    while i < n:
        if not text[i].isalnum():
            i += 1
            continue
        j = i
        while j < n and text[j].isalnum():
            j += 1
        out[i:j] = case_of(text[i:j])
        i = j
    return out


def case_of(word: str) -> int:
    upper = sum(c.isupper() for c in word)
    if upper == 0:
        return 0
    if upper == 1 and word[0].isupper():
        return 1
    if upper >= 2 and not any(c.islower() for c in word):
        return 2
    return 3


def quote_states(text: str) -> np.ndarray:
    """1 for each character inside double quotation marks (the marks included), else 0."""
    out = np.zeros(len(text), dtype=np.int8)
    inside = False
    i, n = 0, len(text)
    while i < n:
        c, width, before = text[i], 1, inside
        if c == "\n":
            inside = before = False
        elif c in OPENING:
            inside = True
        elif c in CLOSING:
            inside = False
        elif c in STRAIGHT:
            after_space = i == 0 or text[i - 1].isspace()
            before_space = i + 1 == n or text[i + 1].isspace()
            if inside:
                reopens = (after_space or text[i - 1] in BRACKETS) and not before_space
                inside = reopens
            else:
                inside = not (before_space and not after_space)
        elif text.startswith("``", i):
            inside, width = True, 2
        elif text.startswith("''", i):
            inside, width = False, 2
        out[i:i + width] = before or inside
        i += width
    return out


@dataclass
class Pieces:
    """A text as the encoder sees it, one entry a piece, and its units."""
    ids: np.ndarray
    types: np.ndarray
    start: np.ndarray          # characters
    end: np.ndarray
    paragraph: np.ndarray      # number of the paragraph, counting those with pieces only
    unit_piece: np.ndarray     # first piece of each unit
    unit_start: np.ndarray     # characters of each unit
    unit_end: np.ndarray
    unit_paragraph: np.ndarray
    sentence_end: np.ndarray   # whether a window may end after this piece

    def __len__(self) -> int:
        return len(self.ids)


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int32)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    start, end = offsets[:, 0], offsets[:, 1]
    if len(ids) == 0:
        empty = np.zeros(0, dtype=np.int32)
        return Pieces(ids, empty, empty, empty, empty, empty, empty, empty, empty, empty.astype(bool))
    types = case_classes(text)[start].astype(np.int32) + 4 * quote_states(text)[start]
    newlines = np.cumsum(np.fromiter((c == "\n" for c in text), dtype=np.int32, count=len(text)))
    paragraph = np.unique(newlines[start], return_inverse=True)[1].astype(np.int32)
    continues = np.array([t.startswith("##") for t in encoding.tokens])
    continues[0] = False
    unit_piece = np.flatnonzero(~continues).astype(np.int32)
    last_piece = np.append(unit_piece[1:], len(ids)) - 1
    return Pieces(ids, types, start, end, paragraph, unit_piece, start[unit_piece], end[last_piece],
                  paragraph[unit_piece], sentence_ends(text, start, end, paragraph))


def sentence_ends(text: str, start: np.ndarray, end: np.ndarray, paragraph: np.ndarray) -> np.ndarray:
    """Where a window may be cut: paragraph ends, and rough sentence ends (nothing but the cutting depends on them)."""
    out = np.zeros(len(start), dtype=bool)
    for i in range(len(start)):
        if i + 1 == len(start) or paragraph[i + 1] != paragraph[i]:
            out[i] = True
        elif start[i + 1] > end[i] and text[start[i + 1]] not in ",;:" and not text[start[i + 1]].islower():
            j = i
            while j > 0 and text[start[j]] in "”\"»')]’" and start[j] == end[j - 1]:
                j -= 1
            out[i] = text[start[j]] in ".!?…" and (j == 0 or end[j - 1] - start[j - 1] > 1)
    return out


def sequence(pieces: Pieces, a: int, b: int, cls_id: int, sep_id: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids and types of the window over pieces a..b, and the place of each of those pieces in it."""
    breaks = np.zeros(b - a, dtype=np.int32)
    breaks[1:] = pieces.paragraph[a + 1:b] != pieces.paragraph[a:b - 1]
    place = np.arange(b - a) + 1 + np.cumsum(breaks)
    length = int(place[-1]) + 2
    ids = np.full(length, sep_id, dtype=np.int32)
    types = np.zeros(length, dtype=np.int32)
    ids[0] = cls_id
    ids[place] = pieces.ids[a:b]
    types[place] = pieces.types[a:b]
    return ids, types, place


def segments(pieces: Pieces, limit: int, by_paragraph: bool) -> list[tuple[int, int]]:
    """Runs of pieces that a window should not split: paragraphs that fit, or else sentences, or else `limit` pieces."""
    ends = np.append(np.flatnonzero(np.diff(pieces.paragraph)) + 1, len(pieces)) if by_paragraph \
        else np.flatnonzero(pieces.sentence_end) + 1
    out, a = [], 0
    for b in map(int, ends):
        while b - a > limit:
            cuts = np.flatnonzero(pieces.sentence_end[a:a + limit]) if by_paragraph else ()
            cut = a + (int(cuts[-1]) + 1 if len(cuts) else limit)
            out.append((a, cut))
            a = cut
        if b > a:
            out.append((a, b))
        a = b
    return out


def windows(pieces: Pieces, limit: int = MAX_WINDOW, overlap: int = 128) -> list[tuple[int, int, int, int]]:
    """Windows (a, b) for reading a text, each with the range (from, to) of pieces that it decides.

    Windows hold whole sentences, at most `limit` places with the special ones, and share about `overlap` pieces with
    the next. In what two windows share, each sentence is decided where it is farther from the window's edge.
    """
    if len(pieces) == 0:
        return []
    segs = segments(pieces, limit // 2, by_paragraph=False)
    spans, i = [], 0
    while True:
        j = i
        while j < len(segs) and width(pieces, segs[i][0], segs[j][1]) <= limit:
            j += 1
        spans.append((i, j))
        if j == len(segs):
            break
        k = j
        while k > i + 1 and segs[j - 1][1] - segs[k - 1][0] <= overlap:
            k -= 1
        i = k
    out, first = [], 0
    for n, (i, j) in enumerate(spans):
        if n + 1 == len(spans):
            last = j
        else:
            a_next, b_this = segs[spans[n + 1][0]][0], segs[j - 1][1]
            last = spans[n + 1][0]
            while last < j and b_this - segs[last][1] >= segs[last][0] - a_next:
                last += 1
        last = max(last, first)
        out.append((segs[i][0], segs[j - 1][1], segs[first][0], segs[last - 1][1]))
        first = last
    return out


def width(pieces: Pieces, a: int, b: int) -> int:
    """Places that pieces a..b take in a sequence."""
    return b - a + 2 + int(pieces.paragraph[b - 1] - pieces.paragraph[a])
