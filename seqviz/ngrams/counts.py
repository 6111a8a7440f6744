"""Count the n-grams of a sequence of ids, n = 1 ... N, as sorted tables.

Every table names an n-gram by one integer: the row of its first n-1 tokens in the table before, times the size of the
vocabulary, plus its last token. Sorted by that key, all continuations of one context are neighbours, so a context is
a slice and a whole text is counted by a few sorts instead of a dictionary per token.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seqviz.data.vocabulary import Ids

Rows = NDArray[np.int32]
Floats = NDArray[np.float64]

DENSE = 2**24
"""Up to this many possible keys a table over all of them (128 MB at most) is faster than sorting."""


@dataclass(frozen=True, kw_only=True)
class ContextSums:
    """For each of P contexts the sum of the counts of its continuations, and how many of them are above zero.

    A last entry of zero stands for "no such context", so that row -1 needs no special case.
    """

    totals: Floats  # [P + 1]
    types: Floats  # [P + 1]


@dataclass(frozen=True, kw_only=True)
class CountTable:
    """The n-grams of one length. K of them follow P contexts, which are the n-grams one token shorter.

    ``continuations`` counts the distinct tokens in front of an n-gram (Kneser-Ney's counts); it is all zero in the
    longest table, where nobody looked one token further. ``raw`` and ``continued`` sum the two by context.
    """

    keys: Ids  # [K], increasing
    counts: Rows  # [K]
    continuations: Rows  # [K]
    starts: Rows  # [P + 1], the continuations of context p are rows starts[p] to starts[p + 1]
    raw: ContextSums
    continued: ContextSums

    def find(self, contexts: Rows, tokens: Ids, vocabulary_size: int) -> Rows:
        """Return the row of each n-gram (context row, token), -1 where it was never seen."""
        wanted = contexts.astype(np.int64) * vocabulary_size + tokens
        rows = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[rows] == wanted) & (contexts >= 0), rows, -1).astype(np.int32)

    def slice_of(self, context: int) -> slice:
        """Return the rows that continue a context; none for context -1."""
        return slice(0, 0) if context < 0 else slice(int(self.starts[context]), int(self.starts[context + 1]))


@dataclass(frozen=True, kw_only=True)
class NgramCounts:
    """The counts of a text for every n up to ``max_n``; ``tables[n - 1]`` holds the n-grams."""

    vocabulary_size: int
    length: int
    tables: tuple[CountTable, ...]

    @property
    def max_n(self) -> int:
        """The longest n-gram that was counted."""
        return len(self.tables)

    def rows(self, ids: Ids) -> tuple[Rows, ...]:
        """Return for each n the row of the n-gram that ends at each position [len(ids)], -1 where there is none."""
        before = np.zeros(len(ids), np.int32)  # the empty context is row 0
        found = []
        for table in self.tables:
            rows = table.find(before, ids, self.vocabulary_size)
            found.append(rows)
            before = np.concatenate([np.full(1, -1, np.int32), rows[:-1]])
        return tuple(found)

    def row(self, ngram: Ids) -> int:
        """Return the row of one n-gram in its table; 0 for the empty one, -1 for one never seen."""
        row = np.zeros(1, np.int32)
        for table, token in zip(self.tables, ngram, strict=False):
            row = table.find(row, np.array([token]), self.vocabulary_size)
        return int(row[0])

    def ngrams(self, n: int, rows: Rows) -> Ids:
        """Return the tokens of n-grams given by their rows [m, n]."""
        tokens = np.empty((len(rows), n), np.int64)
        for position in range(n - 1, -1, -1):
            keys = self.tables[position].keys[rows]
            tokens[:, position] = keys % self.vocabulary_size
            rows = (keys // self.vocabulary_size).astype(np.int32)
        return tokens


def count_ngrams(ids: Ids, vocabulary_size: int, *, max_n: int) -> NgramCounts:
    """Count every n-gram of ``ids`` [N] for n up to ``max_n``.

    The text is one stream: nothing is padded, so there are N - n + 1 n-grams. Raises ``ValueError`` when the text is
    shorter than the longest n-gram.
    """
    if max_n < 1:
        raise ValueError(f"max_n is {max_n}, an n-gram has at least one token")
    if len(ids) < max_n:
        raise ValueError(f"{len(ids)} tokens hold no n-gram of {max_n}")
    tables: list[CountTable] = []
    before = np.zeros(len(ids) + 1, np.int32)  # row of the (n-1)-gram that starts at each position
    contexts = 1
    for n in range(1, max_n + 1):
        starts = len(ids) - n + 1
        distinct, counts, rows, example = _group(
            before[:starts] * np.int64(vocabulary_size) + ids[n - 1 :], contexts * vocabulary_size
        )
        if tables:
            tables[-1] = _with_continuations(tables[-1], before[example + 1])
        del example  # as large as the text where nearly every n-gram is new
        tables.append(_table(distinct, counts, contexts, vocabulary_size))
        before, contexts = rows, len(distinct)
    return NgramCounts(vocabulary_size=vocabulary_size, length=len(ids), tables=tuple(tables))


def _group(keys: Ids, possible: int) -> tuple[Ids, Rows, Rows, Ids]:
    """Return the distinct keys [K], their counts, the row of each key [N] and one position of each [K]."""
    if possible <= DENSE:
        histogram = np.bincount(keys, minlength=possible)
        distinct = np.flatnonzero(histogram)
        lookup = np.zeros(possible, np.int32)
        lookup[distinct] = np.arange(len(distinct), dtype=np.int32)
        rows = lookup[keys]
        example = np.zeros(len(distinct), np.int64)
        example[rows] = np.arange(len(keys))
        return distinct, histogram[distinct].astype(np.int32), rows, example
    order = np.argsort(keys)
    keys = keys[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]])
    rows = np.empty(len(keys), np.int32)
    rows[order] = np.cumsum(first, dtype=np.int32) - 1
    edges = np.flatnonzero(first)
    example = order[edges]
    del order  # as large as the text, and so is nearly every array here where most n-grams are new
    return keys[edges], np.diff(edges, append=len(keys)).astype(np.int32), rows, example


def _table(keys: Ids, counts: Rows, contexts: int, vocabulary_size: int) -> CountTable:
    edges = np.arange(0, (contexts + 1) * vocabulary_size, vocabulary_size)
    starts = np.searchsorted(keys, edges).astype(np.int32)
    del edges
    none = np.zeros(contexts + 1)
    return CountTable(
        keys=keys, counts=counts, continuations=np.zeros(len(keys), np.int32), starts=starts,
        raw=_sums(counts, starts), continued=ContextSums(totals=none, types=none),
    )  # fmt: skip


def _with_continuations(table: CountTable, suffixes: Rows) -> CountTable:
    continuations = np.bincount(suffixes, minlength=len(table.keys)).astype(np.int32)
    return replace(table, continuations=continuations, continued=_sums(continuations, table.starts))


def _sums(values: Rows, starts: Rows) -> ContextSums:
    def by_context(numbers: Rows | NDArray[np.bool_]) -> Floats:
        running = np.zeros(len(numbers) + 1, np.int64)
        np.cumsum(numbers, out=running[1:])
        running = running[starts]
        sums = np.zeros(len(starts))
        np.subtract(running[1:], running[:-1], out=sums[:-1])
        return sums

    return ContextSums(totals=by_context(values), types=by_context(values > 0))
