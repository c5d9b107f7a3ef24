"""From hidden states to spans, links and quotations, for whole documents. The Rust engine does the same.

A document is read in overlapping windows; each unit's hidden state is taken from the window that decides it, and from
there on nothing knows of windows: one chain of tags, and links over the whole document.
"""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch

from features import MAX_WINDOW, Pieces, sequence, windows
from model import POINTERS, RELATIONS, ROLES, Dixit, TagHead, make_pairs


JOIN = 0.5      # probability from which one content is taken for the following part of another

# Least probability of an exact span by kind: about half the F1 to be had, below which a span costs more than it brings.
THRESHOLDS = {"PER": 0.45, "ORG": 0.45, "LOC": 0.45, "MISC": 0.45, "SOURCE": 0.2, "CUE": 0.35, "CONTENT": 0.35,
              "TITLE": 0.35, "AFFILIATION": 0.35}

POINTING = {relation: (asks, "name") for relation, asks in POINTERS.items()}

# Words that ask whom they mean where they stand outside of sources.
PRONOUNS = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}


@dataclass
class Span:
    first: int          # units
    last: int
    kind: str
    probability: float  # that exactly this span is one, by the chain's own forward and backward sums


@dataclass
class Quotation:
    contents: list[Span]
    cue: Span | None = None
    source: Span | None = None
    cue_probability: float = 0.0
    source_probability: float = 0.0     # of this source, or of there being none


@dataclass
class Reading:
    entities: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    quotations: list[Quotation] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)   # what asks whom it means, in units; see mentions()
    titles: list[Span] = field(default_factory=list)
    affiliations: list[Span] = field(default_factory=list)
    links: dict[str, np.ndarray] = field(default_factory=dict)   # log probabilities, column 0 is "none"


@torch.no_grad()
def unit_states(model: Dixit, pieces: Pieces, cls_id: int, sep_id: int, limit: int = MAX_WINDOW, overlap: int = 128,
                batch: int = 4, bf16: bool = False) -> torch.Tensor:
    """Hidden state of each unit of a document, from the window that decides it."""
    out = torch.zeros(len(pieces.unit_piece), model.config.hidden_size)
    cuts = windows(pieces, limit, overlap)
    for k in range(0, len(cuts), batch):
        group = cuts[k:k + batch]
        parts = [sequence(pieces, a, b, cls_id, sep_id) for a, b, _, _ in group]
        n = max(len(p[0]) for p in parts)
        ids, types = torch.zeros(len(group), n, dtype=torch.long), torch.zeros(len(group), n, dtype=torch.long)
        for i, (sid, sty, _) in enumerate(parts):
            ids[i, : len(sid)], types[i, : len(sty)] = torch.from_numpy(sid), torch.from_numpy(sty)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            hidden = model(ids, types, torch.tensor([len(p[0]) for p in parts])).float()
        for i, ((a, _, start, end), (_, _, place)) in enumerate(zip(group, parts)):
            u0, u1 = np.searchsorted(pieces.unit_piece, (start, end))
            out[u0:u1] = hidden[i, torch.from_numpy(place[pieces.unit_piece[u0:u1] - a]).long()]
    return out


def paragraph_starts(pieces: Pieces) -> torch.Tensor:
    p = pieces.unit_paragraph
    return torch.from_numpy(np.diff(p, prepend=p[0] - 1 if len(p) else 0) != 0)


