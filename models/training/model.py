"""The joint model: a BERT encoder under its usual parameter names, and heads for names, roles, links, and who is meant.

The encoder is plain BERT, so any implementation runs it from the exported weights. The heads read the hidden states of
the first piece of each unit (see features.py); everything of theirs is spelt out in FORMAT.md beside this file.
"""
from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field

import torch
import torch.nn.functional as F
from torch import nn

ENTITY_TAGS = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
ROLE_TAGS = ["O"] + [f"{p}-{k}" for k in ("SOURCE", "CUE", "CONTENT") for p in "BI"]
TITLE_TAGS = ["O", "B-TITLE", "I-TITLE"]
AFFILIATION_TAGS = ["O", "B-AFFILIATION", "I-AFFILIATION"]
TAGS = {"entity": ENTITY_TAGS, "role": ROLE_TAGS, "title": TITLE_TAGS, "affiliation": AFFILIATION_TAGS}
ROLES = ("source", "cue", "content")
# relation -> (role that asks, role that answers)
RELATIONS = {"source": ("content", "source"), "cue": ("content", "cue"), "next": ("content", "content"),
             "cue_source": ("cue", "source")}
# pointing relation -> what asks; what answers is always a name. A mention is a source, or a pronoun outside of sources.
POINTERS = {"speaker": "mention", "title": "title", "affiliation": "affiliation"}
GAP_EDGES = [1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 56, 91, 151]   # lower ends of the distance buckets, in units
BETWEEN_MAX = 4
PARAGRAPH_MAX = 3
MAX_GAP = 256               # no link spans more units than this
FORBIDDEN = -1e4
UNMARKED = -1               # tag of a unit that nobody has judged


@dataclass
class Config:
    vocab_size: int = 30522
    hidden_size: int = 384
    num_hidden_layers: int = 6
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 512
    type_vocab_size: int = 8
    layer_norm_eps: float = 1e-12
    hidden_dropout: float = 0.1
    link_dim: int = 128

    def as_dict(self) -> dict:
        return asdict(self)


class Dropout(nn.Module):
    """Drops the same features at every place of a sequence: as good a regulariser here, and next to free on a CPU."""

    def __init__(self, p: float):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.empty(x.shape[0], 1, x.shape[-1], device=x.device, dtype=x.dtype).bernoulli_(1 - self.p)
        return x * keep.div_(1 - self.p)


