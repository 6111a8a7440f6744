"""Train networks that read from the left, from the right or from both sides, on the same sentences."""

import copy
import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.two_sided import READERS, Reader, TwoSidedConfig
from seqviz.data.blanks.batching import encode
from seqviz.data.blanks.sets import blank_set
from seqviz.data.labelled.batching import NO_LABEL, LabelledBatch, ShuffledBatches
from seqviz.models.interruption import breathe
from seqviz.models.two_sided import TwoSidedModel
from seqviz.records.training import OutcomeRecord
from seqviz.records.two_sided import (
    FillAnswer,
    FillEvaluation,
    FillQuestion,
    ForecastEvaluation,
    RescuedAnswer,
    RescuedQuestion,
    StatesAnswer,
    StatesQuestion,
    TwoSidedDescription,
    TwoSidedStep,
    WriteAnswer,
    WriteQuestion,
)
from seqviz.training.clipping import clip_gradients
from seqviz.training.devices import choose_device, device_name
from seqviz.training.guard import Guard
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.rate import UnderOneRate
from seqviz.training.seeding import seeded
from seqviz.training.two_sided_answers import fill_answer, rescued_answer, states_answer, write_answer
from seqviz.training.two_sided_evaluation import evaluate_fill, evaluate_forecast, unigram

Record = TwoSidedStep | FillEvaluation | ForecastEvaluation | OutcomeRecord
Question = FillQuestion | RescuedQuestion | StatesQuestion | WriteQuestion
Networks = dict[Reader, TwoSidedModel]

THETA = 1.0
"""The gradient of each network is clipped at this norm."""
GOOD_STATE_EVERY = 50
PATIENCE = 20
WORSE_THAN_GUESSING = 1.0
"""A loss so many nats above that of uniform guessing, ln V: an untrained network stays below."""


def train(config: TwoSidedConfig) -> Iterator[Record]:
    """Return the records of a run until its last step, or until it diverges. The same config gives the same records."""
    return records_of(Training(config))


