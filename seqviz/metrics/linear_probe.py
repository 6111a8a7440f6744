"""How much of a label a vector tells to a straight line: least squares, one score for each label."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIDGE = 1e-3
"""Keeps directions in which nothing varies out of the answer; a share of the mean variance."""


@dataclass(frozen=True, kw_only=True)
class Probed:
    """The share of held-out vectors whose label is read rightly, beside always guessing the most frequent one."""

    accuracy: float
    chance: float


def linear_probe(
    vectors: NDArray[np.floating], labels: Sequence[str], held_out: NDArray[np.floating], wanted: Sequence[str]
) -> Probed:
    """Fit on ``vectors`` [N, H] with their ``labels``, read the labels of ``held_out`` [M, H] and compare.

    The label with the highest score is read; the scores are a linear function that comes nearest to 1 for the right
    label and 0 for the others.
    """
    names, codes = np.unique(np.asarray(labels), return_inverse=True)
    x = np.column_stack([np.asarray(vectors, np.float64), np.ones(len(vectors))])
    square = x.T @ x
    square[np.diag_indices_from(square)] += RIDGE * np.trace(square) / len(square)
    weights = np.linalg.solve(square, x.T @ np.eye(len(names))[codes])
    scores = np.column_stack([np.asarray(held_out, np.float64), np.ones(len(held_out))]) @ weights
    right = names[scores.argmax(1)] == np.asarray(wanted)
    usual = names[np.bincount(codes).argmax()]
    return Probed(accuracy=float(right.mean()), chance=float((np.asarray(wanted) == usual).mean()))


def separation(points: NDArray[np.floating], labels: Sequence[str]) -> float:
    """Return the share of the scatter of ``points`` [N, D] that lies between the means of the labels, from 0 to 1."""
    centred = np.asarray(points, np.float64) - np.mean(points, axis=0)
    whole = float((centred**2).sum())
    _, codes, counts = np.unique(np.asarray(labels), return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), centred.shape[1]))
    np.add.at(sums, codes, centred)
    between = float(((sums / counts[:, np.newaxis]) ** 2 * counts[:, np.newaxis]).sum())
    return between / whole if whole else 0.0
