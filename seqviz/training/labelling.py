"""Train a network that labels sequences, as an iterator of records."""

import copy
import math
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.batching import NO_LABEL, ShuffledBatches, encode
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
from seqviz.training.labelled_answers import confusion_answer, evaluation, label_answer, layers_answer
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.seeding import seeded
from seqviz.training.small_training import Learned, SmallTraining

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


class Training(SmallTraining):
    """One labelling network, advanced one step at a time. Its batches come from the seed alone."""

    def __init__(self, config: LabellingConfig) -> None:
        """Raise a ``Problem`` for a device that is not there."""
        super().__init__(config)
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
        self.description = self._describe()
        hopeless = math.log(len(self.found.labels)) + WORSE_THAN_GUESSING
        self.begin_guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY)

    def learn(self) -> Learned:
        """Do one step on the next batch."""
        batch = self.batches.next()
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
        return Learned(loss=float(loss.item()), finite=bool(torch.isfinite(norm)))

    def told(self, learned: Learned) -> LabelStep:
        """Return the record of the step that was made last."""
        rate = self.optimizer.learning_rate
        return LabelStep(step=self.step, loss=learned.loss, learning_rate=rate, seconds=self.seconds)

    def evaluation_is_due(self) -> bool:
        """Often at first, then every 50 steps, and at the end."""
        return self.step % 50 == 0 or self.step in (1, 2, 5, 10, 20, self.config.max_steps)

    def evaluate(self) -> LabelEvaluation:
        """Label the held-out examples."""
        return evaluation(self.model, self.found, self.held_out, step=self.step)

    def own_state(self) -> dict[str, Any]:
        """Return the weights, and the batches to come."""
        return {"model": copy.deepcopy(self.model.state_dict()), "batches": self.batches.state}

    def put_back(self, state: Mapping[str, Any]) -> None:
        """Go back to ``own_state``."""
        self.model.load_state_dict(state["model"])
        self.batches.state = state["batches"]

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


def mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss in nats of logits [T, B, L] on labels [T, B]; padding counts nowhere."""
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=NO_LABEL)
