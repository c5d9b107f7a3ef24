"""Other people in the same roles: the words of persons' names give way to other names, the same word to the same one.

Few texts say whom their pronouns mean. With new names at every reading the encoder learns how they lie and what is said,
not who they are. A given name becomes one of the same gender.
"""
from __future__ import annotations

import random
import re
from pathlib import Path

from repeats import GIVEN, genders

SURNAMES = GIVEN.with_name("surnames.txt")
PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


class Renamer:
    def __init__(self, given: Path = GIVEN, surnames: Path = SURNAMES):
        self.gender = genders(given)
        self.given = {g: [name.capitalize() for name, of in self.gender.items() if of == g] for g in "mf"}
        self.surnames = surnames.read_text(encoding="utf8").split()

    def renamed(self, raw: dict, rng: random.Random) -> dict:
        """A document with "names" and annotated pronouns, with other names in its text and all offsets moved along."""
        text, annotated = raw["text"], raw["pronouns"]
        told = {}                      # first words of names -> gender of the pronouns that mean who bears them
        for start, end, person in annotated["pronouns"]:
            for s, e in annotated["persons"][person] if person >= 0 else []:
                told[text[s:e].split()[0]] = PRONOUN_GENDER[text[start:end].lower()]
        spans = sorted({(s, e) for s, e, kind in raw["names"] if kind == "PER"}
                       | {tuple(s) for person in annotated["persons"] for s in person})
        new, pieces, moves, at = {}, [], [], 0
        for start, end in spans:
            for m in re.finditer(r"[^\W\d_]{2,}(?=\W|$)", text[start:end]):
                word, begin = m[0], start + m.start()
                if begin < at or not word.istitle():
                    continue
                if word not in new:
                    first = m.start() == 0 and end - start > len(word)
                    gender = self.gender.get(word.lower(), told.get(word, "") if first else "")
                    new[word] = rng.choice(self.given[gender]) if gender in self.given else word if first else rng.choice(self.surnames)
                pieces += [text[at:begin], new[word]]
                at = begin + len(word)
                moves.append((at, len(new[word]) - len(word)))
        pieces.append(text[at:])
        move = lambda place: place + sum(by for end, by in moves if end <= place)
        span = lambda s: [move(s[0]), move(s[1]), *s[2:]]
        return {**raw, "text": "".join(pieces), "names": [span(n) for n in raw["names"]],
                "pronouns": {"persons": [[span(s) for s in person] for person in annotated["persons"]],
                              "pronouns": [span(p) for p in annotated["pronouns"]]}}
