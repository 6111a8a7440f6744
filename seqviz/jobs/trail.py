"""The worker's side of a trail: stretches of steps that grow and close, joined when there are too many."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seqviz.records.trail import Point, TrailMark, TrailNews

FOLD_EVERY = 64
"""Records wait until there are so many, or until somebody asks: NumPy takes them in together."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stretches:
    """Stretches of steps in a row: arrays of n, of [n, W] for W measured and [n, C] for C counted numbers.

    ``number`` is the stretch's own, ``step`` the last that it holds, ``records`` how many it holds. ``total`` and
    ``least`` are those of the ``finite`` values; a stretch without one has the least infinity.
    """

    number: NDArray[np.int64]
    step: Floats
    records: Floats
    total: Floats
    finite: Floats
    least: Floats
    most: Floats
    newest: Floats

    def __len__(self) -> int:
        return len(self.number)

    def __getitem__(self, part: slice) -> "Stretches":
        return Stretches(*(getattr(self, field.name)[part] for field in fields(self)))

    def followed_by(self, other: "Stretches") -> "Stretches":
        """Return both, one after the other."""
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return Stretches(*(np.concatenate(pair) for pair in pairs))

    def joined(self, number: NDArray[np.int64]) -> "Stretches":
        """Return them under other numbers, which never fall: neighbours of one number become one stretch."""
        first = np.flatnonzero(np.diff(number, prepend=number[0] - 1))
        last = np.append(first[1:], len(number)) - 1
        return Stretches(
            number=number[first],
            step=self.step[last],
            records=np.add.reduceat(self.records, first),
            total=np.add.reduceat(self.total, first),
            finite=np.add.reduceat(self.finite, first),
            least=np.minimum.reduceat(self.least, first),
            most=np.maximum.reduceat(self.most, first),
            newest=self.newest[last],
        )


class Trail:
    """The trail of one kind of record of one contestant; at most ``limit`` stretches.

    Stretch ``i`` holds the steps ``i * stride + 1`` to ``(i + 1) * stride``; what was taken before the first step
    stands alone. The first record decides how many numbers each measure has.
    """

    def __init__(self, first: Point, *, limit: int) -> None:
        self._limit = limit
        self._widths = {name: _width(getattr(first, name)) for name in first.MEASURED}
        self._counted = first.COUNTED
        self._measured_numbers = sum(width or 1 for width in self._widths.values())
        self._stride = 1
        self._thinned = 0
        self._pending: list[Point] = []
        self._stretches: Stretches | None = None

    def append(self, record: Point) -> None:
        """Take in a record; steps never fall."""
        self._pending.append(record)
        if len(self._pending) >= FOLD_EVERY:
            self._fold()

    def news(self, mark: TrailMark | None = None) -> TrailNews:
        """Return what a page with ``mark`` lacks: all from its first stretch that may have grown, at least one."""
        self._fold()
        assert self._stretches is not None  # a trail begins with its first record
        start = 0
        if mark is not None and mark.thinned == self._thinned:
            start = min(mark.stretches, len(self._stretches) - 1)
        return TrailNews(thinned=self._thinned, start=start, columns=self._columns(self._stretches[slice(start, None)]))

    def _fold(self) -> None:
        if not self._pending:
            return
        fresh, self._pending = self._as_stretches(self._pending), []
        if self._stretches is None:
            self._stretches = fresh.joined(fresh.number)
        else:
            grown = self._stretches[slice(-1, None)].followed_by(fresh)
            grown = grown.joined(np.maximum.accumulate(grown.number))
            self._stretches = self._stretches[slice(None, -1)].followed_by(grown)
        while len(self._stretches) > self._limit:
            self._stride *= 2
            self._thinned += 1
            self._stretches = self._stretches.joined(self._stretches.number // 2)

    def _as_stretches(self, records: list[Point]) -> Stretches:
        """Return a stretch for each record."""
        rows = np.array([self._row(record) for record in records], dtype=np.float64)
        step, measured, newest = np.split(rows, (1, 1 + self._measured_numbers), axis=1)
        finite = np.isfinite(measured)
        return Stretches(
            # floor division: step 0, before the first step, has the number -1 whatever the stride
            number=(step[:, 0].astype(np.int64) - 1) // self._stride,
            step=step[:, 0],
            records=np.ones(len(rows)),
            total=np.where(finite, measured, 0.0),
            finite=finite.astype(np.float64),
            least=np.where(finite, measured, np.inf),
            most=np.where(np.isnan(measured), -np.inf, measured),
            newest=newest,
        )

    def _row(self, record: Point) -> list[float]:
        row = [float(record.step)]
        for name, width in self._widths.items():
            value = getattr(record, name)
            if width is None:
                row.append(value)
            else:
                row.extend(value)
        row.extend(np.nan if (value := getattr(record, name)) is None else value for name in self._counted)
        return row

    def _columns(self, part: Stretches) -> dict[str, Floats]:
        some = part.finite > 0
        mean = np.divide(part.total, part.finite, out=np.full_like(part.total, np.nan), where=some)
        least = np.where(some, part.least, np.nan)
        most = np.where(part.most == -np.inf, np.nan, part.most)
        columns = {"step": part.step, "steps": part.records}
        at = 0
        for name, width in self._widths.items():
            where: Any = at if width is None else slice(at, at + width)
            at += width or 1
            columns |= {name: mean[:, where], f"{name}.least": least[:, where], f"{name}.most": most[:, where]}
        return columns | {name: part.newest[:, i] for i, name in enumerate(self._counted)}


def _width(value: float | Iterable[float]) -> int | None:
    return len(tuple(value)) if isinstance(value, Iterable) else None
