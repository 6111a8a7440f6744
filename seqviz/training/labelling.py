"""Train a network that labels sequences: a loop you can read, as an iterator of records."""

import copy
import math
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.batching import NO_LABEL, LabelledBatch, ShuffledBatches, encode
from seqviz.data.labelled.tasks import labelled_set
from seqviz.models.convolutional_labeller import ConvolutionalLabeller
from seqviz.models.interruption import breathe
from seqviz.models.labeller import Labeller
from seqviz.models.layer_outputs import Network
from seqviz.records.labelling import (
    ConfusionAnswer,
    ConfusionQuestion,
    LabelAnswer,
    LabelDescription,
    LabelEvaluation,
    LabelQuestion,
    LabelStep,
    LayersAnswer,
    LayersQuestion,
)
from seqviz.records.training import OutcomeRecord
from seqviz.training.clipping import clip_gradients
from seqviz.training.devices import choose_device, device_name
from seqviz.training.guard import Guard
from seqviz.training.labelled_answers import confusion_answer, evaluation, label_answer, layers_answer
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.rate import UnderOneRate
from seqviz.training.seeding import seeded

Record = LabelStep | LabelEvaluation | OutcomeRecord

THETA = 1.0
"""Gradients are clipped at this norm."""
GOOD_STATE_EVERY = 50
PATIENCE = 20
WORSE_THAN_GUESSING = 1.0
"""A loss so many nats above that of uniform guessing, ln L: an untrained network stays below."""


def train(config: LabellingConfig) -> Iterator[Record]:
    """Return the records of a run until its last step, or until it diverges. The same config gives the same records."""
    return records_of(Training(config))


