"""Three made series, each a process in time: a noisy sine, film ratings with prizes, earthquakes with aftershocks.

Every random number belongs to one step. Moving an event therefore leaves each earlier value as it was, to the bit:
the processes run forwards.
"""

import math
from collections.abc import Sequence

import numpy as np

from seqviz.records.series import Series, Values, frozen

SINE_LENGTH = 1000
SINE_PERIOD = 628
DAYS = 900
PRIZE_DAYS = (150, 350)
PRIZE_DAY = 620
SHOCKS = ((120, 6.0), (330, 5.6))
QUAKE_DAY = 600
QUAKE_MAGNITUDE = 6.4
OMORI_P = 1.1
OMORI_C = 0.5
QUIET_RATE = 4.0


def noisy_sine(*, noise: float, seed: int, length: int = SINE_LENGTH) -> Series:
    """Return x_t = sin(0.01 t) + e_t with e_t ~ N(0, noise^2), t = 1 … length.

    The series of the chapter on sequence models; its period is 2 pi / 0.01, about 628 steps.
    """
    steps = np.arange(1, length + 1)
    values = np.sin(0.01 * steps) + noise * np.random.default_rng(seed).standard_normal(length)
    return Series(name="sine", kind="made", values=frozen(values), unit="", season=SINE_PERIOD)


def film_ratings(*, noise: float, seed: int, event: int = 0, length: int = DAYS) -> Series:
    """Return a film's mean rating per day (1 to 10 stars): prizes lift it, habit brings it back.

    A latent lift decays by 2.5 % a day and is pushed up for a week after each prize (anchoring, then hedonic
    adaptation); weekends add a little; the noise remembers half of yesterday's.
    """
    prize = event or PRIZE_DAY
    fresh = noise * np.random.default_rng(seed).standard_normal(length)
    values = np.empty(length)
    lift = residue = 0.0
    for day in range(length):
        push = sum(0.25 for start in (*PRIZE_DAYS, prize) if start <= day < start + 7)
        lift = 0.975 * lift + push
        residue = 0.5 * residue + fresh[day]
        weekend = 0.15 if day % 7 >= 5 else 0.0
        values[day] = min(10.0, max(1.0, 6.2 + lift + weekend + residue))
    return Series(name="ratings", kind="made", values=frozen(values), unit="stars", season=7, event=prize)


def omori_rate(days: Values, *, productivity: float) -> Values:
    """Return K / (t + c)^p quakes a day, t days after a main shock (Utsu's form of Omori's law); 0 before it."""
    elapsed = np.maximum(days, 0.0)
    return np.where(days >= 0, productivity / (elapsed + OMORI_C) ** OMORI_P, 0.0)


def earthquakes(*, seed: int, event: int = 0, length: int = DAYS) -> Series:
    """Return log10(1 + quakes of a day): a quiet rate, main shocks that nothing announces, Omori aftershocks.

    The count of a day is Poisson with the day's rate. K grows tenfold with each 1.25 of magnitude.
    """
    quake = event or QUAKE_DAY
    days = np.arange(length, dtype=np.float64)
    rate = np.full(length, QUIET_RATE)
    for start, magnitude in (*SHOCKS, (quake, QUAKE_MAGNITUDE)):
        rate += omori_rate(days - start, productivity=10 ** (0.8 * (magnitude - 3.5)))
    counts = _poisson_by_day(rate, seed)
    return Series(
        name="earthquake", kind="made", values=frozen(np.log10(1 + counts)), unit="log-quakes", season=7, event=quake
    )


def _poisson_by_day(rate: Sequence[float] | Values, seed: int) -> Values:
    """Draw one count per day by inversion, so that each day spends exactly one random number."""
    uniform = np.random.default_rng(seed).random(len(rate))
    return np.array([_poisson_quantile(float(r), float(u)) for r, u in zip(rate, uniform, strict=True)])


def _poisson_quantile(rate: float, uniform: float) -> int:
    """Return the smallest n with P(N <= n) >= uniform, N ~ Poisson(rate); rates here stay below 500."""
    probability = cumulative = math.exp(-rate)
    count = 0
    while cumulative < uniform and probability > 0:
        count += 1
        probability *= rate / count
        cumulative += probability
    return count
