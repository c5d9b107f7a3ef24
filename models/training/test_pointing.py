"""Tests of what points at names, on sentences of our own: labels, losses, and learning them by heart.

  python test_pointing.py
"""
from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import calibrate
import pointing
import train
from average import average
from coreference import chains, is_head
from data import OWN, Stream, collate, found_names, load, training_windows, window_asks
from decode import Quotation, Span, mentions
from export import export, load_checkpoint
from features import load_tokenizer, pieces_of
from labels import article_points, prepare
from losses import losses, noisy_spans, total
from model import TITLE_TAGS, UNMARKED, Config, Dixit, TagHead
from novels import novel_points
from pronouns import pronoun_asks, pronoun_points
from rename import PRONOUN_GENDER, Renamer
from repeats import hide, repeats
from rows import read_jsonl
from speakers import Owners, Speaker, load_speakers, may_mean, speaker_points, words
from test_training import write_base, write_data

TEXT = ("Port director Lena Ortiz said that fees rise. Sen. Paul Reyes of Utah agreed.\n\n"
        "“She is right,” Ortiz's aide Ann Lo said. Critics say no. Sen. Reyes said that he paid.\n\n"
        "The senator laughed. Senator Max Bell voted.")


def at(part: str, nth: int = 1) -> tuple[int, int]:
    i = -1
    for _ in range(nth):
        i = TEXT.index(part, i + 1)
    return i, i + len(part)


def quote(key: str, source: tuple[int, int], cue: str, content: str) -> dict:
    return {"id": key, "source": [list(source)], "cue": [list(at(cue))], "content": [list(at(content))]}


NAMES = [[*at("Lena Ortiz"), "PER"], [*at("Paul Reyes"), "PER"], [*at("Utah"), "LOC"], [*at("Ortiz", 2), "PER"],
         [*at("Ann Lo"), "PER"], [*at("Reyes", 2), "PER"], [*at("Max Bell"), "PER"]]
ARTICLE = {"id": "p", "text": TEXT, "names": NAMES, "quotes": [
    quote("E1", at("Port director Lena Ortiz"), "said that", "fees rise"),
    quote("E2", at("Ortiz's aide Ann Lo"), "said", "“She is right,”"),
    quote("E3", at("Critics"), "say", "no"),
    {"id": "E4", "source": [list(at("Sen. Reyes"))], "cue": [list(at("said that", 2))], "content": [list(at("he paid"))]}]}
SPEAKERS = {"id": "p", "speakers": [
    {"name": "Lena Ortiz", "kind": "person", "sources": ["E1"], "titles": [{"text": "Port director", "nth": 1}],
     "affiliations": [{"text": "Port", "nth": 1}]},
    {"name": "Ann Lo", "kind": "person", "sources": ["E2"], "titles": [{"text": "aide", "nth": 1}], "affiliations": []},
    {"name": "Critics", "kind": "group", "sources": ["E3"], "titles": [], "affiliations": []},
    {"name": list(at("Paul Reyes")), "kind": "person", "sources": ["E4"], "titles": [list(at("Sen."))],
     "affiliations": [list(at("Utah"))]}]}


def spoken(everyone: bool) -> dict:
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / "speakers.jsonl.gz"
        with gzip.open(path, "wt", encoding="utf8") as out:
            out.write(json.dumps(SPEAKERS) + "\n")
        return {**ARTICLE, "annotated": load_speakers(path, {"p": TEXT})["p"], "everyone": everyone}


def said(points, relation: str) -> dict[str, list[str]]:
    return {TEXT[slice(*a.span)]: [TEXT[slice(*points.names[i])] for i in sorted(a.right)] for a in points.asks[relation]}


torch.set_num_threads(1)


