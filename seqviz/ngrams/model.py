"""An n-gram language model: counts, the length n it looks at, and a smoothing rule."""

from dataclasses import dataclass

import numpy as np

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import ContextSums, CountTable, Floats, NgramCounts, Rows
from seqviz.ngrams.smoothing import Evidence, Level, Smoothing, estimate


@dataclass(frozen=True, kw_only=True)
class NgramModel:
    """p(token | the n-1 tokens before it). At the start of a sequence the context is as long as it can be."""

    counts: NgramCounts
    n: int
    smoothing: Smoothing

    def __post_init__(self) -> None:
        """Check that n was counted."""
        if not 1 <= self.n <= self.counts.max_n:
            raise ValueError(f"n = {self.n}, counted up to {self.counts.max_n}")

    def probabilities(self, ids: Ids) -> Floats:
        """Return the conditional probability of every token of a sequence [len(ids)]."""
        return estimate(evidence_along(self.counts, ids, self.n), self.smoothing)

    def distribution(self, context: Ids) -> Floats:
        """Return the distribution over the next token [V] after ``context``, of which the last n-1 tokens count."""
        return estimate(evidence_after(self.counts, context, self.n), self.smoothing)

    def mean_nll(self, ids: Ids, *, skip: int = 0) -> float:
        """Return the mean of -log p over ``ids[skip:]`` in nats: infinite as soon as one token has p = 0."""
        return mean_nll(self.probabilities(ids)[skip:])


def mean_nll(probabilities: Floats) -> float:
    """Return the mean of -log p in nats; 0 for nothing to predict."""
    if not len(probabilities):
        return 0.0
    if not probabilities.all():
        return float("inf")
    return float(-np.log(probabilities).mean()) + 0.0  # never "minus zero"


def evidence_along(counts: NgramCounts, ids: Ids, n: int) -> Evidence:
    """Collect for every place of a sequence what was counted at the orders 1 ... n."""
    raw: list[Level] = []
    continued: list[Level] = []
    contexts = np.zeros(len(ids), np.int32)
    for order, rows in enumerate(counts.rows(ids)[:n]):
        table = counts.tables[order]
        reached = np.arange(len(ids)) >= order
        raw.append(_level(table.counts, table.raw, rows, contexts, reached))
        continued.append(_level(table.continuations, table.continued, rows, contexts, reached))
        contexts = np.concatenate([np.full(1, -1, np.int32), rows[:-1]])
    return Evidence(raw=tuple(raw), continued=tuple(continued), vocabulary_size=counts.vocabulary_size)


def evidence_after(counts: NgramCounts, context: Ids, n: int) -> Evidence:
    """Collect for every token of the vocabulary what was counted after ``context`` at the orders 1 ... n."""
    raw: list[Level] = []
    continued: list[Level] = []
    for order in range(n):
        table = counts.tables[order]
        reached = len(context) >= order
        row = counts.row(context[len(context) - order :]) if reached else -1
        raw.append(_after(table, table.counts, table.raw, row, counts.vocabulary_size, reached))
        continued.append(_after(table, table.continuations, table.continued, row, counts.vocabulary_size, reached))
    return Evidence(raw=tuple(raw), continued=tuple(continued), vocabulary_size=counts.vocabulary_size)


def _level(values: Rows, sums: ContextSums, rows: Rows, contexts: Rows, reached: np.ndarray) -> Level:
    joint = np.where(rows >= 0, values[rows], 0).astype(np.float64)
    return Level(joint=joint, total=sums.totals[contexts], types=sums.types[contexts], reached=reached)


def _after(table: CountTable, values: Rows, sums: ContextSums, row: int, vocabulary_size: int, reached: bool) -> Level:
    continuations = table.slice_of(row)
    joint = np.zeros(vocabulary_size)
    joint[table.keys[continuations] % vocabulary_size] = values[continuations]
    return Level(
        joint=joint,
        total=np.full(1, sums.totals[row]),
        types=np.full(1, sums.types[row]),
        reached=np.full(1, reached),
    )