class Training(UnderOneRate):
    """One labelling network, advanced one step at a time. Its batches come from the seed alone."""

    def __init__(self, config: LabellingConfig) -> None:
        """Raise a ``Problem`` for a device that is not there."""
        self.config = config
        # These networks are so small that a GPU would mostly wait: "auto" is the CPU here.
        self.device = choose_device("cpu" if config.device == "auto" else config.device)
        self.found = labelled_set(config.task)
        self.vocabulary = self.found.vocabulary()
        self.held_out = encode(self.found.held_out, self.found, self.vocabulary)
        training = encode(self.found.training, self.found, self.vocabulary)
        self.batches = ShuffledBatches(training, batch_size=config.batch_size, seed=config.seed)
        self.model = self.new_model()
        self.parameters = self.model.trained_parameters()
        self.optimizer = make_optimizer("adam", self.parameters, config.learning_rate)
        self.step = 0
        self.seconds = 0.0
        self.tokens_read = 0
        self.finished = False
        self.description = self._describe()
        hopeless = math.log(len(self.found.labels)) + WORSE_THAN_GUESSING
        self.guard = Guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY, state=None)
        self.guard.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step and return what there is to say."""
        records: list[Record] = [self._evaluate()] if self.step == 0 else []
        begun = time.perf_counter()
        loss, finite = self._learn(self.batches.next())
        self.seconds += time.perf_counter() - begun
        self.step += 1
        rate = self.optimizer.learning_rate
        records.append(LabelStep(step=self.step, loss=loss, learning_rate=rate, seconds=self.seconds))
        if self.guard.judge(loss, finite=finite) == "broken":
            records.append(self._end_at_the_last_good_state())
        else:
            self.guard.keep(self.step, self.snapshot)
        if not self.finished and self._evaluation_is_due():
            records.append(self._evaluate())
        if self.step >= self.config.max_steps:
            self.finished = True
        return tuple(records)

    def go_on(self, learning_rate: float) -> tuple[Record, ...]:
        """Train on from the last good weights of a run that broke, at another rate; nothing where it did not."""
        if not self.finished or self.step >= self.config.max_steps:
            return ()
        self.set("learning_rate", learning_rate)
        self.finished = False
        self.guard.forgive()
        return (OutcomeRecord(step=self.step, outcome="running", last_good_step=self.guard.good[0], stopped=False),)

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the steps to come, independent of the run. Replays exactly on one machine."""
        return {
            "step": self.step,
            "tokens_read": self.tokens_read,
            "model": copy.deepcopy(self.model.state_dict()),
            "optimizer": self.optimizer.state(),
            "batches": self.batches.state,
            "doubts": self.guard.counts,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot."""
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.step = snapshot["step"]
        self.tokens_read = snapshot["tokens_read"]
        self.guard.counts = snapshot["doubts"]
        self.finished = self.step >= self.config.max_steps

    def answer(
        self, question: LabelQuestion | LayersQuestion | ConfusionQuestion, snapshot: dict[str, Any] | None = None
    ) -> LabelAnswer | LayersAnswer | Iterator[tuple[float, ConfusionAnswer]]:
        """Label with the weights of now, or of a snapshot, without disturbing the run.

        Confusions are answered in pieces: (share that is done, counts so far).
        """
        if isinstance(question, LabelQuestion | LayersQuestion):
            model, step = (self.model, self.step) if snapshot is None else self._model_of(snapshot)
            if isinstance(question, LayersQuestion):
                return layers_answer(model, self.found, self.vocabulary, question, step=step)
            return label_answer(model, self.found, self.vocabulary, question, step=step)
        model, step = self._model_of({"model": self.model.state_dict(), "step": self.step} | (snapshot or {}))
        return confusion_answer(model, self.found, self.held_out, step=step)

    def new_model(self) -> Network:
        """Return the network as it is before the first step."""
        config, sizes = self.config, (len(self.vocabulary), len(self.found.labels))
        with seeded(config.seed):
            if config.network == "convolutional":
                return ConvolutionalLabeller(*sizes, config.hidden_size).to(self.device)
            model = Labeller(
                *sizes, config.cell, config.hidden_size, aligned=self.found.aligned, bidirectional=config.bidirectional
            )
        if config.recurrence == "none":
            model.cut_recurrence()
        return model.to(self.device)

    def _model_of(self, snapshot: dict[str, Any]) -> tuple[Network, int]:
        """Return a network of its own with the weights of a snapshot, and their step."""
        model = copy.deepcopy(self.model)
        model.load_state_dict(snapshot["model"])
        return model, snapshot["step"]

    def _describe(self) -> LabelDescription:
        return LabelDescription(
            device=device_name(self.device),
            labels=self.found.labels,
            vocabulary_size=len(self.vocabulary),
            training_examples=len(self.found.training),
            held_out_examples=len(self.found.held_out),
            parameter_count=sum(parameter.numel() for parameter in self.parameters),
        )

    def _learn(self, batch: LabelledBatch) -> tuple[float, bool]:
        """Do one step; return the loss, and whether the gradient was finite. Else the weights stay as they are."""
        ids, lengths, labels = (
            torch.from_numpy(part).to(self.device) for part in (batch.ids, batch.lengths, batch.labels)
        )
        loss = mean_loss(self.model(ids, lengths), labels)
        breathe()
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        norm, _ = clip_gradients(self.parameters, THETA)
        self.optimizer.step((~torch.isfinite(norm)).float())
        self.tokens_read += int(batch.lengths.sum())
        return float(loss.item()), bool(torch.isfinite(norm))

    def _end_at_the_last_good_state(self) -> OutcomeRecord:
        stopped, tokens_read, (good, state) = self.step, self.tokens_read, self.guard.good
        self.restore(state)
        self.step, self.tokens_read, self.finished = stopped, tokens_read, True
        return OutcomeRecord(step=stopped, outcome="diverged", last_good_step=good)

    def _evaluation_is_due(self) -> bool:
        """Often at first, then every 50 steps, and at the end."""
        return self.step % 50 == 0 or self.step in (1, 2, 5, 10, 20, self.config.max_steps)

    def _evaluate(self) -> LabelEvaluation:
        return evaluation(self.model, self.found, self.held_out, step=self.step)


def mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss in nats of logits [T, B, L] on labels [T, B]; padding counts nowhere."""
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=NO_LABEL)
