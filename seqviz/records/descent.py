"""A descent on a loss of two numbers: where it went, and what its steps were like."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Descent:
    """A path of n steps, n + 1 points: ``points`` [n + 1, 2] of (w, b), ``losses`` and gradient ``norms`` [n + 1].

    ``theta`` is the length at which gradients were clipped, ``None`` where they were not.
    """

    points: Floats
    losses: Floats
    norms: Floats
    theta: float | None

    @property
    def clipped(self) -> int:
        """How many of the steps were shortened."""
        return 0 if self.theta is None else int((self.norms[:-1] > self.theta).sum())

    @property
    def moves(self) -> Floats:
        """How far each step went, [n]."""
        found: Floats = np.hypot(*np.diff(self.points, axis=0).T)
        return found

    @property
    def rest(self) -> float:
        """How far the end is from where the longest step led."""
        return float(np.hypot(*(self.points[-1] - self.points[int(self.moves.argmax()) + 1])))
