"""Train a small recurrent network on delayed recall, as an iterator of records."""

import copy
import math
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.recall import RecallConfig
from seqviz.data.recall import RecallBatch, exam, recall_batch, training_stream
from seqviz.models.forecaster import initialise
from seqviz.models.forget_bias import begin_with
from seqviz.models.language_model import LanguageModel
from seqviz.records.recall import (
    LEARNED,
    RecallAnswer,
    RecallDescription,
    RecallExam,
    RecallQuestion,
    RecallStep,
)
from seqviz.records.training import OutcomeRecord
from seqviz.training.clipping import clip_gradients
from seqviz.training.devices import device_name
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.recall_strip import strip
from seqviz.training.small_training import Learned, SmallTraining

Record = RecallStep | RecallExam | OutcomeRecord

EXAM_EVERY = 50
EXAM_SEQUENCES = 512
GOOD_STATE_EVERY = 10
PATIENCE = 20
HOPELESS = 10
"""Times the loss of guessing: a network that is surely wrong may be at a few times that, and come back."""


def train(config: RecallConfig) -> Iterator[Record]:
    """Return the records of a run until it has learned the task, has made all its steps, or diverges."""
    return records_of(Training(config))


class Training(SmallTraining):
    """One network, advanced one step at a time; all networks of a seed read the same sequences.

    It is a language model whose loss counts on one token alone, the one after the cue.
    """

    def __init__(self, config: RecallConfig) -> None:
        super().__init__(config)
        self.model = self._new_model()
        self.parameters = list(self.model.parameters())
        self.optimizer = make_optimizer("adam", self.parameters, config.learning_rate)
        self.stream = training_stream(config)
        self.learned = False
        # the networks are so small that a GPU would mostly wait
        self.description = RecallDescription(
            device=device_name(torch.device("cpu")), parameter_count=sum(p.numel() for p in self.parameters)
        )
        guessing = math.log(config.symbols)
        self.begin_guard(hopeless=HOPELESS * guessing, patience=PATIENCE, good_every=GOOD_STATE_EVERY)

    @property
    def finished(self) -> bool:
        """Whether the task is learned, all steps are made, or the run is broken."""
        return self.learned or super().finished

    def learn(self) -> Learned:
        """Do one step; the norm is that of the gradient before clipping."""
        batch = recall_batch(self.config, self.stream, self.config.batch_size)
        loss = functional.cross_entropy(self._named(batch), torch.from_numpy(batch.targets))
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        norm, _ = clip_gradients(self.parameters, self.config.theta)
        self.optimizer.step((~torch.isfinite(norm)).float())
        before = norm.item()
        return Learned(loss=loss.item(), finite=math.isfinite(before), figures={"norm_before": before})

    def told(self, learned: Learned) -> RecallStep:
        """Return the record of the step that was made last."""
        rate = self.optimizer.learning_rate
        return RecallStep(
            step=self.step, loss=learned.loss, learning_rate=rate, seconds=self.seconds, **learned.figures
        )

    def evaluation_is_due(self) -> bool:
        """Every 50 steps, and at the end."""
        return self.step % EXAM_EVERY == 0 or self.step >= self.config.max_steps

    def evaluate(self) -> RecallExam:
        """Examine the network on fresh sequences."""
        fresh = exam(self.config, self.step, EXAM_SEQUENCES)
        with torch.no_grad():
            right = self._named(fresh).argmax(-1) == torch.from_numpy(fresh.targets)
        accuracy = float(right.double().mean())
        self.learned = accuracy >= LEARNED
        return RecallExam(step=self.step, accuracy=accuracy, sequences=EXAM_SEQUENCES)

    def own_state(self) -> dict[str, Any]:
        """Return the weights, whether the task is learned, and the sequences to come."""
        return {
            "learned": self.learned,
            "model": copy.deepcopy(self.model.state_dict()),
            "stream": self.stream.bit_generator.state,
        }

    def put_back(self, state: Mapping[str, Any]) -> None:
        """Go back to ``own_state``."""
        self.learned = state["learned"]
        self.model.load_state_dict(state["model"])
        self.stream.bit_generator.state = state["stream"]

    def answer(self, question: RecallQuestion, snapshot: dict[str, Any] | None = None) -> RecallAnswer:
        """Follow the loss back with the weights of now, or of a snapshot, without disturbing the run."""
        model, step = self.model, self.step
        if snapshot is not None:
            model, step = copy.deepcopy(model), snapshot["step"]
            model.load_state_dict(snapshot["model"])
        return strip(model, self.config, question, step=step)

    def _new_model(self) -> LanguageModel:
        config = self.config
        model = LanguageModel(config.symbols + 1, config.cell, config.hidden_size)
        generator = torch.Generator().manual_seed(config.seed)
        initialise(model, generator)
        begin_with(model.recurrent, config.forget_bias, longest=config.delay, generator=generator)
        return model

    def _named(self, batch: RecallBatch) -> Tensor:
        """Return the logits [B, symbols + 1] after the cue."""
        hidden, _ = self.model.recurrent(torch.from_numpy(batch.inputs))
        logits: Tensor = self.model.output(hidden[-1])
        return logits
