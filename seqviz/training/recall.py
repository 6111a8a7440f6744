"""Train a small recurrent network on delayed recall: a loop you can read, as an iterator of records."""

import copy
import math
import time
from collections.abc import Iterator
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
from seqviz.training.guard import Guard
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.rate import UnderOneRate
from seqviz.training.recall_strip import strip

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


class Training(UnderOneRate):
    """One network, advanced one step at a time; all networks of a seed read the same sequences.

    It is a language model whose loss counts on one token alone, the one after the cue.
    """

    def __init__(self, config: RecallConfig) -> None:
        self.config = config
        self.model = self._new_model()
        self.parameters = list(self.model.parameters())
        self.optimizer = make_optimizer("adam", self.parameters, config.learning_rate)
        self.stream = training_stream(config)
        self.step = 0
        self.seconds = 0.0
        self.learned = False
        self.broken = False
        # the networks are so small that a GPU would mostly wait
        self.description = RecallDescription(
            device=device_name(torch.device("cpu")), parameter_count=sum(p.numel() for p in self.parameters)
        )
        guessing = math.log(config.symbols)
        self.guard = Guard(hopeless=HOPELESS * guessing, patience=PATIENCE, good_every=GOOD_STATE_EVERY, state=None)
        self.guard.good = (0, self.snapshot())

    @property
    def finished(self) -> bool:
        """Whether the task is learned, all steps are made, or the run is broken."""
        return self.learned or self.broken or self.step >= self.config.max_steps

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step and return what there is to say."""
        records: list[Record] = [self._examine()] if self.step == 0 else []
        begun = time.perf_counter()
        loss, norm = self._learn(recall_batch(self.config, self.stream, self.config.batch_size))
        self.seconds += time.perf_counter() - begun
        self.step += 1
        rate = self.optimizer.learning_rate
        records.append(
            RecallStep(step=self.step, loss=loss, norm_before=norm, learning_rate=rate, seconds=self.seconds)
        )
        if self.guard.judge(loss, finite=math.isfinite(norm)) == "broken":
            records.append(self._end_at_the_last_good_state())
        else:
            self.guard.keep(self.step, self.snapshot)
        if not self.broken and (self.step % EXAM_EVERY == 0 or self.step >= self.config.max_steps):
            records.append(self._examine())
        return tuple(records)

    def go_on(self, learning_rate: float) -> tuple[Record, ...]:
        """Train on from the last good weights of a run that broke, at another rate; nothing where it did not."""
        if not self.broken:
            return ()
        self.set("learning_rate", learning_rate)
        self.broken = False
        self.guard.forgive()
        return (OutcomeRecord(step=self.step, outcome="running", last_good_step=self.guard.good[0], stopped=False),)

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "learned": self.learned,
            "model": copy.deepcopy(self.model.state_dict()),
            "optimizer": self.optimizer.state(),
            "stream": self.stream.bit_generator.state,
            "doubts": self.guard.counts,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot."""
        self.step, self.learned, self.broken = snapshot["step"], snapshot["learned"], False
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.stream.bit_generator.state = snapshot["stream"]
        self.guard.counts = snapshot["doubts"]

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

    def _learn(self, batch: RecallBatch) -> tuple[float, float]:
        """Do one step; return the loss and the norm of its gradient before clipping."""
        loss = functional.cross_entropy(self._named(batch), torch.from_numpy(batch.targets))
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        norm, _ = clip_gradients(self.parameters, self.config.theta)
        self.optimizer.step((~torch.isfinite(norm)).float())
        return loss.item(), norm.item()

    def _named(self, batch: RecallBatch) -> Tensor:
        """Return the logits [B, symbols + 1] after the cue."""
        hidden, _ = self.model.recurrent(torch.from_numpy(batch.inputs))
        logits: Tensor = self.model.output(hidden[-1])
        return logits

    def _examine(self) -> RecallExam:
        fresh = exam(self.config, self.step, EXAM_SEQUENCES)
        with torch.no_grad():
            right = self._named(fresh).argmax(-1) == torch.from_numpy(fresh.targets)
        accuracy = float(right.double().mean())
        self.learned = accuracy >= LEARNED
        return RecallExam(step=self.step, accuracy=accuracy, sequences=EXAM_SEQUENCES)

    def _end_at_the_last_good_state(self) -> OutcomeRecord:
        """Say that the run is broken and go back to the last good weights; the steps stay counted."""
        step, doubts = self.step, self.guard.counts
        last_good, state = self.guard.good
        self.restore(state)
        self.step, self.guard.counts, self.broken = step, doubts, True
        return OutcomeRecord(step=step, outcome="diverged", last_good_step=last_good)
