"""Fits one temperature a head on dev documents, so that confidences mean what they say, and prints how well they do.

  python calibrate.py --checkpoint CHECKPOINT --tokenizer tokenizer.json --roles polnear.dev.jsonl
                      --entities conllpp.dev.jsonl worldwide.dev.jsonl --out temperatures.json

What is calibrated is what a reader sees: the probability that a found span is exactly a gold span, and that the source
given to a found quotation is the right one (or rightly none). The printed tables are cross-fitted: each half of the
documents is judged at the temperature that fits the other half. The temperatures written are those of all of them.
"""
from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from data import read_jsonl, unit_span
from decode import Temperatures, decode_tags, link_table, paragraph_starts, quotations, read, unit_states
from export import load_checkpoint, quantised_copy
from features import load_tokenizer, pieces_of
from model import ROLES, Dixit

GRID = (0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5)


def tag_outcomes(head, states, starts, gold: set, temperature: float) -> list[tuple[float, bool]]:
    """Of the best chain's spans, which are the same at every temperature."""
    with torch.no_grad():
        spans = decode_tags(head.scores(states, starts).numpy(), head.table().numpy(), head.tags, temperature)
    return [(s.probability, (s.first, s.last, s.kind) in gold) for s in spans]


def link_outcomes(model: Dixit, pieces, states, reading, gold, temperature: float) -> list[tuple[float, bool]]:
    """For each found content that shares at least half with a gold one: is its source the gold one?"""
    spans = {r: [(s.first, s.last) for s in reading.roles[r]] for r in ROLES}
    with torch.no_grad():
        links = link_table(model, states, spans, pieces.unit_paragraph, temperature)
    out = []
    for q in quotations(reading.roles, links):
        for c in q.contents:
            for (first, last), sources in gold:
                common = min(c.last, last) - max(c.first, first) + 1
                if common > 0 and 2 * common >= max(c.last, last) - min(c.first, first) + 1:
                    right = not sources if q.source is None else any(q.source.first <= e and s <= q.source.last for s, e in sources)
                    out.append((q.source_probability, right))
                    break
    return out


def log_loss(outcomes) -> float:
    p = np.clip([x for x, _ in outcomes], 1e-6, 1 - 1e-6)
    y = np.array([x for _, x in outcomes], dtype=float)
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()) if len(y) else 0.0


def fit(by_temperature: dict[float, list[list]], documents) -> float:
    """The grid's temperature with the least log loss over the given documents."""
    return min(by_temperature, key=lambda t: log_loss([o for d in documents for o in by_temperature[t][d]]))


def table(outcomes, bins: int = 10) -> tuple[float, list[tuple[str, int, float, float]]]:
    """Expected calibration error, and (bin, count, mean confidence, share right)."""
    p, y = np.array([x for x, _ in outcomes]), np.array([x for _, x in outcomes], dtype=float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    rows, error = [], 0.0
    for b in range(bins):
        at = which == b
        if at.any():
            rows.append((f"{b / bins:.1f}–{(b + 1) / bins:.1f}", int(at.sum()), float(p[at].mean()), float(y[at].mean())))
            error += at.mean() * abs(p[at].mean() - y[at].mean())
    return float(error), rows


def report(name: str, by_temperature) -> float:
    n = len(next(iter(by_temperature.values())))
    halves = [range(0, n, 2), range(1, n, 2)]
    crossed = []
    for judged, fitted in (halves, halves[::-1]):
        t = fit(by_temperature, fitted)
        crossed += [o for d in judged for o in by_temperature[t][d]]
    error, rows = table(crossed)
    raw_error, _ = table([o for d in by_temperature[1.0] for o in d])
    best = fit(by_temperature, range(n))
    print(f"\n{name}: temperature {best}, expected calibration error {100 * error:.1f} % cross-fitted ({100 * raw_error:.1f} % at 1.0)")
    print("| confidence | spans | mean | right |\n| --- | --- | --- | --- |")
    for b, count, mean, right in rows:
        print(f"| {b} | {count} | {mean:.3f} | {right:.3f} |")
    return best


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--roles", nargs="+", required=True)
    ap.add_argument("--entities", nargs="+", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--weights", choices=("raw", "ema"), default="ema")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    model = quantised_copy(load_checkpoint(args.checkpoint, args.weights))
    tokenizer = load_tokenizer(args.tokenizer)
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    outcomes = {name: {t: [] for t in GRID} for name in ("entity", "role", "link")}
    for path in args.entities + args.roles:
        for raw in read_jsonl(path):
            text, pieces = raw["text"], pieces_of(raw["text"], tokenizer)
            if not len(pieces):
                continue
            states, starts = unit_states(model, pieces, cls_id, sep_id), paragraph_starts(pieces)
            if "quotes" not in raw:
                gold = {(*s, e[2]) for e in raw["entities"] if (s := unit_span(pieces, text, e[0], e[1]))}
                for t in GRID:
                    outcomes["entity"][t].append(tag_outcomes(model.heads.entity, states, starts, gold, t))
                continue
            units = [{r: [s for c in q[r] if (s := unit_span(pieces, text, *c))] for r in ROLES} for q in raw["quotes"]]
            gold = {(*s, r.upper()) for q in units for r in ROLES for s in q[r]}
            contents = [(s, q["source"]) for q in units for s in q["content"]]
            reading = read(model, pieces, states)
            for t in GRID:
                outcomes["role"][t].append(tag_outcomes(model.heads.role, states, starts, gold, t))
                outcomes["link"][t].append(link_outcomes(model, pieces, states, reading, contents, t))
    best = Temperatures()
    for name, by_temperature in outcomes.items():
        best = replace(best, **{name: report(name, by_temperature)})
    Path(args.out).write_text(json.dumps(vars(best)) + "\n")


if __name__ == "__main__":
    main()
