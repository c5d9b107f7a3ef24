"""Who is meant in the articles of PolNeAR: from annotated speakers to asking spans and the names that answer them.

A speaker is annotated with its fullest name, its titles and affiliations, and the attributions whose source it is. Which
names of the article mean that speaker is worked out here: the full name, and parts of it that no one else shares.
"""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from rows import read_jsonl

Span = tuple[int, int]
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
NEAR_BEFORE, NEAR_AFTER = 60, 100       # characters around a name where its titles and affiliations stand


@dataclass
class Ask:
    """A span that means someone, and the names (by number) that are right. If none is right, the answer is that no name is
    meant."""
    span: Span
    right: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()      # may or may not be right: not to be chosen in training


@dataclass
class Points:
    """What the pointing heads learn from one document, in characters. Tags are None where nobody marked them."""
    names: list[Span]
    people: list[bool]                        # which of them are persons' names
    asks: dict[str, list[Ask]]
    tags: dict[str, list[Span]] = field(default_factory=dict)         # "title", "affiliation"
    unmarked: dict[str, list[Span]] = field(default_factory=dict)     # where there may be more of them


@dataclass
class Speaker:
    name: str
    kind: str                                    # person, organization, group, unnamed
    sources: list[str] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    affiliations: list[Span] = field(default_factory=list)

    def __post_init__(self):
        self.words = words(self.name)