class Embeddings(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.word_embeddings = nn.Embedding(c.vocab_size, c.hidden_size)
        self.position_embeddings = nn.Embedding(c.max_position_embeddings, c.hidden_size)
        self.token_type_embeddings = nn.Embedding(c.type_vocab_size, c.hidden_size)
        self.LayerNorm = nn.LayerNorm(c.hidden_size, eps=c.layer_norm_eps)
        self.dropout = Dropout(c.hidden_dropout)

    def forward(self, ids, types):
        positions = self.position_embeddings.weight[: ids.shape[1]]
        x = self.word_embeddings(ids) + self.token_type_embeddings(types) + positions
        return self.dropout(self.LayerNorm(x))


class SelfAttention(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.heads = c.num_attention_heads
        self.query = nn.Linear(c.hidden_size, c.hidden_size)
        self.key = nn.Linear(c.hidden_size, c.hidden_size)
        self.value = nn.Linear(c.hidden_size, c.hidden_size)

    def forward(self, x, mask):
        b, n, h = x.shape
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return y.transpose(1, 2).reshape(b, n, h)


class Output(nn.Module):
    """The dense layer, residual and norm that end both halves of a BERT layer."""

    def __init__(self, c: Config, width: int):
        super().__init__()
        self.dense = nn.Linear(width, c.hidden_size)
        self.LayerNorm = nn.LayerNorm(c.hidden_size, eps=c.layer_norm_eps)
        self.dropout = Dropout(c.hidden_dropout)

    def forward(self, x, residual):
        return self.LayerNorm(self.dropout(self.dense(x)) + residual)


class Layer(nn.Module):
    """Attributes are named as in BERT checkpoints; `self` there is spelt through add_module."""

    def __init__(self, c: Config):
        super().__init__()
        self.attention = nn.ModuleDict({"self": SelfAttention(c), "output": Output(c, c.hidden_size)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(c.hidden_size, c.intermediate_size)})
        self.output = Output(c, c.intermediate_size)

    def forward(self, x, mask):
        x = self.attention["output"](self.attention["self"](x, mask), x)
        return self.output(F.gelu(self.intermediate["dense"](x)), x)


class Encoder(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.layer = nn.ModuleList(Layer(c) for _ in range(c.num_hidden_layers))

    def forward(self, x, mask):
        for layer in self.layer:
            x = layer(x, mask)
        return x


def allowed_transitions(tags: list[str]) -> torch.Tensor:
    """0 where one tag may follow another, FORBIDDEN where not: I-X follows B-X or I-X only."""
    out = torch.zeros(len(tags), len(tags))
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            if b.startswith("I-") and a[2:] != b[2:]:
                out[i, j] = FORBIDDEN
    return out


class TagHead(nn.Module):
    """A linear layer and a chain over its scores: what follows what is learnt, so that spans are judged whole.

    No span crosses a paragraph: at the first unit of a paragraph the I- tags are forbidden, which `scores` sees to.
    """

    def __init__(self, hidden: int, tags: list[str]):
        super().__init__()
        self.tags = tags
        self.linear = nn.Linear(hidden, len(tags))
        self.transitions = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.register_buffer("allowed", allowed_transitions(tags), persistent=False)
        inside = torch.tensor([FORBIDDEN if t.startswith("I-") else 0.0 for t in tags])
        self.register_buffer("not_inside", inside, persistent=False)

    def scores(self, hidden, paragraph_start):
        """Scores of each tag at each unit; `paragraph_start` is true at the first unit of a paragraph."""
        return self.linear(hidden) + paragraph_start.unsqueeze(-1) * self.not_inside

    def table(self):
        return self.transitions + self.allowed

    def negative_log_likelihood(self, scores, tags, mask):
        """Of the whole tag chains: [B, L, T] scores, [B, L] tags, [B, L] mask (a prefix of each row). An unmarked unit may
        have any tag: all chains that agree with the marked ones are right."""
        table = self.table()
        if (tags == UNMARKED).any():
            agrees = (tags.unsqueeze(2) == UNMARKED) | (tags.unsqueeze(2) == torch.arange(len(self.tags)))
            return log_partition(scores, table, mask) - log_partition(scores.masked_fill(~agrees, FORBIDDEN), table, mask)
        gold = scores.gather(2, tags.unsqueeze(2)).squeeze(2) + F.pad(table[tags[:, :-1], tags[:, 1:]], (1, 0))
        return log_partition(scores, table, mask) - (gold * mask).sum(1)


def log_partition(scores, table, mask):
    """Log of the sum over all tag chains, halving the chain's length at each step instead of walking it."""
    b, n, t = scores.shape
    steps = table + scores[:, 1:].unsqueeze(2)                                    # [B, L-1, T, T]
    identity = torch.full((t, t), FORBIDDEN, device=scores.device).fill_diagonal_(0.0)
    steps = torch.where(mask[:, 1:, None, None], steps, identity)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, identity.expand(b, 1, t, t)], 1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left.unsqueeze(-1) + right.unsqueeze(-3), -2)
    total = scores[:, 0]
    if steps.shape[1]:
        total = torch.logsumexp(total.unsqueeze(2) + steps[:, 0], 1)
    return torch.logsumexp(total, 1)


@dataclass
class Pairs:
    """For one relation in one text: which span asks, which may answer, and how they lie to each other."""
    asks: list[tuple[int, int]] = field(default_factory=list)      # first and last unit of each span
    answers: list[tuple[int, int]] = field(default_factory=list)
    gap: torch.Tensor | None = None                                 # [asks, answers] bucket numbers
    between: torch.Tensor | None = None
    contents: torch.Tensor | None = None
    paragraphs: torch.Tensor | None = None
    possible: torch.Tensor | None = None                            # [asks, answers] bool


class LinkHead(nn.Module):
    """Scores every pair of one relation, and for each asking span the score of having no answer.

    A span is its first and last unit's hidden states. A pair's score is a biaffine product, which says whether the two
    spans suit each other, plus a small layer that sees both spans and how they lie (distance, what lies between).
    """

    def __init__(self, hidden: int, dim: int):
        super().__init__()
        self.ask = nn.Linear(2 * hidden, dim)
        self.answer = nn.Linear(2 * hidden, dim)
        self.bilinear = nn.Parameter(torch.empty(dim, dim))
        self.pair_ask = nn.Linear(2 * hidden, dim)
        self.pair_answer = nn.Linear(2 * hidden, dim, bias=False)
        self.gap = nn.Embedding(2 * len(GAP_EDGES) + 1, dim)
        self.between = nn.Embedding(2 * (BETWEEN_MAX + 1), dim)
        self.contents = nn.Embedding(BETWEEN_MAX + 1, dim)
        self.paragraphs = nn.Embedding(PARAGRAPH_MAX + 1, dim)
        self.pair_out = nn.Linear(dim, 1, bias=False)
        self.none = nn.Linear(dim, 1)
        nn.init.normal_(self.bilinear, std=1.0 / dim)
        for e in (self.gap, self.between, self.contents, self.paragraphs):
            nn.init.normal_(e.weight, std=0.1)

    def forward(self, hidden, pairs: Pairs):
        """[asks, 1 + answers] scores: column 0 is "none", the others the answers."""
        asks = span_vectors(hidden, pairs.asks)
        q = F.gelu(self.ask(asks))
        none = self.none(q)
        if not pairs.answers:
            return none
        answers = span_vectors(hidden, pairs.answers)
        k = F.gelu(self.answer(answers))
        pair = (self.pair_ask(asks).unsqueeze(1) + self.pair_answer(answers).unsqueeze(0) + self.gap(pairs.gap)
                + self.between(pairs.between) + self.contents(pairs.contents) + self.paragraphs(pairs.paragraphs))
        scores = q @ self.bilinear @ k.T + self.pair_out(F.gelu(pair)).squeeze(-1)
        return torch.cat([none, scores.masked_fill(~pairs.possible, FORBIDDEN)], 1)


def span_vectors(hidden, spans):
    index = torch.tensor(spans, device=hidden.device)
    return hidden[index].flatten(1)


def make_pairs(relation: str, asks, answers, contents, unit_paragraph) -> Pairs:
    """How every asking and answering span of one text lie to each other. Spans are (first, last) unit, sorted."""
    pairs = Pairs(list(asks), list(answers))
    if not asks or not answers:
        return pairs
    a, b, c = (torch.tensor(x).view(-1, 2) for x in (pairs.asks, pairs.answers, list(contents)))
    paragraph = torch.as_tensor(unit_paragraph)
    a0, a1, b0, b1 = a[:, None, 0], a[:, None, 1], b[None, :, 0], b[None, :, 1]
    after, before = b0 - a1, a0 - b1                       # > 0 where the answer lies wholly after, wholly before
    edges = torch.tensor(GAP_EDGES)
    size = torch.bucketize(torch.maximum(after, before).clamp(min=0), edges, right=True)
    pairs.gap = torch.where(after > 0, len(GAP_EDGES) + size, torch.where(before > 0, len(GAP_EDGES) - size, len(GAP_EDGES)))
    low = torch.where(after > 0, a1.expand_as(after), b1.expand_as(after))    # what lies strictly between the two
    high = torch.where(after > 0, b0.expand_as(after), a0.expand_as(after))
    inside = lambda spans: ((spans[:, 0] > low[..., None]) & (spans[:, 1] < high[..., None])).sum(-1).clamp(max=BETWEEN_MAX)
    is_after = b0 > a0
    pairs.between = inside(b) + is_after * (BETWEEN_MAX + 1)
    pairs.contents = inside(c) if len(c) else torch.zeros_like(pairs.between)
    pairs.paragraphs = (paragraph[b0] - paragraph[a0]).abs().clamp(max=PARAGRAPH_MAX).long()
    pairs.possible = torch.maximum(after, before) <= MAX_GAP
    if relation == "next":
        pairs.possible &= is_after
    return pairs


class Heads(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        for name, tags in TAGS.items():
            self.add_module(name, TagHead(c.hidden_size, tags))
        self.link = nn.ModuleDict({r: LinkHead(c.hidden_size, c.link_dim) for r in (*RELATIONS, *POINTERS)})


class Dixit(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.config = c
        self.embeddings = Embeddings(c)
        self.encoder = Encoder(c)
        self.heads = Heads(c)
        self.apply(self._init)

    @staticmethod
    def _init(m):
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, std=0.02)
            if m.bias is not None:
                nn.init.zeros_(m.bias)
        elif isinstance(m, nn.Embedding) and m.embedding_dim >= 256:
            nn.init.normal_(m.weight, std=0.02)

    def forward(self, ids, types, lengths):
        """Hidden states [B, N, H] of padded sequences."""
        n = ids.shape[1]
        mask = None
        if int(lengths.min()) < n:
            keep = torch.arange(n, device=ids.device) < lengths[:, None]
            mask = torch.zeros(keep.shape, device=ids.device).masked_fill(~keep, float("-inf"))[:, None, None, :]
        x = self.embeddings(ids, types)
        return self.encoder(x, mask)

    def load_base(self, tensors: dict[str, torch.Tensor]) -> None:
        """Start from a BERT checkpoint; its first token type gives all of ours."""
        own = dict(self.named_parameters())
        tensors = {k.removeprefix("bert."): v for k, v in tensors.items()}
        with torch.no_grad():
            for name, p in own.items():
                if name.startswith("heads."):
                    continue
                t = tensors[name].float()
                if name == "embeddings.token_type_embeddings.weight":
                    t = t[:1].expand_as(p)
                p.copy_(t)
