"""Answers of a language model to questions, with or without interventions."""

import copy
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.vocabulary import Ids, Vocabulary
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.records.effects import EffectAnswer, EffectQuestion, ExtremesAnswer, ExtremesQuestion
from seqviz.records.gradients import ReachesAnswer, ReachesQuestion
from seqviz.records.machine import MachineAnswer, MachineQuestion
from seqviz.records.training import (
    Answer,
    EvaluationAnswer,
    EvaluationQuestion,
    HalfLifeQuestion,
    Intervention,
    JacobianAnswer,
    JacobianQuestion,
    LongQuestion,
    LossPartsQuestion,
    ProbeAnswer,
    ProbeQuestion,
    Question,
    ReachAnswer,
    ReachQuestion,
    SampleQuestion,
    SumAnswer,
    SumQuestion,
    UnitQuestion,
)
from seqviz.training.effects import effect
from seqviz.training.evaluation import evaluate
from seqviz.training.extremes import extremes
from seqviz.training.gradients import jacobian_pieces, reach_answer, reaches_answer
from seqviz.training.half_lives import half_lives, kick
from seqviz.training.interventions import Means, changes_of, mean_values
from seqviz.training.loss_parts import loss_parts
from seqviz.training.machine import machine_answer
from seqviz.training.probes import prefix_tokens, probe, probed_tokens, sample
from seqviz.training.sums import sum_answer
from seqviz.training.unit_ranking import UntrainedTwin, rank_units

TextQuestion = (
    ProbeQuestion | SumQuestion | ReachQuestion | JacobianQuestion | MachineQuestion | EffectQuestion | ExtremesQuestion
)
"""What is asked about one text."""
TextAnswer = ProbeAnswer | SumAnswer | ReachAnswer | JacobianAnswer | MachineAnswer | EffectAnswer | ExtremesAnswer
AnyQuestion = Question | TextQuestion | ReachesQuestion
AnyAnswer = Answer | TextAnswer | ReachesAnswer
Pieces = Iterator[tuple[float, Answer | None]]
"""A long answer as it grows: the share that is done, and the answer so far, if there is one before the end."""

LONG = 5_000_000_000
"""Weights times tokens from which reading under interventions is long: about .2 seconds of one processor core."""
PIECE = 4
"""Positions of all rows that are read for one piece of a long answer."""


class KnownMeans:
    """The mean values of the models that were asked about last, each known by its weights and its step."""

    def __init__(self) -> None:
        self.known: deque[tuple[Any, int, Means]] = deque(maxlen=2)

    def of(self, owner: Any, step: int, model: LanguageModel, rows: Tensor) -> Means:
        """Return the means of the model that ``owner`` had after ``step``; an owner is known by its identity."""
        for known, at, means in self.known:
            if known is owner and at == step:
                return means
        means = mean_values(model, rows)
        self.known.append((owner, step, means))
        return means


