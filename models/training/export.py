"""Writes the shipped model: weights.safetensors, config.json, tokenizer.json, vocab.txt and SHA256SUMS.

  python export.py --checkpoint CHECKPOINT --base BASE_MODEL_DIR --out DIR [--weights raw|ema] [--calibration FILE]
                   [--reference]

FORMAT.md says what every tensor is and how it is used.
"""
from __future__ import annotations

import argparse
import copy
import hashlib
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from decode import JOIN, THRESHOLDS
from model import BETWEEN_MAX, FORBIDDEN, GAP_EDGES, MAX_GAP, PARAGRAPH_MAX, POINTERS, RELATIONS, TAGS, Config, Dixit

FORMAT_VERSION = 2
KEPT_WHOLE = ("embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight")


def load_checkpoint(path, weights: str = "ema") -> Dixit:
    """A run's checkpoint, or the directory of an exported model."""
    if Path(path).is_dir():
        return load_export(path)
    state = torch.load(path, weights_only=True)
    model = Dixit(Config(**state["config"]))
    model.load_state_dict(state["model"])
    if weights == "ema":
        own = dict(model.named_parameters())
        with torch.no_grad():
            for name, value in zip(state["trained"], state["ema"]):
                own[name].copy_(value)
    return model.eval()


def is_int8(name: str, t: torch.Tensor) -> bool:
    """Matrices become int8 rows; small ones, and those that are added as they are, stay f32."""
    return t.ndim == 2 and min(t.shape) >= 64 and name not in KEPT_WHOLE


