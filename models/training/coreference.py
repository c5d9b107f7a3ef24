"""Whom pronouns and phrases mean, from coreference data: chains of mentions (LitBank, GUM)."""
from __future__ import annotations

import re

from speakers import Ask, Points, Span, words

PERSONAL = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
OTHER_PRONOUNS = {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
NEVER_ASK = {"i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself", "we", "us", "our", "ours", "ourselves",
             "this", "that", "these", "those", "who", "whom", "whose", "which", "what", "one", "there", "here"}
OTHERS_KEPT, PHRASES_KEPT = 3, 4        # one in so many of the other pronouns, and of the phrases, asks
PHRASE_WORDS = 8


def is_head(text: str, mention: Span, name: Span) -> bool:
    """Whether a mention means what the name in it names: "Judge Mary Doe, the chair" and "Mary Doe", but not "Doe's son"."""
    before, after = text[mention[0]:name[0]].lower(), text[name[1]:mention[1]]
    return (not re.search(r"\b(?:of|from|in|at|to|for|by|with|and|who|that)\b|[,’']", before)
            and (not after.strip(" .)]") or bool(re.match(r" ?[,(]| who\b| of\b", after))))


def chains(raw: dict, names: list) -> Points:
    text = raw["text"]
    names = sorted((s, e, k) for s, e, k in names)
    spans = [(s, e) for s, e, _ in names]
    clusters = [sorted({(m[0], m[1]) for m in c}) for c in raw["coref"]]
    proper = {(m[0], m[1]) for c in raw["coref"] for m in c if "PROP" in m[2:]}
    mentions = sorted(((m, k) for k, c in enumerate(clusters) for m in c), key=lambda x: x[0][1] - x[0][0])
    owner: list[int | None] = []
    for name in spans:
        inner = next(((m, k) for m, k in mentions if m[0] <= name[0] and name[1] <= m[1]), None)
        owner.append(inner[1] if inner and is_head(text, inner[0], name) else None)
    proper |= {(e[0], e[1]) for e in raw["entities"]}     # by gold: a chain whose names were not found asks nothing
    surfaces = [tuple(words(text[s:e])) for s, e in spans]
    out = Points(spans, [k == "PER" for _, _, k in names], {"speaker": []})
    for k, cluster in enumerate(clusters):
        right = frozenset(i for i, o in enumerate(owner) if o == k)
        if not right and any(m in proper for m in cluster):
            continue
        own = {surfaces[i] for i in right}
        unsure = frozenset(i for i, o in enumerate(owner) if o is None and surfaces[i] in own)
        for n, m in enumerate(cluster):
            part = text[m[0]:m[1]].lower()
            if part in PERSONAL or (part in OTHER_PRONOUNS and n % OTHERS_KEPT == 0) or (
                    part not in PERSONAL | OTHER_PRONOUNS | NEVER_ASK and (n + k) % PHRASES_KEPT == 0
                    and len(part.split()) <= PHRASE_WORDS and len(cluster) > 1):
                out.asks["speaker"].append(Ask(m, right, unsure))
    return out
