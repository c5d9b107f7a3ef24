#!/usr/bin/env python3
"""Makes tests/reference/tiny: a very small model with random weights, and what PyTorch computes with it.

  python tests/reference/tiny.py [--training models/training]

Needs what models/training/requirements.txt lists. The engine's tests compare every step with the reference, so the
model's words, cuts and numbers need no meaning; they only have to reach every branch.
"""
import argparse
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT, OVERLAP = 128, 32


def tokenizer(texts: list[str]) -> dict:
    """A word-piece tokenizer that knows the short words of the texts, and spells out the others."""
    words = sorted({w for t in texts for w in re.findall(r"[a-z]+", t.lower()) if 1 < len(w) < 6})
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [str(d) for d in range(10)]
    marks = list("“”‘’\"'.,;:!?-()")
    entries = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *("##" + c for c in letters), *marks, *words]
    special = [{"id": i, "content": c, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True} for i, c in enumerate(entries[:4])]
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                       "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {w: i for i, w in enumerate(entries)}},
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--training", default=HERE.parent.parent / "models" / "training")
    sys.path.insert(0, str(ap.parse_args().training))
    import hashlib

    import torch
    from export import REFERENCE_TEXTS, config_of, load_export, quantised_tensors, reference
    from features import load_tokenizer
    from model import Config, Dixit
    from safetensors.torch import save_file

    out = HERE / "tiny"
    out.mkdir(exist_ok=True)
    spec = tokenizer(REFERENCE_TEXTS)
    (out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False) + "\n", encoding="utf8")
    torch.manual_seed(2)
    model = Dixit(Config(vocab_size=len(spec["model"]["vocab"]), hidden_size=64, num_hidden_layers=2,
                         num_attention_heads=4, intermediate_size=128, max_position_embeddings=LIMIT, link_dim=64))
    with torch.no_grad():
        for name, p in model.named_parameters():
            p.copy_(1 + 0.1 * torch.randn_like(p) if "LayerNorm.weight" in name else 0.3 * torch.randn_like(p))
    config = config_of(model, {}, "tiny")
    config["dixit"]["window"] = {"limit": LIMIT, "overlap": OVERLAP}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    save_file(quantised_tensors(model), out / "weights.safetensors", metadata={"format": "pt"})
    data = reference(load_export(out), load_tokenizer(str(out / "tokenizer.json")))
    (out / "reference.json").write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf8")
    names = ("config.json", "tokenizer.json", "weights.safetensors")
    sums = "".join(f"{hashlib.sha256((out / n).read_bytes()).hexdigest()}  {n}\n" for n in names)
    (out / "SHA256SUMS").write_text(sums)
    (out / "weights.safetensors").chmod(0o644)


if __name__ == "__main__":
    main()
