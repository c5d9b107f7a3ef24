"""Averages the weights of runs that began from one model: better than each of them on what none of them learnt from.

  python average.py --checkpoint RUN_A/checkpoint.pt RUN_B/checkpoint.pt MODEL_DIR --share 0.55 0.2 0.25 --out AVERAGE/checkpoint.pt

Takes checkpoints and directories of exported models; writes what the other commands take for a checkpoint. After Wortsman
et al., "Model soups" (ICML 2022) and "Robust fine-tuning of zero-shot models" (CVPR 2022).
"""
from __future__ import annotations

import argparse
from pathlib import Path

import torch

from export import load_checkpoint


def average(checkpoints: list, shares: list[float]) -> dict:
    """The checkpoint of the weighted mean of some checkpoints' weights; the shares add up to 1."""
    if len(checkpoints) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"{len(checkpoints)} checkpoints need as many shares that add up to 1, not {shares}")
    models = [load_checkpoint(checkpoint) for checkpoint in checkpoints]
    if len({tuple(sorted(m.config.as_dict().items())) for m in models}) > 1:
        raise ValueError("the checkpoints are of different kinds of model")
    weights = [m.state_dict() for m in models]
    mean = {name: sum(share * w[name] for share, w in zip(shares, weights)) for name in weights[0]}
    return {"model": mean, "config": models[0].config.as_dict(), "trained": [], "ema": []}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", nargs="+", required=True)
    ap.add_argument("--share", nargs="+", type=float, required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    Path(args.out).parent.mkdir(parents=True, exist_ok=True)
    torch.save(average(args.checkpoint, args.share), args.out)


if __name__ == "__main__":
    main()
