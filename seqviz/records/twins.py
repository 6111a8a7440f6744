"""Two equal models, one of them with clipping, as a page shows them: their curves, and the moments that matter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seqviz.records.trail import Columns

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Twin:
    """One of the two: arrays [n] along its steps.

    ``loss`` in nats, gradient norms ``before`` and ``after`` clipping, the greatest of a stretch where steps were
    joined; ``theta`` NaN where nothing is clipped; ``clipped`` counts the clipped steps so far.
    """

    step: Floats
    loss: Floats
    before: Floats
    after: Floats
    theta: Floats
    rate: Floats
    clipped: Floats

    @classmethod
    def of(cls, columns: Columns) -> "Twin":
        """Return a twin from the trail of its steps."""
        return cls(
            step=columns["step"],
            loss=columns["loss"],
            before=columns["norm_before.most"],
            after=columns["norm_after.most"],
            theta=np.where(np.isfinite(columns["theta"]), columns["theta"], np.nan),
            rate=columns["learning_rate"],
            clipped=columns["clipped_steps"],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Twins:
    """The pair: ``guessing`` is the loss of guessing uniformly, ``bound`` the loss from which a model is broken."""

    free: Twin
    clipped: Twin
    guessing: float
    bound: float

    @property
    def steps(self) -> int:
        """How many steps both have made."""
        return int(min(twin.step[-1] if len(twin.step) else 0 for twin in (self.free, self.clipped)))

    @property
    def turn(self) -> tuple[int, float, float] | None:
        """The first step at a higher learning rate than the one before: step before it, rate before and after."""
        rate = self.clipped.rate
        risen = np.flatnonzero(np.diff(rate) > 0)
        if not len(risen):
            return None
        place = int(risen[0])
        return int(self.clipped.step[place]), float(rate[place]), float(rate[place + 1])

    @property
    def broken_at(self) -> int | None:
        """The first step at which the twin without clipping was worse than guessing."""
        return first_step(self.free.step, self.free.loss > self.bound)

    @property
    def first_clipped(self) -> int | None:
        """The first step that was clipped: up to here the twins are one model."""
        return first_step(self.clipped.step, self.clipped.clipped > 0)

    @property
    def band(self) -> tuple[int, int] | None:
        """The steps to look at closely: around the turn, or around the break."""
        if self.turn is not None:
            return max(self.turn[0] - BEFORE, 0), self.turn[0] + AFTER
        if self.broken_at is not None:
            return max(self.broken_at - BEFORE, 0), self.broken_at + AFTER
        return None


BEFORE, AFTER = 5, 22
"""Steps around a turn that are shown in slow motion, and drawn wider."""


def first_step(steps: Floats, holds: NDArray[np.bool_]) -> int | None:
    """Return the first of the steps at which something holds."""
    found = np.flatnonzero(holds)
    return int(steps[found[0]]) if len(found) else None
