"""A path through many dimensions, as its two principal components draw it."""

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
