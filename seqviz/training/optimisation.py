"""One recurrent language model, its minibatches and its optimizer: a step, and everything that decides the next."""

import math
from dataclasses import replace
from typing import Any

import torch
from torch.nn import functional

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.batching import batches
from seqviz.data.corpus import Corpus
from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import State
from seqviz.training.clipping import clip_gradients
from seqviz.training.optimizers import make_optimizer
from seqviz.training.readings import Reading
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

    def optimise(self) -> Reading:
        """Do one step; its figures stay on the device."""
        batch = self.batches.next()
        inputs, targets = (torch.from_numpy(ids).to(self.device) for ids in (batch.inputs, batch.targets))
        carried = self.state if batch.continues else None
        logits, state = self.model(inputs, carried)
        breathe()
        loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        breathe()
        total, norms = clip_gradients(self.parameters, self.theta)
        self.optimizer.step((~torch.isfinite(total)).float())
        self.step += 1
        self.state = tuple(part.detach() for part in state) if self.config.sampling == "sequential" else None
        return Reading(
            step=self.step,
            figures=torch.cat([loss.detach().view(1), total.view(1), norms]),
            learning_rate=self.optimizer.learning_rate,
            theta=self.theta,
            tokens=inputs.numel(),
        )

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