def words(name: str) -> list[str]:
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", re.sub(r"[’']s?(?!\w)", "", name.lower()))
    found = [w for w in found if w not in SUFFIXES]
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def nth_span(text: str, part: str, nth: int) -> Span | None:
    at = -1
    for _ in range(nth):
        at = text.find(part, at + 1)
        if at < 0:
            return None
    return at, at + len(part)


def load_speakers(path, texts: dict[str, str]) -> dict[str, list[Speaker]]:
    """Annotated documents: names, titles and affiliations as text and number of its occurrence, or as offsets."""
    return {row["id"]: [speaker_of(s, texts[row["id"]]) for s in row["speakers"]] for row in read_jsonl(path) if row["id"] in texts}


def speaker_of(row: dict, text: str) -> Speaker:
    def spans(entries):
        found = (tuple(e) if isinstance(e, list) else nth_span(text, e["text"], e["nth"]) for e in entries)
        return [s for s in found if s]

    name = row["name"] if isinstance(row["name"], str) else text[slice(*row["name"])]
    return Speaker(name, row["kind"], row["sources"], spans(row["titles"]), spans(row["affiliations"]))


def may_mean(name: list[str], kind: str, surface: str, speaker: Speaker) -> bool:
    """Whether a name in the text can be one of this speaker, by its words alone."""
    own = speaker.words
    if not name or not own:
        return False
    if name == own:
        return True
    if speaker.kind == "person":
        if kind == "LOC":
            return False
        if len(name) > 1 and len(own) > 1:
            return name[-1] == own[-1] and (name[0] == own[0] or set(name) <= set(own))
        return len(name) == 1 and name[0] in (own[0], own[-1]) or len(own) == 1 and own[0] == name[-1] and kind == "PER"
    if speaker.kind == "organization" and kind in ("ORG", "MISC"):
        initials = "".join(w[0] for w in own if w not in ("of", "the", "and", "for")).upper()
        if len(own) > 1 and surface.replace(".", "") in (initials, "".join(w[0] for w in own).upper()):
            return True
        n = len(name)
        return kind == "ORG" and len(own) > n and name in (own[:n], own[-n:])
    return False


class Owners:
    """Which names of a text are whose. `owner[i]` is the speaker's number or None, `maybe[i]` those it might be."""

    def __init__(self, text: str, names: list[tuple[int, int, str]], speakers: list[Speaker], sources: dict[str, list[Span]]):
        surfaces = [text[s:e] for s, e, _ in names]
        split = [words(x) for x in surfaces]
        kinds = [k for _, _, k in names]
        people = list(speakers)                          # and everyone else with a full name competes for the parts of it
        known: set[tuple] = set()
        for w, kind, surface in zip(split, kinds, surfaces):
            if kind == "PER" and len(w) > 1 and tuple(w) not in known and not any(may_mean(w, kind, surface, s) for s in speakers):
                known.add(tuple(w))
                people.append(Speaker(surface, "person"))
        self.owner: list[int | None] = [None] * len(names)
        self.maybe: list[set[int]] = [set() for _ in names]
        for i, (w, kind, surface) in enumerate(zip(split, kinds, surfaces)):
            fits = [k for k, s in enumerate(people) if may_mean(w, kind, surface, s)]
            exact = [k for k in fits if people[k].words == w]
            self._decide(i, exact if len(exact) == 1 else fits)
        # A source that is but a name says whose it is; where all such agree, so do the others of the same words.
        said: dict[tuple, Counter] = {}
        for k, speaker in enumerate(speakers):
            for start, end in (span for q in speaker.sources for span in sources.get(q, [])):
                for i, (s, e, _) in enumerate(names):
                    if k in self.maybe[i] and start <= s and e <= end and end - e <= 2:
                        said.setdefault(tuple(split[i]), Counter())[k] += 1
                        self._decide(i, [k])
        for i, w in enumerate(split):
            votes = said.get(tuple(w))
            if self.maybe[i] and votes and len(votes) == 1:
                self._decide(i, list(votes))
        count = len(speakers)
        self.owner = [k if k is not None and k < count else None for k in self.owner]
        self.maybe = [{k for k in ks if k < count} for ks in self.maybe]

    def _decide(self, i: int, fits: list[int]) -> None:
        self.owner[i] = fits[0] if len(fits) == 1 else None
        self.maybe[i] = set(fits) if len(fits) > 1 else set()

    def answers(self, k: int) -> tuple[frozenset[int], frozenset[int]]:
        return (frozenset(i for i, o in enumerate(self.owner) if o == k),
                frozenset(i for i, m in enumerate(self.maybe) if k in m))


def speaker_points(raw: dict, names: list, speakers: list[Speaker], everyone: bool) -> Points:
    """Labels of one annotated article. `everyone`: titles and affiliations are marked for all persons that the article
    names; otherwise only for the speakers, and what stands near others stays unmarked."""
    text = raw["text"]
    names = sorted((s, e, k) for s, e, k in names)
    sources = {q["id"]: [tuple(s) for s in sorted(q["source"])] for q in raw["quotes"]}
    owners = Owners(text, names, speakers, sources)
    answers = [owners.answers(k) for k in range(len(speakers))]
    out = Points([(s, e) for s, e, _ in names], [k == "PER" for _, _, k in names], {"speaker": [], "title": [], "affiliation": []})

    def ask(relation: str, span: Span, bearers: list[int]) -> None:
        right = frozenset().union(*(answers[k][0] for k in bearers))
        unsure = frozenset().union(*(answers[k][1] for k in bearers)) - right
        nameless = all(speakers[k].kind != "person" for k in bearers)
        if right or (nameless and not unsure):
            out.asks[relation].append(Ask(span, right, unsure))

    for k, speaker in enumerate(speakers):
        for q in speaker.sources:
            if sources.get(q):
                ask("speaker", sources[q][0], [k])
    stranger = [(s, e) for i, (s, e, kind) in enumerate(names)
                if kind == "PER" and owners.owner[i] is None and not owners.maybe[i]]
    marked: dict[str, dict[Span, list[int]]] = {}
    for tag in ("title", "affiliation"):
        bearers: dict[Span, list[int]] = {}
        for k, speaker in enumerate(speakers):
            for span in speaker.titles if tag == "title" else speaker.affiliations:
                bearers.setdefault(span, []).append(k)
        marked[tag] = bearers
        open_spans = [] if everyone else [(max(0, s - NEAR_BEFORE), min(len(text), e + NEAR_AFTER)) for s, e in stranger]
        repeats(text, tag, marked, [answers[k][0] for k in range(len(speakers))], out.names, open_spans)
        out.tags[tag], out.unmarked[tag] = sorted(bearers), open_spans
        for span, ks in sorted(bearers.items()):
            ask(tag, span, ks)
    return out


def repeats(text: str, tag: str, marked: dict, right: list[frozenset[int]], names: list[Span], open_spans: list[Span]) -> None:
    """The same words elsewhere: beside a name of the same bearer they are the same title or affiliation again (adds them to
    `marked[tag]`), near one they may be. A title's words may be one anywhere."""
    gold = dict(marked[tag])
    for (start, end), ks in gold.items():
        part = text[start:end]
        own = [names[i] for k in ks for i in right[k]]
        for m in re.finditer(r"(?<!\w)" + re.escape(part) + r"(?!\w)", text):
            span = m.span()
            if any(s < span[1] and span[0] < e for s, e in marked[tag]):
                continue
            before = {s for s, _ in own}                       # where names of the bearer begin
            beside = skip(text, span[1]) in before
            if tag == "affiliation" and not beside:            # "Republican Sen. X": a title may stand between
                beside = any(skip(text, span[1]) == s and skip(text, e) in before for s, e in marked["title"])
            beside = beside or any(text[e:span[0]] in (", ", ", the ", ", a ", " (", ", who is ") for _, e in own)
            if beside:
                marked[tag][span] = ks
            elif tag == "title" or any(abs(s - span[1]) < NEAR_BEFORE or abs(span[0] - e) < NEAR_BEFORE for s, e in own):
                open_spans.append(span)


def skip(text: str, at: int) -> int:
    """The place after the white space here."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at
