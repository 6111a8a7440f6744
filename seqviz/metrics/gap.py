"""The gap between two shares of the same sentences, and the standard error that tells it from chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 2.0
"""Standard errors beyond which a gap is told from none."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far one share lies above another: ``difference``, its ``error``, both as shares.

    ``first`` and ``second`` count the sentences that only the one or only the other got right.
    """

    difference: float
    error: float
    first: int
    second: int

    @property
    def told_apart(self) -> bool:
        """Whether the difference is more than twice its standard error."""
        return abs(self.difference) > ENOUGH * self.error


def paired_gap(first: Sequence[bool], second: Sequence[bool]) -> Gap:
    """Return the gap between the shares of two examinations on the same sentences; positive where the first is greater.

    Sentences that both got right, or neither, say nothing about who is better: the error comes from the others alone.
    Half a sentence is added to each of the four cases: else no difference would seem to be known without error.

    Source: Agresti and Min, "Simple improved confidence intervals for comparing matched proportions", Statistics in
    Medicine 24, 2005.
    """
    pairs = list(zip(first, second, strict=True))
    only_first, only_second = (sum(a and not b for a, b in some) for some in (pairs, [(b, a) for a, b in pairs]))
    count = len(pairs) + 2
    difference = (only_first - only_second) / count
    error = math.sqrt((only_first + only_second + 1) / count - difference**2) / math.sqrt(count)
    return Gap(difference=difference, error=error, first=only_first, second=only_second)
