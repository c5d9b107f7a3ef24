"""Who speaks in novels: quotations with their speakers, who are characters with aliases (PDNC)."""
from __future__ import annotations

import re

from coreference import NEVER_ASK
from speakers import Ask, Points, Span, words

HONORIFICS = {"mr", "mrs", "ms", "miss", "dr", "lady", "lord", "sir", "colonel", "captain", "major", "general", "reverend",
              "professor", "aunt", "uncle", "madame", "monsieur", "count", "countess", "princess", "prince", "mademoiselle"}
DETERMINERS = ("the ", "a ", "an ", "his ", "her ", "their ", "my ", "one ", "another ")
WORDS_BEFORE = 2        # of a name that may belong to an alias, such as "old Mr."


def whose(text: str, name: Span, aliases: dict[tuple[str, ...], set[str]]) -> set[str]:
    """The characters that have this name with as many of the words before it as any alias has. "Miss Beaver" is nobody
    who is called but Beaver."""
    before = [m.start() for m in re.finditer(r"\S+", text[max(0, name[0] - 40):name[0]])]
    starts = [max(0, name[0] - 40) + at for at in before[-WORDS_BEFORE:]]
    for start in starts:
        found = aliases.get(tuple(words(text[start:name[1]])))
        if found:
            return found
    if starts and set(words(text[starts[-1]:name[0]])) & HONORIFICS:
        return set()
    return aliases.get(tuple(words(text[slice(*name)])), set())


def dialogue_asks(raw: dict, right: dict[str, frozenset[int]], unsure: dict[str, frozenset[int]], nameless: set[str]) -> list[Ask]:
    """Who speaks: the source asks, or where there is none, what is quoted. `right` and `unsure` are names by speaker; who is
    `nameless` is meant by no name, and of others without a right one nothing is known. Descriptions ask where they mean no
    name only: novels speak of "the old man" whom they named pages before, and news do not."""
    asks = []
    for quote in raw["quotes"]:
        speaker, source = quote["speaker"], quote["source"]
        if source and raw["text"][slice(*source[0])].lower() in NEVER_ASK:
            continue
        span = tuple(source[0] if source else quote["content"][0])
        described = bool(source) and raw["text"][slice(*span)].lower().startswith(DETERMINERS)
        if right.get(speaker) and not described:
            asks.append(Ask(span, right[speaker], unsure.get(speaker, frozenset())))
        elif speaker in nameless:
            asks.append(Ask(span))
    return asks


def novel_points(raw: dict, names: list) -> Points:
    names = sorted((s, e, kind) for s, e, kind in names)
    spans = [(s, e) for s, e, _ in names]
    aliases: dict[tuple[str, ...], set[str]] = {}
    own_words: dict[str, set[str]] = {}
    for character, known in raw["characters"].items():
        for alias in {character, *known}:
            aliases.setdefault(tuple(words(alias)), set()).add(character)
            own_words.setdefault(character, set()).update(set(words(alias)) - HONORIFICS)
    owners = [whose(raw["text"], span, aliases) for span in spans]
    surfaces = [set(words(raw["text"][s:e])) for s, e in spans]
    right = {c: frozenset(i for i, owner in enumerate(owners) if owner == {c}) for c in own_words}
    unsure = {c: frozenset(i for i, w in enumerate(surfaces) if w & own) - right[c] for c, own in own_words.items()}
    nameless = {c for c, known in raw["characters"].items()
                if all(re.match(r"(?:The|An?) ", alias) for alias in known) and not right[c] and not unsure[c]}
    return Points(spans, [kind == "PER" for _, _, kind in names], {"speaker": dialogue_asks(raw, right, unsure, nameless)})
