"""One set of numbers of an exercise: what is right, which mistakes are known, and how an answer is read."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

APART = 0.03
"""Answers that differ by this share are told apart, however roughly they are written."""


@dataclass(frozen=True, kw_only=True)
class Instance:
    """One set of numbers: ``values`` fill the text, ``answer`` is right within ``tolerance`` (a share of it, or 1e-9).

    ``mistakes`` are what usual mistakes lead to: the name of a hint to the number.
    """

    values: Mapping[str, object]
    answer: float
    tolerance: float = 0.01
    mistakes: Mapping[str, float] = field(default_factory=dict)

    def judge(self, said: float) -> str:
        """Return ``right``, the name of the mistake, or ``wrong``."""
        if self._near(said, self.answer):
            return "right"
        return next((name for name, value in self.mistakes.items() if self._near(said, value)), "wrong")

    def _near(self, said: float, value: float) -> bool:
        return math.isclose(said, value, rel_tol=self.tolerance, abs_tol=1e-9)


def telling(draw: Callable[[], Instance]) -> Instance:
    """Draw instances until one tells its answer and all its mistakes apart."""
    while True:
        instance = draw()
        numbers = sorted((instance.answer, *instance.mistakes.values()))
        if all(high > low * (1 + APART) for low, high in pairwise(numbers)):
            return instance


def read_number(said: str) -> float | None:
    """Return the number that a learner typed: ``.75``, ``0,75``, ``3/4`` or ``75 %``; ``None`` for anything else."""
    text = said.strip().replace("−", "-").replace("，", ",").replace(" ", "")
    share = 100.0 if text.endswith(("%", "％")) else 1.0
    top, slash, bottom = text.rstrip("%％").replace(",", ".").partition("/")
    try:
        value = float(top) / (float(bottom) if slash else 1.0) / share
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) and "_" not in text else None