class Whose(unittest.TestCase):
    def test_words(self):
        for name, expected in [("The Washington Post", ["washington", "post"]), ("Ortiz's", ["ortiz"]), ("The", ["the"]),
                               ("J.P. Doe Jr.", ["j", "p", "doe"]), ("Yves Saint-Just", ["yves", "saint-just"]), ("—", [])]:
            with self.subTest(name):
                self.assertEqual(words(name), expected)

    def test_may_mean(self):
        rows = [("Ortiz", "PER", "Lena Ortiz", "person", True), ("Lena", "PER", "Lena Ortiz", "person", True),
                ("Lena M. Ortiz", "PER", "Lena Ortiz", "person", True), ("Max Ortiz", "PER", "Lena Ortiz", "person", False),
                ("Ortiz", "LOC", "Lena Ortiz", "person", False), ("Ortiz Group", "ORG", "Lena Ortiz", "person", False),
                ("Post", "ORG", "The Harbour Post", "organization", True), ("WHO", "ORG", "World Health Organization", "organization", True),
                ("Health", "ORG", "World Health Organization", "organization", False), ("Post", "PER", "The Harbour Post", "organization", False),
                ("Senate", "ORG", "Senate Democrats", "group", False), ("Democrats", "MISC", "Democrats", "group", True)]
        for surface, kind, name, sort, expected in rows:
            with self.subTest(surface, name=name):
                self.assertEqual(may_mean(words(surface), kind, surface, Speaker(name, sort)), expected)

    def test_shared_surname(self):
        text = "Ann Doe and Bob Doe met. Doe said no. Doe left."
        spans = [(0, 7, "PER"), (12, 19, "PER"), (25, 28, "PER"), (38, 41, "PER")]
        two = [Speaker("Ann Doe", "person"), Speaker("Bob Doe", "person")]
        self.assertEqual(Owners(text, spans, two, {}).owner, [0, 1, None, None])
        self.assertEqual(Owners(text, spans, two, {}).maybe, [set(), set(), {0, 1}, {0, 1}])
        two[1].sources = ["E1"]
        self.assertEqual(Owners(text, spans, two, {"E1": [(25, 28)]}).owner, [0, 1, 1, 1])      # a source says whose
        self.assertEqual(Owners(text, spans, two[:1], {}).owner, [0, None, None, None])         # a stranger competes

    def test_points(self):
        points = speaker_points(spoken(True), NAMES, spoken(True)["annotated"], True)
        self.assertEqual(said(points, "speaker"), {
            "Port director Lena Ortiz": ["Lena Ortiz", "Ortiz"], "Ortiz's aide Ann Lo": ["Ann Lo"], "Critics": [],
            "Sen. Reyes": ["Paul Reyes", "Reyes"]})
        self.assertEqual(said(points, "title"), {"Port director": ["Lena Ortiz", "Ortiz"], "aide": ["Ann Lo"],
                                                 "Sen.": ["Paul Reyes", "Reyes"]})
        self.assertEqual([TEXT[s:e] for s, e in points.tags["title"]], ["Port director", "Sen.", "aide", "Sen."])
        self.assertEqual(points.unmarked["title"], [])
        points = speaker_points(spoken(False), NAMES, spoken(False)["annotated"], False)
        self.assertTrue(any(s <= at("Senator Max")[0] and at("Senator")[1] <= e for s, e in points.unmarked["title"]))

    def test_mentions(self):
        with tempfile.TemporaryDirectory() as tmp:
            write_base(Path(tmp))
            pieces = pieces_of("He saw her. Himself", load_tokenizer(str(Path(tmp) / "tokenizer.json")))
            words_of = lambda text, sources: [text[pieces.unit_start[a]:pieces.unit_end[b]] for a, b in mentions(text, pieces, sources)]
            self.assertEqual(words_of("He saw her. Himself", []), ["He", "her", "Himself"])
            self.assertEqual(words_of("He saw her. Himself", [(0, 1)]), ["He saw", "her", "Himself"])

    def test_quotations_without_source_ask(self):
        with tempfile.TemporaryDirectory() as tmp:
            write_base(Path(tmp))
            text = "He said: go.\n\nStay."
            pieces = pieces_of(text, load_tokenizer(str(Path(tmp) / "tokenizer.json")))
            he, go, stay = Span(0, 0, "SOURCE", 1.0), Span(3, 3, "CONTENT", 1.0), Span(5, 5, "CONTENT", 1.0)
            for found, expected in [([Quotation([go], source=he)], []), ([Quotation([go])], [(3, 3)]),
                                    ([Quotation([stay], source=he)], [(5, 5)]), ([Quotation([go, stay], source=he)], [])]:
                self.assertEqual(mentions(text, pieces, [(0, 0)], found), [(0, 0), *expected])


