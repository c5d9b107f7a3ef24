"""Fits two numbers a head on dev documents, so that confidences mean what they say, and prints how well they do.

  python calibrate.py --checkpoint CHECKPOINT --tokenizer tokenizer.json --roles polnear.dev.jsonl
                      --entities conllpp.dev.jsonl worldwide.dev.jsonl --speakers speakers/polnear.dev.jsonl
                      --out calibration.json

What is calibrated is what a reader sees: the probability that a found span is exactly a gold span, and that the source
given to a found quotation is the right one (or rightly none); that a found source means the one whom the heads find likeliest
(or rightly no name), and that a title or affiliation is one and is borne by the speaker whom they give it to. The confidence is sigmoid(slope * logit(p) + offset) of the
model's own probability p. (One temperature for the whole chain would do as well here, but spans chosen at it are worse.)
The printed tables are cross-fitted: each half of the documents is judged by the numbers that fit the other half. The
numbers written are those of all of them.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from decode import calibrated, logit, read, unit_states
from export import load_checkpoint, quantised_copy
from features import load_tokenizer, pieces_of
from labels import unit_span
from model import ROLES
from pointing import articles
from rows import read_jsonl


def tag_outcomes(spans, gold: set) -> list[tuple[float, bool]]:
    return [(s.probability, (s.first, s.last, s.kind) in gold) for s in spans]


def link_outcomes(reading, gold) -> list[tuple[float, bool]]:
    """For each found content that shares at least half with a gold one: is its source the gold one?"""
    out = []
    for q in reading.quotations:
        for c in q.contents:
            for (first, last), sources in gold:
                common = min(c.last, last) - max(c.first, first) + 1
                if common > 0 and 2 * common >= max(c.last, last) - min(c.first, first) + 1:
                    right = not sources if q.source is None else any(q.source.first <= e and s <= q.source.last for s, e in sources)
                    out.append((q.source_probability, right))
                    break
    return out


def fit(outcomes, steps: int = 50) -> tuple[float, float]:
    """Slope and offset of the least log loss, by Newton's method with steps halved until they help; a little pull towards
    (1, 0) keeps small samples sane."""
    x = np.array([logit(p) for p, _ in outcomes])
    y = np.array([right for _, right in outcomes], dtype=float)
    design, start = np.stack([x, np.ones_like(x)], 1), np.array([1.0, 0.0])

    def loss(w):
        z = design @ w
        return (np.logaddexp(0, z) - y * z).sum() + ((w - start) ** 2).sum() / 2

    w = start
    for _ in range(steps):
        p = np.exp(-np.logaddexp(0, -(design @ w)))
        gradient = design.T @ (p - y) + (w - start)
        step = np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]) + np.eye(2), gradient)
        size = 1.0
        while size > 1e-6 and loss(w - size * step) > loss(w):
            size /= 2
        w = w - size * step
    return round(float(w[0]), 4), round(float(w[1]), 4)


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


def report(name: str, documents: list[list[tuple[float, bool]]]) -> tuple[float, float]:
    halves = [[o for d in documents[k::2] for o in d] for k in (0, 1)]
    crossed = []
    if all(halves):
        for judged, numbers in ((halves[0], fit(halves[1])), (halves[1], fit(halves[0]))):
            crossed += [(calibrated(p, numbers), y) for p, y in judged]
    everything = [o for d in documents for o in d]
    best = fit(everything)
    error, rows = table(crossed)
    print(f"\n{name}: slope {best[0]}, offset {best[1]}; expected calibration error {100 * error:.1f} % cross-fitted "
          f"({100 * table(everything)[0]:.1f} % of the raw probabilities)")
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
    ap.add_argument("--speakers", required=True, help="annotated speakers of the documents of the first --roles file")
    ap.add_argument("--out", required=True)
    ap.add_argument("--weights", choices=("raw", "ema"), default="ema")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    model = quantised_copy(load_checkpoint(args.checkpoint, args.weights))
    tokenizer = load_tokenizer(args.tokenizer)
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    outcomes: dict[str, list] = {"entity": [], "role": [], "link": [], "speaker": [], "title": [], "affiliation": []}
    for path in args.entities + args.roles:
        for raw in read_jsonl(path):
            text, pieces = raw["text"], pieces_of(raw["text"], tokenizer)
            reading = read(model, text, pieces, unit_states(model, pieces, cls_id, sep_id))
            if "quotes" not in raw:
                gold = {(*s, e[2]) for e in raw["entities"] if (s := unit_span(pieces, text, e[0], e[1]))}
                outcomes["entity"].append(tag_outcomes(reading.entities, gold))
                continue
            units = [{r: [s for c in q[r] if (s := unit_span(pieces, text, *c))] for r in ROLES} for q in raw["quotes"]]
            gold = {(*s, r.upper()) for q in units for r in ROLES for s in q[r]}
            outcomes["role"].append(tag_outcomes([s for r in ROLES for s in reading.roles[r]], gold))
            outcomes["link"].append(link_outcomes(reading, [(s, q["source"]) for q in units for s in q["content"]]))
    for article in articles(model, tokenizer, args.roles[0], args.speakers):
        outcomes["speaker"].append([(p, right) for _, p, right in article.sources(found=True)])
        for tag in ("title", "affiliation"):
            outcomes[tag].append([(p, right) for _, _, p, right in article.borne(tag)])
    Path(args.out).write_text(json.dumps({name: report(name, o) for name, o in outcomes.items()}) + "\n")


if __name__ == "__main__":
    main()
