"""Train an encoder and a decoder to translate: a loop you can read, as an iterator of records."""

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.records.decoding_sweep import ConventionsAnswer, ConventionsQuestion, Sweep, SweepQuestion
from seqviz.records.seq2seq import TranslationDescription, TranslationEvaluation
from seqviz.records.training import OutcomeRecord, StepRecord
from seqviz.records.translation import ExaminationQuestion, LongQuestion, Part, Question, SentenceAnswer
from seqviz.training.conventions import conventions
from seqviz.training.decoding_sweep import sweep
from seqviz.training.devices import choose_device, device_name
from seqviz.training.examination import SAMPLES, Examined, examine, longest_translation
from seqviz.training.guard import Guard
from seqviz.training.loop import records_of
from seqviz.training.pair_corpora import pair_corpus_of
from seqviz.training.readings import Readings
from seqviz.training.trained_translator import TrainedTranslator
from seqviz.training.translator_answers import answer_sentence
from seqviz.training.translator_cost import admit
from seqviz.training.translator_optimisation import TranslatorOptimisation

Record = StepRecord | TranslationEvaluation | OutcomeRecord
Pieces = Iterator[tuple[float, TranslationEvaluation | Sweep | ConventionsAnswer]]

EVALUATE_EVERY = 50
EXAMINED = 300
"""Held-out sentences that an evaluation translates."""
WORSE_THAN_GUESSING = 0.2
"""A loss so many nats above that of uniform guessing, ln V."""
PATIENCE = 20
GOOD_STATE_EVERY = 50
LANDMARKS = frozenset({50, 100, 150, 200, 300, 600})
"""Steps whose state is kept: what is worth seeing is over within seconds."""


def train(config: Seq2SeqConfig) -> Iterator[Record]:
    """Yield the records of a run until its last step, or until it diverges. The same config gives the same records."""
    return records_of(Training(config))


class Training(TranslatorOptimisation):
    """One translator, advanced one step at a time: what it says, when it is broken, and what it answers."""

    landmarks = LANDMARKS

    def __init__(self, config: Seq2SeqConfig) -> None:
        """Raise a ``Problem`` for pairs that cannot be read, a device that is not there, a model too large for it."""
        admit([config])
        super().__init__(config, pair_corpus_of(config), choose_device(config.device))
        self.readings = Readings(in_blocks=self.device.type == "cuda")
        self.finished = False
        self.description = self._describe()
        hopeless = math.log(len(self.corpus.target_vocabulary)) + WORSE_THAN_GUESSING
        self.guard = Guard(hopeless=hopeless, patience=PATIENCE, good_every=GOOD_STATE_EVERY, state=None)
        self.guard.good = (0, self.snapshot())

    def advance(self) -> tuple[Record, ...]:
        """Do one optimisation step and return what there is to say; on a GPU several steps are reported together."""
        records: list[Record] = [self._evaluate()] if self.step == 0 else []
        records += self.train_step()
        if self._evaluation_is_due():
            records += self.report()
            if not self.finished:
                records.append(self._evaluate())
        self.finished = self.finished or self.step >= self.config.max_steps
        return tuple(records)

    def report(self) -> tuple[Record, ...]:
        """Return the records of steps that have none yet."""
        return tuple(self._read_back())

    def train_step(self) -> list[Record]:
        """Do one optimisation step without looking at held-out sentences."""
        began = time.perf_counter()
        self.readings.add(self.optimise(), began=began)
        return self._read_back() if self.readings.due else []

    @property
    def seconds(self) -> float:
        """Seconds spent in steps."""
        return self.readings.seconds

    @property
    def tokens_read(self) -> int:
        """Target tokens that the model was trained on, with repetition."""
        return self.readings.tokens

    def go_on(self, learning_rate: float) -> tuple[Record, ...]:
        """Train on from the last good weights of a run that broke, at another rate; nothing where it did not."""
        if not self.finished or self.step >= self.config.max_steps:
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
        self.finished = self.step >= self.config.max_steps

    def answer(self, question: Question, snapshot: dict[str, Any] | None = None) -> SentenceAnswer | Pieces:
        """Answer on the weights of now, or of a snapshot, without disturbing the run.

        What takes long is answered in pieces: (share that is done, answer so far).
        """
        model, step = self.model, self.step
        if snapshot is not None or isinstance(question, LongQuestion):
            step = self.step if snapshot is None else snapshot["step"]
            weights = self.model.state_dict() if snapshot is None else snapshot["model"]
            model = self.new_model()  # the run goes on between two pieces
            model.load_state_dict(weights)
        if isinstance(question, ExaminationQuestion):
            part = self._part(question.part)
            return examine(model, part, step=step, most=question.most, width=question.width, alpha=question.alpha)
        asked = TrainedTranslator(model=model, corpus=self.corpus, step=step, task=self.config.pairs)
        if isinstance(question, SweepQuestion):
            return sweep(asked, question)
        if isinstance(question, ConventionsQuestion):
            return conventions(asked, question)
        return answer_sentence(asked, question)

    def _part(self, name: Part) -> Examined:
        corpus = self.corpus
        held_out = name == "held_out"
        return Examined(
            pairs=corpus.pairs.held_out if held_out else corpus.pairs.training,
            encoded=corpus.held_out if held_out else corpus.training,
            vocabulary=corpus.target_vocabulary,
            most_words=longest_translation(corpus.training),
        )

    def _describe(self) -> TranslationDescription:
        model, corpus = self.model, self.corpus
        bridge = 0 if model.bridge is None else sum(p.numel() for p in model.bridge.parameters())
        return TranslationDescription(
            device=device_name(self.device),
            source_kind=corpus.pairs.source_kind,
            target_kind=corpus.pairs.target_kind,
            source_vocabulary_size=len(corpus.source_vocabulary),
            target_vocabulary_size=len(corpus.target_vocabulary),
            training_pairs=len(corpus.training),
            held_out_pairs=len(corpus.held_out),
            encoder_shape=model.encoder.shape,
            decoder_shape=model.decoder.shape,
            parameters=tuple(name for name, _ in model.named_parameters()),
            parameter_count=sum(parameter.numel() for parameter in self.parameters),
            bridge_parameters=bridge,
            samples=corpus.pairs.held_out[:SAMPLES],
        )

    def _read_back(self) -> list[Record]:
        """Records of the steps that have none yet; they may say that the run is broken."""
        steps = self.readings.take()
        verdicts = [self.guard.judge(step.loss, finite=not step.skipped) for step in steps]
        outcome = [self._break_off()] if "broken" in verdicts else []
        self.guard.keep(self.step, self.snapshot)
        return [*steps, *outcome]

    def _break_off(self) -> OutcomeRecord:
        """End the run with the weights of the last good step; what happened stays counted."""
        step, counted, doubts = self.step, self.readings.state, self.guard.counts
        last_good, state = self.guard.good
        self.restore(state)
        self.step, self.finished = step, True
        self.readings.state, self.guard.counts = counted, doubts
        return OutcomeRecord(step=step, outcome="diverged", last_good_step=last_good)

    def _evaluation_is_due(self) -> bool:
        """Often at first, then every 50 steps, and at the end."""
        return self.step % EVALUATE_EVERY == 0 or self.step in (10, 25, self.config.max_steps)

    def _evaluate(self) -> TranslationEvaluation:
        *_, (_, found) = examine(self.model, self._part("held_out"), step=self.step, most=EXAMINED)
        return replace(found, tokens_read=self.tokens_read, seconds=self.seconds)
