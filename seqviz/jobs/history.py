"""The records of a run in bounded memory: the newest in full, the older ones thinned evenly."""

from bisect import bisect_right
from collections import deque
from heapq import merge
from typing import Any

from seqviz.records.trail import Point

Numbered = tuple[int, Any]


class Series:
    """The records of one kind. Past ``limit`` every second one goes, again and again: they stay evenly spaced.

    The newest records are all kept, so a page that asks often enough sees every one. Of several older records the
    first stays, whatever is in it: a choice by its numbers would make their average false.
    """

    def __init__(self, limit: int) -> None:
        if limit < 8:
            raise ValueError(f"a series keeps 8 records or more, not {limit}")
        self._recent: deque[Numbered] = deque()
        self._recent_limit = limit // 4
        self._older: list[Numbered] = []
        self._older_limit = (limit - self._recent_limit) // 2 * 2  # even: thinning takes pairs
        self._stride = 1
        self._open = 0  # how many records the last entry of _older stands for

    def append(self, number: int, record: Any) -> None:
        """Add a record; numbers must rise."""
        self._recent.append((number, record))
        if len(self._recent) > self._recent_limit:
            self._age(self._recent.popleft())

    def since(self, number: int) -> list[Numbered]:
        """Return what is kept of the records after ``number``, in order."""
        if not self._recent or self._recent[-1][0] <= number:
            return []
        recent = [entry for entry in self._recent if entry[0] > number]
        return self._older[bisect_right(self._older, number, key=_number) :] + recent

    def _age(self, entry: Numbered) -> None:
        if self._older and self._open < self._stride:
            self._open += 1
            return
        if len(self._older) >= self._older_limit:
            self._older = self._older[::2]
            self._stride *= 2
        self._older.append(entry)
        self._open = 1


class History:
    """All records of a run, numbered from 1 in the order in which they came.

    Each kind of record of each contestant is thinned by itself.
    """

    def __init__(self, limit: int) -> None:
        self.last = 0
        self._limit = limit
        self._kinds: dict[tuple[type, str], Series] = {}
        self._points: dict[type, bool] = {}

    def append(self, record: Any) -> bool:
        """Add a record; return whether it is a point on a curve."""
        self.last += 1
        kind = (type(record), getattr(record, "contestant", ""))
        if kind not in self._kinds:
            self._kinds[kind] = Series(self._limit)
            self._points[kind[0]] = isinstance(record, Point)  # too slow to be asked of every record
        self._kinds[kind].append(self.last, record)
        return self._points[kind[0]]

    def since(self, number: int, *, points: bool = True) -> tuple[Any, ...]:
        """Return what is kept of the records after ``number``, in the order in which they came.

        Without ``points`` only what stands on no curve: whoever follows the trails needs no more.
        """
        parts = [series.since(number) for kind, series in self._kinds.items() if points or not self._points[kind[0]]]
        return tuple(record for _, record in merge(*parts, key=_number))


def _number(entry: Numbered) -> int:
    return entry[0]
