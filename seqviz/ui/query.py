"""Reading settings out of an address that anybody may have written."""

from collections.abc import Mapping
from typing import TypeVar

from seqviz.records.problem import Problem

Name = TypeVar("Name", bound=str)
_TOLD = 40
"""Letters of a wrong value that are repeated to the learner."""


class Query:
    """Gives the settings of an address; what is wrong there falls back to the usual value and is remembered.

    The sentences for it are the page's labels ``<page>.address.choice`` and ``<page>.address.number``.
    """

    def __init__(self, page: str, values: Mapping[str, str]) -> None:
        self.page, self.values = page, values
        self.problems: list[Problem] = []

    def choice(self, name: str, known: tuple[Name, ...], usual: Name) -> Name:
        """Return one of the ``known`` values."""
        asked = self.values.get(name, usual)
        for value in known:
            if value == asked:
                return value
        self.problems.append(Problem(f"{self.page}.address.choice", name=name, asked=asked[:_TOLD], usual=usual))
        return usual

    def whole(self, name: str, low: int, high: int, usual: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        return int(self._number(name, low, high, usual, whole=True))

    def number(self, name: str, low: float, high: float, usual: float) -> float:
        """Return a number from ``low`` to ``high``."""
        return self._number(name, low, high, usual, whole=False)

    def _number(self, name: str, low: float, high: float, usual: float, *, whole: bool) -> float:
        asked = self.values.get(name)
        if asked is None:
            return usual
        value = _read(asked)
        if low <= value <= high and (not whole or value == int(value)):
            return value
        self.problems.append(
            Problem(f"{self.page}.address.number", name=name, asked=asked[:_TOLD], low=low, high=high, usual=usual)
        )
        return usual


def _read(text: str) -> float:
    """Return the number that a text is, NaN for none; float alone would take other scripts' digits and ``1_0``."""
    try:
        return float(text[:20]) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        return float("nan")
