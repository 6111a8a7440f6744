"""The axes of the twins in one picture: steps, wide where the motion is slow, perplexities above, norms below."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from seqviz.records.twins import Floats, Twins

Figure = dict[str, Any]

CEILING, FLOOR = 90.0, 6.0
"""The perplexities that are drawn: beyond, the curve leaves through the top, and all learning stays visible."""
UPPER, LOWER = (0.55, 0.97), (0.0, 0.44)
"""Where perplexities and norms stand, as shares of the picture's height."""


def scale_of(twins: Twins) -> Callable[[Floats | float], Floats]:
    """Return what maps steps to places between 0 and 1: evenly, but for the wide steps of the slow motion."""
    last, band = max(twins.steps, 10), twins.band
    if band is None:
        return lambda steps: np.asarray(steps, np.float64) / _calm(last)
    first, end = band
    end = end if last <= end else min(end, last)
    knots, places = [0.0], [0.0]
    if first > 0:
        knots, places = [0.0, float(first)], [0.0, 0.31 if last > end else 0.4]
    knots.append(float(end))
    places.append(0.82 if last > end else 1.0)
    if last > end:
        knots.append(float(max(_calm(last), end + 1)))
        places.append(1.0)
    return lambda steps: np.interp(np.asarray(steps, np.float64), knots, places)


def ticks(twins: Twins, place: Callable[[Floats], Floats]) -> Figure:
    """Return ticks: those of the slow motion closer together, since it is drawn wider."""
    last, band = max(twins.steps, 10), twins.band
    if band is None:
        every = max(_calm(last) / 4, 1)
        steps = [every * i for i in range(5)]
    else:
        steps = [0, *range(band[0] + (-band[0]) % 5, band[1] + 1, 5)]
        steps = sorted(
            {step for step in steps if step <= max(last, band[1])} | ({last} if last > band[1] + 20 else set())
        )
    return {"tickvals": as_list(place(np.array(steps, np.float64))), "ticktext": [f"{step:g}" for step in steps]}


def _calm(last: int) -> float:
    """Return where an axis ends: it moves seldom while steps come in."""
    step = 10.0 ** math.floor(math.log10(last)) / 2
    return math.ceil(last / step) * step


def decades(arrays: list[Floats]) -> tuple[float, float]:
    """Return the powers of ten that hold all positive numbers."""
    values = np.concatenate([[0.1, 1.0], *arrays])
    values = values[np.isfinite(values) & (values > 0)]
    return float(np.log10(values.min())) - 0.15, float(np.log10(values.max())) + 0.25


def powers(first: int, last: int) -> Figure:
    """Return ticks at powers of ten, six at the most."""
    wanted = range(first, last + 1, max(1, (last - first) // 5))
    return {"tickvals": [10.0**power for power in wanted], "ticktext": [_power(power) for power in wanted]}


def _power(power: int) -> str:
    return f"{10.0**power:g}" if -3 < power < 4 else f"10<sup>{power}</sup>".replace("-", "−")


def as_list(values: Any) -> list[float | None]:
    """Return numbers as JSON may hold them, with seven figures; gaps where there is none."""
    return [float(f"{value:.7g}") if math.isfinite(value) else None for value in np.asarray(values, np.float64)]