def viterbi(scores: np.ndarray, table: np.ndarray) -> np.ndarray:
    """The best chain of tags; on equal scores the lower tag number."""
    n, t = scores.shape
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    best = scores[0].copy()
    back = np.zeros((n, t), dtype=np.int64)
    for i in range(1, n):
        paths = best[:, None] + table
        back[i] = paths.argmax(0)
        best = paths[back[i], np.arange(t)] + scores[i]
    out = np.zeros(n, dtype=np.int64)
    out[-1] = best.argmax()
    for i in range(n - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return out


def log_sum_exp(x: np.ndarray, axis: int) -> np.ndarray:
    top = x.max(axis, keepdims=True)
    return (top + np.log(np.exp(x - top).sum(axis, keepdims=True))).squeeze(axis)


def runs(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """(first, last, number of the B tag) of each span in a chain of tags (B odd, its I one more)."""
    begins = np.flatnonzero(tags % 2 == 1)
    out = []
    for b in begins:
        e = b
        while e + 1 < len(tags) and tags[e + 1] == tags[b] + 1:
            e += 1
        out.append((int(b), int(e), int(tags[b])))
    return out


class Chain:
    """Forward and backward sums of one chain of tags, and from them the probability of any span."""

    def __init__(self, scores: np.ndarray, table: np.ndarray):
        self.scores, self.table = scores.astype(np.float64), table.astype(np.float64)
        n, t = scores.shape
        self.forward, self.backward = np.zeros((n, t)), np.zeros((n, t))
        self.forward[0] = self.scores[0]
        for i in range(1, n):
            self.forward[i] = log_sum_exp(self.forward[i - 1][:, None] + self.table, 0) + self.scores[i]
        for i in range(n - 2, -1, -1):
            self.backward[i] = log_sum_exp(self.table + (self.scores[i + 1] + self.backward[i + 1])[None, :], 1)
        self.total = log_sum_exp(self.forward[-1], 0)

    def spans_from(self, first: int, begin: int):
        """(last, probability that first..last is exactly a span, probability that the span goes that far at least) for
        growing spans of the kind whose B tag is `begin`."""
        inside, last, path = begin + 1, first, self.forward[first, begin]
        while True:
            at = begin if last == first else inside
            end = 0.0
            if last + 1 < len(self.scores):                     # it ends here: whatever follows is not its I tag
                end = log_sum_exp(np.delete(self.table[at] + self.scores[last + 1] + self.backward[last + 1], inside), 0)
            yield last, prob(path + end - self.total), prob(path + self.backward[last, at] - self.total)
            last += 1
            if last == len(self.scores):
                return
            path += self.table[at, inside] + self.scores[last, inside]

    def probability(self, first: int, last: int, begin: int) -> float:
        return next(p for end, p, _ in self.spans_from(first, begin) if end == last)

    def candidates(self, begin: int, threshold: float) -> list[tuple[int, int, float]]:
        """All spans of one kind with at least this probability (above 0)."""
        out = []
        starts = self.forward[:, begin] + self.backward[:, begin] - self.total
        for first in np.flatnonzero(starts >= np.log(threshold)):
            for last, exactly, alive in self.spans_from(int(first), begin):
                if exactly >= threshold:
                    out.append((int(first), last, exactly))
                if alive < threshold:
                    break
        return out


def logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return float(np.log(p) - np.log1p(-p))


def calibrated(p: float, slope_offset: tuple[float, float]) -> float:
    """The confidence that a reader is shown for the model's own probability p (calibrate.py fits the two numbers)."""
    return float(1 / (1 + np.exp(-slope_offset[0] * logit(p) - slope_offset[1])))


def prob(log: float) -> float:
    return float(np.exp(min(0.0, log)))


def decode_tags(scores: np.ndarray, table: np.ndarray, tags: list[str],
                thresholds: dict[str, float] | None = None) -> list[Span]:
    """Spans with the probability that exactly this span is there.

    Without thresholds, the spans of the best chain. With them the best chain only says where something is: of the spans
    that reach their kind's threshold and overlap one of the best chain's of that kind, the likeliest are taken, one after
    the other, where they overlap none taken before. The best chain as a whole often ends a span at an unlikely place.
    """
    found = runs(viterbi(scores.astype(np.float64), table.astype(np.float64)))
    if not found:
        return []
    chain = Chain(scores, table)
    if thresholds is None:
        return [Span(s, e, tags[b][2:], chain.probability(s, e, b)) for s, e, b in found]
    candidates = [(p, s, e, b) for b in sorted({b for _, _, b in found}) for s, e, p in chain.candidates(b, thresholds[tags[b][2:]])
                  if any(b == kind and s <= last and first <= e for first, last, kind in found)]
    candidates.sort(key=lambda c: (-c[0], c[1], c[2], c[3]))
    out: list[Span] = []
    for p, s, e, b in candidates:
        if all(e < x.first or x.last < s for x in out):
            out.append(Span(s, e, tags[b][2:], p))
    return sorted(out, key=lambda x: x.first)


def head_spans(head: TagHead, states: torch.Tensor, starts: torch.Tensor,
               thresholds: dict[str, float] | None = THRESHOLDS) -> list[Span]:
    scores = head.scores(states, starts)
    return decode_tags(scores.numpy(), head.table().numpy(), head.tags, thresholds)


@torch.no_grad()
def read(model: Dixit, text: str, pieces: Pieces, states: torch.Tensor) -> Reading:
    if len(states) == 0:
        return Reading(roles={r: [] for r in ROLES})
    starts = paragraph_starts(pieces)
    out = Reading(head_spans(model.heads.entity, states, starts))
    roles = head_spans(model.heads.role, states, starts)
    out.roles = {r: [s for s in roles if s.kind == r.upper()] for r in ROLES}
    out.titles = head_spans(model.heads.title, states, starts)
    out.affiliations = head_spans(model.heads.affiliation, states, starts)
    spans = {r: units(out.roles[r]) for r in ROLES}
    out.links = link_table(model, states, spans, pieces.unit_paragraph, RELATIONS)
    out.quotations = quotations(out.roles, out.links)
    out.mentions = mentions(text, pieces, spans["source"], out.quotations)
    spans |= {"name": units(out.entities), "mention": out.mentions, "title": units(out.titles),
              "affiliation": units(out.affiliations)}
    out.links |= link_table(model, states, spans, pieces.unit_paragraph, POINTING)
    return out


def units(spans: list[Span]) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in spans]


def mentions(text: str, pieces: Pieces, sources: list[tuple[int, int]], found: list[Quotation] = ()) -> list[tuple[int, int]]:
    """What asks whom it means, in the order of the text: sources, pronouns that are in none, and the first content of each
    quotation that has no source in its own paragraph."""
    inside = np.zeros(len(pieces.unit_piece), dtype=bool)
    for first, last in sources:
        inside[first:last + 1] = True
    alone = [(i, i) for i in range(len(inside)) if not inside[i]
             and pieces.unit_end[i] - pieces.unit_start[i] <= 7
             and text[pieces.unit_start[i]:pieces.unit_end[i]].lower() in PRONOUNS]
    paragraph = pieces.unit_paragraph
    quoted = [(q.contents[0].first, q.contents[0].last) for q in found
              if q.source is None or paragraph[q.source.first] != paragraph[q.contents[0].first]]
    return sorted(sources + alone + quoted)


def link_table(model: Dixit, states, spans, unit_paragraph, relations: dict[str, tuple[str, str]]) -> dict[str, np.ndarray]:
    """Log probabilities [asks, 1 + answers] of each relation."""
    out = {}
    for relation, (asks, answers) in relations.items():
        if not spans[asks]:
            out[relation] = np.zeros((0, 1 + len(spans[answers])))
            continue
        pairs = make_pairs(relation, spans[asks], spans[answers], spans["content"], unit_paragraph)
        out[relation] = torch.log_softmax(model.heads.link[relation](states, pairs).double(), 1).numpy()
    return out


def quotations(roles: dict[str, list[Span]], links: dict[str, np.ndarray]) -> list[Quotation]:
    """Groups contents into quotations, and gives each its cue and its source.

    A content joins the nearest earlier content whose following part it is, unless the two choose different cues. (To join
    all contents with the same cue instead makes one false content spoil a true quotation.)
    """
    contents, cues, sources = roles["content"], roles["cue"], roles["source"]
    cue_of = [int(row.argmax()) - 1 for row in links["cue"]]
    groups: list[list[int]] = []
    group_of: list[int] = []
    for i in range(len(contents)):
        before = next((j for j in range(i - 1, -1, -1) if np.exp(links["next"][j, i + 1]) >= JOIN), None)
        if before is not None and (cue_of[i] == cue_of[before] or min(cue_of[i], cue_of[before]) < 0):
            group_of.append(group_of[before])
            groups[group_of[i]].append(i)
        else:
            group_of.append(len(groups))
            groups.append([i])
    out = []
    for members in groups:
        cue = next((cue_of[i] for i in members if cue_of[i] >= 0), -1)
        score = links["source"][members].mean(0)
        score = score - log_sum_exp(score, 0)
        source = int(score.argmax()) - 1
        out.append(Quotation([contents[i] for i in members], cues[cue] if cue >= 0 else None,
                             sources[source] if source >= 0 else None,
                             float(np.exp(links["cue"][members, cue + 1].max())), float(np.exp(score.max()))))
    return out


def loose_spans(reading: Reading) -> dict[str, list[tuple[Span, Span | None]]]:
    """Cues and sources that no quotation took. A loose cue comes with its own source, by `cue_source`."""
    used = {id(s) for q in reading.quotations for s in (q.cue, q.source) if s}
    out: dict[str, list[tuple[Span, Span | None]]] = {"cue": [], "source": []}
    for i, cue in enumerate(reading.roles["cue"]):
        if id(cue) not in used:
            k = int(reading.links["cue_source"][i].argmax()) - 1
            source = reading.roles["source"][k] if k >= 0 else None
            out["cue"].append((cue, source))
            used.add(id(source))
    out["source"] = [(s, None) for s in reading.roles["source"] if id(s) not in used]
    return out
