"""What the counts of a text look like: the conditional table, Zipf's law, how many n-grams are rare or missing."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import NgramCounts, Rows
from seqviz.ngrams.model import NgramModel
from seqviz.records.counting import ConditionalTable, Coverage, Follower, NextToken, ZipfCurve, read_only

WHOLE_ALPHABET = 32
"""A vocabulary of at most so many tokens is shown whole and in alphabetical order."""
NEEDED = 4
"""Successors of the first context that the table never leaves out."""


def conditional_table(
    model: NgramModel, vocabulary: Sequence[str], *, rows: int = 14, columns: int = 14
) -> ConditionalTable:
    """Return p(token | context) for the most frequent contexts and the tokens that follow them most often.

    The likeliest successors of the first context are always among them.
    """
    counts = model.counts
    if model.n == 1:
        contexts = np.zeros((1, 0), np.int64)
    else:
        common = _most_frequent(counts.tables[model.n - 2].counts, rows)
        contexts = counts.ngrams(model.n - 1, common)
    seen = np.stack([_followers(counts, context) for context in contexts])  # [R, V]
    if len(vocabulary) <= WHOLE_ALPHABET:
        tokens = np.array(sorted(range(1, len(vocabulary)), key=lambda token: vocabulary[token]))
    else:
        tokens = _columns(seen, columns)
    return ConditionalTable(
        contexts=tuple(tuple(vocabulary[token] for token in context) for context in contexts),
        tokens=tuple(vocabulary[token] for token in tokens),
        counts=read_only(seen[:, tokens]),
        totals=read_only(seen.sum(axis=1)),
        probabilities=read_only(np.stack([model.distribution(context)[tokens] for context in contexts])),
    )


def next_token(model: NgramModel, context: Ids, vocabulary: Sequence[str], *, limit: int = 10) -> NextToken:
    """Return the likeliest tokens after the last n-1 tokens of ``context``, with their counts."""
    used = context[max(len(context) - model.n + 1, 0) :]
    seen = _followers(model.counts, used)
    p = model.distribution(used)
    ranked = [int(token) for token in np.argsort(-p, kind="stable") if token and p[token] > 0][:limit]
    return NextToken(
        context=tuple(vocabulary[token] for token in used),
        total=int(seen.sum()),
        types=int((seen > 0).sum()),
        followers=tuple(
            Follower(token=vocabulary[token], count=int(seen[token]), probability=float(p[token])) for token in ranked
        ),
    )


def zipf_curve(counts: NgramCounts, n: int, *, points: int = 160) -> ZipfCurve:
    """Rank the n-grams by frequency and fit Zipf's straight line on log-log axes (D2L)."""
    frequencies = np.sort(counts.tables[n - 1].counts)[::-1].astype(np.float64)
    ranks = np.unique(np.geomspace(1, len(frequencies), points).round()).astype(np.int64)
    x, y = np.log(ranks), np.log(frequencies[ranks - 1])
    slope = float(np.polyfit(x, y, 1)[0]) if len(ranks) > 1 else 0.0
    return ZipfCurve(n=n, ranks=read_only(ranks), frequencies=read_only(frequencies[ranks - 1]), exponent=-slope)


def coverage(counts: NgramCounts, held_out: Ids) -> tuple[Coverage, ...]:
    """Return for every n how many n-grams exist, how many were seen once, and how many held-out ones never."""
    found = counts.rows(held_out)
    return tuple(
        Coverage(
            n=n,
            distinct=len(table.keys),
            once=float((table.counts == 1).mean()),
            unseen=float((rows[n - 1 :] < 0).mean()) if len(rows) >= n else 0.0,
            possible=float(counts.vocabulary_size) ** n,
        )
        for n, (table, rows) in enumerate(zip(counts.tables, found, strict=True), start=1)
    )


def _followers(counts: NgramCounts, context: Ids) -> NDArray[np.float64]:
    """Return how often each token of the vocabulary followed ``context`` [V]."""
    table = counts.tables[len(context)]
    rows = table.slice_of(counts.row(context))
    seen = np.zeros(counts.vocabulary_size)
    seen[table.keys[rows] % counts.vocabulary_size] = table.counts[rows]
    return seen


def _columns(seen: NDArray[np.float64], columns: int) -> Ids:
    """Return the tokens that follow most often, those of the first row at least, by falling frequency."""
    order = 1 + np.argsort(-seen[:, 1:].sum(axis=0), kind="stable")
    first = 1 + np.argsort(-seen[0, 1:], kind="stable")[:NEEDED]
    chosen = {*first.tolist(), *[token for token in order.tolist() if token not in first][: columns - len(first)]}
    return np.array([token for token in order.tolist() if token in chosen])


def _most_frequent(counts: Rows, limit: int) -> Rows:
    limit = min(limit, len(counts))
    top = np.argpartition(-counts, limit - 1)[:limit]
    return top[np.lexsort((top, -counts[top]))].astype(np.int32)
