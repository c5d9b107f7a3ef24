"""Tests of the recipe on a tiny random model and a tiny text of our own: no weights, no downloads, a few seconds.

  python test_training.py
"""
from __future__ import annotations

import itertools
import json
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

import calibrate
import evaluate
import export
import train
from data import Mixer, collate, training_windows
from decode import Chain, calibrated, decode_tags, read, unit_states, viterbi
from features import case_classes, case_of, load_tokenizer, pieces_of, quote_states, sequence, width, windows
from labels import prepare, unit_span
from losses import losses, total
from model import ROLE_TAGS, Config, Dixit, TagHead, log_partition, make_pairs

TEXT = ("Harbour fees to rise.\n\n“We had no choice,” said Lena Ortiz, the port's director. “Costs doubled.”\n\n"
        "Skippers said that the fees would ruin them. The UNION plans a strike.")


def quote(text, source, cue, *contents):
    def find(part):
        return [text.index(part), text.index(part) + len(part)]
    return {"id": "q", "source": [find(source)] if source else [], "cue": [find(cue)], "content": [find(c) for c in contents]}


ARTICLE = {"id": "a", "text": TEXT, "quotes": [
    quote(TEXT, "Lena Ortiz, the port's director", "said", "“We had no choice,”", "“Costs doubled.”"),
    quote(TEXT, "Skippers", "said that", "the fees would ruin them")]}
NAMES = {"id": "n", "text": TEXT, "entities": [[TEXT.index("Lena"), TEXT.index("Lena") + 10, "PER", "PER"]]}


