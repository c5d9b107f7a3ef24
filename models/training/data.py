"""From documents with gold spans to batches.

A document is tokenised once (twice or thrice with the variants below) and cut anew into windows at every pass, so that
a paragraph is seen at many positions and beside varying context. Windows of all data sets are mixed in one batch; each
says which heads its data set labels, and the others get no loss from it.
"""
from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from features import Pieces, load_tokenizer, pieces_of, segments, sequence, width
from model import ENTITY_TAGS, RELATIONS, ROLE_TAGS, ROLES, make_pairs

ENTITY_ID = {t: i for i, t in enumerate(ENTITY_TAGS)}
ROLE_ID = {t: i for i, t in enumerate(ROLE_TAGS)}
NONE, UNKNOWN = -1, -2          # answers of a link: there is none; it lies outside the window

# Data set -> (file, head that it labels, share of the pieces of a run). See README.md for why.
MIX = {
    "polnear": ("attribution/polnear.train.jsonl", "role", 0.62),
    "conllpp": ("entities/conllpp.train.jsonl", "entity", 0.15),
    "worldwide": ("entities/worldwide.train.jsonl", "entity", 0.18),
    "wikigold": ("entities/wikigold.train.jsonl", "entity", 0.03),
    "wnut17": ("entities/wnut17.train.jsonl", "entity", 0.02),
}

# PolNeAR's marks are curly throughout; other people's are not. Same length, so that the gold offsets hold.
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
SINGLE = str.maketrans("“”", "‘’")
VARIANTS = {"as is": 0.75, "straight": 0.22, "single": 0.03}


def read_jsonl(path) -> list[dict]:
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def vary(text: str, variant: str) -> str:
    return text.translate(STRAIGHT) if variant == "straight" else text.translate(SINGLE) if variant == "single" else text


@dataclass
class Doc:
    id: str
    pieces: Pieces
    entity: np.ndarray | None = None                  # tags a unit
    role: np.ndarray | None = None
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)   # role -> spans of units, sorted
    links: dict[str, dict[int, int]] = field(default_factory=dict)          # relation -> span number -> span number or NONE
    left_out: set[int] = field(default_factory=set)   # paragraphs that no window may touch


