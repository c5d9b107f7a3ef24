"""Predicts the names of documents without gold ones, for the heads whose answers are names.

  python names.py --checkpoint CHECKPOINT --tokenizer tokenizer.json --out NAMES_DIR --input FILE.jsonl ...

Writes NAMES_DIR/FILE.jsonl with {"id", "names": [[start, end, kind], ..]}, offsets in characters. As at reading, a name is
without honorific ("Mr.", "President") and possessive.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from decode import head_spans, paragraph_starts, unit_states
from export import load_checkpoint
from features import Pieces, load_tokenizer, pieces_of
from rows import read_jsonl

HONORIFICS = set("""mr mrs ms miss dr sir dame lord lady madam rev sen senator rep representative gov governor president
    secretary gen general col colonel capt captain lt sgt maj adm judge justice prof professor congressman congresswoman
    pope king queen prince princess sheikh chairman chairwoman mayor minister""".split())
TRAILING = {"'s", "’s", "'", "’", "s’", "s'"}


def bare(text: str, pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    """The units of a person's name without honorifics before it and a possessive after it."""
    def word(a, b=None):
        return text[pieces.unit_start[a]:pieces.unit_end[a if b is None else b]]

    a = first
    while a < last and (word(a).lower() in HONORIFICS or word(a) == "."):
        a += 1
    for width in (2, 1):
        while last - width >= a and word(last - width + 1, last) in TRAILING:
            last -= width
    return a, last


def names_of(model, text: str, tokenizer, bf16: bool = False) -> list[list]:
    pieces = pieces_of(text, tokenizer)
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    states = unit_states(model, pieces, cls_id, sep_id, bf16=bf16)
    if not len(states):
        return []
    out = []
    with torch.no_grad():
        spans = head_spans(model.heads.entity, states, paragraph_starts(pieces))
    for s in spans:
        a, b = bare(text, pieces, s.first, s.last) if s.kind == "PER" else (s.first, s.last)
        out.append([int(pieces.unit_start[a]), int(pieces.unit_end[b]), s.kind])
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--input", nargs="+", required=True)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    model, tokenizer = load_checkpoint(args.checkpoint), load_tokenizer(args.tokenizer)
    Path(args.out).mkdir(parents=True, exist_ok=True)
    for path in map(Path, args.input):
        part = Path(args.out) / (path.name + ".part")
        with open(part, "w", encoding="utf8") as out:
            for raw in read_jsonl(path):
                row = {"id": raw["id"], "names": names_of(model, raw["text"], tokenizer, bf16=True)}
                out.write(json.dumps(row) + "\n")
        part.rename(Path(args.out) / path.name)


if __name__ == "__main__":
    main()
