"""How sure a corpus score is: the same test set drawn again and again, with replacement.

Source: Koehn, "Statistical significance tests for machine translation evaluation", 2004.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from seqviz.metrics.ngrams import count_pair
from seqviz.records.decoding_sweep import Counts
from seqviz.records.search import FloatArray

ORDER = 4
RESAMPLES = 500
MIDDLE = (2.5, 97.5)
"""Percentiles between which 95 % of the resampled scores lie."""


def bleu_counts(prediction: Sequence[str], reference: Sequence[str]) -> tuple[int, ...]:
    """Return the clipped matches and the totals for n = 1 ... 4, and both lengths: 10 numbers."""
    counts = count_pair(prediction, reference, ORDER)
    return *counts.matches, *counts.totals, counts.predicted_length, counts.reference_length


def bleu_score(counts: Counts | FloatArray) -> FloatArray:
    """Return the standard corpus BLEU, not smoothed, of summed counts [..., 10]; orders without totals are left out."""
    summed = np.asarray(counts, dtype=np.float64)
    matches, totals = summed[..., :ORDER], summed[..., ORDER : 2 * ORDER]
    written, expected = summed[..., -2], summed[..., -1]
    exists = totals > 0
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(exists, matches / np.maximum(totals, 1), 1.0)).sum(-1) / np.maximum(exists.sum(-1), 1)
        brevity = np.minimum(0.0, 1.0 - expected / np.where(written > 0, written, 1e-300))
    return np.asarray(np.where(written > 0, np.exp(logs + np.maximum(brevity, -700)), 0.0))


def resampled_sums(counts: Counts, *, seed: int = 0, resamples: int = RESAMPLES) -> FloatArray:
    """Return the summed counts [resamples, c] of test sets drawn from one of n sentences, counts [n, c].

    The same seed draws the same sentences, so that two systems are compared on the same test sets.
    """
    return np.asarray(_drawn(len(counts), seed, resamples) @ counts.astype(np.float64))


@lru_cache(maxsize=8)
def _drawn(count: int, seed: int, resamples: int) -> FloatArray:
    """Return how often each of ``count`` sentences stands in each resampled test set."""
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return np.asarray(times, dtype=np.float64)


def interval(scores: FloatArray) -> tuple[float, float]:
    """Return the range that holds the middle 95 % of ``scores``."""
    low, high = np.percentile(scores, MIDDLE)
    return float(low), float(high)
