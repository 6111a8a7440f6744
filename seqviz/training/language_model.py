"""Train a recurrent language model: a loop you can read, as an iterator of records."""

import math
import time
from collections.abc import Iterator, Sequence
from typing import Any

from seqviz.config.language_model import LanguageModelConfig
from seqviz.records.clipping import ClippingAnswer, ClippingQuestion
from seqviz.records.computing import StepChoice
from seqviz.records.training import (
    EvaluationRecord,
    LanguageModelDescription,
    OutcomeRecord,
    Record,
)
from seqviz.training.admission import admit
from seqviz.training.answers import AnyAnswer, AnyQuestion, KnownMeans, Pieces, Respondent
from seqviz.training.captured_step import GPUBench, rehearse
from seqviz.training.corpora import corpus_of
from seqviz.training.cutting import clipping_answer
from seqviz.training.devices import device_name
from seqviz.training.evaluation import evaluate, evaluation_is_due, rows_of, unigram_loss
from seqviz.training.guard import Guard
from seqviz.training.loop import records_of
from seqviz.training.optimisation import Optimisation
from seqviz.training.placement import Place, places_of
from seqviz.training.readings import Readings
from seqviz.training.unit_ranking import UntrainedTwin

WORSE_THAN_GUESSING = 0.2
"""A loss so many nats above that of uniform guessing, ln V: an untrained model stays below. After an explosion a
saturated tanh bounds the gradient again, so only the loss tells that a run is broken."""
PATIENCE = 20
GOOD_STATE_EVERY = 50


def train(config: LanguageModelConfig) -> Iterator[Record]:
    """Yield the records of a run, step by step, until it diverges. The same config gives the same records."""
    return records_of(Training(config))


def trainings(configs: Sequence[LanguageModelConfig]) -> "list[Training]":
    """Return the trainings of the models of one run, which share a device."""
    admit(configs)
    return [Training(config, place) for config, place in zip(configs, places_of(configs), strict=True)]


class Training(Optimisation):
    """One language-model run, advanced one step at a time: what it says, when it is broken, and what it answers."""

    def __init__(self, config: LanguageModelConfig, place: Place | None = None) -> None:
        """Compute at ``place``, chosen for this model alone unless it is given.

        Raises ``Problem`` for a text missing or too short, a device that is not there, a model too large for it.
        """
        admit([config])
        self.corpus = corpus_of(config)
        self.place = place or places_of([config])[0]
        super().__init__(config, self.corpus, self.place.device)
        self.step_choice = self._rehearse() if self.device.type == "cuda" else None
        self.validation = rows_of(self.corpus.validation).to(self.device)
        self.finished = False
        self.means = KnownMeans()
        self.twin = UntrainedTwin(self.new_model)
        self.era = object()  # until weights are put back, a step says which weights it has
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
        reading = self.optimise()
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

    def go_on(self, learning_rate: float) -> tuple[Record, ...]:
        """Train on from the last good weights of a run that broke, at another rate; nothing where it did not."""
        if not self.finished:
            return ()
        self.set("learning_rate", learning_rate)
        self.finished = False
        self.guard.forgive()
        return (OutcomeRecord(step=self.step, outcome="running", last_good_step=self.guard.good[0], stopped=False),)

    def snapshot(self) -> dict[str, Any]:
        """Return everything that decides the records to come, independent of the run, but for their seconds."""
        return {**super().snapshot(), "readings": self.readings.state, "doubts": self.guard.counts}

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Put the run back to a snapshot, with all that was counted by then."""
        super().restore(snapshot)
        self.readings.state = snapshot["readings"]
        self.guard.counts = snapshot["doubts"]
        self.finished = False
        self.era = object()

    def answer(
        self, question: AnyQuestion | ClippingQuestion, snapshot: dict[str, Any] | None = None
    ) -> AnyAnswer | ClippingAnswer | Pieces:
        """Answer on the weights of now, or of a snapshot, without disturbing the run.

        What takes long answers in pieces: (share that is done, answer so far).
        """
        if isinstance(question, ClippingQuestion):
            return clipping_answer(self, question, snapshot)
        model, step, owner = self.model, self.step, self.era
        if snapshot is not None:
            model, step, owner = self.new_model(), snapshot["step"], snapshot["model"]
            model.load_state_dict(snapshot["model"])
        respondent = Respondent(
            config=self.config,
            model=model,
            vocabulary=self.vocabulary,
            rows=self.validation,
            step=step,
            owner=owner,
            means=self.means,
            training=self.corpus.training,
            twin=self.twin,
        )
        return respondent.answer(question)

    def _describe(self) -> LanguageModelDescription:
        return LanguageModelDescription(
            device=device_name(self.device),
            vocabulary_size=len(self.vocabulary),
            unigram_loss=unigram_loss(self.corpus),
            training_tokens=len(self.corpus.training),
            validation_tokens=len(self.corpus.validation),
            parameters=self.model.parameter_names(),
            parameter_count=sum(parameter.numel() for parameter in self.parameters),
            device_choice=self.place.choice,
            step_choice=self.step_choice,
        )

    def _rehearse(self) -> StepChoice:
        """Make the steps to come on fixed tensors, as one graph where it can be had."""
        self.fixed = self.fixed_step()
        return rehearse(self.fixed, self.next_batch(), GPUBench())

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
            counted, doubts = self.readings.state, self.guard.counts
            self.restore(state)
            self.step, self.finished = step, True
            self.readings.state, self.guard.counts = counted, doubts
        return OutcomeRecord(step=step, outcome="diverged", last_good_step=last_good, stopped=stops)

    def _evaluate(self) -> EvaluationRecord:
        return EvaluationRecord(
            step=self.step,
            loss=evaluate(self.model, self.validation),
            tokens=self.validation[1:].numel(),
            tokens_read=self.tokens_read,
            seconds=self.seconds,
        )