class Coreference(unittest.TestCase):
    def test_is_head(self):
        rows = [("Judge Mary Doe, the chair", "Mary Doe", True), ("Doe's son", "Doe", False), ("the wife of Doe", "Doe", False),
                ("Mary Doe", "Mary Doe", True), ("Mary Doe of Ohio", "Mary Doe", True), ("Doe and his men", "Doe", False)]
        for text, name, expected in rows:
            with self.subTest(text):
                i = text.index(name)
                self.assertEqual(is_head(text, (0, len(text)), (i, i + len(name))), expected)

    def test_chains(self):
        text = "Lena Ortiz left. She and her aide slept. He woke. Doe ran."
        spans = lambda *parts: [[text.index(p), text.index(p) + len(p)] for p in parts]
        raw = {"text": text, "entities": [], "coref": [spans("Lena Ortiz", "She", "her"), spans("her aide", "He"), spans("Doe")]}
        points = chains(raw, [[0, 10, "PER"], [*spans("Doe")[0], "PER"]])
        self.assertEqual({text[slice(*a.span)]: sorted(a.right) for a in points.asks["speaker"] if a.span[1] - a.span[0] < 4},
                         {"She": [0], "her": [0], "He": []})
        raw["entities"] = [[*spans("her aide")[0], "PER"]]          # a name that was not found: then its chain asks nothing
        self.assertNotIn("He", [text[slice(*a.span)] for a in chains(raw, [[0, 10, "PER"]]).asks["speaker"]])



NOVEL = {"text": "Mr. Holm rose. “Well?” “No,” said Ida Holm. “Never,” he said. Miss Holm left. “Sad,” the old man said.",
         "characters": {"Jon Holm": ["Mr. Holm"], "Ida Holm": ["Ida"], "The Old Man": ["The Old Man"]}}
NOVEL["quotes"] = [{"content": [[15, 22]], "source": [], "speaker": "Jon Holm"},
                   {"content": [[23, 28]], "source": [[34, 42]], "speaker": "Ida Holm"},
                   {"content": [[44, 52]], "source": [[53, 55]], "speaker": "Jon Holm"},
                   {"content": [[78, 84]], "source": [[85, 96]], "speaker": "The Old Man"}]


class Novels(unittest.TestCase):
    def test_points(self):
        text = NOVEL["text"]
        points = novel_points(NOVEL, [(m.start(), m.end(), "PER") for m in re.finditer(r"(?:Ida )?Holm", text)])
        self.assertEqual([text[s:e] for s, e in points.names], ["Holm", "Ida Holm", "Holm"])
        asked = [(text[slice(*ask.span)], sorted(ask.right), sorted(ask.unsure)) for ask in points.asks["speaker"]]
        self.assertEqual(asked, [("“Well?”", [0], [1, 2]), ("Ida Holm", [1], [0, 2]), ("he", [0], [1, 2]), ("the old man", [], [])])


