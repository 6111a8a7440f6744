"""The kept states of a run: dense near the present and near the beginning, sparse between, in bounded memory."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from sys import getsizeof
from typing import Any


@dataclass(frozen=True)
class Checkpoint:
    """The state after ``step`` steps; ``size`` in bytes. A ``landmark`` stays while others make room."""

    step: int
    snapshot: Any
    size: int
    landmark: bool = False


class Checkpoints:
    """A ring that thins itself: the gap between two kept states grows with their distance from both ends.

    Near the present, because that is what a learner looks back at first; near the beginning, because a model changes
    more in its first hundred steps than in the next thousand.
    The first state and the newest one stay as long as both fit into ``size_limit`` bytes; the newest always stays.
    Landmarks go last of all others.
    """

    def __init__(self, *, limit: int, size_limit: int) -> None:
        if limit < 3:
            raise ValueError(f"a ring keeps 3 states or more, not {limit}")
        self._limit = limit
        self._size_limit = size_limit
        self._kept: list[Checkpoint] = []

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps whose state is kept, ascending."""
        return tuple(kept.step for kept in self._kept)

    def add(self, step: int, snapshot: Any, *, landmark: bool = False) -> None:
        """Keep the state after ``step`` steps; steps must rise."""
        if self._kept and step <= self._kept[-1].step:
            raise ValueError(f"the state of step {step} comes after that of step {self._kept[-1].step}")
        self._kept.append(Checkpoint(step, snapshot, size_of(snapshot), landmark))
        while len(self._kept) > self._limit or (len(self._kept) > 1 and self._size > self._size_limit):
            self._kept.pop(self._most_crowded())

    def nearest(self, step: int) -> Checkpoint | None:
        """Return the kept state nearest to ``step`` (the older of two), or ``None`` when none is kept."""
        return min(self._kept, key=lambda kept: abs(kept.step - step), default=None)

    @property
    def _size(self) -> int:
        return sum(kept.size for kept in self._kept)

    def _most_crowded(self) -> int:
        """Return the index whose removal leaves the smallest gap for its place; the first one goes last."""
        if len(self._kept) == 2:
            return 0
        steps = [kept.step - self._kept[0].step for kept in self._kept]

        def gap_left(i: int) -> float:
            return (steps[i + 1] - steps[i - 1]) / min(steps[i + 1], steps[-1] - steps[i - 1])

        between = range(1, len(steps) - 1)
        return min([i for i in between if not self._kept[i].landmark] or between, key=gap_left)


def size_of(snapshot: Any) -> int:
    """Return about how many bytes ``snapshot`` holds: its arrays and tensors, through any nesting."""
    if isinstance(nbytes := getattr(snapshot, "nbytes", None), int):
        return nbytes
    if isinstance(snapshot, Mapping):
        return sum(size_of(value) for value in snapshot.values())
    if isinstance(snapshot, (list, tuple, set, frozenset)):
        return sum(size_of(value) for value in snapshot)
    if is_dataclass(snapshot):
        return sum(size_of(getattr(snapshot, field.name)) for field in fields(snapshot))
    return getsizeof(snapshot)
