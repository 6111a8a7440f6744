"""What a sweep of theta has found, one seed after the other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

NO_CLIPPING = "∞"


@dataclass(frozen=True, kw_only=True)
class SweepPoint:
    """One theta (``None``: no clipping), the held-out losses that it led to, one a seed, and the share it clipped."""

    theta: float | None
    losses: tuple[float, ...] = ()
    share: float = 0.0

    @property
    def name(self) -> str:
        """How it stands on the axis."""
        return NO_CLIPPING if self.theta is None else f"{self.theta:g}"

    @property
    def loss(self) -> float | None:
        """The median of the losses, if there are any."""
        return median(self.losses) if self.losses else None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The least and the greatest loss of more than one."""
        return (min(self.losses), max(self.losses)) if len(self.losses) > 1 else None


def together(sweeps: Iterable[Sequence[SweepPoint]]) -> tuple[SweepPoint, ...]:
    """Return the points of several seeds as one sweep: all their losses, and the median share."""
    return tuple(
        SweepPoint(
            theta=points[0].theta,
            losses=tuple(loss for point in points for loss in point.losses),
            share=median(point.share for point in points),
        )
        for points in zip(*sweeps, strict=True)
    )


def sweet_spot(points: Sequence[SweepPoint], *, within: float = 0.05) -> tuple[int, ...]:
    """Return the places of all thetas whose perplexity is within a share of the best."""
    known = [point.loss for point in points if point.loss is not None and math.isfinite(point.loss)]
    if not known:
        return ()
    limit = min(known) + math.log1p(within)
    return tuple(place for place, point in enumerate(points) if point.loss is not None and point.loss <= limit)