class Annotated(unittest.TestCase):
    """Pronouns whose antecedents are annotated."""
    TEXT = "Zoe Doe met Eve Roe. Roe said she won, her son slept, he ran. Doe left. Ann told her."
    PERSONS = [[[0, 7], [62, 65]], [[12, 19]]]
    PRONOUNS = [[30, 33, 1], [39, 42, 0], [54, 56, -1], [81, 84, 1]]
    RAW = {"id": "t", "text": TEXT, "pronouns": {"persons": PERSONS, "pronouns": PRONOUNS},
           "names": [[0, 7, "PER"], [21, 24, "PER"], [62, 65, "PER"], [72, 75, "PER"]]}

    def test_points(self):
        points = pronoun_points(self.RAW, self.RAW["names"])
        self.assertEqual([self.TEXT[slice(*name)] for name in points.names], ["Zoe Doe", "Eve Roe", "Roe", "Doe", "Ann"])
        self.assertEqual([(self.TEXT[slice(*ask.span)], set(ask.right), set(ask.unsure)) for ask in points.asks["speaker"]],
                         [("she", {1}, {2}), ("her", {0, 3}, set()), ("he", set(), set()), ("her", {1}, {2})])

    def test_asks_of_found_names(self):
        """In an article no name joins those that were found: who has none of them is not asked for."""
        names = [(s, e) for s, e, _ in self.RAW["names"]]
        self.assertEqual([self.TEXT[slice(*ask.span)] for ask in pronoun_asks(self.RAW, names)], ["her", "he"])

    def test_article(self):
        """Pronouns join the sources of an article; one that is a source is asked for once."""
        she, person = at("She"), [list(at("Lena Ortiz")), list(at("Ortiz", 2))]
        raw = spoken(True) | {"pronouns": {"persons": [person], "pronouns": [[*she, 0], [*at("he", TEXT.count("he")), -1]]}}
        asks = article_points(raw).asks["speaker"]
        self.assertEqual([set(ask.right) for ask in asks if ask.span == she], [{0, 3}])
        raw["quotes"] = [*raw["quotes"], {"id": "E9", "source": [list(she)], "cue": [], "content": []}]
        raw["annotated"][0].sources.append("E9")
        self.assertEqual(sum(ask.span == she for ask in article_points(raw).asks["speaker"]), 1)

    def test_renamed(self):
        """Everything that is marked is still what it was; a given name keeps its gender."""
        renamer = Renamer()
        for seed in range(20):
            new = renamer.renamed(self.RAW, random.Random(seed))
            text = new["text"]
            self.assertEqual([text[s:e] for s, e, _ in new["pronouns"]["pronouns"]], ["she", "her", "he", "her"])
            parts = lambda spans: [text[s:e].split() for s, e in spans]
            (whole, family), (other,) = map(parts, new["pronouns"]["persons"])
            self.assertEqual(family, whole[-1:])
            self.assertEqual([renamer.gender[word.lower()] for word in (whole[0], other[0])], ["f", "f"])
            self.assertNotIn("Doe", text)
            self.assertEqual([text[s:e] for s, e, _ in new["names"]][1], other[-1])
            self.assertTrue(text.endswith(" told her."))

    def test_stream(self):
        """A text with annotated pronouns is read now as it stands, now with other names."""
        with tempfile.TemporaryDirectory() as tmp:
            write_base(Path(tmp))
            stream = Stream([self.RAW], "pronouns", load_tokenizer(str(Path(tmp) / "tokenizer.json")), (512,), random.Random(1))
            lengths = [int(stream.next().doc.pieces.unit_end[-1]) for _ in range(20)]
            self.assertTrue(2 < lengths.count(len(self.TEXT)) < 18)
            self.assertGreater(len(set(lengths)), 4)


