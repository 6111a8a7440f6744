"""One forecasting experiment on a series: everything that decides what a run does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from seqviz.config.contest import Contest
from seqviz.config.fields import check, choice, from_query, number, to_query
from seqviz.records.forecast import CONTESTANTS, Contestant, Family, Task
from seqviz.records.problem import Problem
from seqviz.records.series import Series

Source = Literal["sine", "weather", "stocks", "ratings", "earthquake", "own"]
Stock = Literal["AAPL", "AMZN", "IBM", "MSFT"]
Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, kw_only=True)
class ForecastConfig:
    """A small model of one series and how it is trained; ``contest_of`` sets the two models of a task side by side.

    ``tau`` values stand in the window of the Markov model; the latent-state model reads ``history`` values. ``width``
    is the number of hidden units of both. ``horizon`` is the furthest step ahead. ``season`` and ``event`` of 0 mean:
    as the series itself says. ``noise`` scales the random part of the made series. ``own`` goes with
    ``source="own"``. ``model`` is which of the task's two models this is, ``None`` the first. Neither of these last
    two stands in the address.
    """

    trainer: ClassVar[str] = "seqviz.training.forecast"

    task: Task = choice("forecast", Task)
    source: Source = choice("weather", Source)
    stock: Stock = choice("IBM", Stock)
    noise: float = number(0.2, 0.0, 2.0)
    event: int = number(0, 0, 899)
    season: int = number(0, 0, 5000)
    family: Family = choice("window", Family)
    tau: int = number(4, 1, 64)
    width: int = number(32, 2, 256)
    history: int = number(32, 4, 128)
    horizon: int = number(64, 1, 128)
    batch_size: int = number(32, 4, 256)
    learning_rate: float = number(0.003, 1e-5, 10.0)
    max_steps: int = number(600, 10, 20_000)
    seed: int = number(0, 0, 999_999)
    device: Device = choice("auto", Device)
    model: Contestant | None = None
    own: Series | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range.

        Raises ``ValueError`` for a model of another task.
        """
        check(self)
        if self.model not in (None, *CONTESTANTS[self.task]):
            raise ValueError(f"the task {self.task!r} has no model {self.model!r}")

    def to_query(self) -> dict[str, str]:
        """Return the settings that differ from the defaults, for the address."""
        return to_query(self)

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "ForecastConfig | None" = None
    ) -> "tuple[ForecastConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)


def contest_of(config: ForecastConfig) -> Contest:
    """Return both models of an experiment, to be trained in lockstep from one seed on the same batches."""
    names = CONTESTANTS[config.task]
    return Contest(names=names, configs=tuple(replace(config, model=name) for name in names))
