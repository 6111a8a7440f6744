"""A path through many dimensions as its two principal components draw it."""

import numpy as np
from numpy.typing import NDArray

from seqviz.records.trajectory import Projection


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