def quantise(t: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Symmetric int8 rows: value = scale[row] * int8, scale = largest magnitude of the row / 127."""
    scale = t.abs().amax(1).clamp(min=1e-12) / 127
    return torch.round(t / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def quantised_tensors(model: Dixit) -> dict[str, torch.Tensor]:
    out = {}
    for name, p in model.state_dict().items():
        p = p.detach().float()
        if is_int8(name, p):
            q, scale = quantise(p)
            out[name], out[name + ".scale"] = q.contiguous(), scale.contiguous()
        else:
            out[name] = p.contiguous()
    return out


def dequantise(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {n: t.float() * tensors[n + ".scale"][:, None] if t.dtype == torch.int8 else t
            for n, t in tensors.items() if not n.endswith(".scale")}


def quantised_copy(model: Dixit) -> Dixit:
    out = copy.deepcopy(model)
    out.load_state_dict(dequantise(quantised_tensors(model)))
    return out


def load_export(directory) -> Dixit:
    directory = Path(directory)
    config = json.loads((directory / "config.json").read_text())
    own = Config().as_dict()
    model = Dixit(Config(**{k: config[k] for k in own if k in config}, link_dim=config["dixit"]["link"]["dim"]))
    model.load_state_dict(dequantise(load_file(directory / "weights.safetensors")))
    return model.eval()


def config_of(model: Dixit, calibration: dict, name: str) -> dict:
    c = model.config
    return {
        "architectures": ["BertModel"], "model_type": "bert", "vocab_size": c.vocab_size, "hidden_size": c.hidden_size,
        "num_hidden_layers": c.num_hidden_layers, "num_attention_heads": c.num_attention_heads,
        "intermediate_size": c.intermediate_size, "hidden_act": "gelu", "layer_norm_eps": c.layer_norm_eps,
        "max_position_embeddings": c.max_position_embeddings, "type_vocab_size": c.type_vocab_size, "pad_token_id": 0,
        "position_embedding_type": "absolute", "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
        "dixit": {
            "format": FORMAT_VERSION, "name": name,
            **{f"{head}_tags": tags for head, tags in TAGS.items()},
            "link": {"dim": c.link_dim,
                     "relations": {r: {"asks": a, "answers": b} for r, (a, b) in RELATIONS.items()}
                     | {r: {"asks": a, "answers": "name"} for r, a in POINTERS.items()},
                     "gap_edges": GAP_EDGES, "between_max": BETWEEN_MAX, "paragraph_max": PARAGRAPH_MAX, "max_gap": MAX_GAP,
                     "join": JOIN},
            "forbidden": FORBIDDEN, "thresholds": THRESHOLDS,
            "window": {"limit": 512, "overlap": 128},
            "temperatures": {"entity": 1.0, "role": 1.0, "link": 1.0},
            "calibration": {head: dict(zip(("slope", "offset"), calibration.get(head, (1.0, 0.0))))
                            for head in ("entity", "role", "link", *POINTERS)},
        },
    }


# Sentences of our own, for comparing engines number by number.
REFERENCE_TEXTS = [
    "“We will not raise the fare this year,” said Maria Okafor, the city's transport chief. “Nor next year.”",
    "The mayor told reporters on Monday that the bridge would reopen in June.\n\nHe declined to say who would pay.",
    'According to the Delft Institute, sea levels rose 3.4 mm a year. "That is fast," Dr. Ines Vidal of WHO said.',
    "NEW RULES FOR MARKETS, UNION SAYS\nCritics believe McAllister's plan fails; supporters, among them the OECD, disagree.",
    "Republican Sen. Tomas Hale of Iowa said he would wait.\n\n“Not yet,” said Ana Ruiz, a spokeswoman for the Hale campaign.",
    "Ana Ruiz paid.\n\n“It snows, and it will snow all night.”",
]


def reference(model: Dixit, tokenizer) -> dict:
    """Inputs and outputs of the exported (dequantised) model in f32, for tests of parity."""
    from decode import POINTING, link_table, read, paragraph_starts
    from features import pieces_of, sequence
    cls_id, sep_id = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    rows = []
    for text in REFERENCE_TEXTS:
        pieces = pieces_of(text, tokenizer)
        ids, types, place = sequence(pieces, 0, len(pieces), cls_id, sep_id)
        with torch.no_grad():
            hidden = model(torch.from_numpy(ids)[None].long(), torch.from_numpy(types)[None].long(), torch.tensor([len(ids)]))[0]
            units = place[pieces.unit_piece]
            states, starts = hidden[torch.from_numpy(units).long()], paragraph_starts(pieces)
            reading = read(model, text, pieces, states)
            probe = {"source": [(0, 1)], "cue": [(2, 2), (5, 6)], "content": [(3, 4), (8, 11)],      # any spans will do
                     "name": [(1, 1), (6, 7), (13, 13)], "mention": [(0, 1), (4, 4)], "title": [(12, 13)],
                     "affiliation": [(5, 5), (14, 14)]}
            rows.append({
                "text": text, "ids": ids.tolist(), "types": types.tolist(), "unit_places": units.tolist(),
                "unit_start": pieces.unit_start.tolist(), "unit_end": pieces.unit_end.tolist(),
                "unit_paragraph": pieces.unit_paragraph.tolist(),
                "hidden": [[round(x, 6) for x in row] for row in hidden.tolist()],
                **{f"{head}_scores": getattr(model.heads, head).scores(states, starts).tolist() for head in TAGS},
                "entities": [vars(s) for s in reading.entities],
                "titles": [vars(s) for s in reading.titles],
                "affiliations": [vars(s) for s in reading.affiliations],
                "mentions": reading.mentions,
                "roles": {r: [vars(s) for s in spans] for r, spans in reading.roles.items()},
                "probe_spans": probe,
                "probe_link_log_probabilities": {r: t.tolist() for r, t in link_table(
                    model, states, probe, pieces.unit_paragraph, RELATIONS | POINTING).items()},
                "links": {r: t.tolist() for r, t in reading.links.items()},
                "quotations": [{"contents": [[c.first, c.last] for c in q.contents], "cue": q.cue and [q.cue.first, q.cue.last],
                                "source": q.source and [q.source.first, q.source.last], "cue_probability": q.cue_probability,
                                "source_probability": q.source_probability} for q in reading.quotations],
            })
    return {"note": "f32 outputs of the dequantised weights, probabilities uncalibrated; offsets are characters", "windows": rows}


def export(model: Dixit, base, out, calibration: dict | None = None, name: str = "dixit-small-en",
           with_reference: bool = False) -> None:
    base, out = Path(base), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    save_file(quantised_tensors(model), out / "weights.safetensors", metadata={"format": "pt"})
    (out / "weights.safetensors").chmod(0o644)
    (out / "config.json").write_text(json.dumps(config_of(model, calibration or {}, name), indent=2) + "\n")
    files = ["weights.safetensors", "config.json"]
    write_tokenizer(base / "tokenizer.json", out / "tokenizer.json")
    files.append("tokenizer.json")
    if (base / "vocab.txt").exists():
        shutil.copyfile(base / "vocab.txt", out / "vocab.txt")
        files.append("vocab.txt")
    if with_reference:
        from features import load_tokenizer
        data = reference(load_export(out), load_tokenizer(str(out / "tokenizer.json")))
        (out / "reference.json").write_text(json.dumps(data) + "\n")
    sums = "".join(f"{hashlib.sha256((out / f).read_bytes()).hexdigest()}  {f}\n" for f in files)
    (out / "SHA256SUMS").write_text(sums)


def write_tokenizer(source: Path, target: Path) -> None:
    """The base tokenizer without its truncation to 128 pieces and its padding, which would silently cut a text."""
    tokenizer = json.loads(source.read_text(encoding="utf8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    target.write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--base", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--weights", choices=("raw", "ema"), default="ema")
    ap.add_argument("--calibration", help="what calibrate.py wrote")
    ap.add_argument("--name", default="dixit-small-en")
    ap.add_argument("--reference", action="store_true")
    args = ap.parse_args()
    calibration = json.loads(Path(args.calibration).read_text()) if args.calibration else None
    export(load_checkpoint(args.checkpoint, args.weights), args.base, args.out, calibration, args.name, args.reference)


if __name__ == "__main__":
    main()
