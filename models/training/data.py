"""From documents with gold spans to batches.

A document is tokenised once (twice or thrice with the variants below) and cut anew into windows at every pass, so that
a paragraph is seen at many positions and beside varying context. Windows of all data sets are mixed in one batch; each
says which heads its data set labels, and the others get no loss from it.
"""
from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from features import load_tokenizer, segments, sequence, width
from labels import UNKNOWN, VARIANTS, Doc, prepare
from model import POINTERS, RELATIONS, ROLES, TAGS
from pronouns import load_pronouns
from rename import Renamer
from repeats import hide
from rows import read_jsonl
from speakers import load_speakers

OWN = Path(__file__).parent / "annotations"       # the texts that were written for the project lie here

# Data set -> (file, kind of labels, share of the pieces of a run). See README.md for why.
MIX = {
    "polnear": ("attribution/polnear.train.jsonl", "role", 0.25),
    "conllpp": ("entities/conllpp.train.jsonl", "entity", 0.03),
    "worldwide": ("entities/worldwide.train.jsonl", "entity", 0.04),
    "wikigold": ("entities/wikigold.train.jsonl", "entity", 0.01),
    "wnut17": ("entities/wnut17.train.jsonl", "entity", 0.005),
    "passages": (OWN / "passages.jsonl.gz", "pronouns", 0.05),
    "plain passages": (OWN / "plain_passages.jsonl.gz", "pronouns", 0.1),
    "snippet passages": (OWN / "snippet_passages.jsonl.gz", "pronouns", 0.25),
    "gap": ("coreference/gap.train.jsonl", "pronouns", 0.07),
    "redocred": ("relations/redocred.dev.jsonl", "pronouns", 0.04),
    "wikigold pronouns": ("entities/wikigold.train.jsonl", "pronouns", 0.02),
    "worldwide pronouns": ("entities/worldwide.train.jsonl", "pronouns", 0.03),
    "pdnc": ("attribution/pdnc.train.jsonl", "novel", 0.07),
    "litbank": ("coreference/litbank.train.jsonl", "chains", 0.02),
    "gum": ("entities/gum.train.jsonl", "chains", 0.015),
}
NEEDS_NAMES = ("role", "pronouns", "chains", "novel")    # kinds of labels that point at names
ANNOTATED_TIMES = 2                             # how often a pass reads an article with annotated speakers
RENAMED = 0.9                                   # of the readings of a text with annotated pronouns


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
    tags: dict[str, torch.Tensor]    # head -> [B, U]
    labelled: dict[str, torch.Tensor]   # head -> [B]: which windows have these tags
    windows: list[dict]              # spans, links and asks of each window, in its own units


def window_links(doc: Doc, u0: int, u1: int) -> dict:
    """Spans wholly inside units u0..u1 counted from u0, and the links among them."""
    inside = {r: [i for i, (s, e) in enumerate(doc.spans[r]) if u0 <= s and e < u1] for r in ROLES}
    number = {r: {i: k for k, i in enumerate(inside[r])} for r in ROLES}
    spans = {r: [(doc.spans[r][i][0] - u0, doc.spans[r][i][1] - u0) for i in inside[r]] for r in ROLES}
    links = {}
    for relation, (asks, answers) in RELATIONS.items():
        links[relation] = [number[answers].get(x, UNKNOWN) if (x := doc.links[relation].get(i, UNKNOWN)) >= 0 else x
                           for i in inside[asks]]
    return {"spans": spans, "links": links}


def window_asks(doc: Doc, u0: int, u1: int) -> dict:
    """Names and asks wholly inside units u0..u1. What cannot be answered from the names in here asks nothing."""
    inside = [i for i, name in enumerate(doc.names) if name and u0 <= name[0] and name[1] < u1]
    number = {i: k for k, i in enumerate(inside)}
    asks: dict[str, list] = {}
    for relation in POINTERS:
        asks[relation] = []
        for ask in doc.asks.get(relation, []):
            first, last = ask.span
            right, unsure = ([number[i] for i in some if i in number] for some in (ask.right, ask.unsure))
            if u0 <= first and last < u1 and bool(right) == bool(ask.right):
                asks[relation].append((first - u0, last - u0, right, unsure))
    repeats = [(number[r.name], [number[i] for i in r.right if i in number], [number[i] for i in r.unsure if i in number], r.pronoun)
               for r in doc.repeats if r.name in number]
    return {"names": [(doc.names[i][0] - u0, doc.names[i][1] - u0) for i in inside], "asks": asks,
            "repeats": [r for r in repeats if r[1]]}


