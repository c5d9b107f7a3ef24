"""The losses of one batch: tag chains, links between roles, and pointing at names."""
from __future__ import annotations

import random

import numpy as np
import torch
import torch.nn.functional as F

from data import Batch
from decode import runs
from labels import UNKNOWN
from model import FORBIDDEN, POINTERS, RELATIONS, ROLES, TAGS, UNMARKED, Dixit, make_pairs

WEIGHTS = {"link": 0.5, "point": 2.0}     # of the losses; the others weigh 1


def total(parts: dict[str, torch.Tensor]) -> torch.Tensor:
    return sum(loss * WEIGHTS.get(name, 1.0) for name, loss in parts.items())


def losses(model: Dixit, batch: Batch, rng: random.Random, bf16: bool) -> dict[str, torch.Tensor]:
    """Everything is per unit of the batch, so that windows weigh by their length."""
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        hidden = model(batch.ids, batch.types, batch.lengths)
    states = hidden.float()[torch.arange(len(batch.ids))[:, None], batch.units]
    states = model.embeddings.dropout(states)
    out, found = {}, {}
    per_unit = batch.unit_mask.sum()
    for name in TAGS:
        head, has = getattr(model.heads, name), batch.labelled[name]
        scores = head.scores(states, batch.paragraph_start)
        found[name] = scores.detach().argmax(2).numpy()
        if has.any():
            out[name] = head.negative_log_likelihood(scores[has], batch.tags[name][has], batch.unit_mask[has]).sum() / per_unit
    spans = [found_spans(found, i, detail["units"]) for i, detail in enumerate(batch.windows)]
    layout = Layout(batch, spans, rng)
    flat = states.flatten(0, 1)
    for name, loss in (("link", layout.link_loss(model, flat)), ("point", layout.point_loss(model, flat, rng))):
        if loss is not None:
            out[name] = loss / per_unit
    return out


def found_spans(found: dict[str, np.ndarray], window: int, units: int) -> dict[str, list[tuple[int, int]]]:
    """The spans that the likeliest tags make, by kind (names aside)."""
    out: dict[str, list[tuple[int, int]]] = {}
    for head in ("role", "title", "affiliation"):
        tags = TAGS[head]
        out |= {t[2:].lower(): [] for t in tags[1::2]}
        for s, e, b in runs(found[head][window, :units]):
            out[tags[b][2:].lower()].append((s, e))
    return out


