"""A series of numbers in time, and what can be said about it before any model: order, season, memory, chain rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.records.notice import Notice

Values = NDArray[np.float64]
Times = NDArray[np.datetime64]
Kind = Literal["real", "made", "own"]


def frozen(values: Any) -> Values:
    """Return a read-only float64 copy: records never change under the figures that show them."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


@dataclass(frozen=True, kw_only=True, eq=False)
class Series:
    """One value per step of time, standardised nowhere: ``values`` are in ``unit``.

    ``times`` are calendar dates or ``None`` (the steps are then counted from 0). ``season`` is the number of steps
    after which the pattern is expected to repeat. ``states`` names what happened at each step where the source says
    so (the kind of weather). ``event`` is the step at which a made series is poked.
    """

    name: str
    kind: Kind
    values: Values
    unit: str
    season: int
    times: Times | None = None
    states: tuple[str, ...] = ()
    event: int | None = None
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Check the lengths that belong together."""
        for other in (self.times, self.states or None):
            if other is not None and len(other) != len(self.values):
                raise ValueError(f"{len(other)} labels for {len(self.values)} values")

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.values)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far the models of an experiment look: all numbers are steps.

    ``window`` values stand in a window; ``before`` and ``after`` are read on the two sides of a step at most;
    ``horizon`` is the furthest step ahead.
    """

    window: int
    before: int
    after: int
    horizon: int


@dataclass(frozen=True, kw_only=True)
class Split:
    """Where a series is cut: steps before ``start`` train, the rest is held out.

    ``history`` values are read before a forecast is made, up to ``furthest`` steps ahead. The targets ``first`` …
    ``last`` - 1 are the held-out steps that can be forecast from every distance, so that errors at different
    distances are about the same steps. ``mean`` and ``scale`` (standard deviation) are those of the training steps.
    """

    start: int
    history: int
    furthest: int
    first: int
    last: int
    mean: float
    scale: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Autocorrelation:
    """Correlation of a series with itself ``lag`` steps later, lags 0 … L.

    ``band`` is 1.96/sqrt(n): white noise stays within it 19 times in 20. ``peak`` is the lag of the highest hill
    after the first valley, or ``None`` when there is no hill above the band: no season shows.
    """

    values: Values
    band: float
    peak: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class SeasonalProfile:
    """The seasons of a series laid over each other: mean and 10–90 % range for each phase.

    ``phases`` are steps since the start of a season; long seasons are averaged in bins. ``share`` is the part of the
    variance that the phase alone explains, 0 … 1.
    """

    seasons: float
    phases: Values
    mean: Values
    low: Values
    high: Values
    share: float


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One factor of the chain rule: the probability of ``token`` given what stands in ``given``.

    ``matches`` of the ``among`` windows that agree with ``given`` also have ``token`` at ``position``.
    """

    position: int
    token: str
    given: tuple[tuple[int, str], ...]
    matches: int
    among: int

    @property
    def probability(self) -> Fraction:
        """The exact conditional probability."""
        return Fraction(self.matches, self.among)


@dataclass(frozen=True, kw_only=True)
class ChainRule:
    """The probability of a short sequence, factored forwards and backwards over the same windows of a record.

    ``matches`` of the ``windows`` windows of this length are the sequence: both products equal that fraction.
    """

    tokens: tuple[str, ...]
    matches: int
    windows: int
    forward: tuple[Factor, ...]
    backward: tuple[Factor, ...]

    @property
    def probability(self) -> Fraction:
        """The exact probability of the whole sequence."""
        return Fraction(self.matches, self.windows)


@dataclass(frozen=True, kw_only=True, eq=False)
class Poke:
    """A made series run twice on the same random numbers, its event moved from one step to another.

    ``first_change`` is the first step that differs, ``None`` if none does; ``changed_before`` is the number of values
    that differ before the earlier of the two events.
    """

    before: Series
    after: Series
    first_change: int | None
    changed_before: int