class Passages(unittest.TestCase):
    """The texts that were written for the project."""

    def test_marks(self):
        """Everyone who is meant is named, names lie apart, and no pronoun is left out."""
        files = sorted(OWN.glob("*passages.jsonl.gz"))
        self.assertEqual(len(files), 4)
        passages = [row for file in files for row in read_jsonl(file)]
        self.assertEqual(len({row["id"] for row in passages}), len(passages))
        for row in passages:
            text, persons, pronouns = row["text"], row["pronouns"]["persons"], row["pronouns"]["pronouns"]
            marked = sorted([*(tuple(s) for own in persons for s in own), *((s, e) for s, e, _ in pronouns)])
            self.assertTrue(all(a[1] <= b[0] for a, b in itertools.pairwise(marked)), row["id"])
            self.assertTrue(all(own and all(text[s:e].strip() == text[s:e] != "" for s, e in own) for own in persons), row["id"])
            self.assertTrue(all(-1 <= person < len(persons) for _, _, person in pronouns), row["id"])
            self.assertEqual([m.span() for m in re.finditer(rf"(?i)\b(?:{'|'.join(PRONOUN_GENDER)})\b", text)],
                             sorted((s, e) for s, e, _ in pronouns), row["id"])

    def test_load(self):
        """They bring their own annotations; their names are found like those of any text."""
        file = "passages.jsonl.gz"
        found = [{"id": row["id"], "names": [[0, 1, "PER"]]} for row in read_jsonl(OWN / file)]
        with tempfile.TemporaryDirectory() as tmp:
            (Path(tmp) / file.removesuffix(".gz")).write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf8")
            rows = load("nowhere", OWN / file, "pronouns", tmp, pronouns={"another": {}})
        self.assertEqual(len(rows), len(found))
        self.assertEqual(rows[0]["names"], [[0, 1, "PER"]])
        self.assertTrue(rows[0]["pronouns"]["persons"])


class Found(unittest.TestCase):
    def test_names(self):
        engine = {"id": "a", "offsets": "chars", "entities": [{"start": 0, "end": 4, "text": "Mina", "kind": "PER", "confidence": 0.9}]}
        self.assertEqual(found_names(engine), found_names({"id": "a", "names": [[0, 4, "PER"]]}))
        with self.assertRaisesRegex(ValueError, "--offsets chars"):
            found_names({**engine, "offsets": "bytes"})


class Hidden(unittest.TestCase):
    TEXT = "Lena Roe met Max Poe. Roe told Poe to pay. Poe's son slept. Poe and Utah won, said Utah."
    NAMES = [(0, 8), (13, 20), (22, 25), (31, 34), (43, 46), (60, 63), (68, 72), (83, 87)]

    def test_repeats(self):
        found = repeats(self.TEXT, self.NAMES, [True] * 6 + [False] * 2, {"lena": "f", "max": "m"})
        self.assertEqual([(r.name, set(r.right), set(r.unsure), r.pronoun) for r in found],
                         [(3, {4, 5}, {1, 3}, "him"), (4, {3, 5}, {1, 4}, ""), (5, {3, 4}, {1, 5}, "he")])

    def test_hide(self):
        for seed in range(40):
            names = [(0, 0), (3, 3), (6, 6)]
            detail = {"names": names, "repeats": [(1, [0, 2], [], "he"), (2, [0, 1], [], "")],
                      "asks": {"speaker": [(3, 3, [0, 1], []), (9, 9, [1], []), (8, 8, [], [])]}}
            gone = hide(detail, random.Random(seed))
            hidden = {names.index((unit, unit)) for unit, _ in gone}
            rows = detail["asks"]["speaker"]
            self.assertEqual(sum((unit, unit) in [row[:2] for row in rows] for unit, _ in gone), len(gone))
            for first, _, right, unsure in rows:
                self.assertFalse(hidden & set(right))
                self.assertTrue(hidden <= set(unsure))
                self.assertTrue(right or first == 8)
            if 1 in hidden:
                self.assertNotIn(9, [row[0] for row in rows])


