"""What depth bought in this run: every model at equal steps and at equal seconds, as the run itself measured them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.ui.experiment.readings import EVALUATIONS

STEP = 300
"""Steps after which the models are compared."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One model after ``STEP`` steps and at the second at which the quickest had made them; losses in nats a token.

    ``seconds`` are those of its own training up to that step, ``parameters`` what it really has.
    """

    layers: int
    parameters: int
    loss: float
    seconds: float
    loss_at_once: float


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All models of a run, by contestant; ``moment`` is the second at which they are compared."""

    models: dict[str, Measured]
    moment: float

    @property
    def shares(self) -> dict[str, float]:
        """By which share of the first model's parameters each model has more."""
        first = next(iter(self.models.values())).parameters
        return {name: model.parameters / first - 1 for name, model in self.models.items()}

    @property
    def at_equal_steps(self) -> str:
        """The contestant with the least held-out loss after the same steps."""
        return min(self.models, key=lambda name: self.models[name].loss)

    @property
    def at_equal_seconds(self) -> str:
        """The contestant with the least held-out loss after the same seconds."""
        return min(self.models, key=lambda name: self.models[name].loss_at_once)

    def kept(self, contestant: str) -> float | None:
        """Return which share of its lead over the first model, in nats, a model keeps at equal seconds.

        ``None`` for one that does not lead after the same steps.
        """
        first, model = next(iter(self.models.values())), self.models[contestant]
        lead = first.loss - model.loss
        return (first.loss_at_once - model.loss_at_once) / lead if lead > 0 else None


def loss_at(moment: float, seconds: Sequence[float], losses: Sequence[float]) -> float:
    """Return the loss at a second, on the straight line between the readings before and after it."""
    return float(np.interp(moment, seconds, losses))


def verdict_of(watch: Watch | None) -> Verdict | None:
    """Return the comparison, once every model has made ``STEP`` steps; ``None`` before, or where one broke off."""
    if watch is None or len(watch.names) < 2:
        return None
    read = {name: watch.trail(EVALUATIONS, name).columns for name in watch.names}
    ends: dict[str, tuple[float, float]] = {}
    for name, columns in read.items():
        steps = columns["step"].tolist() if columns else []
        if STEP not in steps:
            return None
        at = steps.index(STEP)
        ends[name] = (float(columns["seconds"][at]), float(columns["loss"][at]))
    moment = min(seconds for seconds, _ in ends.values())
    models: dict[str, Measured] = {}
    for name, config in zip(watch.names, watch.contest.configs, strict=True):
        assert isinstance(config, LanguageModelConfig)
        seconds, loss = ends[name]
        models[name] = Measured(
            layers=config.layers,
            parameters=watch.description(name).parameter_count,
            loss=loss,
            seconds=seconds,
            loss_at_once=loss_at(moment, read[name]["seconds"].tolist(), read[name]["loss"].tolist()),
        )
    return Verdict(models=models, moment=moment)
