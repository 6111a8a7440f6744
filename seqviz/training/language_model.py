"""Train a recurrent language model: a loop you can read, as an iterator of records."""

import math
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.batching import batches
from seqviz.data.corpus import Corpus, build_corpus
from seqviz.data.texts import load_text
from seqviz.data.vocabulary import Ids
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import State
from seqviz.records.training import (
    Answer,
    EvaluationRecord,
    LanguageModelDescription,
    OutcomeRecord,
    ProbeQuestion,
    Question,
    Record,
    SampleQuestion,
    StepRecord,
)
from seqviz.training.clipping import clip_gradients, norm_after
from seqviz.training.devices import choose_device, device_name
from seqviz.training.optimizers import make_optimizer
from seqviz.training.probes import probe, sample

EVALUATION_TOKENS = 8_192
EVALUATION_ROWS = 64
BAD_STEPS = 5
HOPELESS = 10.0
"""A loss beyond this many times that of uniform guessing: a saturated tanh bounds the gradient, so after an explosion
it is often the loss that stays absurd while every number stays finite."""
GOOD_STATE_EVERY = 50
READ_BACK_EVERY = 16
READ_BACK_SECONDS = 0.05
"""Where steps are reported in blocks, a block ends after so many steps or so much time, whichever comes first."""

_seeding = threading.Lock()  # torch's global generator is shared by all runs of a process


def train(config: LanguageModelConfig) -> Iterator[Record]:
    """Yield the records of a run, step by step, until it diverges. The same config gives the same records."""
    training = Training(config)
    while not training.finished:
        yield from training.advance()


