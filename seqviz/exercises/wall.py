"""Two descents at a wall in the loss: where they end, and how long a gradient may be for the clipped one to arrive."""

from functools import lru_cache
from typing import Literal, get_args

from seqviz.cells.wall import descend
from seqviz.config.gradients import GradientsView
from seqviz.records.descent import Descent

Landing = Literal["arrived", "near", "stranded"]
LANDINGS: tuple[Landing, ...] = get_args(Landing)

DESCENT_STEPS = 120
BOUNDS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
"""The lengths at which gradients may be clipped."""
ARRIVED, NEAR = 0.01, 0.05
"""Losses below which a descent has come down, or nearly."""


@lru_cache(maxsize=256)
def descents(w: float, b: float, rate: float, bound: float, *, steps: int = DESCENT_STEPS) -> tuple[Descent, Descent]:
    """Return the descent from (w, b) without clipping, and the one clipped at ``bound``."""
    free, clipped = (descend((w, b), rate=rate, theta=theta, steps=steps) for theta in (None, bound))
    return free, clipped


def landing_of(loss: float) -> Landing:
    """Return how a descent ended: on the ground, near it, or far above."""
    return "arrived" if loss < ARRIVED else "near" if loss < NEAR else "stranded"


def largest_bound(view: GradientsView) -> float | None:
    """Return the largest of ``BOUNDS`` with which the clipped descent still arrives."""
    ends = {bound: descents(view.w, view.b, view.rate, bound)[1].losses[-1] for bound in BOUNDS}
    return max((bound for bound, loss in ends.items() if loss < ARRIVED), default=None)
