"""Trains the joint model on a CPU (or whatever device torch is given), resumable, within a given time.

  python train.py --data DATA_DIR --base BASE_MODEL_DIR --out RUN_DIR --minutes 95 [--seed 0] [--resume]

The learning rate follows the clock, not the number of steps: it warms up, then falls in a straight line and reaches 0
when the minutes are over. So the schedule always ends, however busy the machine is. A resumed run goes on at the time
already spent.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from data import Mixer
from evaluate import exact_f1, predict
from export import load_export
from losses import losses, total
from model import POINTERS, Config, Dixit
from rows import read_jsonl

WARM_UP = 0.03          # of the planned time
EMA_EVERY, EMA_DECAY = 8, 0.98
MASKED_PIECES = 0.03    # pieces hidden from the encoder, so that it leans on context too


def parameter_groups(model: Dixit, lr: float, head_lr: float, started: set[str] = frozenset(), started_lr: float = 0.0) -> list[dict]:
    """Word embeddings stay as they are: they hold most of the parameters, and rare words would drift apart from common
    ones. Norms, biases and small tables are not decayed. `started` are the parameters that come from an earlier run; the
    heads among them learn at `started_lr`."""
    model.embeddings.word_embeddings.weight.requires_grad_(False)
    groups: dict[tuple[float, bool], list] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            peak = lr if not name.startswith("heads.") else started_lr if name in started else head_lr
            decays = p.ndim == 2 and "embeddings" not in name and "transitions" not in name
            groups.setdefault((peak, decays), []).append(p)
    return [{"params": ps, "peak": peak, "lr": 0.0, "weight_decay": 0.01 if decays else 0.0}
            for (peak, decays), ps in groups.items()]


def start_from(model: Dixit, checkpoint) -> set[str]:
    """Takes over the averaged weights of an earlier run, whose heads may be fewer. Returns the names of what it had learnt:
    a run without names to point at leaves the pointing heads as they began. An exported model is the end of such a run."""
    if Path(checkpoint).is_dir():
        model.load_state_dict(load_export(checkpoint).state_dict())
        return {name for name, _ in model.named_parameters()}
    state = torch.load(checkpoint, weights_only=True)
    weights = {**state["model"], **dict(zip(state["trained"], state["ema"]))}
    missing = model.load_state_dict(weights, strict=False)
    if missing.unexpected_keys or any(not k.startswith("heads.") for k in missing.missing_keys):
        raise ValueError(f"{checkpoint} is of another kind of model: {missing}")
    unlearnt = () if state.get("pointing") else (*(f"heads.{h}." for h in ("title", "affiliation")), *(f"heads.link.{r}." for r in POINTERS))
    return {name for name in weights if not name.startswith(unlearnt)}


def schedule(progress: float) -> float:
    return progress / WARM_UP if progress < WARM_UP else max(0.0, (1 - progress) / (1 - WARM_UP))


def save(path: Path, state: dict) -> None:
    torch.save(state, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def main(argv=None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True)
    ap.add_argument("--base", required=True, help="directory with the base model's model.safetensors and tokenizer.json")
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, default=95)
    ap.add_argument("--start", help="checkpoint of an earlier run, or an exported model, to start from; heads that it lacks begin afresh")
    ap.add_argument("--names", help="what names.py wrote; without it nothing is learnt that points at names")
    ap.add_argument("--annotations", nargs="*", default=[], help="speakers of articles, with the titles of all persons named")
    ap.add_argument("--annotations-of-sources", nargs="*", default=[], help="the same with the titles of sources only")
    ap.add_argument("--pronouns", help="whom the pronouns of some texts mean")
    ap.add_argument("--steps", type=int, default=None, help="stop after so many steps (for tests)")
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--started-head-lr", type=float, default=5e-4, help="of the heads that --start brought")
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--budget", type=int, default=1024, help="places in a batch")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--fp32", action="store_true", help="no bfloat16 (which pays where the processor has it)")
    ap.add_argument("--save-minutes", type=float, default=8)
    ap.add_argument("--watch", nargs="*", default=[], help="dev files to score now and then")
    ap.add_argument("--watch-documents", type=int, default=24)
    ap.add_argument("--watch-minutes", type=float, default=30)
    ap.add_argument("--resume", action="store_true")
    args = ap.parse_args(argv)

    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    base = Path(args.base)
    annotations = [(f, False) for f in args.annotations_of_sources] + [(f, True) for f in args.annotations]
    mixer = Mixer(args.data, base / "tokenizer.json", args.budget, seed=args.seed, names_dir=args.names, annotations=annotations,
                  pronouns=args.pronouns)
    base_config = json.loads((base / "config.json").read_text())
    config = Config(**{k: base_config[k] for k in Config().as_dict() if k in base_config and k != "type_vocab_size"},
                    hidden_dropout=args.dropout)
    model = Dixit(config)
    model.load_base(load_file(base / "model.safetensors"))
    started = start_from(model, args.start) if args.start else set()
    groups = parameter_groups(model, args.lr, args.head_lr, started, args.started_head_lr)
    optimizer = torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.98), fused=True)
    trained = [p for p in model.parameters() if p.requires_grad]
    ema = [p.detach().clone() for p in trained]
    step, spent, seen = 0, 0.0, {}
    checkpoint = out / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        ema = state["ema"]
        step, spent = state["step"], state["spent"]
        mixer.rng.seed(args.seed + step)          # other windows than the first time
        torch.manual_seed(args.seed + step)
        seen = state["seen"]
    rng = random.Random(args.seed + step)
    mask_id = mixer.tokenizer.token_to_id("[MASK]")
    watched = {Path(w).name: read_jsonl(w)[: args.watch_documents] for w in args.watch}
    log = open(out / "log.jsonl", "a", encoding="utf8")
    began, last_save, last_watch, since = time.time() - spent, time.time(), time.time(), time.time()
    sums, places = {}, 0

    def checkpoint_now():
        names = [n for n, p in model.named_parameters() if p.requires_grad]
        save(checkpoint, {"model": model.state_dict(), "ema": ema, "trained": names, "optimizer": optimizer.state_dict(),
                          "config": config.as_dict(), "step": step, "spent": time.time() - began,
                          "pointing": args.names is not None, "seen": {n: k + seen.get(n, 0) for n, k in mixer.seen.items()}})

    def note(**entry):
        log.write(json.dumps(entry) + "\n")
        log.flush()

    if mixer.left_out:
        note(left_out=mixer.left_out)
    while True:
        progress = (time.time() - began) / (60 * args.minutes)
        if progress >= 1 or (args.steps is not None and step >= args.steps):
            break
        model.train()
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * schedule(progress)
        batch = mixer.next()
        if mask_id is not None:
            hide = (torch.rand(batch.ids.shape) < MASKED_PIECES) & (batch.ids != mixer.cls_id) & (batch.ids != mixer.sep_id)
            batch.ids = batch.ids.masked_fill(hide, mask_id)
        parts = losses(model, batch, rng, not args.fp32)
        if not parts:                 # windows that teach nothing, such as one whose answers all lie outside
            continue
        total(parts).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        places += int(batch.lengths.sum())
        for name, x in parts.items():
            s = sums.setdefault(name, [0.0, 0])
            s[0] += float(x.detach())
            s[1] += 1
        if step % EMA_EVERY == 0:
            with torch.no_grad():
                torch._foreach_lerp_(ema, trained, 1 - min(EMA_DECAY, step / (step + 10 * EMA_EVERY)))
        if step % 100 == 0:
            seconds = time.time() - since
            note(step=step, minutes=round((time.time() - began) / 60, 2), pieces_per_second=round(places / seconds),
                 passes={n: s.passes for n, s in mixer.streams.items()},
                 loss={n: round(s / c, 5) for n, (s, c) in sums.items()})
            sums, since, places = {}, time.time(), 0
        if time.time() - last_save > 60 * args.save_minutes:
            checkpoint_now()
            if watched and time.time() - last_watch > 60 * args.watch_minutes:
                last_watch = time.time()
                note(step=step, dev=watch(model, trained, ema, watched, mixer.tokenizer, not args.fp32))
            last_save = since = time.time()
            sums, places = {}, 0
    checkpoint_now()
    if watched:
        note(step=step, done=True, dev=watch(model, trained, ema, watched, mixer.tokenizer, not args.fp32))
    log.close()


def watch(model, trained, ema, watched, tokenizer, bf16) -> dict:
    """Dev figures of the averaged weights."""
    kept = [p.detach().clone() for p in trained]
    with torch.no_grad():
        for p, e in zip(trained, ema):
            p.copy_(e)
        figures = {name: exact_f1(raws, predict(model, raws, tokenizer, bf16=bf16)) for name, raws in watched.items()}
        for p, k in zip(trained, kept):
            p.copy_(k)
    return figures


if __name__ == "__main__":
    main()