def write_base(directory: Path) -> None:
    """A tokenizer and a BERT of two tiny layers, as a base model directory has them."""
    letters = sorted(set(TEXT.lower()) - set(" \n"))
    vocab = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters), "said", "fees", "that"]
    tokenizer = Tokenizer(models.WordPiece({v: i for i, v in enumerate(vocab)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.enable_truncation(8)              # a base file may ask for it; we must not heed it
    tokenizer.save(str(directory / "tokenizer.json"))
    config = dict(vocab_size=len(vocab), hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
                  max_position_embeddings=512, layer_norm_eps=1e-12)
    (directory / "config.json").write_text(json.dumps({**config, "type_vocab_size": 2}))
    torch.manual_seed(1)
    model = Dixit(Config(**config))
    tensors = {n: t.contiguous() for n, t in model.state_dict().items() if not n.startswith("heads.")}
    tensors["embeddings.token_type_embeddings.weight"] = tensors["embeddings.token_type_embeddings.weight"][:2].contiguous()
    save_file(tensors, directory / "model.safetensors")


def write_data(directory: Path) -> None:
    (directory / "attribution").mkdir()
    (directory / "entities").mkdir()
    (directory / "attribution" / "polnear.train.jsonl").write_text(json.dumps(ARTICLE) + "\n")
    for name in ("conllpp", "worldwide", "wikigold", "wnut17"):
        (directory / "entities" / f"{name}.train.jsonl").write_text(json.dumps(NAMES) + "\n")


# The models here are tiny: more threads cost more than they give, and starve on a busy machine.
torch.set_num_threads(1)


class Features(unittest.TestCase):
    def test_case(self):
        for word, expected in [("port", 0), ("Port", 1), ("PORT", 2), ("McKay", 3), ("A", 1), ("4G", 3), ("G20", 1), ("42", 0),
                               ("iOS", 3), ("É", 1), ("ÉTÉ", 2), ("USs", 3), ("İz", 1)]:
            with self.subTest(word):
                self.assertEqual(case_of(word), expected)
        self.assertEqual(case_classes("Al-AB 's").tolist(), [1, 1, 0, 2, 2, 0, 0, 0])

    def test_quotes(self):
        rows = [("a “b” c", "0011100"), ('a "b" c', "0011100"), ("a ``b'' c", "001111100"), ('5" tall "x"', "00000000111"),
                ('"a\nb"', "11000"), ("“a\nb", "1100"), ('"a" "b"', "1110111"), ('"a ("b c', "11111111"),
                ("‘a’ it's", "00000000"), ("”a", "00"), ("«a»", "111"), ('"a, "b', "111111")]
        for text, expected in rows:
            with self.subTest(text):
                self.assertEqual("".join(map(str, quote_states(text))), expected)

    def test_pieces_and_windows(self):
        with tempfile.TemporaryDirectory() as tmp:
            write_base(Path(tmp))
            tokenizer = load_tokenizer(str(Path(tmp) / "tokenizer.json"))
            text = "\n".join(["“We had no choice,” said Lena. The fees doubled twice that year."] * 12)
            pieces = pieces_of(text, tokenizer)
            self.assertEqual(pieces.paragraph[-1], 11)
            for limit, overlap in itertools.product((64, 100, 200, 512), (0, 16, 40)):
                cuts = windows(pieces, limit, overlap)
                self.assertEqual((cuts[0][2], cuts[-1][3]), (0, len(pieces)))
                for (_, _, _, end), (_, _, start, _) in zip(cuts, cuts[1:]):
                    self.assertEqual(end, start)
                for a, b, start, end in cuts:
                    self.assertTrue(a <= start <= end <= b and width(pieces, a, b) <= limit)
            ids, types, place = sequence(pieces, 0, len(pieces), 2, 3)
            self.assertEqual((ids[0], ids[-1], (ids == 3).sum(), types[0]), (2, 3, 12, 0))
            self.assertTrue((ids[place] == pieces.ids).all())
            self.assertEqual(len(pieces_of(" \n ", tokenizer)), 0)
            self.assertEqual(windows(pieces_of("", tokenizer)), [])


class Labels(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        write_base(Path(self.tmp.name))
        self.tokenizer = load_tokenizer(str(Path(self.tmp.name) / "tokenizer.json"))

    def tearDown(self):
        self.tmp.cleanup()

    def test_roles(self):
        doc = prepare(ARTICLE, "role", self.tokenizer)
        words = lambda role: [TEXT[doc.pieces.unit_start[a]:doc.pieces.unit_end[b]] for a, b in doc.spans[role]]
        self.assertEqual(words("content"), ["“We had no choice,”", "“Costs doubled.”", "the fees would ruin them"])
        self.assertEqual(words("cue"), ["said", "said that"])
        self.assertEqual(doc.links["source"], {0: 0, 1: 0, 2: 1})
        self.assertEqual(doc.links["next"], {0: 1, 1: -1, 2: -1})
        self.assertEqual(doc.links["cue_source"], {0: 0, 1: 1})
        self.assertIsNone(unit_span(doc.pieces, TEXT, 21, 22))

    def test_left_out(self):
        doc = prepare({**ARTICLE, "discard": [[25, 30]]}, "role", self.tokenizer)
        rng = random.Random(0)
        for w in training_windows(doc, 64, rng):
            self.assertNotIn(1, doc.pieces.paragraph[w.a:w.b])

    def test_batch(self):
        doc = prepare(ARTICLE, "role", self.tokenizer)
        w = training_windows(doc, 512, random.Random(1))
        batch = collate(w, 2, 3)
        pieces = batch.ids[torch.arange(len(w))[:, None], batch.units][batch.unit_mask]
        self.assertEqual(len(pieces), len(doc.pieces.unit_piece))


class Chains(unittest.TestCase):
    def test_against_enumeration(self):
        torch.manual_seed(0)
        head = TagHead(4, ROLE_TAGS[:5])
        with torch.no_grad():
            head.transitions.normal_()
            starts = torch.tensor([[True, False, False, True, False]])
            scores = head.scores(torch.randn(1, 5, 4) * 3, starts)
            table = head.table()
            value = {c: float(sum(scores[0, i, t] for i, t in enumerate(c)) + sum(table[a, b] for a, b in zip(c, c[1:])))
                     for c in itertools.product(range(5), repeat=5)}
            total = np.logaddexp.reduce(list(value.values()))
            for n in (1, 2, 3, 4):
                part = np.logaddexp.reduce([float(sum(scores[0, i, t] for i, t in enumerate(c)) + sum(table[a, b] for a, b in zip(c, c[1:])))
                                            for c in itertools.product(range(5), repeat=n)])
                mask = torch.tensor([[i < n for i in range(5)]])
                self.assertAlmostEqual(float(log_partition(scores, table, mask)), part, places=3)
            best = max(value, key=value.get)
            self.assertEqual(tuple(viterbi(scores[0].numpy(), table.numpy())), best)
            for span in decode_tags(scores[0].numpy(), table.numpy(), head.tags):
                b = head.tags.index("B-" + span.kind)
                mass = [v for c, v in value.items() if c[span.first] == b and all(t == b + 1 for t in c[span.first + 1:span.last + 1])
                        and (span.last == 4 or c[span.last + 1] != b + 1)]
                self.assertAlmostEqual(span.probability, float(np.exp(np.logaddexp.reduce(mass) - total)), places=4)
            chain = Chain(scores[0].numpy(), table.numpy())
            for begin in (1, 3):
                everything = {(s, e): p for s in range(5) for e, p, _ in chain.spans_from(s, begin)}
                self.assertAlmostEqual(sum(p for (s, _), p in everything.items() if s == 2),
                                       float(np.exp(chain.forward[2, begin] + chain.backward[2, begin] - chain.total)), places=6)
                for least in (0.02, 0.2, 0.5):
                    self.assertEqual({(s, e) for s, e, _ in chain.candidates(begin, least)}, {k for k, p in everything.items() if p >= least})
            chosen = decode_tags(scores[0].numpy(), table.numpy(), head.tags, {"SOURCE": 0.1, "CUE": 0.1})
            for x, y in zip(chosen, chosen[1:]):
                self.assertLess(x.last, y.first)
            gold = torch.tensor([list(best)])
            loss = head.negative_log_likelihood(scores, gold, torch.ones(1, 5, dtype=torch.bool))
            self.assertAlmostEqual(float(loss), total - value[best], places=3)

    def test_pairs(self):
        p = make_pairs("source", [(10, 12)], [(0, 1), (5, 6), (14, 14)], [(3, 4), (10, 12)], np.array([0] * 8 + [1] * 10))
        self.assertEqual(p.gap.tolist(), [[13 - 6, 13 - 4, 13 + 2]])
        self.assertEqual(p.between.tolist(), [[1, 0, 5]])
        self.assertEqual(p.contents.tolist(), [[1, 0, 0]])
        self.assertEqual(p.paragraphs.tolist(), [[1, 1, 0]])
        p = make_pairs("next", [(0, 1), (4, 5)], [(0, 1), (4, 5)], [(0, 1), (4, 5)], np.zeros(6))
        self.assertEqual(p.possible.tolist(), [[False, True], [False, False]])


class Run(unittest.TestCase):
    def test_train_resume_export(self):
        with tempfile.TemporaryDirectory() as tmp:
            tmp = Path(tmp)
            for name in ("base", "data"):
                (tmp / name).mkdir()
            write_base(tmp / "base")
            write_data(tmp / "data")
            common = ["--data", str(tmp / "data"), "--base", str(tmp / "base"), "--out", str(tmp / "run"), "--minutes", "10",
                      "--threads", "1", "--fp32", "--budget", "600"]
            train.main(common + ["--steps", "4"])
            first = torch.load(tmp / "run" / "checkpoint.pt", weights_only=True)
            train.main(common + ["--steps", "16", "--resume", "--watch", str(tmp / "data" / "attribution" / "polnear.train.jsonl")])
            second = torch.load(tmp / "run" / "checkpoint.pt", weights_only=True)
            self.assertEqual((first["step"], second["step"]), (4, 16))
            self.assertGreater(second["spent"], first["spent"])
            words = "embeddings.word_embeddings.weight"
            self.assertTrue(torch.equal(first["model"][words], second["model"][words]))
            self.assertFalse(torch.equal(first["model"]["heads.role.linear.weight"], second["model"]["heads.role.linear.weight"]))

            for weights in ("raw", "ema"):
                model = export.load_checkpoint(tmp / "run" / "checkpoint.pt", weights)
                export.export(model, tmp / "base", tmp / "export", with_reference=True)
                tensors = load_file(tmp / "export" / "weights.safetensors")
                for name, t in model.state_dict().items():
                    if tensors[name].dtype == torch.int8:
                        scale = tensors[name + ".scale"]
                        self.assertTrue(((tensors[name].float() * scale[:, None] - t).abs() <= scale[:, None] * 0.5001).all(), name)
                    else:
                        self.assertTrue(torch.equal(tensors[name], t), name)
                again = export.load_export(tmp / "export")
                same = export.quantised_copy(model)
                tokenizer = load_tokenizer(str(tmp / "export" / "tokenizer.json"))
                self.assertEqual(evaluate.predict(again, [ARTICLE], tokenizer), evaluate.predict(same, [ARTICLE], tokenizer))
            self.assertIsNone(json.loads((tmp / "export" / "tokenizer.json").read_text())["truncation"])

            pieces = pieces_of(TEXT, tokenizer)
            states = unit_states(again, pieces, 2, 3)
            short = unit_states(again, pieces, 2, 3, limit=64, overlap=16)
            self.assertEqual(states.shape, short.shape)
            read(again, TEXT, pieces, states)

    def test_learns(self):
        """The tags of one article can be learnt by heart, links included."""
        with tempfile.TemporaryDirectory() as tmp:
            tmp = Path(tmp)
            (tmp / "base").mkdir()
            (tmp / "data").mkdir()
            write_base(tmp / "base")
            write_data(tmp / "data")
            mixer = Mixer(tmp / "data", tmp / "base" / "tokenizer.json", 600, limits=(512,), seed=0)
            config = json.loads((tmp / "base" / "config.json").read_text())
            config.pop("type_vocab_size")
            torch.manual_seed(0)
            model = Dixit(Config(**config, hidden_dropout=0.0))
            optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
            rng = random.Random(0)
            for _ in range(150):
                total(losses(model, mixer.next(), rng, False)).backward()
                optimizer.step()
                optimizer.zero_grad()
            predictions = evaluate.predict(model, [ARTICLE], mixer.tokenizer)
            self.assertEqual(evaluate.exact_f1([ARTICLE], predictions), {"source": 100.0, "cue": 100.0, "content": 100.0, "link": 100.0})

    def test_calibration(self):
        rng = random.Random(0)
        sure = [(p, rng.random() < 0.5 + (p - 0.5) / 2) for p in (rng.random() for _ in range(4000))]
        numbers = calibrate.fit(sure)
        self.assertTrue(0.2 < numbers[0] < 0.7 and abs(numbers[1]) < 0.2, numbers)
        steep = [(p, rng.random() < 0.9) for p in (0.999999, 0.99999, 0.95, 0.9) for _ in range(200)]
        self.assertTrue(all(0.85 < calibrated(p, calibrate.fit(steep)) < 0.95 for p, _ in steep))
        self.assertLess(calibrate.table([(calibrated(p, numbers), y) for p, y in sure])[0], calibrate.table(sure)[0] / 2)


if __name__ == "__main__":
    unittest.main()
