"""One translator, its minibatches and its optimizer: a step, and everything that decides the next."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.data.pairs.batching import PairBatch, PairBatches
from seqviz.data.pairs.encoded import PairCorpus
from seqviz.models.dropout import dropping
from seqviz.models.interruption import breathe
from seqviz.models.recurrent import State
from seqviz.models.translator import Translator
from seqviz.models.writing import feed_own_words
from seqviz.training.clipping import clip_gradients
from seqviz.training.examination import sentence_losses
from seqviz.training.optimizers import make_optimizer
from seqviz.training.readings import Reading
from seqviz.training.seeding import seeded

SEEDS = 1_000_003
"""More than there are seeds: no two steps of any two runs draw the same dropout."""


class TranslatorOptimisation:
    """The state of a translator in training: ``step`` steps were made."""

    def __init__(self, config: Seq2SeqConfig, corpus: PairCorpus, device: torch.device) -> None:
        self.config = config
        self.corpus = corpus
        self.device = device
        self.model = self.new_model()
        self.batches = PairBatches(corpus.training, batch_size=config.batch_size, seed=config.seed)
        self.coins = np.random.default_rng(config.seed)
        self.parameters = list(self.model.parameters())
        self.optimizer = make_optimizer("adam", self.parameters, config.learning_rate)
        self.learning_rate = config.learning_rate
        self.theta = config.theta if config.clip else None
        self.teacher_forcing = config.teacher_forcing
        self.step = 0

    def optimise(self) -> Reading:
        """Do one step; its figures stay on the device."""
        batch = self.batches.next()
        sources, source_lengths, targets, target_lengths = self._on_device(batch)
        with dropping(self.model, seed=self.step * SEEDS + self.config.seed):
            start = self.model.encode(sources, source_lengths)
            fed = self._fed(start, targets)
            loss = sentence_losses(self.model, start, targets, target_lengths, fed).mean()
        breathe()
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        breathe()
        total, norms = clip_gradients(self.parameters, self.theta)
        self.optimizer.learning_rate = self.learning_rate * warmth(self.step, self.config)
        self.optimizer.step((~torch.isfinite(total)).float())
        self.step += 1
        return Reading(
            step=self.step,
            figures=torch.cat([loss.detach().view(1), total.view(1), norms]),
            learning_rate=self.optimizer.learning_rate,
            theta=self.theta,
            tokens=int(batch.target_lengths.sum()),
        )

    @property
    def settings(self) -> dict[str, float]:
        """What may be changed by ``set``, and the values now in force."""
        theta = math.inf if self.theta is None else self.theta
        return {"learning_rate": self.learning_rate, "theta": theta, "teacher_forcing": self.teacher_forcing}

    def set(self, name: str, value: float) -> None:
        """Change a setting from the next step on; a theta of infinity clips nothing.

        Raises ``Problem`` for a value that a config could not have.
        """
        if name not in self.settings:
            raise ValueError(f"a run has no setting {name!r}")
        unclipped = name == "theta" and value == math.inf
        if not unclipped:
            replace(self.config, **{name: value})  # type: ignore[arg-type]  # checks the range
        if name == "learning_rate":
            self.learning_rate = value
        elif name == "teacher_forcing":
            self.teacher_forcing = value
        else:
            self.theta = None if unclipped else value

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "model": {name: value.detach().cpu().clone() for name, value in self.model.state_dict().items()},
            "optimizer": self.optimizer.state(),
            "batches": self.batches.state,
            "coins": self.coins.bit_generator.state,
            "learning_rate": self.learning_rate,
            "theta": self.theta,
            "teacher_forcing": self.teacher_forcing,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Go back to a snapshot."""
        self.step = snapshot["step"]
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.coins.bit_generator.state = snapshot["coins"]
        self.learning_rate = snapshot["learning_rate"]
        self.theta = snapshot["theta"]
        self.teacher_forcing = snapshot["teacher_forcing"]

    def new_model(self) -> Translator:
        """Return the translator as it is before the first step."""
        sizes = len(self.corpus.source_vocabulary), len(self.corpus.target_vocabulary)
        with seeded(self.config.seed):
            model = Translator(*sizes, self.config)
        return model.to(self.device)

    def _on_device(self, batch: PairBatch) -> tuple[torch.Tensor, ...]:
        parts = (batch.sources, batch.source_lengths, batch.targets, batch.target_lengths)
        return tuple(torch.from_numpy(part).to(self.device) for part in parts)

    def _fed(self, start: State, targets: torch.Tensor) -> torch.Tensor:
        """Return what the decoder reads [T, B]: the reference, or its own words where a coin says so."""
        forced = self.model.begin(targets)
        if self.teacher_forcing == 1:
            return forced
        own = self.coins.random(tuple(targets.shape)) >= self.teacher_forcing
        return feed_own_words(self.model.decoder, start, forced, torch.from_numpy(own).to(self.device))


def warmth(step: int, config: Seq2SeqConfig) -> float:
    """Return the share of the learning rate that is left for the step after ``step`` steps: 1 until it cools down."""
    cooling = config.cooldown * config.max_steps
    return min(1.0, (config.max_steps - step) / cooling) if cooling else 1.0
