"""How long a unit remembers: what its gate promises, and what a kick shows."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

KeepingGate = Literal["forget", "update"]
"""The gate that says which share of the old state stays: F of an LSTM, Z of a GRU."""


@dataclass(frozen=True, kw_only=True)
class HalfLifeQuestion:
    """Ask how long each unit of a layer would remember, by its gate on held-out text."""

    layer: int = 0


@dataclass(frozen=True, kw_only=True)
class HalfLifeAnswer:
    """The geometric and the arithmetic mean of each unit's gate over held-out ``tokens``, both [H].

    What stays after n tokens is the product of n gates, so the geometric mean is the one that promises.
    """

    step: int
    gate: KeepingGate
    tokens: int
    geometric: NDArray[np.float64]
    arithmetic: NDArray[np.float64]

    @property
    def half_lives(self) -> NDArray[np.float64]:
        """Tokens after which half of the state would be left, for each unit [H]."""
        return half_life(self.geometric)

    @property
    def order(self) -> tuple[int, ...]:
        """Units by their half-life, the longest first."""
        return tuple(np.argsort(-self.geometric, kind="stable").tolist())


@dataclass(frozen=True, kw_only=True)
class KickQuestion:
    """Kick the state of one unit by one standard deviation, and see how soon the difference is gone."""

    unit: int
    layer: int = 0


@dataclass(frozen=True, kw_only=True)
class KickAnswer:
    """What is left of a kick after 0, 1, 2 … tokens, as a share of it: as ``measured``, and as ``promised``.

    Measured is the mean over ``places`` of held-out text of the difference between the kicked and the unkicked run;
    promised are the powers of ``geometric``, the unit's mean gate. ``kick`` is the standard deviation of its state.
    """

    step: int
    unit: int
    gate: KeepingGate
    state: Literal["cell", "hidden"]
    kick: float
    places: int
    geometric: float
    measured: tuple[float, ...]

    @property
    def promised(self) -> tuple[float, ...]:
        """What the gate promises for the same tokens."""
        return tuple(self.geometric**steps for steps in range(len(self.measured)))

    @property
    def measured_half(self) -> float | None:
        """Tokens until half of the kick is gone, between two by its logarithm; ``None`` where it stays longer."""
        for steps, (before, after) in enumerate(pairwise(self.measured)):
            if after <= 0.5:
                return steps + (float(np.log(before / 0.5) / np.log(before / after)) if after > 0 else 1.0)
        return None

    @property
    def promised_half(self) -> float:
        """Tokens after which half would be left if every gate were the mean one."""
        return float(half_life(np.float64(self.geometric)))


def half_life(kept: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """Return the number of tokens after which half is left where each leaves the share ``kept``, 0 to 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(2) / -np.minimum(np.log(kept), -0.0))
