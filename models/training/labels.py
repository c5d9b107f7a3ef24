"""From gold spans in characters to tags, links and pointing spans in units."""
from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from coreference import chains
from features import Pieces, pieces_of
from model import POINTERS, RELATIONS, ROLES, TAGS, UNMARKED
from novels import novel_points
from pronouns import pronoun_asks, pronoun_points
from repeats import Repeat, genders, repeats
from speakers import Ask, Points, speaker_points

TAG_ID = {head: {t: i for i, t in enumerate(tags)} for head, tags in TAGS.items()}
GENDERS = genders()
NONE, UNKNOWN = -1, -2          # answers of a link: there is none; it lies outside the window

# PolNeAR's marks are curly throughout; other people's are not. Same length, so that the gold offsets hold.
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
SINGLE = str.maketrans("“”", "‘’")
VARIANTS = {"as is": 0.75, "straight": 0.22, "single": 0.03}


def vary(text: str, variant: str) -> str:
    return text.translate(STRAIGHT) if variant == "straight" else text.translate(SINGLE) if variant == "single" else text


@dataclass
class Doc:
    id: str
    pieces: Pieces
    tags: dict[str, np.ndarray] = field(default_factory=dict)               # head -> tags a unit, where it is labelled
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)   # role -> spans of units, sorted
    links: dict[str, dict[int, int]] = field(default_factory=dict)          # relation -> span number -> span number or NONE
    names: list[tuple[int, int] | None] = field(default_factory=list)       # spans of units; None where no unit is left
    asks: dict[str, list[Ask]] = field(default_factory=dict)                # pointing relation -> asks with spans of units
    repeats: list[Repeat] = field(default_factory=list)                     # names that may be hidden
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


def prepare(raw: dict, kind: str, tokenizer, variant: str = "as is") -> Doc:
    """`kind` says what the data set labels: "entity" names, "role" attributions (and, where `raw` has "annotated" speakers,
    whom their sources mean), "chains" coreference chains, "novel" who speaks, "pronouns" annotated pronouns."""
    text = vary(raw["text"], variant)
    doc = Doc(raw["id"], pieces_of(text, tokenizer))
    if kind == "entity":
        label_entities(doc, raw, text)
    elif kind == "role":
        label_roles(doc, raw, text)
        if raw.get("names"):
            label_points(doc, article_points(raw), text)
    else:
        label_points(doc, {"chains": chains, "novel": novel_points, "pronouns": pronoun_points}[kind](raw, raw["names"]), text)
    return doc


def article_points(raw: dict) -> Points:
    names = sorted((s, e, kind) for s, e, kind in raw["names"])
    points = Points([(s, e) for s, e, _ in names], [kind == "PER" for _, _, kind in names], {})
    if raw.get("annotated"):
        points = speaker_points(raw, names, raw["annotated"], raw["everyone"])
    if raw.get("pronouns"):
        asked = points.asks.setdefault("speaker", [])
        sources = {ask.span for ask in asked}
        asked += [ask for ask in pronoun_asks(raw, points.names) if ask.span not in sources]
    return points


def label_spans(doc: Doc, head: str, text: str, spans) -> np.ndarray:
    """Tags of (start, end, kind). A span across paragraphs would be a forbidden chain, so it is left out."""
    tags, number = np.zeros(len(doc.pieces.unit_piece), dtype=np.int64), TAG_ID[head]
    for start, end, kind in spans:
        span = unit_span(doc.pieces, text, start, end)
        within = span and doc.pieces.unit_paragraph[span[0]] == doc.pieces.unit_paragraph[span[1]]
        if within and not tags[span[0]:span[1] + 1].any():
            tags[span[0]:span[1] + 1] = number["I-" + kind]
            tags[span[0]] = number["B-" + kind]
    return tags


def label_entities(doc: Doc, raw: dict, text: str) -> None:
    doc.tags["entity"] = label_spans(doc, "entity", text, (e[:3] for e in raw["entities"]))


def is_one_piece(pieces: Pieces, span: tuple[int, int] | None) -> bool:
    return (span is not None and span[0] == span[1] and span[0] + 1 < len(pieces.unit_piece)
            and pieces.unit_piece[span[0] + 1] - pieces.unit_piece[span[0]] == 1)


def label_points(doc: Doc, points: Points, text: str) -> None:
    pieces = doc.pieces
    doc.names = [unit_span(pieces, text, *name) for name in points.names]
    doc.repeats = [r for r in repeats(text, points.names, points.people, GENDERS) if is_one_piece(pieces, doc.names[r.name])]
    for relation in POINTERS:
        spans = ((ask, unit_span(pieces, text, *ask.span)) for ask in points.asks.get(relation, []))
        doc.asks[relation] = [replace(ask, span=span) for ask, span in spans if span]
    for head, spans in points.tags.items():
        tags = label_spans(doc, head, text, ((s, e, head.upper()) for s, e in spans))
        known = tags > 0
        known[1:] |= known[:-1].copy()          # a marked span ends where it ends, whatever may follow
        for start, end in points.unmarked[head]:
            span = unit_span(pieces, text, start, end)
            if span:
                at = np.arange(span[0], span[1] + 1)
                tags[at[~known[at]]] = UNMARKED
        doc.tags[head] = tags


def label_roles(doc: Doc, raw: dict, text: str) -> None:
    """Tags, and links between spans. Where spans overlap, the first one in the file keeps the units."""
    pieces = doc.pieces
    n = len(pieces.unit_piece)
    tags = doc.tags["role"] = np.zeros(n, dtype=np.int64)
    kept: dict[str, set] = {r: set() for r in ROLES}

    def keep(role, chars):
        span = unit_span(pieces, text, *chars)
        if span is None or pieces.unit_paragraph[span[0]] != pieces.unit_paragraph[span[1]]:
            return None
        if span not in kept[role]:
            if tags[span[0]:span[1] + 1].any():
                return None
            tags[span[0]:span[1] + 1] = TAG_ID["role"]["I-" + role.upper()]
            tags[span[0]] = TAG_ID["role"]["B-" + role.upper()]
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
