"""A path through many dimensions as its two principal components draw it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection:
    """Points [T, 2] along the directions in which they vary most.

    ``shares`` are the parts of the whole variance that the two directions hold; ``directions`` [2, H] have length 1.
    """

    points: Points
    shares: tuple[float, float]
    directions: Points


def principal_components(states: NDArray[np.floating]) -> Projection:
    """Project states [T, H] onto their two principal components; T and H are at least 2.

    A direction may point either way: it is turned so that its largest entry is positive, for the same states are then
    drawn the same. States that do not vary all lie at the origin.
    """
    centred = np.asarray(states, np.float64) - np.mean(states, axis=0, dtype=np.float64)
    _, lengths, rows = np.linalg.svd(centred, full_matrices=False)
    directions = rows[:2] * np.sign(rows[np.arange(2), np.abs(rows[:2]).argmax(1)])[:, None]
    whole = float((lengths**2).sum())
    shares = lengths[:2] ** 2 / whole if whole else np.zeros(2)
    points = centred @ directions.T
    for array in (points, directions):
        array.flags.writeable = False
    return Projection(points=points, shares=(float(shares[0]), float(shares[1])), directions=directions)