class Training:
    """One language-model run: the model, its data and its optimizer, advanced one step at a time."""

    def __init__(self, config: LanguageModelConfig) -> None:
        """Raise a ``Problem`` when the text is missing or too short, or the device is not there."""
        self.config = config
        self.device = choose_device(config.device)
        source = load_text(config.text, own=config.own_text, fetch=True)
        corpus = build_corpus(source, config.unit, steps=config.steps)
        self.vocabulary = corpus.vocabulary
        self.model = self._new_model()
        self.batches = batches(
            config.sampling, corpus.training, batch_size=config.batch_size, steps=config.steps, seed=config.seed
        )
        self.validation = _rows(corpus.validation).to(self.device)
        self.parameters = list(self.model.parameters())
        self.optimizer = make_optimizer(config.optimizer, self.parameters, config.learning_rate)
        self.theta = config.theta if config.clip else None
        self.step = 0
        self.finished = False
        self.state: State | None = None
        self.hopeless_loss = HOPELESS * math.log(len(self.vocabulary))
        self.bad_steps = 0
        self.reads_in_blocks = self.device.type == "cuda"  # each look at a GPU's memory makes it wait
        self.unread: list[tuple[int, Tensor, float, float | None]] = []
        self.read_at = time.monotonic()
        self.description = self._describe(corpus)
        self.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step and return what there is to say; on a GPU several steps are reported together."""
        records: list[Record] = []
        if self.step == 0:
            records.append(self._evaluate())
        records += self.train_step()
        if not self.finished and evaluation_is_due(self.step):
            records.append(self._evaluate())
        return tuple(records)

    def report(self) -> tuple[Record, ...]:
        """Return the records of steps that have none yet."""
        return tuple(self._read_back()) if self.unread else ()

    def train_step(self) -> list[Record]:
        """Do one optimisation step without looking at held-out text."""
        self._optimise()
        fresh = len(self.unread) < READ_BACK_EVERY and time.monotonic() - self.read_at < READ_BACK_SECONDS
        return [] if self.reads_in_blocks and fresh else self._read_back()

    def set(self, name: str, value: float) -> None:
        """Change ``learning_rate`` or ``theta`` from the next step on; a theta of infinity clips nothing."""
        if name == "learning_rate":
            self.optimizer.learning_rate = value
        elif name == "theta":
            self.theta = None if value == float("inf") else value
        else:
            raise ValueError(f"a run has no setting {name!r}")

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
        """Put the run back to a snapshot."""
        self.step = snapshot["step"]
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.state = snapshot["state"]
        self.theta = snapshot["theta"]
        self.bad_steps = 0
        self.unread.clear()
        self.finished = False

    def answer(self, question: Question, snapshot: dict[str, Any] | None = None) -> Answer:
        """Answer on the weights of now, or of a snapshot, without disturbing the run."""
        model, step = self.model, self.step
        if snapshot is not None:
            model, step = self._new_model(), snapshot["step"]
            model.load_state_dict(snapshot["model"])
        if isinstance(question, ProbeQuestion):
            return probe(model, self.vocabulary, self.config.unit, question, step=step)
        assert isinstance(question, SampleQuestion)
        return sample(model, self.vocabulary, self.config.unit, question, step=step)

    def _new_model(self) -> LanguageModel:
        config = self.config
        with _seeding, torch.random.fork_rng(devices=[]):
            torch.manual_seed(config.seed)
            model = LanguageModel(
                len(self.vocabulary), config.cell, config.hidden_size, layers=config.layers, reset=config.reset
            )
        return model.to(self.device)

    def _describe(self, corpus: Corpus) -> LanguageModelDescription:
        return LanguageModelDescription(
            device=device_name(self.device),
            vocabulary_size=len(self.vocabulary),
            unigram_loss=_unigram_loss(corpus),
            training_tokens=len(corpus.training),
            validation_tokens=len(corpus.validation),
            parameters=self.model.parameter_names(),
            parameter_count=sum(parameter.numel() for parameter in self.parameters),
        )

    def _optimise(self) -> None:
        """One step; its figures stay on the device until ``_read_back``."""
        batch = self.batches.next()
        inputs, targets = (torch.from_numpy(ids).to(self.device) for ids in (batch.inputs, batch.targets))
        carried = self.state if batch.continues else None
        logits, state = self.model(inputs, carried)
        loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        self.model.zero_grad(set_to_none=True)
        loss.backward()
        total, norms = clip_gradients(self.parameters, self.theta)
        self.optimizer.step((~torch.isfinite(total)).float())
        self.step += 1
        self.state = tuple(part.detach() for part in state) if self.config.sampling == "sequential" else None
        figures = torch.cat([loss.detach().view(1), total.view(1), norms])
        self.unread.append((self.step, figures, self.optimizer.learning_rate, self.theta))

    def _read_back(self) -> list[Record]:
        """Records of the steps that have none yet."""
        rows = torch.stack([figures for _, figures, _, _ in self.unread]).tolist()
        records: list[Record] = []
        for (step, _, learning_rate, theta), (loss, before, *norms) in zip(self.unread, rows, strict=True):
            skipped = not np.isfinite(before)
            hopeless = skipped or loss > self.hopeless_loss
            self.bad_steps = self.bad_steps + 1 if hopeless else 0
            records.append(
                StepRecord(
                    step=step,
                    loss=loss,
                    norm_before=before,
                    norm_after=0.0 if skipped else norm_after(before, theta),
                    parameter_norms=tuple(norms),
                    learning_rate=learning_rate,
                    theta=theta,
                    tokens=self.config.batch_size * self.config.steps,
                    skipped=skipped,
                )
            )
        self.unread.clear()
        self.read_at = time.monotonic()
        return records + self._guard()

    def _guard(self) -> list[Record]:
        """Keep a good state while all is well; stop after a few bad steps in a row and go back to it."""
        if self.bad_steps >= BAD_STEPS:
            stopped = self.step
            self.restore(self.good[1])
            self.step, self.finished = stopped, True
            return [OutcomeRecord(step=stopped, outcome="diverged", last_good_step=self.good[0])]
        if self.bad_steps == 0 and self.step >= self.good[0] + GOOD_STATE_EVERY:
            self.good = (self.step, self.snapshot())
        return []

    @torch.no_grad()
    def _evaluate(self) -> EvaluationRecord:
        """Mean loss on the held-out text, read in parallel rows from a zero state."""
        logits, _ = self.model(self.validation[:-1])
        loss = functional.cross_entropy(logits.flatten(0, 1), self.validation[1:].flatten())
        return EvaluationRecord(step=self.step, loss=float(loss), tokens=self.validation[1:].numel())


def evaluation_is_due(step: int) -> bool:
    """Whether held-out text is read after ``step``: often at first (1, 2, 5, 10, 20, 50), then every 100 steps."""
    return step in (1, 2, 5, 10, 20, 50) or step % 100 == 0


def _rows(validation: Ids) -> Tensor:
    """Cut held-out ids into at most 64 parallel rows [T, rows] of at least two tokens."""
    ids = validation[:EVALUATION_TOKENS]
    rows = max(1, min(EVALUATION_ROWS, len(ids) // 32))
    return torch.from_numpy(ids[: len(ids) // rows * rows].reshape(rows, -1).T.copy())


def _unigram_loss(corpus: Corpus) -> float:
    """Mean loss on the held-out text when every token is guessed from its frequency alone (add-one smoothed)."""
    counts = Counter(corpus.training.tolist())
    size = len(corpus.vocabulary)
    total = len(corpus.training) + size
    nll = -np.log([(counts[token] + 1) / total for token in corpus.validation.tolist()])
    return float(nll.mean())