def alike(gold: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether two spans share at least half of what they cover."""
    common = min(gold[1], found[1]) - max(gold[0], found[0]) + 1
    return common > 0 and 2 * common >= max(gold[1], found[1]) - min(gold[0], found[0]) + 1


def noisy_spans(gold: list[tuple[int, int]], found: list[tuple[int, int]], rng: random.Random) -> list[tuple[int, int]]:
    """The gold spans of a window as they will be met at reading: some with the boundaries that the model itself finds, and
    some of its false spans among them. Gold spans keep their numbers; false ones follow."""
    out, false = list(gold), []
    for span in found:
        hit = False
        for i, g in enumerate(gold):
            if span[0] <= g[1] and g[0] <= span[1]:
                hit = True
                if alike(g, span) and rng.random() < 0.5:
                    out[i] = span
        if not hit and rng.random() < 0.5:
            false.append(span)
    return out + false


class Layout:
    """All windows of a batch laid one after the other, so that a relation is scored at once; pairs across windows are
    ruled out. Where a data set has no roles, the model's own contents are what lies between."""

    def __init__(self, batch: Batch, found: list[dict], rng: random.Random):
        self.batch, self.found, self.width = batch, found, batch.unit_mask.shape[1]
        self.paragraphs = np.zeros(batch.unit_mask.numel(), dtype=np.int64)
        self.spans: dict[str, list] = {r: [] for r in ROLES}
        self.window_of: dict[str, list[int]] = {r: [] for r in ROLES}
        self.links: dict[str, list[int]] = {r: [] for r in RELATIONS}
        self.contents: list[tuple[int, int]] = []
        self.noisy: list[dict | None] = []
        for w, detail in enumerate(batch.windows):
            self.paragraphs[w * self.width: w * self.width + detail["units"]] = detail["paragraph"]
            noisy = {r: noisy_spans(detail["spans"][r], found[w][r], rng) for r in ROLES} if "spans" in detail else None
            self.contents += self.place((noisy or found[w])["content"], w)
            if noisy is None:
                continue
            base = {r: len(self.spans[r]) for r in ROLES}
            for r in ROLES:
                self.spans[r] += self.place(noisy[r], w)
                self.window_of[r] += [w] * len(noisy[r])
            for relation, (asks, answers) in RELATIONS.items():
                targets = [t + base[answers] if t >= 0 else t for t in detail["links"][relation]]
                self.links[relation] += targets + [UNKNOWN] * (len(noisy[asks]) - len(targets))

    def place(self, spans, window: int) -> list[tuple[int, int]]:
        return [(s + window * self.width, e + window * self.width) for s, e in spans]

    def scores(self, model, states, relation, asks, ask_windows, answers, answer_windows, unsure=None):
        pairs = make_pairs(relation, asks, answers, self.contents, self.paragraphs)
        if answers:
            pairs.possible &= torch.tensor(ask_windows)[:, None] == torch.tensor(answer_windows)[None]
            if unsure is not None:
                pairs.possible &= ~unsure
        return model.heads.link[relation](states, pairs)

    def link_loss(self, model: Dixit, states):
        total = None
        for relation, (asks, answers) in RELATIONS.items():
            known = [i for i, t in enumerate(self.links[relation]) if t != UNKNOWN]
            if not known:
                continue
            scores = self.scores(model, states, relation, [self.spans[asks][i] for i in known],
                                 [self.window_of[asks][i] for i in known], self.spans[answers], self.window_of[answers])
            target = torch.tensor([self.links[relation][i] + 1 for i in known])
            ok = scores.gather(1, target[:, None])[:, 0] > FORBIDDEN / 2      # an answer beyond MAX_GAP cannot be learnt
            if ok.any():
                loss = F.cross_entropy(scores[ok], target[ok], reduction="sum")
                total = loss if total is None else total + loss
        return total

    def point_loss(self, model: Dixit, states, rng: random.Random):
        """Minus the log of the summed probability of all that is right: every name of the one who is meant, or none."""
        total = None
        names, name_windows, base = [], [], []
        for w, detail in enumerate(self.batch.windows):
            base.append(len(names))
            names += self.place(detail.get("names", []), w)
            name_windows += [w] * len(detail.get("names", []))
        for relation, kind in POINTERS.items():
            asks, windows, rows = [], [], []
            for w, detail in enumerate(self.batch.windows):
                if "asks" not in detail:
                    continue
                for ask, span in self.met_asks(relation, kind, w, detail, rng):
                    asks += self.place([span], w)
                    windows.append(w)
                    rows.append([[base[w] + i for i in some] for some in ask])
            if not asks:
                continue
            allowed = torch.zeros(len(asks), 1 + len(names), dtype=torch.bool)
            unsure = torch.zeros(len(asks), len(names), dtype=torch.bool)
            for i, (right, maybe) in enumerate(rows):
                unsure[i, maybe] = True
                allowed[i, 0] = not right
                allowed[i, [1 + n for n in right]] = True
            scores = self.scores(model, states, relation, asks, windows, names, name_windows, unsure)
            ok = (scores.detach() > FORBIDDEN / 2).logical_and(allowed[:, : scores.shape[1]]).any(1)
            if ok.any():
                log = torch.log_softmax(scores[ok], 1)
                loss = -torch.logsumexp(log.masked_fill(~allowed[ok], FORBIDDEN), 1).sum()
                total = loss if total is None else total + loss
        return total

    def met_asks(self, relation: str, kind: str, w: int, detail: dict, rng: random.Random):
        """The asks of a window with spans as they will be met at reading. A false title means no one."""
        asks = detail["asks"][relation]
        found = self.found[w]["source" if kind == "mention" else kind]
        for first, last, *ask in asks:
            own = [s for s in found if alike((first, last), s)] if kind != "mention" or "spans" in detail else []
            yield ask, (own[0] if own and rng.random() < 0.5 else (first, last))
        if kind == "mention" or not self.batch.labelled[kind][w]:
            return
        tags = self.batch.tags[kind][w].numpy()
        for s, e in found:
            if not tags[s:e + 1].any() and rng.random() < 0.5:       # neither marked nor unmarked: known to be none
                yield ([], []), (s, e)