def collate(windows: list[Window], cls_id: int, sep_id: int, multiple: int = 1) -> Batch:
    parts = [sequence(w.doc.pieces, w.a, w.b, cls_id, sep_id) for w in windows]
    n = -(-max(len(p[0]) for p in parts) // multiple) * multiple
    ranges = []
    for w in windows:
        ranges.append(tuple(int(x) for x in np.searchsorted(w.doc.pieces.unit_piece, (w.a, w.b))))
    u = max(u1 - u0 for u0, u1 in ranges)
    b = len(windows)
    ids, types = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
    units = torch.zeros(b, u, dtype=torch.long)
    tags = {head: torch.zeros(b, u, dtype=torch.long) for head in TAGS}
    unit_mask, starts = torch.zeros(b, u, dtype=torch.bool), torch.zeros(b, u, dtype=torch.bool)
    details = []
    for i, (w, (sid, sty, place), (u0, u1)) in enumerate(zip(windows, parts, ranges)):
        p = w.doc.pieces
        ids[i, : len(sid)], types[i, : len(sty)] = torch.from_numpy(sid), torch.from_numpy(sty)
        units[i, : u1 - u0] = torch.from_numpy(place[p.unit_piece[u0:u1] - w.a])
        unit_mask[i, : u1 - u0] = True
        paragraph = p.unit_paragraph[u0:u1]
        starts[i, : u1 - u0] = torch.from_numpy(np.diff(paragraph, prepend=paragraph[0] - 1) != 0)
        for head, of_doc in w.doc.tags.items():
            tags[head][i, : u1 - u0] = torch.from_numpy(legal_start(of_doc[u0:u1]))
        detail = {"paragraph": paragraph, "units": u1 - u0}
        if w.doc.spans:
            detail |= window_links(w.doc, u0, u1)
        if w.doc.names:
            detail |= window_asks(w.doc, u0, u1)
        details.append(detail)
    labelled = {head: torch.tensor([head in w.doc.tags for w in windows]) for head in TAGS}
    return Batch(ids, types, torch.tensor([len(p[0]) for p in parts]), units, unit_mask, starts, tags, labelled, details)


def legal_start(tags: np.ndarray) -> np.ndarray:
    """A window that begins inside a span begins that span (I tags have even numbers, their B tags one less)."""
    if len(tags) and tags[0] > 0 and tags[0] % 2 == 0:
        tags = tags.copy()
        tags[0] -= 1
    return tags


def hide_names(batch: Batch, tokenizer, rng: random.Random) -> None:
    """Replaces some repeated names by masks or pronouns; see repeats.py. A pronoun within a sentence has no capital."""
    for w, detail in enumerate(batch.windows):
        for unit, pronoun in hide(detail, rng):
            new = tokenizer.token_to_id(pronoun or "[MASK]")
            if new is not None:
                place = batch.units[w, unit]
                batch.ids[w, place] = new
                if pronoun and not batch.paragraph_start[w, unit]:
                    batch.types[w, place] -= batch.types[w, place] % 4


class Stream:
    """The windows of one data set, for ever, in a new order and with new cuts at every pass."""

    def __init__(self, raw: list[dict], kind: str, tokenizer, limits, rng: random.Random, variants=VARIANTS):
        self.raw, self.kind, self.tokenizer, self.limits, self.rng = raw, kind, tokenizer, limits, rng
        self.turns = [i for i, doc in enumerate(raw) for _ in range(ANNOTATED_TIMES if doc.get("annotated") else 1)]
        self.renamer = Renamer()
        self.variants = variants
        self.passes, self.cache, self.queue, self.windows = -1, {}, [], []

    def next(self) -> Window:
        while not self.windows:
            if not self.queue:
                self.queue = self.rng.sample(self.turns, len(self.turns))
                self.passes += 1
            i = self.queue.pop()
            limit = self.rng.choice(self.limits)
            self.windows = training_windows(self.document(i), limit, self.rng)
            self.rng.shuffle(self.windows)
        return self.windows.pop()

    def document(self, i: int) -> Doc:
        variant = self.rng.choices(list(self.variants), list(self.variants.values()))[0]
        if self.kind == "pronouns" and self.rng.random() < RENAMED:
            return prepare(self.renamer.renamed(self.raw[i], self.rng), self.kind, self.tokenizer, variant)
        if (i, variant) not in self.cache:
            self.cache[i, variant] = prepare(self.raw[i], self.kind, self.tokenizer, variant)
        return self.cache[i, variant]


def found_names(row: dict) -> list[list]:
    """Names of a document as names.py writes them, or as the engine does (with `--offsets chars`)."""
    if "names" in row:
        return row["names"]
    if row["offsets"] != "chars":
        raise ValueError(f"the names of {row['id']} count {row['offsets']}: run extract with --offsets chars")
    return [[e["start"], e["end"], e["kind"]] for e in row["entities"]]


def names_file(names_dir, file) -> Path:
    """Where the names found in a data set lie."""
    return Path(names_dir) / Path(file).name.removesuffix(".gz")


def load(data_dir, file: str, kind: str, names_dir=None, annotations=(), pronouns=None) -> list[dict]:
    """The documents of one data set. Names come from names.py or the engine's `extract`; `annotations` are (file, whether it
    marks the titles and affiliations of everyone that an article names), a later one before an earlier one; `pronouns` says
    whom the pronouns of some documents mean. A document may bring its own; the others teach nothing about pronouns."""
    raws = read_jsonl(Path(data_dir) / file)
    if kind not in NEEDS_NAMES or names_dir is None:
        return raws
    names = {row["id"]: found_names(row) for row in read_jsonl(names_file(names_dir, file))}
    for raw in raws:
        raw["names"] = names[raw["id"]]
    if kind == "role":
        texts = {raw["id"]: raw["text"] for raw in raws}
        for path, everyone in annotations:
            annotated = load_speakers(path, texts)
            for raw in raws:
                if raw["id"] in annotated:
                    raw["annotated"], raw["everyone"] = annotated[raw["id"]], everyone
    for raw in raws:
        raw.setdefault("pronouns", (pronouns or {}).get(raw["id"]))
    return [raw for raw in raws if raw["pronouns"]] if kind == "pronouns" else raws


class Mixer:
    """Batches of windows of like length, at most `budget` places each, mixed in the shares of MIX."""

    def __init__(self, data_dir, tokenizer_path, budget: int = 1280, limits=(192, 256, 320, 384, 448, 512, 512), seed: int = 0,
                 mix=MIX, multiple: int = 1, names_dir=None, annotations=(), pronouns=None):
        self.tokenizer = load_tokenizer(str(tokenizer_path))
        self.cls_id, self.sep_id = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.rng = random.Random(seed)
        self.budget, self.multiple = budget, multiple
        known = load_pronouns(pronouns) if pronouns else None

        def usable(file, kind: str) -> bool:
            if kind not in NEEDS_NAMES[1:]:              # an article teaches its roles without names
                return True
            return names_dir is not None and names_file(names_dir, file).exists() and (known is not None or kind != "pronouns")

        self.left_out = sorted(name for name, (file, kind, _) in mix.items() if not usable(file, kind))
        mix = {name: row for name, row in mix.items() if name not in self.left_out}
        self.streams = {name: Stream(load(data_dir, file, kind, names_dir, annotations, known), kind, self.tokenizer, limits, self.rng)
                        for name, (file, kind, _) in mix.items()}
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
        batch = collate(self.ready.pop(), self.cls_id, self.sep_id, self.multiple)
        hide_names(batch, self.tokenizer, self.rng)
        return batch
