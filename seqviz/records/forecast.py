"""What a forecasting run says: losses of the contestants, errors along the horizon, forecasts of held-out values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from seqviz.records.series import Reach, Series, Split, Values

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
"""The two models that each experiment trains side by side, on the same batches. Their names name contestants."""


@dataclass(frozen=True, kw_only=True)
class ForecastDescription:
    """What a page needs to know about a model before its first step.

    ``scale`` is the standard deviation of the training values, in the unit of the series.
    """

    device: str
    scale: float


@dataclass(frozen=True, kw_only=True)
class ForecastStep:
    """One optimisation step of one contestant.

    ``loss`` is the mean squared error of its batch, in variances of the series; ``seconds`` have been spent in steps.
    """

    MEASURED: ClassVar[tuple[str, ...]] = ("loss",)
    COUNTED: ClassVar[tuple[str, ...]] = ("learning_rate", "seconds")

    step: int
    loss: float
    learning_rate: float
    contestant: str = ""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, kw_only=True)
class ForecastEvaluation:
    """The one-step error (root mean square, unit of the series) on all targets, held out, after ``step`` steps."""

    MEASURED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ("error",)

    step: int
    error: float
    contestant: str = ""


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
    """Forecasts ``[H, n]`` of the n targets by one model, its error at every horizon, its lonely rollout.

    ``errors[j]`` is the root mean square error j+1 steps ahead; ``alone`` starts at the first held-out step and reads
    nothing but itself (nothing but the truth with ``feedback="truth"``); it is there if it was asked for.
    """

    step: int
    horizons: tuple[int, ...]
    feedback: Feedback
    forecasts: Values
    errors: Values
    alone: Values | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class BaselineForecasts:
    """What needs no training: forecasts ``[H, n]`` of the same targets, and errors at every horizon.

    A seasonal value that lies before the record is NaN and counts in no error.
    """

    horizons: tuple[int, ...]
    forecasts: Mapping[Baseline, Values]
    errors: Mapping[Baseline, Values]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """A series, how it is cut for an experiment, and what forecasts without training achieve.

    ``shuffled`` has the same values in random order; ``lonely`` are baselines that know the training part alone, one
    value for each held-out step.
    """

    series: Series
    shuffled: Series
    season: int
    reach: Reach
    split: Split
    baselines: BaselineForecasts
    lonely: Mapping[Baseline, Values]

    def nearest_horizon(self, k: int) -> int:
        """Return the greatest drawn distance up to ``k``."""
        return max(h for h in self.baselines.horizons if h <= max(k, 1))
