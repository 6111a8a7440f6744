"""What a forecasting run says: losses of the contestants, errors along the horizon, forecasts of held-out values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seqviz.records.series import Values

Task = Literal["forecast", "fill", "order"]
Family = Literal["window", "latent"]
Contestant = Literal["window", "latent", "past", "both", "ordered", "shuffled"]
Baseline = Literal["last", "seasonal", "mean", "line"]
Feedback = Literal["prediction", "truth"]

CONTESTANTS: Mapping[Task, tuple[Contestant, Contestant]] = {
    "forecast": ("window", "latent"),
    "fill": ("past", "both"),
    "order": ("ordered", "shuffled"),
}
"""The two models that each experiment trains side by side, on the same batches."""


@dataclass(frozen=True, kw_only=True)
class ForecastDescription:
    """What a page needs to know about a run before its first step.

    ``scale`` is the standard deviation of the training values, in the unit of the series.
    """

    device: str
    scale: float


@dataclass(frozen=True, kw_only=True)
class ForecastStep:
    """One optimisation step of every contestant: mean squared errors of its batch, in variances of the series."""

    step: int
    losses: tuple[float, ...]
    learning_rate: float


@dataclass(frozen=True, kw_only=True)
class ForecastEvaluation:
    """One-step errors (root mean square, unit of the series) on all targets, held out, after ``step`` steps."""

    step: int
    errors: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class HorizonQuestion:
    """Forecast every target from ``horizons`` steps before it; ``feedback`` says what the model reads meanwhile.

    With ``alone`` also the path that starts at the first held-out step.
    """

    horizons: tuple[int, ...] = (1, 4, 16, 64)
    feedback: Feedback = "prediction"
    alone: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class HorizonAnswer:
    """Forecasts ``[H, n]`` of the n targets for each contestant, its error at every horizon, its lonely rollout.

    ``errors[c][j]`` is the root mean square error j+1 steps ahead; ``alone[c]`` starts at the first held-out step and
    reads nothing but itself (nothing but the truth with ``feedback="truth"``); it is there if it was asked for.
    """

    step: int
    horizons: tuple[int, ...]
    feedback: Feedback
    forecasts: Mapping[Contestant, Values]
    errors: Mapping[Contestant, Values]
    alone: Mapping[Contestant, Values]


@dataclass(frozen=True, kw_only=True, eq=False)
class BaselineForecasts:
    """What needs no training: forecasts ``[H, n]`` of the same targets, and errors at every horizon.

    A seasonal value that lies before the record is NaN and counts in no error.
    """

    horizons: tuple[int, ...]
    forecasts: Mapping[Baseline, Values]
    errors: Mapping[Baseline, Values]
