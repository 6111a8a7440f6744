"""Train a recurrent language model: a loop you can read, as an iterator of records."""

import copy
import math
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import torch
from torch.nn import functional

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.batching import batches
from seqviz.models.interruption import breathe
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
)
from seqviz.training.clipping import clip_gradients
from seqviz.training.corpora import corpus_of
from seqviz.training.devices import choose_device, device_name
from seqviz.training.evaluation import evaluate, evaluation_is_due, rows_of, unigram_loss
from seqviz.training.guard import Guard
from seqviz.training.loop import records_of
from seqviz.training.optimizers import make_optimizer
from seqviz.training.probes import probe, sample
from seqviz.training.readings import Reading, Readings

WORSE_THAN_GUESSING = 0.2
"""A loss so many nats above that of uniform guessing, ln V: an untrained model stays below. After an explosion a
saturated tanh bounds the gradient again, so only the loss tells that a run is broken."""
PATIENCE = 20
GOOD_STATE_EVERY = 50

_seeding = threading.Lock()  # torch's global generator is shared by all runs of a process


def train(config: LanguageModelConfig) -> Iterator[Record]:
    """Yield the records of a run, step by step, until it diverges. The same config gives the same records."""
    return records_of(Training(config))


class Training:
    """One language-model run: the model, its data and its optimizer, advanced one step at a time."""

    def __init__(self, config: LanguageModelConfig) -> None:
        """Raise a ``Problem`` when the text is missing or too short, or the device is not there."""
        self.config = config
        self.device = choose_device(config.device)
        self.corpus = corpus_of(config)
        self.vocabulary = self.corpus.vocabulary
        self.model = self._new_model()
        self.batches = batches(
            config.sampling, self.corpus.training, batch_size=config.batch_size, steps=config.steps, seed=config.seed
        )
        self.validation = rows_of(self.corpus.validation).to(self.device)
        self.parameters = list(self.model.parameters())
        self.optimizer = make_optimizer(config.optimizer, self.parameters, config.learning_rate)
        self.theta = config.theta if config.clip else None
        self.step = 0
        self.finished = False
        self.state: State | None = None
        self.readings = Readings(in_blocks=self.device.type == "cuda")  # each look at a GPU's memory makes it wait
        self.description = self._describe()
        hopeless = math.log(len(self.vocabulary)) + WORSE_THAN_GUESSING
        self.guard = Guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY, state=None)
        self.guard.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step and return what there is to say; on a GPU several steps are reported together."""
        records: list[Record] = []
        if self.step == 0:
            records.append(self._evaluate())
        records += self.train_step()
        if evaluation_is_due(self.step):
            records += self.report()
            if not self.finished:
                records.append(self._evaluate())
        return tuple(records)

    def report(self) -> tuple[Record, ...]:
        """Return the records of steps that have none yet."""
        return tuple(self._read_back())

    def train_step(self) -> list[Record]:
        """Do one optimisation step without looking at held-out text."""
        began = time.perf_counter()
        reading = self._optimise()
        self.readings.add(reading, began=began)
        return self._read_back() if self.readings.due else []

    @property
    def seconds(self) -> float:
        """Seconds spent in steps."""
        return self.readings.seconds

    @property
    def tokens_read(self) -> int:
        """Tokens that the model was trained on, with repetition."""
        return self.readings.tokens

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
        """Return everything that decides the records to come, independent of the run.

        Replays exactly on one machine, but for the seconds.
        """
        return {
            "step": self.step,
            "model": {name: value.detach().cpu().clone() for name, value in self.model.state_dict().items()},
            "optimizer": self.optimizer.state(),
            "batches": self.batches.state,
            "state": None if self.state is None else tuple(part.clone() for part in self.state),
            "theta": self.theta,
            "tally": copy.copy(self.readings.tally),
            "doubts": self.guard.counts,
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot, with all that was counted by then."""
        self.step = snapshot["step"]
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.restore(snapshot["optimizer"])
        self.batches.state = snapshot["batches"]
        self.state = snapshot["state"]
        self.theta = snapshot["theta"]
        self.readings.tally = copy.copy(snapshot["tally"])
        self.guard.counts = snapshot["doubts"]
        self.readings.forget()
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

    def _describe(self) -> LanguageModelDescription:
        return LanguageModelDescription(
            device=device_name(self.device),
            vocabulary_size=len(self.vocabulary),
            unigram_loss=unigram_loss(self.corpus),
            training_tokens=len(self.corpus.training),
            validation_tokens=len(self.corpus.validation),
            parameters=self.model.parameter_names(),
            parameter_count=sum(parameter.numel() for parameter in self.parameters),
        )

    def _optimise(self) -> Reading:
        """One step; its figures stay on the device."""
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

    def _read_back(self) -> list[Record]:
        """Records of the steps that have none yet; they may say that the run is broken."""
        steps = self.readings.take()
        verdicts = [self.guard.judge(step.loss, finite=not step.skipped) for step in steps]
        outcome = [self._break_off()] if "broken" in verdicts else []
        self.guard.keep(self.step, self.snapshot)
        return [*steps, *outcome]

    def _break_off(self) -> OutcomeRecord:
        """Say that the run is broken; where it is to stop, go back to the last good weights.

        What happened stays counted.
        """
        step, stops = self.step, self.config.stop_when_broken
        last_good, state = self.guard.good
        if stops:
            tally, doubts = self.readings.tally, self.guard.counts
            self.restore(state)
            self.step, self.finished = step, True
            self.readings.tally, self.guard.counts = tally, doubts
        return OutcomeRecord(step=step, outcome="diverged", last_good_step=last_good, stopped=stops)

    def _evaluate(self) -> EvaluationRecord:
        return EvaluationRecord(
            step=self.step,
            loss=evaluate(self.model, self.validation),
            tokens=self.validation[1:].numel(),
            tokens_read=self.tokens_read,
            seconds=self.seconds,
        )
