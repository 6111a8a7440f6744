"""The gap between two shares, with the standard error that says whether it is more than chance."""

import math
from dataclasses import dataclass

ENOUGH = 2.0
"""Standard errors beyond which a gap is told from none."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far one share lies above another: ``difference``, its ``error``, both as shares."""

    difference: float
    error: float

    @property
    def told_apart(self) -> bool:
        """Whether the difference is more than twice its standard error."""
        return abs(self.difference) > ENOUGH * self.error


def gap(first: float, second: float, count: int) -> Gap:
    """Return the gap between two shares, each of ``count`` sentences; positive where the first is greater.

    One success and one failure are added to either: else a share of 0 or 1 would seem to be known without error.

    Source: Agresti and Caffo, "Simple and effective confidence intervals for proportions and differences of
    proportions", The American Statistician 54, 2000.
    """
    shares = [(share * count + 1) / (count + 2) for share in (first, second)]
    error = math.sqrt(sum(share * (1 - share) / (count + 2) for share in shares))
    return Gap(difference=shares[0] - shares[1], error=error)
