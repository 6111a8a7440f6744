"""Train two small models of a series side by side, on the same batches: a loop you can read, as an iterator."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from seqviz.config import ForecastConfig
from seqviz.data.series.library import load_series
from seqviz.data.series.split import reach_of, shuffled, split_series
from seqviz.models.forecaster import Forecaster, LatentModel, WindowModel, initialise
from seqviz.records.forecast import (
    CONTESTANTS,
    Contestant,
    ForecastDescription,
    ForecastEvaluation,
    ForecastStep,
    HorizonAnswer,
    HorizonQuestion,
)
from seqviz.records.training import OutcomeRecord
from seqviz.training.clipping import clip_gradients
from seqviz.training.devices import choose_device, device_name
from seqviz.training.horizon import answer_horizon, one_step
from seqviz.training.optimizers import Update, make_optimizer

Record = ForecastStep | ForecastEvaluation | OutcomeRecord

EVALUATE_EVERY = 20
BAD_STEPS = 5
GOOD_STATE_EVERY = 10
HOPELESS = 1e6
"""A batch loss in variances of the series: what is this far off will not come back."""


def train(config: ForecastConfig) -> Iterator[Record]:
    """Yield the records of a run until its last step, or until it diverges. The same config gives the same records."""
    training = Training(config)
    while not training.finished:
        yield from training.advance()


@dataclass(frozen=True, kw_only=True, eq=False)
class Runner:
    """One contestant: its model, its optimizer, and the standardised values [N] that it reads."""

    name: Contestant
    model: Forecaster
    optimizer: Update
    values: Tensor

    def learn(self, values: Tensor, first: int, last: int) -> float:
        """Do one step on segments ``values`` [B, L], predicting positions ``first`` … ``last`` - 1; return the loss.

        Where the gradient is not finite the weights stay as they are.
        """
        loss = (self.model(values, first, last) - values[:, first:last]).square().mean()
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        norm, _ = clip_gradients(list(self.model.parameters()), None)
        self.optimizer.step((~torch.isfinite(norm)).float())
        return float(loss.item())


class Training:
    """One forecasting run: both contestants advance one step at a time, on segments from the same places."""

    def __init__(self, config: ForecastConfig) -> None:
        """Raise a ``Problem`` when there is no series, or the device is not there."""
        self.config = config
        # These models are so small that a GPU would mostly wait: "auto" is the CPU here.
        self.device = choose_device("cpu" if config.device == "auto" else config.device)
        series = load_series(config)
        self.reach = reach_of(config, len(series))
        self.split = split_series(series, self.reach)
        self.runners = self._new_runners(series.values)
        self.segment = self.reach.before + 1 + self.reach.after
        self.places = np.random.default_rng(config.seed)
        self.step = 0
        self.finished = False
        self.bad_steps = 0
        self.description = ForecastDescription(device=device_name(self.device), scale=self.split.scale)
        self.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step of every contestant and return what there is to say."""
        records: list[Record] = [self._evaluate()] if self.step == 0 else []
        losses = self._optimise()
        self.step += 1
        records.append(ForecastStep(step=self.step, losses=losses, learning_rate=self.learning_rate))
        records += self._guard(losses)
        if not self.finished and self._evaluation_is_due():
            records.append(self._evaluate())
        if self.step >= self.config.max_steps:
            self.finished = True
        return tuple(records)

    def report(self) -> tuple[Record, ...]:
        """Return nothing: every step is reported when it is made."""
        return ()

    def set(self, name: str, value: float) -> None:
        """Change ``learning_rate`` from the next step on; raise ``Problem`` for one out of range."""
        if name != "learning_rate":
            raise ValueError(f"a run has no setting {name!r}")
        replace(self.config, learning_rate=value)  # checks the range
        for runner in self.runners:
            runner.optimizer.learning_rate = value

    @property
    def learning_rate(self) -> float:
        """The rate of the next step, the same for every contestant."""
        return self.runners[0].optimizer.learning_rate

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "models": [copy.deepcopy(runner.model.state_dict()) for runner in self.runners],
            "optimizers": [runner.optimizer.state() for runner in self.runners],
            "places": self.places.bit_generator.state,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot."""
        for runner, model, optimizer in zip(self.runners, snapshot["models"], snapshot["optimizers"], strict=True):
            runner.model.load_state_dict(model)
            runner.optimizer.restore(optimizer)
        self.places.bit_generator.state = snapshot["places"]
        self.step = snapshot["step"]
        self.bad_steps = 0
        self.finished = self.step >= self.config.max_steps

    def answer(self, question: HorizonQuestion, snapshot: dict[str, Any] | None = None) -> HorizonAnswer:
        """Forecast the held-out steps with the weights of now, or of a snapshot, without disturbing the run."""
        runners, step = self.runners, self.step
        if snapshot is not None:
            step = snapshot["step"]
            runners = tuple(replace(runner, model=copy.deepcopy(runner.model)) for runner in runners)
            for runner, weights in zip(runners, snapshot["models"], strict=True):
                runner.model.load_state_dict(weights)
        sides = (self.reach.before, self.reach.after)
        models = {runner.name: (runner.model, runner.values) for runner in runners}
        return answer_horizon(models, self.split, sides, question, step=step)

    def _new_runners(self, values: np.ndarray) -> tuple[Runner, ...]:
        config, runners = self.config, []
        for name in CONTESTANTS[config.task]:
            model = self._new_model(name).to(self.device)
            order = shuffled(values, seed=config.seed) if name == "shuffled" else values
            standard = torch.tensor((order - self.split.mean) / self.split.scale, dtype=torch.float32)
            optimizer = make_optimizer("adam", list(model.parameters()), config.learning_rate)
            runners.append(Runner(name=name, model=model, optimizer=optimizer, values=standard.to(self.device)))
        return tuple(runners)

    def _new_model(self, name: Contestant) -> Forecaster:
        config, both = self.config, name == "both"
        family = name if name in ("window", "latent") else config.family
        model: Forecaster
        if family == "latent":
            model = LatentModel(config.width, both=both)
        else:
            window = self.reach.window
            model = WindowModel(window // 2 if both else window, window // 2 if both else 0, config.width)
        initialise(model, torch.Generator().manual_seed(config.seed))
        return model

    def _optimise(self) -> tuple[float, ...]:
        """One step of each contestant; every position counts that has a whole window on the sides that are read."""
        starts = self.places.integers(0, self.split.start - self.segment + 1, self.config.batch_size)
        index = torch.from_numpy(starts[:, None] + np.arange(self.segment)).to(self.device)
        first, last = self.reach.window, self.segment - (self.reach.window // 2 if self.reach.after else 0)
        return tuple(runner.learn(runner.values[index], first, last) for runner in self.runners)

    def _guard(self, losses: tuple[float, ...]) -> list[Record]:
        """Keep a good state while all is well; stop after a few hopeless steps in a row and go back to it."""
        hopeless = not all(loss < HOPELESS for loss in losses)
        self.bad_steps = self.bad_steps + 1 if hopeless else 0
        if self.bad_steps >= BAD_STEPS:
            stopped = self.step
            self.restore(self.good[1])
            self.step, self.finished = stopped, True
            return [OutcomeRecord(step=stopped, outcome="diverged", last_good_step=self.good[0])]
        if not self.bad_steps and self.step % GOOD_STATE_EVERY == 0:
            self.good = (self.step, self.snapshot())
        return []

    def _evaluation_is_due(self) -> bool:
        """Often at first, then every 20 steps, and at the end."""
        return self.step % EVALUATE_EVERY == 0 or self.step in (1, 2, 5, 10, self.config.max_steps)

    def _evaluate(self) -> ForecastEvaluation:
        """One-step errors on all targets, in the unit of the series."""
        errors = []
        for runner in self.runners:
            found = one_step(runner.model, runner.values, self.split, (self.reach.before, self.reach.after))
            truth = runner.values[self.split.first : self.split.last]
            errors.append(float((found - truth).square().mean().sqrt()) * self.split.scale)
        return ForecastEvaluation(step=self.step, errors=tuple(errors))