def unit_span(pieces: Pieces, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The units that characters start..end touch, white space aside."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    first = int(np.searchsorted(pieces.unit_end, start, side="right"))
    last = int(np.searchsorted(pieces.unit_start, end, side="left")) - 1
    return (first, last) if first <= last else None


def prepare(raw: dict, head: str, tokenizer, variant: str = "as is") -> Doc:
    text = vary(raw["text"], variant)
    doc = Doc(raw["id"], pieces_of(text, tokenizer))
    if head == "entity":
        label_entities(doc, raw, text)
    else:
        label_roles(doc, raw, text)
    return doc


def label_entities(doc: Doc, raw: dict, text: str) -> None:
    """Tags of names. A name across paragraphs would be a forbidden chain, so it is left out."""
    doc.entity = np.zeros(len(doc.pieces.unit_piece), dtype=np.int64)
    for start, end, kind, *_ in raw["entities"]:
        span = unit_span(doc.pieces, text, start, end)
        within = span and doc.pieces.unit_paragraph[span[0]] == doc.pieces.unit_paragraph[span[1]]
        if within and not doc.entity[span[0]:span[1] + 1].any():
            doc.entity[span[0]:span[1] + 1] = ENTITY_ID["I-" + kind]
            doc.entity[span[0]] = ENTITY_ID["B-" + kind]


def label_roles(doc: Doc, raw: dict, text: str) -> None:
    """Tags, and links between spans. Where spans overlap, the first one in the file keeps the units."""
    pieces = doc.pieces
    n = len(pieces.unit_piece)
    doc.role = np.zeros(n, dtype=np.int64)
    kept: dict[str, set] = {r: set() for r in ROLES}

    def keep(role, chars):
        span = unit_span(pieces, text, *chars)
        if span is None or pieces.unit_paragraph[span[0]] != pieces.unit_paragraph[span[1]]:
            return None
        if span not in kept[role]:
            if doc.role[span[0]:span[1] + 1].any():
                return None
            doc.role[span[0]:span[1] + 1] = ROLE_ID["I-" + role.upper()]
            doc.role[span[0]] = ROLE_ID["B-" + role.upper()]
            kept[role].add(span)
        return span

    quotes = [{r: [s for s in (keep(r, c) for c in sorted(q[r])) if s] for r in ROLES} for q in raw["quotes"]]
    doc.spans = {r: sorted(kept[r]) for r in ROLES}
    number = {r: {s: i for i, s in enumerate(doc.spans[r])} for r in ROLES}
    doc.links = {r: {} for r in RELATIONS}
    for q in quotes:
        for role, relation in (("source", "source"), ("cue", "cue")):
            answer = number[role][q[role][0]] if q[role] else NONE
            for content in q["content"]:
                doc.links[relation].setdefault(number["content"][content], answer)
        for cue in q["cue"]:
            doc.links["cue_source"].setdefault(number["cue"][cue], number["source"][q["source"][0]] if q["source"] else NONE)
        parts = [number["content"][c] for c in q["content"]]
        for part, following in zip(parts, parts[1:] + [NONE]):
            doc.links["next"].setdefault(part, following)
    for start, end in raw.get("discard") or []:
        span = unit_span(pieces, text, start, end)
        if span:
            doc.left_out.update(map(int, np.unique(pieces.unit_paragraph[span[0]:span[1] + 1])))


@dataclass
class Window:
    doc: Doc
    a: int
    b: int
    length: int


def training_windows(doc: Doc, limit: int, rng: random.Random) -> list[Window]:
    """Consecutive windows of whole paragraphs, the first one short at random so that the cuts differ at every pass."""
    out, run = [], []
    room = rng.randint(max(16, limit // 3), limit)

    def close():
        nonlocal room
        if run:
            a, b = run[0][0], run[-1][1]
            if b - a >= 8:
                out.append(Window(doc, a, b, width(doc.pieces, a, b)))
            run.clear()
            room = limit

    for a, b in segments(doc.pieces, limit - 2, by_paragraph=True):
        if int(doc.pieces.paragraph[a]) in doc.left_out:
            close()
            continue
        if run and width(doc.pieces, run[0][0], b) > room:
            close()
        run.append((a, b))
    close()
    return out


@dataclass
class Batch:
    ids: torch.Tensor
    types: torch.Tensor
    lengths: torch.Tensor
    units: torch.Tensor              # [B, U] place of each unit in its sequence
    unit_mask: torch.Tensor          # [B, U]
    paragraph_start: torch.Tensor    # [B, U]
    entity: torch.Tensor
    role: torch.Tensor
    has_entity: torch.Tensor         # [B]
    has_role: torch.Tensor
    windows: list[dict]              # spans and links of each window, in its own units


def window_spans(doc: Doc, u0: int, u1: int) -> dict:
    """Spans wholly inside units u0..u1 counted from u0, and the links among them."""
    inside = {r: [i for i, (s, e) in enumerate(doc.spans[r]) if u0 <= s and e < u1] for r in ROLES}
    number = {r: {i: k for k, i in enumerate(inside[r])} for r in ROLES}
    spans = {r: [(doc.spans[r][i][0] - u0, doc.spans[r][i][1] - u0) for i in inside[r]] for r in ROLES}
    links = {}
    for relation, (asks, answers) in RELATIONS.items():
        links[relation] = [number[answers].get(x, UNKNOWN) if (x := doc.links[relation].get(i, UNKNOWN)) >= 0 else x
                           for i in inside[asks]]
    return {"spans": spans, "links": links}


def collate(windows: list[Window], cls_id: int, sep_id: int, multiple: int = 1) -> Batch:
    parts = [sequence(w.doc.pieces, w.a, w.b, cls_id, sep_id) for w in windows]
    n = -(-max(len(p[0]) for p in parts) // multiple) * multiple
    ranges = []
    for w in windows:
        ranges.append(tuple(int(x) for x in np.searchsorted(w.doc.pieces.unit_piece, (w.a, w.b))))
    u = max(u1 - u0 for u0, u1 in ranges)
    b = len(windows)
    ids, types = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
    units, entity, role = (torch.zeros(b, u, dtype=torch.long) for _ in range(3))
    unit_mask, starts = torch.zeros(b, u, dtype=torch.bool), torch.zeros(b, u, dtype=torch.bool)
    details = []
    for i, (w, (sid, sty, place), (u0, u1)) in enumerate(zip(windows, parts, ranges)):
        p = w.doc.pieces
        ids[i, : len(sid)], types[i, : len(sty)] = torch.from_numpy(sid), torch.from_numpy(sty)
        units[i, : u1 - u0] = torch.from_numpy(place[p.unit_piece[u0:u1] - w.a])
        unit_mask[i, : u1 - u0] = True
        paragraph = p.unit_paragraph[u0:u1]
        starts[i, : u1 - u0] = torch.from_numpy(np.diff(paragraph, prepend=paragraph[0] - 1) != 0)
        if w.doc.entity is not None:
            entity[i, : u1 - u0] = torch.from_numpy(legal_start(w.doc.entity[u0:u1]))
        if w.doc.role is not None:
            role[i, : u1 - u0] = torch.from_numpy(legal_start(w.doc.role[u0:u1]))
            details.append({**window_spans(w.doc, u0, u1), "paragraph": paragraph, "units": u1 - u0})
        else:
            details.append({})
    return Batch(ids, types, torch.tensor([len(p[0]) for p in parts]), units, unit_mask, starts, entity, role,
                 torch.tensor([w.doc.entity is not None for w in windows]),
                 torch.tensor([w.doc.role is not None for w in windows]), details)


def legal_start(tags: np.ndarray) -> np.ndarray:
    """A window that begins inside a span begins that span (I tags have even numbers, their B tags one less)."""
    if len(tags) and tags[0] > 0 and tags[0] % 2 == 0:
        tags = tags.copy()
        tags[0] -= 1
    return tags


class Stream:
    """The windows of one data set, for ever, in a new order and with new cuts at every pass."""

    def __init__(self, raw: list[dict], head: str, tokenizer, limits, rng: random.Random, variants=VARIANTS):
        self.raw, self.head, self.tokenizer, self.limits, self.rng = raw, head, tokenizer, limits, rng
        self.variants = variants
        self.passes, self.cache, self.queue, self.windows = -1, {}, [], []

    def next(self) -> Window:
        while not self.windows:
            if not self.queue:
                self.queue = self.rng.sample(range(len(self.raw)), len(self.raw))
                self.passes += 1
            i = self.queue.pop()
            variant = self.rng.choices(list(self.variants), list(self.variants.values()))[0]
            if (i, variant) not in self.cache:
                self.cache[i, variant] = prepare(self.raw[i], self.head, self.tokenizer, variant)
            limit = self.rng.choice(self.limits)
            self.windows = training_windows(self.cache[i, variant], limit, self.rng)
            self.rng.shuffle(self.windows)
        return self.windows.pop()


class Mixer:
    """Batches of windows of like length, at most `budget` places each, mixed in the shares of MIX."""

    def __init__(self, data_dir, tokenizer_path, budget: int = 1280, limits=(192, 256, 320, 384, 448, 512), seed: int = 0,
                 mix=MIX, multiple: int = 1):
        self.tokenizer = load_tokenizer(str(tokenizer_path))
        self.cls_id, self.sep_id = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.rng = random.Random(seed)
        self.budget, self.multiple = budget, multiple
        self.streams = {name: Stream(read_jsonl(Path(data_dir) / file), head, self.tokenizer, limits, self.rng)
                        for name, (file, head, _) in mix.items()}
        self.share = {name: share for name, (_, _, share) in mix.items()}
        self.seen = dict.fromkeys(mix, 0)
        self.ready: list[list[Window]] = []

    def _refill(self, pool_size: int = 192) -> None:
        pool = []
        for _ in range(pool_size):
            name = min(self.share, key=lambda x: (self.seen[x] / self.share[x], x))   # whoever lags its share
            w = self.streams[name].next()
            self.seen[name] += w.length
            pool.append(w)
        pool.sort(key=lambda w: w.length)
        batch: list[Window] = []
        for w in pool:
            if batch and w.length * (len(batch) + 1) > self.budget:
                self.ready.append(batch)
                batch = []
            batch.append(w)
        if batch:
            self.ready.append(batch)
        self.rng.shuffle(self.ready)

    def next(self) -> Batch:
        if not self.ready:
            self._refill()
        return collate(self.ready.pop(), self.cls_id, self.sep_id, self.multiple)


def link_pairs(detail: dict, spans: dict | None = None):
    """Pairs of every relation of one window, over the given spans or its own."""
    spans = spans or detail["spans"]
    return {r: make_pairs(r, spans[a], spans[b], spans["content"], detail["paragraph"]) for r, (a, b) in RELATIONS.items()}
