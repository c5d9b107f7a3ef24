"""How well the pointing heads say who is meant, on gold asks and on what the model itself finds.

  python pointing.py --checkpoint CHECKPOINT --tokenizer tokenizer.json [--int8] [--gap gap.dev.jsonl]
                     [--articles polnear.dev.jsonl --speakers polnear.dev.jsonl] [--documents N]

Prints the share of GAP's pronouns that are right (A, B or neither), the share of gold sources whose likeliest person is the
annotated speaker, and F1 of the titles and affiliations that the annotated speakers get. The engine's figures are others:
it gathers names into persons by itself, which here is done with the gold speakers.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter

import numpy as np
import torch

from decode import POINTING, Reading, link_table, read, unit_states, units
from export import load_checkpoint, quantised_copy
from features import load_tokenizer, pieces_of
from labels import unit_span
from losses import alike
from model import POINTERS, ROLES
from rows import read_jsonl
from speakers import Owners, load_speakers, words

PRONOUN_SOURCES = {"he", "she", "it", "they", "who", "his", "her", "their", "him", "them", "its", "himself", "herself"}
NOBODY = "nobody"       # the choice that no name is meant


class Text:
    """A document read by the model, with what is needed to ask it more."""

    def __init__(self, model, tokenizer, raw: dict, bf16: bool = False):
        self.model, self.text = model, raw["text"]
        self.pieces = pieces_of(self.text, tokenizer)
        cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        self.states = unit_states(model, self.pieces, cls_id, sep_id, bf16=bf16)
        self.reading: Reading = read(model, self.text, self.pieces, self.states)
        self.names = units(self.reading.entities)

    def chars(self, span: tuple[int, int]) -> tuple[int, int]:
        return int(self.pieces.unit_start[span[0]]), int(self.pieces.unit_end[span[1]])

    def ask(self, asks: list[tuple[int, int]], names: list[tuple[int, int]]) -> np.ndarray:
        """Probabilities [asks, 1 + names] of the relation `speaker`."""
        spans = {r: units(self.reading.roles[r]) for r in ROLES} | {"mention": asks, "name": names}
        spans |= {kind: [] for kind in POINTERS.values() if kind != "mention"}
        with torch.no_grad():
            return np.exp(link_table(self.model, self.states, spans, self.pieces.unit_paragraph, POINTING)["speaker"])


def best(row: np.ndarray, groups: list) -> tuple[object, float]:
    """The likeliest person, the names of one person taken together, or nobody."""
    sums = Counter({NOBODY: float(row[0])})
    for group, p in zip(groups, row[1:]):
        sums[group] += float(p)
    return max(sums.items(), key=lambda x: x[1])


def gap_outcome(document: Text, raw: dict, gold_names: bool) -> bool:
    names = list(document.names)
    at = [unit_span(document.pieces, document.text, e[0], e[1]) for e in raw["entities"]]
    if gold_names:
        names = sorted([n for n in names if not any(n[0] <= a[1] and a[0] <= n[1] for a in at)] + at)
    row = document.ask([unit_span(document.pieces, document.text, *raw["pronoun"])], names)[0]
    candidates = [(set(words(document.text[e[0]:e[1]])), span) for e, span in zip(raw["entities"], at)]
    groups = []
    for name in names:
        own = words(document.text[slice(*document.chars(name))])
        over = [letter for letter, (_, span) in zip("AB", candidates) if name[0] <= span[1] and span[0] <= name[1]]
        alike_in_words = [letter for letter, (parts, _) in zip("AB", candidates) if parts & set(own)]
        meant = over or alike_in_words
        groups.append(meant[0] if len(meant) == 1 else " ".join(own[-1:]))
    choice, _ = best(row, groups)
    choice = choice if choice in ("A", "B") else "neither"
    linked = {tuple(m) for c in raw["coref"] for m in c}
    gold = next((letter for letter, e in zip("AB", raw["entities"]) if (e[0], e[1]) in linked), "neither")
    return choice == gold


class Article:
    """The gold speakers of a document that was read, and which of the found names are theirs."""

    def __init__(self, document: Text, raw: dict, speakers: list):
        self.document, self.raw, self.speakers = document, raw, speakers
        names = [(*document.chars(n), e.kind) for n, e in zip(document.names, document.reading.entities)]
        sources = {q["id"]: [tuple(s) for s in sorted(q["source"])] for q in raw["quotes"]}
        self.owners = Owners(document.text, names, speakers, sources)
        self.groups = [o if o is not None else " ".join(words(document.text[s:e]))
                       for o, (s, e, _) in zip(self.owners.owner, names)]
        self.gold_sources = [(k, unit_span(document.pieces, document.text, *sources[q][0]))
                             for k, s in enumerate(speakers) for q in s.sources if sources.get(q)]

    def right(self, k: int, choice) -> bool:
        answers, unsure = self.owners.answers(k)
        if choice == NOBODY:
            return not answers and not unsure
        return choice == k or any(self.groups[i] == choice for i in unsure)

    def sources(self, found: bool) -> list[tuple[str, float, bool]]:
        """(what sort, probability, right) of each gold source, at its gold or at its found place."""
        out = []
        decoded = units(self.document.reading.roles["source"])
        asked = [(k, next((d for d in decoded if alike(span, d)), None) if found else span) for k, span in self.gold_sources]
        asked = [(k, span) for k, span in asked if span]
        for (k, span), row in zip(asked, self.document.ask([s for _, s in asked], self.document.names)):
            choice, p = best(row, self.groups)
            text = self.document.text[slice(*self.document.chars(span))].lower()
            sort = "nameless" if not any(self.owners.answers(k)) else "pronoun" if text in PRONOUN_SOURCES else "phrase"
            out.append((sort, p, self.right(k, choice)))
        return out

    def borne(self, tag: str) -> list[tuple[int, str, float, bool]]:
        """(speaker, text, probability, right) of each distinct title or affiliation that a gold speaker gets."""
        reading = self.document.reading
        spans = reading.titles if tag == "title" else reading.affiliations
        found: dict[tuple[int, str], float] = {}
        for span, row in zip(spans, np.exp(reading.links[tag])):
            choice, p = best(row, self.groups)
            if isinstance(choice, int):
                key = choice, plain(self.document.text[slice(*self.document.chars((span.first, span.last)))])
                found[key] = max(found.get(key, 0.0), p * span.probability)
        gold = self.gold(tag)
        return [(k, text, p, (k, text) in gold) for (k, text), p in found.items()]

    def gold(self, tag: str) -> set[tuple[int, str]]:
        return {(k, plain(self.document.text[s:e])) for k, sp in enumerate(self.speakers)
                for s, e in (sp.titles if tag == "title" else sp.affiliations)}


def plain(text: str) -> str:
    return text.casefold().strip(" .,()")


def articles(model, tokenizer, path, speakers_path, documents: int | None = None, bf16: bool = False):
    raws = read_jsonl(path)
    annotated = load_speakers(speakers_path, {r["id"]: r["text"] for r in raws})
    for raw in [r for r in raws if r["id"] in annotated][:documents]:
        yield Article(Text(model, tokenizer, raw, bf16), raw, annotated[raw["id"]])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--weights", choices=("raw", "ema"), default="ema")
    ap.add_argument("--int8", action="store_true")
    ap.add_argument("--bf16", action="store_true")
    ap.add_argument("--gap")
    ap.add_argument("--articles")
    ap.add_argument("--speakers")
    ap.add_argument("--documents", type=int, default=None)
    ap.add_argument("--least", type=float, default=0.0, help="least probability of a title or affiliation that is given")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    model, tokenizer = load_checkpoint(args.checkpoint, args.weights), load_tokenizer(args.tokenizer)
    model = quantised_copy(model) if args.int8 else model
    figures: dict[str, float] = {}
    if args.gap:
        raws = read_jsonl(args.gap)[: args.documents]
        read_ones = [(Text(model, tokenizer, raw, args.bf16), raw) for raw in raws]
        for key, gold in (("gap", False), ("gap with gold names", True)):
            figures[key] = 100 * float(np.mean([gap_outcome(d, raw, gold) for d, raw in read_ones]))
    if args.articles:
        asked: dict[str, list[bool]] = {}
        counts = {tag: [0, 0, 0] for tag in ("title", "affiliation")}
        for article in articles(model, tokenizer, args.articles, args.speakers, args.documents, args.bf16):
            for sort, _, right in article.sources(found=False):
                for key in {sort, "nameless" if sort == "nameless" else "named"}:
                    asked.setdefault(key, []).append(right)
            for tag, c in counts.items():
                borne = [x for x in article.borne(tag) if x[2] >= args.least]
                c[0] += sum(x[3] for x in borne)
                c[1] += len(borne)
                c[2] += len(article.gold(tag))
        figures |= {f"{key} sources ({len(x)})": 100 * float(np.mean(x)) for key, x in sorted(asked.items())}
        for tag, (both, found, gold) in counts.items():
            figures |= {f"{tag} P": 100 * both / max(1, found), f"{tag} R": 100 * both / max(1, gold),
                        f"{tag} F1": 200 * both / max(1, found + gold)}
    print(json.dumps({k: round(v, 1) for k, v in figures.items()}))


if __name__ == "__main__":
    main()
