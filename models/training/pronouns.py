"""Texts whose pronouns were annotated: whom each he, she, his, her, … means, by the names that the text gives."""
from __future__ import annotations

from rows import read_jsonl
from speakers import Ask, Points, Span, words


def load_pronouns(path) -> dict[str, dict]:
    """`annotations/pronouns.jsonl.gz` by document: {"persons": [[[start, end]..] of the names of each], "pronouns": [[start,
    end, person or -1 for somebody without a name]..]}, in characters."""
    return {row["id"]: row for row in read_jsonl(path)}


def touches(one, other) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def pronoun_points(raw: dict, names: list) -> Points:
    """`names` as they will be met at reading, and those of the persons meant that are not among them."""
    unfound = [(*span, "PER") for person in raw["pronouns"]["persons"] for span in person
               if not any(touches(span, name) for name in names)]
    names = sorted((s, e, kind) for s, e, kind in [*names, *unfound])
    spans = [(s, e) for s, e, _ in names]
    return Points(spans, [kind == "PER" for _, _, kind in names], {"speaker": pronoun_asks(raw, spans)})


def pronoun_asks(raw: dict, names: list[Span]) -> list[Ask]:
    """Whom the pronouns mean, among these names. Who is named, but by none of them, is not asked for."""
    text, persons = raw["text"], raw["pronouns"]["persons"]
    owners = [{k for k, own in enumerate(persons) if any(touches(name, s) for s in own)} for name in names]
    own_words = [{w for s in own for w in words(text[slice(*s)])} for own in persons]
    alike = [{k for k, own in enumerate(own_words) if own & set(words(text[slice(*name)]))} for name in names]
    asks = []
    for start, end, person in raw["pronouns"]["pronouns"]:
        right = frozenset(i for i, owner in enumerate(owners) if owner == {person})
        unsure = frozenset(i for i, like in enumerate(alike) if person in like and len(owners[i]) != 1)
        if right or person < 0:
            asks.append(Ask((start, end), right, unsure))
    return asks
