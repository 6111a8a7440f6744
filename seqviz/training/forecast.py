"""Train a small model of a series, as an iterator of records."""

import copy
from collections.abc import Iterator, Mapping
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
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.small_training import Learned, SmallTraining

Record = ForecastStep | ForecastEvaluation | OutcomeRecord

EVALUATE_EVERY = 20
GOOD_STATE_EVERY = 10
PATIENCE = 5
HOPELESS = 1e6
"""A batch loss in variances of the series: what is this far off will not come back."""


def train(config: ForecastConfig) -> Iterator[Record]:
    """Return the records of a run until its last step, or until it diverges. The same config gives the same records."""
    return records_of(Training(config))


class Training(SmallTraining):
    """One model of a series, advanced one step at a time.

    The places of the segments that it reads come from the seed alone: both models of a task read the same batches.
    """

    def __init__(self, config: ForecastConfig) -> None:
        """Raise a ``Problem`` when there is no series, or the device is not there."""
        super().__init__(config)
        self.name = config.model or CONTESTANTS[config.task][0]
        # These models are so small that a GPU would mostly wait: "auto" is the CPU here.
        self.device = choose_device("cpu" if config.device == "auto" else config.device)
        series = load_series(config)
        self.reach = reach_of(config, len(series))
        self.split = split_series(series, self.reach)
        self.values = self._standardised(series.values)
        self.model = self._new_model()
        self.optimizer = make_optimizer("adam", list(self.model.parameters()), config.learning_rate)
        self.segment = self.reach.before + 1 + self.reach.after
        self.places = np.random.default_rng(config.seed)
        self.description = ForecastDescription(device=device_name(self.device), scale=self.split.scale)
        self.begin_guard(hopeless=HOPELESS, patience=PATIENCE, good_every=GOOD_STATE_EVERY)

    def learn(self) -> Learned:
        """Do one step on random segments.

        Every position counts that has a whole window on the sides that are read.
        """
        values = self._next_batch()
        first, last = self.reach.window, self.segment - (self.reach.window // 2 if self.reach.after else 0)
        loss = (self.model(values, first, last) - values[:, first:last]).square().mean()
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        norm, _ = clip_gradients(list(self.model.parameters()), None)
        self.optimizer.step((~torch.isfinite(norm)).float())
        return Learned(loss=float(loss.item()), finite=bool(torch.isfinite(norm)))

    def told(self, learned: Learned) -> ForecastStep:
        """Return the record of the step that was made last."""
        rate = self.optimizer.learning_rate
        return ForecastStep(step=self.step, loss=learned.loss, learning_rate=rate, seconds=self.seconds)

    def evaluation_is_due(self) -> bool:
        """Often at first, then every 20 steps, and at the end."""
        return self.step % EVALUATE_EVERY == 0 or self.step in (1, 2, 5, 10, self.config.max_steps)

    def evaluate(self) -> ForecastEvaluation:
        """Return the one-step error on all targets, in the unit of the series."""
        found = one_step(self.model, self.values, self.split, self._sides)
        truth = self.values[self.split.first : self.split.last]
        error = float((found - truth).square().mean().sqrt()) * self.split.scale
        return ForecastEvaluation(step=self.step, error=error)

    def own_state(self) -> dict[str, Any]:
        """Return the weights, and the places to come."""
        return {"model": copy.deepcopy(self.model.state_dict()), "places": self.places.bit_generator.state}

    def put_back(self, state: Mapping[str, Any]) -> None:
        """Go back to ``own_state``."""
        self.model.load_state_dict(state["model"])
        self.places.bit_generator.state = state["places"]

    def answer(self, question: HorizonQuestion, snapshot: dict[str, Any] | None = None) -> HorizonAnswer:
        """Forecast the held-out steps with the weights of now, or of a snapshot, without disturbing the run."""
        model, step = self.model, self.step
        if snapshot is not None:
            model, step = copy.deepcopy(model), snapshot["step"]
            model.load_state_dict(snapshot["model"])
        return answer_horizon(model, self.values, self.split, self._sides, question, step=step)

    @property
    def _sides(self) -> tuple[int, int]:
        return self.reach.before, self.reach.after

    def _standardised(self, values: np.ndarray) -> Tensor:
        """The values [N] that the model reads: in the order of the series, or shuffled."""
        order = shuffled(values, seed=self.config.seed) if self.name == "shuffled" else values
        standard = torch.tensor((order - self.split.mean) / self.split.scale, dtype=torch.float32)
        return standard.to(self.device)

    def _new_model(self) -> Forecaster:
        config, both = self.config, self.name == "both"
        family = self.name if self.name in ("window", "latent") else config.family
        model: Forecaster
        if family == "latent":
            model = LatentModel(config.width, both=both)
        else:
            window = self.reach.window
            model = WindowModel(window // 2 if both else window, window // 2 if both else 0, config.width)
        initialise(model, torch.Generator().manual_seed(config.seed))
        return model.to(self.device)

    def _next_batch(self) -> Tensor:
        """Segments [B, L] from random places of the training part."""
        starts = self.places.integers(0, self.split.start - self.segment + 1, self.config.batch_size)
        index = torch.from_numpy(starts[:, None] + np.arange(self.segment)).to(self.device)
        return self.values[index]
