"""The history of a run as a page sees it: bounded in memory, however long the run, and the same after a reload.

The worker keeps a trail for each kind of record and each contestant: stretches of steps in a row, every stretch with
the least, the mean and the most of what was measured, and the newest of what was counted. Where there are too many
stretches, neighbours are joined. A page holds a copy of it, column by column, and adds nothing of its own: so what a
page shows never depends on when it began to look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[np.float64]]


@runtime_checkable
class Point(Protocol):
    """A record that stands on a curve.

    Of the attributes named in ``MEASURED`` (numbers, or tuples of numbers of one length) a stretch keeps least, mean
    and most, of those in ``COUNTED`` (numbers, or ``None``) the newest.
    """

    MEASURED: ClassVar[tuple[str, ...]]
    COUNTED: ClassVar[tuple[str, ...]]

    @property
    def step(self) -> int:
        """The step after which it was taken."""

    @property
    def contestant(self) -> str:
        """The model it is about."""


@dataclass(frozen=True)
class TrailName:
    """Which trail: the name of the record's class, and the contestant."""

    kind: str
    contestant: str = ""


@dataclass(frozen=True)
class TrailMark:
    """How much of a trail a page has: ``stretches`` closed ones of the thinning number ``thinned``."""

    thinned: int = -1
    stretches: int = 0


@dataclass(frozen=True, kw_only=True)
class TrailNews:
    """The stretches of a trail from number ``start`` on, the one still growing included.

    ``columns`` are ``step`` (the last of the stretch), ``steps`` (how many it holds), ``<measure>`` (the mean),
    ``<measure>.least``, ``<measure>.most`` and ``<count>``; each of shape [n], or [n, m] for a measure of m numbers.
    What is not finite counts in neither mean nor least; an infinite most stays.
    """

    thinned: int
    start: int
    columns: Columns

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as one table: twenty small arrays would take longer to pack than to compute."""
        widths = {name: column.shape[1] if column.ndim == 2 else 0 for name, column in self.columns.items()}
        table = np.vstack([column.T for column in self.columns.values()])
        return _from_table, (self.thinned, self.start, widths, table)


def _from_table(thinned: int, start: int, widths: Mapping[str, int], table: NDArray[np.float64]) -> TrailNews:
    columns, at = {}, 0
    for name, width in widths.items():
        columns[name] = table[at : at + width].T if width else table[at]
        at += width or 1
    return TrailNews(thinned=thinned, start=start, columns=columns)


@dataclass
class TrailCopy:
    """A page's copy of one trail."""

    thinned: int = -1
    columns: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["step"]) if self.columns else 0

    @property
    def mark(self) -> TrailMark:
        """What the next news may leave out: all but the stretch that may still grow."""
        return TrailMark(self.thinned, max(len(self) - 1, 0))

    def take(self, news: TrailNews) -> None:
        """Replace everything from the first stretch of the news on."""
        kept = news.start if news.thinned == self.thinned else 0
        if kept > len(self) or kept != news.start:
            return  # news for a copy that this one is not: the next news begin where this copy stands
        self.columns = {
            name: np.concatenate([self.columns[name][:kept], new]) if kept else new
            for name, new in news.columns.items()
        }
        self.thinned = news.thinned

    def newest(self, name: str) -> float | None:
        """Return the newest number of a column, ``None`` while there is none."""
        column = self.columns.get(name)
        return None if column is None or not len(column) or np.isnan(column[-1]) else float(column[-1])