class Training(UnderOneRate):
    """Two or three networks in lockstep, advanced one step at a time: joining them needs all of them at one step."""

    def __init__(self, config: TwoSidedConfig) -> None:
        """Raise a ``Problem`` for a device that is not there."""
        self.config = config
        # These networks are so small that a GPU would mostly wait: "auto" is the CPU here.
        self.device = choose_device("cpu" if config.device == "auto" else config.device)
        found = blank_set(config.text)
        self.vocabulary = found.vocabulary()
        self.held_out = encode(found.held_out, self.vocabulary, config.aim, between=found.between)
        self.training = encode(found.training, self.vocabulary, config.aim, between=found.between)
        self.batches = ShuffledBatches(self.training, batch_size=config.batch_size, seed=config.seed)
        self.counts = np.bincount(np.concatenate(self.training.tokens), minlength=len(self.vocabulary))
        self.networks = self.new_networks()
        self.parameters = [p for network in self.networks.values() for p in network.parameters()]
        self.optimizer = make_optimizer("adam", self.parameters, config.learning_rate)
        self.step = 0
        self.seconds = 0.0
        self.tokens_read = 0
        self.finished = False
        self.description = self._describe()
        hopeless = math.log(len(self.vocabulary)) + WORSE_THAN_GUESSING
        self.guard = Guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY, state=None)
        self.guard.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step of every network and return what there is to say."""
        records: list[Record] = [self._evaluate()] if self.step == 0 else []
        begun = time.perf_counter()
        losses, finite = self._learn(self.batches.next())
        self.seconds += time.perf_counter() - begun
        self.step += 1
        records.append(
            TwoSidedStep(
                step=self.step, left=losses["left"], right=losses.get("right"), both=losses["both"],
                learning_rate=self.optimizer.learning_rate, seconds=self.seconds,
            )
        )  # fmt: skip
        if self.guard.judge(max(losses.values()), finite=finite) == "broken":
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
            "networks": {reader: copy.deepcopy(network.state_dict()) for reader, network in self.networks.items()},
            "optimizer": self.optimizer.state(),
            "batches": self.batches.state,
            "doubts": self.guard.counts,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot."""
        for reader, network in self.networks.items():
            network.load_state_dict(snapshot["networks"][reader])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.step = snapshot["step"]
        self.tokens_read = snapshot["tokens_read"]
        self.guard.counts = snapshot["doubts"]
        self.finished = self.step >= self.config.max_steps

    def answer(
        self, question: Question, snapshot: dict[str, Any] | None = None
    ) -> FillAnswer | RescuedAnswer | StatesAnswer | WriteAnswer:
        """Answer with the weights of now, or of a snapshot, without disturbing the run."""
        networks, step = self.networks, self.step
        if snapshot is not None:
            networks, step = copy.deepcopy(self.networks), snapshot["step"]
            for reader, network in networks.items():
                network.load_state_dict(snapshot["networks"][reader])
        if isinstance(question, FillQuestion):
            return fill_answer(networks, self.vocabulary, self.counts, question, step=step)
        if isinstance(question, RescuedQuestion):
            return rescued_answer(networks, self.vocabulary, question, step=step)
        if isinstance(question, StatesQuestion):
            return states_answer(networks["both"], self.vocabulary, question, step=step)
        return write_answer(networks, self.vocabulary, question, step=step)

    def new_networks(self) -> Networks:
        """Return the networks as they are before the first step."""
        config, networks = self.config, Networks()
        for reader in READERS[config.aim]:
            with seeded(config.seed):
                network = TwoSidedModel(len(self.vocabulary), config.cell, config.hidden_size, reader=reader)
            networks[reader] = network.to(self.device)
        return networks

    def _describe(self) -> TwoSidedDescription:
        frequencies = (self.counts / self.counts.sum()).astype(np.float32)
        frequencies.flags.writeable = False
        right, loss = unigram(self.held_out, self.counts)
        return TwoSidedDescription(
            device=device_name(self.device),
            tokens=self.vocabulary.tokens,
            frequencies=frequencies,
            training_sentences=len(self.training),
            held_out_sentences=len(self.held_out),
            unigram=right,
            unigram_loss=loss,
            parameter_counts=tuple(sum(p.numel() for p in one.parameters()) for one in self.networks.values()),
        )

    def _learn(self, batch: LabelledBatch) -> tuple[dict[Reader, float], bool]:
        """Do one step of all; return the losses, and whether all gradients were finite. Else no weight moves."""
        ids, lengths, labels = (
            torch.from_numpy(part).to(self.device) for part in (batch.ids, batch.lengths, batch.labels)
        )
        losses: dict[Reader, Tensor] = {}
        finite = torch.ones((), device=self.device)
        for reader, network in self.networks.items():
            breathe()
            said = network.fill(ids, lengths) if self.config.aim == "fill" else network.forecast(ids, lengths)
            losses[reader] = mean_loss(said, labels)
            network.zero_grad(set_to_none=True)
            losses[reader].backward()
            norm, _ = clip_gradients(list(network.parameters()), THETA)
            finite = finite * torch.isfinite(norm)
        self.optimizer.step(1 - finite)
        self.tokens_read += int(batch.lengths.sum())
        return {reader: float(loss.item()) for reader, loss in losses.items()}, bool(finite)

    def _end_at_the_last_good_state(self) -> OutcomeRecord:
        stopped, tokens_read, (good, state) = self.step, self.tokens_read, self.guard.good
        self.restore(state)
        self.step, self.tokens_read, self.finished = stopped, tokens_read, True
        return OutcomeRecord(step=stopped, outcome="diverged", last_good_step=good)

    def _evaluation_is_due(self) -> bool:
        """Often at first, then every 25 steps, and at the end."""
        return self.step % 25 == 0 or self.step in (1, 2, 5, 10, self.config.max_steps)

    def _evaluate(self) -> FillEvaluation | ForecastEvaluation:
        if self.config.aim == "fill":
            return evaluate_fill(self.networks, self.held_out, self.counts, step=self.step)
        return evaluate_forecast(self.networks, self.held_out, step=self.step)


def mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss in nats of logits [T, B, V] on labels [T, B]; padding counts nowhere."""
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=NO_LABEL)
