"""The records of a run in bounded memory: the newest in full, the older ones thinned evenly."""

import math
from bisect import bisect_right
from collections import deque
from heapq import merge
from typing import Any

Numbered = tuple[int, Any]


class Series:
    """The records of one kind. Past ``limit`` every second one goes, again and again: they stay evenly spaced.

    The newest records are all kept, so a page that asks often enough sees every one. Of several older records the one
    with the largest gradient norm stays: it is a step that really happened, and no explosion is thinned away.
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
            self._older[-1] = max(self._older[-1], entry, key=_norm)
            self._open += 1
            return
        if len(self._older) >= self._older_limit:
            pairs = zip(self._older[::2], self._older[1::2], strict=True)
            self._older = [max(pair, key=_norm) for pair in pairs]
            self._stride *= 2
        self._older.append(entry)
        self._open = 1


class History:
    """All records of a run, numbered from 1 in the order in which they came; each kind is thinned by itself."""

    def __init__(self, limit: int) -> None:
        self.last = 0
        self._limit = limit
        self._kinds: dict[type, Series] = {}

    def append(self, record: Any) -> None:
        """Add a record."""
        self.last += 1
        if type(record) not in self._kinds:
            self._kinds[type(record)] = Series(self._limit)
        self._kinds[type(record)].append(self.last, record)

    def since(self, number: int) -> tuple[Any, ...]:
        """Return what is kept of the records after ``number``, in the order in which they came."""
        parts = [series.since(number) for series in self._kinds.values()]
        return tuple(record for _, record in merge(*parts, key=_number))


def _number(entry: Numbered) -> int:
    return entry[0]


def _norm(entry: Numbered) -> float:
    norm = float(getattr(entry[1], "norm_before", 0.0))
    return norm if math.isfinite(norm) else math.inf