class Losses(unittest.TestCase):
    def test_unmarked(self):
        torch.manual_seed(0)
        head = TagHead(4, TITLE_TAGS)
        with torch.no_grad():
            head.transitions.normal_()
            scores = head.scores(torch.randn(1, 4, 4) * 3, torch.tensor([[True, False, False, False]]))
            table = head.table()
            gold = torch.tensor([[1, UNMARKED, UNMARKED, 0]])
            value = lambda c: float(sum(scores[0, i, t] for i, t in enumerate(c)) + sum(table[a, b] for a, b in zip(c, c[1:])))
            every = list(itertools.product(range(3), repeat=4))
            agree = [c for c in every if c[0] == 1 and c[3] == 0]
            expected = np.logaddexp.reduce([value(c) for c in every]) - np.logaddexp.reduce([value(c) for c in agree])
            loss = head.negative_log_likelihood(scores, gold, torch.ones(1, 4, dtype=torch.bool))
            self.assertAlmostEqual(float(loss), expected, places=3)

    def test_noisy_spans(self):
        rng = random.Random(0)
        for _ in range(50):
            out = noisy_spans([(0, 3), (8, 9)], [(1, 3), (9, 20), (5, 6)], rng)
            self.assertIn(out[0], [(0, 3), (1, 3)])
            self.assertEqual(out[1], (8, 9))
            self.assertIn(out[2:], [[], [(5, 6)]])

    def test_window(self):
        with tempfile.TemporaryDirectory() as tmp:
            write_base(Path(tmp))
            doc = prepare(spoken(True), "role", load_tokenizer(str(Path(tmp) / "tokenizer.json")))
            whole = window_asks(doc, 0, len(doc.pieces.unit_piece))
            self.assertEqual((len(whole["names"]), len(whole["asks"]["speaker"])), (7, 4))
            second = np.flatnonzero(doc.pieces.unit_paragraph == 1)
            part = window_asks(doc, int(second[0]), int(second[-1]) + 1)
            self.assertEqual([ask[2] for ask in part["asks"]["speaker"]], [[1], [], [2]])
            first = window_asks(doc, 0, int(second[0]))
            self.assertEqual([ask[2] for ask in first["asks"]["affiliation"]], [[0], [1]])

    def test_learns(self):
        """Who is meant, the titles and the affiliations of one article can be learnt by heart."""
        with tempfile.TemporaryDirectory() as tmp:
            tmp = Path(tmp)
            write_base(tmp)
            tokenizer = load_tokenizer(str(tmp / "tokenizer.json"))
            raw = spoken(True)
            named = {"id": "n", "text": TEXT, "entities": NAMES}
            config = json.loads((tmp / "config.json").read_text())
            config.pop("type_vocab_size")
            torch.manual_seed(0)
            model = Dixit(Config(**config, hidden_dropout=0.0))
            optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
            rng = random.Random(0)
            windows = [w for d, kind in ((raw, "role"), (named, "entity")) for w in training_windows(prepare(d, kind, tokenizer), 512, rng)
                       if w.a == 0 and w.b == len(w.doc.pieces)]
            windows = windows or [w for d, kind in ((raw, "role"), (named, "entity"))
                                  for w in training_windows(prepare(d, kind, tokenizer), 512, random.Random(2))]
            for _ in range(200):
                total(losses(model, collate(windows, 2, 3), rng, False)).backward()
                optimizer.step()
                optimizer.zero_grad()
            model.eval()
            article = pointing.Article(pointing.Text(model, tokenizer, raw), raw, raw["annotated"])
            self.assertEqual([(sort, right) for sort, _, right in article.sources(found=False)],
                             [("phrase", True), ("phrase", True), ("nameless", True), ("phrase", True)])
            for tag in ("title", "affiliation"):
                self.assertEqual({(k, text) for k, text, _, _ in article.borne(tag)}, article.gold(tag))


