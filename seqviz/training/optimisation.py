"""One recurrent language model, its minibatches and its optimizer: a step, and everything that decides the next."""

import math
from dataclasses import replace
from typing import Any

import torch

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.batching import Batch, batches
from seqviz.data.corpus import Corpus
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import State
from seqviz.training.fixed_step import FixedStep
from seqviz.training.gradient_step import gradient_step
from seqviz.training.optimizers import make_optimizer
from seqviz.training.readings import READ_BACK_EVERY, Reading
from seqviz.training.seeding import seeded


class Optimisation:
    """The state of a language model in training: ``step`` steps were made."""

    def __init__(self, config: LanguageModelConfig, corpus: Corpus, device: torch.device) -> None:
        self.config = config
        self.device = device
        self.vocabulary = corpus.vocabulary
        self.model = self.new_model()
        self.batches = batches(
            config.sampling, corpus.training, batch_size=config.batch_size, steps=config.steps, seed=config.seed
        )
        self.parameters = self.model.trained_parameters()
        self.optimizer = make_optimizer(config.optimizer, self.parameters, config.learning_rate)
        self.theta = config.theta if config.clip else None
        self.step = 0
        self.state: State | None = None
        self.fixed: FixedStep | None = None
        """Makes the steps whose minibatch fits, where it pays that their tensors stay where they are."""

    def optimise(self) -> Reading:
        """Do one step; its figures stay on the device."""
        batch = self.batches.next()
        carried = self.state if batch.continues else None
        if self.fixed is not None and self.fixed.fits(batch):
            figures, self.state = self.fixed.make(batch, carried, self.theta)
        else:
            inputs, targets = (torch.from_numpy(ids).to(self.device) for ids in (batch.inputs, batch.targets))
            figures, state = gradient_step(self.model, self.optimizer, (inputs, targets), carried, self.theta)
            self.state = state if self.config.sampling == "sequential" else None
        self.step += 1
        return Reading(
            step=self.step,
            figures=figures,
            learning_rate=self.optimizer.learning_rate,
            theta=self.theta,
            tokens=batch.inputs.size,
        )

    def fixed_step(self) -> FixedStep:
        """Return a step on fixed tensors for minibatches of the shape of the next one."""
        rows = self.next_batch().inputs.shape[1]
        carries = self.config.sampling == "sequential"
        return FixedStep(
            self.model,
            self.optimizer,
            shape=(self.config.steps, rows),
            state=self.model.recurrent.zero_state(rows, self.parameters[0].detach()) if carries else None,
            ring_rows=READ_BACK_EVERY,
        )

    def next_batch(self) -> Batch:
        """Return the minibatch that comes next, without taking it."""
        here = self.batches.state
        try:
            return self.batches.next()
        finally:
            self.batches.state = here

    @property
    def settings(self) -> dict[str, float]:
        """What may be changed by ``set``, and the values now in force."""
        theta = math.inf if self.theta is None else self.theta
        return {"learning_rate": self.optimizer.learning_rate, "theta": theta}

    def set(self, name: str, value: float) -> None:
        """Change ``learning_rate`` or ``theta`` from the next step on; a theta of infinity clips nothing.

        Raises ``Problem`` for a value that a config could not have.
        """
        if name not in self.settings:
            raise ValueError(f"a run has no setting {name!r}")
        unclipped = name == "theta" and value == math.inf
        if not unclipped:
            replace(self.config, **{name: value})  # type: ignore[arg-type]  # checks the range
        if name == "learning_rate":
            self.optimizer.learning_rate = value
        else:
            self.theta = None if unclipped else value

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "model": {name: value.detach().cpu().clone() for name, value in self.model.state_dict().items()},
            "optimizer": self.optimizer.state(),
            "batches": self.batches.state,
            "state": None if self.state is None else tuple(part.clone() for part in self.state),
            "theta": self.theta,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Go back to a snapshot."""
        self.step = snapshot["step"]
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.state = snapshot["state"]
        self.theta = snapshot["theta"]

    def new_model(self) -> LanguageModel:
        """Return the model as it is before the first step."""
        config = self.config
        with seeded(config.seed):
            model = LanguageModel(
                len(self.vocabulary), config.cell, config.hidden_size, layers=config.layers, reset=config.reset
            )
        model.recurrent.raise_forget_bias(config.forget_bias)
        if config.recurrence == "none":
            model.recurrent.cut_recurrence()
        if config.held_gate is not None:
            model.recurrent.hold_gate(*config.held_gate)
        return model.to(self.device)
