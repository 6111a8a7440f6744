"""Train networks that read from the left, from the right or from both sides, on the same sentences."""

import copy
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.two_sided import READERS, Reader, TwoSidedConfig
from seqviz.data.blanks.batching import encode
from seqviz.data.blanks.sets import blank_set
from seqviz.data.labelled.batching import NO_LABEL, ShuffledBatches
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
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.seeding import seeded
from seqviz.training.small_training import Learned, SmallTraining
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


class Training(SmallTraining):
    """Two or three networks in lockstep, advanced one step at a time: joining them needs all of them at one step."""

    def __init__(self, config: TwoSidedConfig) -> None:
        """Raise a ``Problem`` for a device that is not there."""
        super().__init__(config)
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
        self.description = self._describe()
        hopeless = math.log(len(self.vocabulary)) + WORSE_THAN_GUESSING
        self.begin_guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY)

    def learn(self) -> Learned:
        """Do one step of every network; where one gradient is not finite no weight moves. The worst loss is judged."""
        batch = self.batches.next()
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
        found: dict[str, float] = {reader: float(loss.item()) for reader, loss in losses.items()}
        return Learned(loss=max(found.values()), finite=bool(finite), figures={"right": None, **found})

    def told(self, learned: Learned) -> TwoSidedStep:
        """Return the record of the step that was made last."""
        rate = self.optimizer.learning_rate
        return TwoSidedStep(step=self.step, learning_rate=rate, seconds=self.seconds, **learned.figures)

    def evaluation_is_due(self) -> bool:
        """Often at first, then every 25 steps, and at the end."""
        return self.step % 25 == 0 or self.step in (1, 2, 5, 10, self.config.max_steps)

    def evaluate(self) -> FillEvaluation | ForecastEvaluation:
        """Fill the held-out blanks, or forecast the held-out sentences."""
        if self.config.aim == "fill":
            return evaluate_fill(self.networks, self.held_out, self.counts, step=self.step)
        return evaluate_forecast(self.networks, self.held_out, step=self.step)

    def own_state(self) -> dict[str, Any]:
        """Return the weights, and the batches to come."""
        networks = {reader: copy.deepcopy(network.state_dict()) for reader, network in self.networks.items()}
        return {"networks": networks, "batches": self.batches.state}

    def put_back(self, state: Mapping[str, Any]) -> None:
        """Go back to ``own_state``."""
        for reader, network in self.networks.items():
            network.load_state_dict(state["networks"][reader])
        self.batches.state = state["batches"]

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


def mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss in nats of logits [T, B, V] on labels [T, B]; padding counts nowhere."""
    return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=NO_LABEL)
