"""Reads documents with a checkpoint and writes predictions that the project's scorer reads.

  python evaluate.py --checkpoint CHECKPOINT --tokenizer tokenizer.json --input dev.jsonl --output predictions.jsonl
                     [--weights raw|ema] [--int8] [--loose] [--limit 512] [--documents N]

--int8 rounds the weights as export.py does, to measure what that costs.
"""
from __future__ import annotations

import argparse
import json
import time

import torch

from decode import Reading, loose_spans, read, unit_states
from export import load_checkpoint, quantised_copy
from features import MAX_WINDOW, Pieces, load_tokenizer, pieces_of
from model import Dixit
from rows import read_jsonl


def wire(doc_id: str, pieces: Pieces, reading: Reading, loose: bool = False) -> dict:
    def span(s):
        return {"start": int(pieces.unit_start[s.first]), "end": int(pieces.unit_end[s.last]), "p": round(s.probability, 4)}

    quotes = [{"content": [span(c) for c in q.contents], "cue": [span(q.cue)] if q.cue else [],
               "source": [span(q.source)] if q.source else [], "p_cue": round(q.cue_probability, 4),
               "p_source": round(q.source_probability, 4), "speaker": None} for q in reading.quotations]
    if loose:
        spans = loose_spans(reading)
        quotes += [{"content": [], "cue": [span(c)], "source": [span(s)] if s else [], "speaker": None} for c, s in spans["cue"]]
        quotes += [{"content": [], "cue": [], "source": [span(s)], "speaker": None} for s, _ in spans["source"]]
    return {"id": doc_id, "quotes": quotes, "speakers": [],
            "entities": [{**span(e), "kind": e.kind} for e in reading.entities]}


def predict(model: Dixit, raws: list[dict], tokenizer, limit: int = MAX_WINDOW,
            bf16: bool = False, loose: bool = False) -> list[dict]:
    model.eval()
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    out = []
    for raw in raws:
        pieces = pieces_of(raw["text"], tokenizer)
        states = unit_states(model, pieces, cls_id, sep_id, limit, bf16=bf16)
        out.append(wire(raw["id"], pieces, read(model, raw["text"], pieces, states), loose))
    return out


def exact_f1(golds: list[dict], predictions: list[dict]) -> dict[str, float]:
    """Exact span F1 by role or of the names, for watching a run; the reported figures come from the scorer."""
    counts: dict[str, list[int]] = {}
    for gold, pred in zip(golds, predictions):
        pairs = {}
        if "quotes" in gold:
            for role in ("source", "cue", "content"):
                pairs[role] = ({tuple(s) for q in gold["quotes"] for s in q[role]},
                               {(s["start"], s["end"]) for q in pred["quotes"] for s in q[role]})
            pairs["link"] = ({(tuple(c), tuple(q["source"][0]) if q["source"] else None)
                              for q in gold["quotes"] for c in q["content"]},
                             {((c["start"], c["end"]), (q["source"][0]["start"], q["source"][0]["end"]) if q["source"] else None)
                              for q in pred["quotes"] for c in q["content"]})
        else:
            pairs["entity"] = ({(e[0], e[1], e[2]) for e in gold["entities"]},
                               {(e["start"], e["end"], e["kind"]) for e in pred["entities"]})
        for key, (g, p) in pairs.items():
            c = counts.setdefault(key, [0, 0, 0])
            c[0] += len(g & p); c[1] += len(g); c[2] += len(p)
    return {k: round(200 * tp / max(1, g + p), 2) for k, (tp, g, p) in counts.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--input", required=True)
    ap.add_argument("--output", required=True)
    ap.add_argument("--weights", choices=("raw", "ema"), default="ema")
    ap.add_argument("--int8", action="store_true")
    ap.add_argument("--bf16", action="store_true", help="faster reading where the processor has it; not for reported figures")
    ap.add_argument("--loose", action="store_true", help="also write cues and sources that no quotation took")
    ap.add_argument("--limit", type=int, default=MAX_WINDOW)
    ap.add_argument("--documents", type=int, default=None)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    model = load_checkpoint(args.checkpoint, args.weights)
    if args.int8:
        model = quantised_copy(model)
    raws = read_jsonl(args.input)[: args.documents]
    began = time.time()
    predictions = predict(model, raws, load_tokenizer(args.tokenizer), args.limit, bf16=args.bf16, loose=args.loose)
    with open(args.output, "w", encoding="utf8") as out:
        out.writelines(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions)
    print(json.dumps(exact_f1(raws, predictions)), f"{time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