@dataclass(frozen=True, kw_only=True, eq=False)
class Respondent:
    """A model after ``step`` steps that answers.

    Held-out ``rows`` [T, rows], the ``training`` text, ``owner`` of its weights; ``twin`` is the model before its first
    step.
    """

    config: LanguageModelConfig
    model: LanguageModel
    vocabulary: Vocabulary
    rows: Tensor
    step: int
    owner: Any
    means: KnownMeans
    training: Ids
    twin: UntrainedTwin

    def answer(self, question: AnyQuestion) -> AnyAnswer | Pieces:
        """Answer at once, or in pieces where it takes long; a ``Problem`` says what cannot be answered."""
        if isinstance(question, LongQuestion):
            return self._long(question, copy.deepcopy(self.model))
        if isinstance(question, EvaluationQuestion):
            return self._evaluation(question)
        if isinstance(question, ReachesQuestion):
            return reaches_answer(self.model, self.rows, question, step=self.step)
        if isinstance(question, SampleQuestion):
            unit = self.config.unit
            changes = self._changes(question.hold, len(prefix_tokens(question.prefix, unit)) + question.length)
            return sample(self.model, self.vocabulary, unit, question, changes, step=self.step)
        return self._along(question, probed_tokens(question.text, self.config.unit))

    def _along(self, question: TextQuestion, tokens: list[str]) -> TextAnswer | Pieces:
        """Answer what is asked about one text."""
        model, vocabulary, step = self.model, self.vocabulary, self.step
        if isinstance(question, ExtremesQuestion):
            return extremes(model, vocabulary, tokens, question, step=step)
        if isinstance(question, ReachQuestion):
            return reach_answer(model, vocabulary, tokens, question, step=step)
        if isinstance(question, JacobianQuestion):
            return jacobian_pieces(model, vocabulary, tokens, step=step)
        if isinstance(question, EffectQuestion):
            held = changes_of(model, question.hold, tokens=len(tokens), means=self._means)
            return effect(model, vocabulary, tokens, held, step=step)
        changes = self._changes(question.hold, len(tokens))
        if isinstance(question, ProbeQuestion):
            return probe(model, vocabulary, tokens, changes, step=step)
        if isinstance(question, SumQuestion):
            return sum_answer(model, vocabulary, tokens, question, changes, step=step)
        return machine_answer(model, vocabulary, tokens, question, changes, step=step)

    def _evaluation(self, question: EvaluationQuestion) -> Answer | Pieces:
        held = self._changes(question.hold, len(self.rows) - 1)
        if held is None:
            tokens_read = self.rows[1:].numel()
            return EvaluationAnswer(step=self.step, loss=evaluate(self.model, self.rows), tokens=tokens_read)
        if sum(parameter.numel() for parameter in self.model.parameters()) * self.rows.numel() > LONG:
            return self._evaluated(copy.deepcopy(self.model), held)  # training goes on between two pieces
        answer = deque(self._evaluated(self.model, held), maxlen=1).pop()[1]
        assert answer is not None  # an evaluation knows at every piece what it has read so far
        return answer

    def _long(self, question: LongQuestion, model: LanguageModel) -> Pieces:
        """Read held-out text with a ``model`` that stays as it is while training goes on."""
        unit, step, rows = self.config.unit, self.step, self.rows
        if isinstance(question, UnitQuestion):
            return rank_units(model, self.twin, self.vocabulary, rows, question, unit=unit, step=step)
        if isinstance(question, LossPartsQuestion):
            return loss_parts(model, self.vocabulary, rows, self.training, unit=unit, step=step)
        if isinstance(question, HalfLifeQuestion):
            return half_lives(model, rows, question, step=step)
        return kick(model, rows, question, step=step)

    def _changes(self, hold: Sequence[Intervention], tokens: int) -> tuple[Change, ...] | None:
        if not hold:
            return None
        return changes_of(self.model, hold, tokens=tokens, means=self._means)

    def _means(self) -> Means:
        return self.means.of(self.owner, self.step, self.model, self.rows)

    def _evaluated(self, model: LanguageModel, changes: Sequence[Change]) -> Pieces:
        """Read held-out text under interventions; the answer so far is about the tokens read so far."""
        intervened = IntervenedModel(model, changes)
        states, position = intervened.zero_states(self.rows.shape[1]), 0
        total = self.rows.new_zeros((), dtype=torch.float32)
        for ids, targets in zip(self.rows[:-1].split(PIECE), self.rows[1:].split(PIECE), strict=True):
            with torch.no_grad():
                moments = intervened.read(ids, states, position=position)
                for moment, target in zip(moments, targets, strict=True):
                    total += functional.cross_entropy(moment.logits, target, reduction="sum")
                    states = moment.after
            position += len(ids)
            tokens = position * self.rows.shape[1]
            answer = EvaluationAnswer(step=self.step, loss=float(total) / tokens, tokens=tokens)
            yield position / (len(self.rows) - 1), answer
