"""How often which label is taken for which: a table of counts, and the shares that are read off it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def confusion(truth: Sequence[str], said: Sequence[str], labels: Sequence[str]) -> Counts:
    """Count how often each true label (row) was given each label (column): [L, L].

    Raises ``ValueError`` for lists of different lengths, ``KeyError`` for a label that is none of ``labels``.
    """
    places = {label: place for place, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)), np.int64)
    for row, column in zip(truth, said, strict=True):
        counts[places[row], places[column]] += 1
    return counts


def accuracy(counts: Counts) -> float:
    """Return the share of labels that are right; 0 of none."""
    total = int(counts.sum())
    return float(np.trace(counts) / total) if total else 0.0
