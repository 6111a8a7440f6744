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
from seqviz.data.vocabulary import Vocabulary
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.records.training import (
    Answer,
    EvaluationAnswer,
    Intervention,
    JacobianQuestion,
    ProbeQuestion,
    Question,
    ReachQuestion,
    SampleQuestion,
    UnitQuestion,
)
from seqviz.training.evaluation import evaluate
from seqviz.training.gradients import jacobian_answer, reach_answer
from seqviz.training.interventions import Means, changes_of, mean_values
from seqviz.training.probes import prefix_tokens, probe, probed_tokens, sample
from seqviz.training.units import unit_answer

Pieces = Iterator[tuple[float, EvaluationAnswer]]
"""A long answer as it grows: the share that is done, and the answer so far."""

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
    """A model after ``step`` steps that answers; held-out ``rows`` [T, rows], ``owner`` of its weights."""

    config: LanguageModelConfig
    model: LanguageModel
    vocabulary: Vocabulary
    rows: Tensor
    step: int
    owner: Any
    means: KnownMeans

    def answer(self, question: Question) -> Answer | Pieces:
        """Answer at once, or in pieces where it takes long; a ``Problem`` says what cannot be answered."""
        unit = self.config.unit
        if isinstance(question, ProbeQuestion):
            tokens = probed_tokens(question.text, unit)
            changes = self._changes(question.hold, len(tokens))
            return probe(self.model, self.vocabulary, tokens, changes, step=self.step)
        if isinstance(question, SampleQuestion):
            length = len(prefix_tokens(question.prefix, unit)) + question.length
            changes = self._changes(question.hold, length)
            return sample(self.model, self.vocabulary, unit, question, changes, step=self.step)
        if isinstance(question, UnitQuestion):
            tokens = probed_tokens(question.text, unit)
            changes = self._changes(question.hold, len(tokens))
            return unit_answer(self.model, self.vocabulary, tokens, question, changes, step=self.step)
        if isinstance(question, ReachQuestion):
            tokens = probed_tokens(question.text, unit)
            return reach_answer(self.model, self.vocabulary, tokens, question, step=self.step)
        if isinstance(question, JacobianQuestion):
            return jacobian_answer(self.model, self.vocabulary, probed_tokens(question.text, unit), step=self.step)
        held = self._changes(question.hold, len(self.rows) - 1)
        if held is None:
            tokens_read = self.rows[1:].numel()
            return EvaluationAnswer(step=self.step, loss=evaluate(self.model, self.rows), tokens=tokens_read)
        if sum(parameter.numel() for parameter in self.model.parameters()) * self.rows.numel() > LONG:
            return self._evaluated(copy.deepcopy(self.model), held)  # training goes on between two pieces
        return deque(self._evaluated(self.model, held), maxlen=1).pop()[1]

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
