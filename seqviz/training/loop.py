"""The loop that every trainer shares."""

from collections.abc import Iterator
from typing import Any, Protocol


class Stepwise(Protocol):
    """A training that advances step by step."""

    @property
    def finished(self) -> bool:
        """Whether no step is left."""

    def advance(self) -> tuple[Any, ...]:
        """Make one step and say what happened."""

    def report(self) -> tuple[Any, ...]:
        """Say what happened in steps about which nothing was said yet."""


def records_of(training: Stepwise) -> Iterator[Any]:
    """Yield the records of a run, step by step, until it ends."""
    while not training.finished:
        yield from training.advance()
    yield from training.report()
