"""Paired timing: the candidates take turns, so a machine that slows down slows all of them. The ratio counts."""

import statistics
import time
from collections.abc import Callable, Mapping


def paired_seconds(
    candidates: Mapping[str, Callable[[], object]], *, rounds: int = 7, seconds: float = 0.4
) -> dict[str, list[float]]:
    """Return seconds per call of each candidate, one figure per round, after a warm-up."""
    calls = {}
    for name, call in candidates.items():
        call()
        begun = time.perf_counter()
        call()
        calls[name] = max(1, round(seconds / (time.perf_counter() - begun)))
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, call in candidates.items():
            begun = time.perf_counter()
            for _ in range(calls[name]):
                call()
            times[name].append((time.perf_counter() - begun) / calls[name])
    return times


def ratio(times: Mapping[str, list[float]], one: str, other: str) -> float:
    """Return the median over rounds of the time of ``one`` in units of the time of ``other``."""
    return statistics.median(a / b for a, b in zip(times[one], times[other], strict=True))
