"""Arithmetic of series: chain rule, windows, autocorrelation, the error of the mean."""

from itertools import pairwise
from typing import Literal

import numpy as np

from seqviz.exercises.instance import Instance

Sky = Literal["sun", "rain"]
SKIES: tuple[Sky, Sky] = ("sun", "rain")
EXACT = 1e-9


def chain_of_days(rng: np.random.Generator) -> tuple[tuple[Sky, ...], Instance]:
    """Ask for the probability of three days of which each depends on the day before; return the days too."""
    first, after_sun, after_rain = (float(share) / 10 for share in rng.choice(np.arange(1, 10), 3, replace=False))
    sunny = {"sun": after_sun, "rain": after_rain}
    days = tuple(SKIES[int(place)] for place in rng.integers(0, 2, 3))
    factors = [_share(first, days[0]), *(_share(sunny[before], day) for before, day in pairwise(days))]
    table = {"first": first, "sun_sun": after_sun, "sun_rain": 1 - after_sun}
    table |= {"rain_sun": after_rain, "rain_rain": 1 - after_rain}
    instance = Instance(
        values={name: f"{share:.1f}" for name, share in table.items()},
        answer=float(np.prod(factors)),
        mistakes={
            "unlinked": float(np.prod([_share(first, day) for day in days])),
            "headless": float(np.prod(factors[1:])),
            "sum": sum(factors),
        },
    )
    return days, instance


def pairs_in_a_series(rng: np.random.Generator) -> Instance:
    """Ask how many windows of tau values, each with the value that follows it, a series of n values holds."""
    n, tau = int(rng.integers(60, 200)), int(rng.integers(3, 12))
    return Instance(
        values={"n": n, "tau": tau},
        answer=n - tau,
        tolerance=EXACT,
        mistakes={"targetless": n - tau + 1, "blocks": n // tau},
    )


def lag_one(rng: np.random.Generator) -> Instance:
    """Ask for the autocorrelation of five values at lag 1."""
    away, values = _five_or_less(rng, 5)
    squares, products = float((away**2).sum()), float((away[1:] * away[:-1]).sum())
    uncentred = float((values[1:] * values[:-1]).sum()) / float((values**2).sum())
    return Instance(
        values={"values": ", ".join(map(str, values))},
        answer=products / squares,
        mistakes={"uncentred": uncentred, "averaged": (products / 4) / (squares / 5)},
    )


def error_of_the_mean(rng: np.random.Generator) -> Instance:
    """Ask for the root mean square error of always guessing the mean of four values."""
    away, values = _five_or_less(rng, 4)
    square = float((away**2).mean())
    return Instance(
        values={"values": ", ".join(map(str, values))},
        answer=square**0.5,
        mistakes={"square": square, "absolute": float(np.abs(away).mean())},
    )


def _share(sunny: float, day: Sky) -> float:
    return sunny if day == "sun" else 1 - sunny


def _five_or_less(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw whole numbers with a whole mean, and how far each is from it; some neighbours are not both at the mean."""
    while True:
        away = rng.integers(-3, 4, count)
        away[-1] -= away.sum()
        if (away[1:] * away[:-1]).sum() and np.abs(away).max() <= 4:
            return away, away + int(rng.integers(5, 10))
