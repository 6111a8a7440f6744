"""chrF: how many runs of up to six characters a translation shares with its reference.

Source: Popović, "chrF: character n-gram F-score for automatic MT evaluation", 2015; beta = 2, spaces left out, as
sacrebleu counts it.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from seqviz.records.decoding_sweep import Counts
from seqviz.records.search import FloatArray

ORDER = 6
BETA = 2


def chrf_counts(prediction: Sequence[str], reference: Sequence[str]) -> tuple[int, ...]:
    """Return for n = 1 ... 6 the n-grams of the prediction, of the reference, and those they share: 18 numbers.

    Where the reference is too short to have any, those of the prediction do not count.
    """
    written, expected = "".join(prediction), "".join(reference)
    counts: list[int] = []
    for n in range(1, ORDER + 1):
        one, other = _grams(written, n), _grams(expected, n)
        counts += [one.total() if other else 0, other.total(), (one & other).total()]
    return tuple(counts)


def chrf_score(counts: Counts | FloatArray) -> FloatArray:
    """Return chrF from 0 to 1 of summed counts [..., 18]; an order that one side lacks is left out."""
    parts = np.asarray(counts, dtype=np.float64).reshape(*np.shape(counts)[:-1], ORDER, 3)
    written, expected, shared = parts[..., 0], parts[..., 1], parts[..., 2]
    exists = (written > 0) & (expected > 0)
    orders = np.maximum(exists.sum(-1), 1)
    precision = np.where(exists, shared / np.maximum(written, 1), 0).sum(-1) / orders
    recall = np.where(exists, shared / np.maximum(expected, 1), 0).sum(-1) / orders
    below = BETA**2 * precision + recall
    return np.asarray(np.where(below > 0, (1 + BETA**2) * precision * recall / np.where(below > 0, below, 1), 0.0))


def _grams(text: str, n: int) -> Counter[str]:
    return Counter(text[start : start + n] for start in range(len(text) - n + 1))
