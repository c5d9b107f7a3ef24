"""Hidden names: a name that a text repeats is replaced by a mask or a pronoun, and its other mentions are the answer.

Coreference data are few; every text that names someone twice teaches the same for nothing.
"""
from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from speakers import words

HIDDEN_SHARE = 0.6          # of the windows that repeat a name
MOST_HIDDEN = 3             # names in a window
PRONOUN_SHARE = 0.5         # of the hidden ones whose gender a first name tells
OBJECT_AFTER = {"of", "to", "for", "with", "by", "from", "on", "against", "about", "told", "at", "than", "and", "backing"}
PRONOUNS = {("m", False): "he", ("m", True): "him", ("f", False): "she", ("f", True): "her"}
GIVEN = Path(__file__).parent / "../../src/lexicon/given.txt"


@dataclass(frozen=True)
class Repeat:
    name: int                   # number of a name of one piece
    right: frozenset[int]       # the other mentions in the same words
    unsure: frozenset[int]      # names that share a word with it
    pronoun: str                # that may stand for it; "" where that is not known


def genders(path: Path = GIVEN) -> dict[str, str]:
    """Gender by given name, from the engine's own list."""
    return dict(line.lower().split() for line in path.read_text(encoding="utf8").splitlines() if line.strip())


def repeats(text: str, names: list[tuple[int, int]], people: list[bool], gender: dict[str, str]) -> list[Repeat]:
    surfaces = [tuple(words(text[s:e])) for s, e in names]
    told: dict[str, set[str]] = {}          # last word of full names -> genders of their first words
    for surface, person in zip(surfaces, people):
        if person and len(surface) > 1:
            told.setdefault(surface[-1], set()).add(gender.get(surface[0], "u"))
    count, out = Counter(surfaces), []
    for i, (surface, person) in enumerate(zip(surfaces, people)):
        if not person or len(surface) != 1 or not count[surface] > 1:
            continue
        right = frozenset(k for k, other in enumerate(surfaces) if other == surface and k != i)
        unsure = frozenset(k for k, other in enumerate(surfaces) if surface[0] in other) - right
        known = told.get(surface[0], {gender.get(surface[0], "u")})
        before = text[:names[i][0]].rstrip()[-12:].split()
        possessive = text[names[i][1]:names[i][1] + 1] in ("'", "’")
        key = (next(iter(known)) if len(known) == 1 else "u", bool(before) and before[-1].lower() in OBJECT_AFTER)
        out.append(Repeat(i, right, unsure, "" if possessive else PRONOUNS.get(key, "")))
    return out


def hide(detail: dict, rng: random.Random) -> list[tuple[int, str]]:
    """Chooses names of a window to hide: (unit, pronoun or "" for a mask) of each. The window's asks get the new ones, and
    none has a hidden name for an answer any more."""
    able = detail.get("repeats")
    if not able or rng.random() > HIDDEN_SHARE:
        return []
    chosen = rng.sample(able, min(len(able), rng.randint(1, MOST_HIDDEN)))
    hidden = {name for name, *_ in chosen}
    asks = detail["asks"]
    asks["speaker"] = asks["speaker"] + [(*[detail["names"][name][0]] * 2, right, unsure) for name, right, unsure, _ in chosen]
    for relation, rows in asks.items():
        asks[relation] = []
        for first, last, right, unsure in rows:
            seen = [k for k in right if k not in hidden]
            if bool(seen) == bool(right):
                asks[relation].append((first, last, seen, sorted(hidden | set(unsure))))
    return [(detail["names"][name][0], pronoun if rng.random() < PRONOUN_SHARE else "") for name, _, _, pronoun in chosen]
