"""Where two versions of a sentence depart from each other, place by place."""

from collections.abc import Sequence


def departures(words: Sequence[str], others: Sequence[str], *, since: int = 0) -> tuple[int, int]:
    """Return at how many places from ``since`` on the two differ, of how many; what one of them lacks differs."""
    places = range(since, max(len(words), len(others)))
    return sum(tuple(words[p : p + 1]) != tuple(others[p : p + 1]) for p in places), len(places)