class Commands(unittest.TestCase):
    def test_start_from_a_smaller_run(self):
        """A run goes on from one without the pointing heads, which begin afresh."""
        with tempfile.TemporaryDirectory() as tmp:
            tmp = Path(tmp)
            (tmp / "base").mkdir()
            (tmp / "data").mkdir()
            write_base(tmp / "base")
            write_data(tmp / "data")
            common = ["--data", str(tmp / "data"), "--base", str(tmp / "base"), "--minutes", "10", "--threads", "1", "--fp32",
                      "--budget", "600"]
            train.main(common + ["--out", str(tmp / "one"), "--steps", "2"])
            state = torch.load(tmp / "one" / "checkpoint.pt", weights_only=True)
            new = [k for k in state["model"] if k.startswith(("heads.title", "heads.affiliation", "heads.link.speaker"))]
            kept = [(n, e) for n, e in zip(state["trained"], state["ema"]) if n not in new]
            state["trained"], state["ema"] = [n for n, _ in kept], [e for _, e in kept]
            for k in new:
                del state["model"][k]
            torch.save(state, tmp / "one" / "old.pt")
            train.main(common + ["--out", str(tmp / "two"), "--steps", "2", "--start", str(tmp / "one" / "old.pt")])
            again = torch.load(tmp / "two" / "checkpoint.pt", weights_only=True)
            peaks = {g["peak"] for g in again["optimizer"]["param_groups"]}
            self.assertEqual(peaks, {2e-4, 1e-3, 5e-4})
            model = load_checkpoint(tmp / "two" / "checkpoint.pt")
            # What was exported is as good a start: all of its heads have learnt.
            export(model, tmp / "base", tmp / "exported")
            train.main(common + ["--out", str(tmp / "three"), "--steps", "2", "--start", str(tmp / "exported")])
            last = torch.load(tmp / "three" / "checkpoint.pt", weights_only=True)
            self.assertEqual({g["peak"] for g in last["optimizer"]["param_groups"]}, {2e-4, 5e-4})

    def test_left_out(self):
        """What a run has no names for is left out, and its log says so; what needs none stays."""
        with tempfile.TemporaryDirectory() as tmp:
            tmp = Path(tmp)
            for part in ("base", "data", "names"):
                (tmp / part).mkdir()
            write_base(tmp / "base")
            write_data(tmp / "data")
            (article,) = read_jsonl(tmp / "data" / "attribution" / "polnear.train.jsonl")
            (tmp / "names" / "polnear.train.jsonl").write_text(json.dumps({"id": article["id"], "names": []}) + "\n")
            train.main(["--data", str(tmp / "data"), "--base", str(tmp / "base"), "--names", str(tmp / "names"), "--out", str(tmp / "run"),
                        "--steps", "1", "--minutes", "10", "--threads", "1", "--fp32", "--budget", "600"])
            first = json.loads((tmp / "run" / "log.jsonl").read_text().splitlines()[0])
            self.assertEqual(first["left_out"], ["gap", "gum", "litbank", "passages", "pdnc", "plain passages", "redocred", "snippet passages",
                                                 "wikigold pronouns", "worldwide pronouns"])

    def test_average(self):
        with tempfile.TemporaryDirectory() as tmp:
            tmp, models = Path(tmp), []
            write_base(tmp)
            config = json.loads((tmp / "config.json").read_text())
            config.pop("type_vocab_size")
            for seed in (0, 1):
                torch.manual_seed(seed)
                models.append(Dixit(Config(**config)))
                export(models[-1], tmp, tmp / str(seed))
            torch.save(average([tmp / "0", tmp / "1"], [0.25, 0.75]), tmp / "mean.pt")
            mean, one, other = (load_checkpoint(tmp / file).state_dict() for file in ("mean.pt", "0", "1"))
            for name in one:
                self.assertTrue(torch.allclose(mean[name], 0.25 * one[name] + 0.75 * other[name], atol=1e-6), name)
            with self.assertRaisesRegex(ValueError, "add up to 1"):
                average([tmp / "0", tmp / "1"], [0.5, 0.6])


if __name__ == "__main__":
    unittest.main()
