"""Arithmetic of counted models: a count over a count, add-one for an unseen pair, perplexity. The counts are a text's.

Values that are tokens are tuples of them; the page joins and shows them as its text does.
"""

import math

import numpy as np

from seqviz.data.vocabulary import Ids
from seqviz.exercises.instance import Instance, telling
from seqviz.ngrams.corpus import CountedCorpus

FREQUENT = 40
"""The contexts of divisions are among so many most frequent tokens."""
NEAREST = 10
"""The contexts of unseen pairs are those so many whose count is nearest to V, where add-one matters."""
PROBABILITIES = (1 / 2, 1 / 4, 1 / 5, 1 / 8, 1 / 10)


def division(rng: np.random.Generator, corpus: CountedCorpus) -> Instance:
    """Divide n(x, x') by n(x), for a frequent x and one of its frequent successors."""
    totals = _totals(corpus)
    context = int(rng.choice(np.argsort(-totals, kind="stable")[: min(FREQUENT, np.count_nonzero(totals))]))
    table = corpus.counts.tables[1]
    rows = table.slice_of(corpus.counts.row(_ids(context)))
    row = rows.start + int(rng.choice(np.argsort(-table.counts[rows], kind="stable")[:5]))
    token, joint, total = int(table.keys[row] % len(corpus.vocabulary)), int(table.counts[row]), int(totals[context])
    return Instance(
        values={
            "context": _tokens(corpus, context),
            "pair": _tokens(corpus, context, token),
            "total": total,
            "joint": joint,
        },
        answer=joint / total,
        mistakes={"upside-down": total / joint, "whole-text": joint / len(corpus.training)},
    )


def unseen_pair(rng: np.random.Generator, corpus: CountedCorpus) -> Instance:
    """Give a token never seen after x its add-one probability, 1 / (n(x) + V)."""
    totals, size = _totals(corpus), len(corpus.vocabulary)
    far = np.abs(np.log(np.maximum(totals, 1) / size)) + np.where(totals, 0, math.inf)
    nearest = np.argsort(far, kind="stable")[: min(NEAREST, np.count_nonzero(totals))]
    context = int(rng.choice(nearest))
    total = int(totals[context])
    return Instance(
        values={"context": _tokens(corpus, context), "total": total, "vocabulary": size},
        answer=1 / (total + size),
        mistakes={"zero": 0.0, "no-vocabulary": 1 / total, "one-more": 1 / (total + 1), "uniform": 1 / size},
    )


def effective_choices(rng: np.random.Generator) -> Instance:
    """Take the perplexity of four probabilities: the geometric mean of 1/p."""

    def draw() -> Instance:
        p = rng.choice(PROBABILITIES, 4)
        nll = float(-np.log(p).mean())
        return Instance(
            values={"probabilities": ", ".join(f"1/{round(1 / value)}" for value in p)},
            answer=math.exp(nll),
            mistakes={
                "arithmetic": float((1 / p).mean()),
                "mean-first": float(1 / p.mean()),
                "no-root": float((1 / p).prod()),
                "no-exponential": nll,
            },
        )

    return telling(draw)


def bigram_product(rng: np.random.Generator) -> Instance:
    """Ask for the probability of three tokens by a bigram model, given the counts."""

    def draw() -> Instance:
        size = int(rng.integers(20, 60)) * 10
        first, second = (int(rng.integers(3, 9)) * 5 for _ in range(2))
        pair, last = int(rng.integers(2, first // 2 + 1)), int(rng.integers(2, second // 2 + 1))
        answer = first / size * pair / first * last / second
        return Instance(
            values={"size": size, "first": first, "second": second, "pair": pair, "last": last},
            answer=answer,
            mistakes={
                "headless": pair / first * last / second,
                "shares": first / size * pair / size * last / size,
                "sum": first / size + pair / first + last / second,
            },
        )

    return telling(draw)


def zipf_frequency(rng: np.random.Generator) -> Instance:
    """Ask how often Zipf's law expects a word of some rank."""

    def draw() -> Instance:
        top, rank = int(rng.integers(10, 40)) * 100, int(rng.integers(4, 50))
        exponent = float(rng.choice((0.8, 0.9, 1.1, 1.2)))
        return Instance(
            values={"top": top, "rank": rank, "exponent": f"{exponent:g}"},
            answer=top * rank**-exponent,
            mistakes={"plain": top / rank, "linear": top / (exponent * rank), "per-rank": top * exponent**-rank},
        )

    return telling(draw)


def _totals(corpus: CountedCorpus) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return how often each token of the vocabulary was followed by another [V]; ``<unk>`` never was."""
    totals = np.zeros(len(corpus.vocabulary))
    totals[corpus.counts.tables[0].keys] = corpus.counts.tables[1].raw.totals[:-1]
    return totals


def _ids(token: int) -> Ids:
    return np.array([token], np.int64)


def _tokens(corpus: CountedCorpus, *ids: int) -> tuple[str, ...]:
    return tuple(corpus.vocabulary.decode(ids))
