"""Find a unit: which units of a model tell where a feature of the text is, and which of its untrained twin do.

Units are chosen on one half of the text and scored on the other. The twin is the honest baseline: random recurrent
networks echo the last letters, and beat every shuffle of the labels.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from seqviz.config.language_model import Unit
from seqviz.data.features import Labels, token_labels
from seqviz.data.vocabulary import Vocabulary
from seqviz.metrics.auc import auc
from seqviz.models.language_model import LanguageModel
from seqviz.records.problem import Problem
from seqviz.records.units import Feature, UnitQuestion, UnitRanking, UnitScore
from seqviz.training.interventions import check_layer
from seqviz.training.probes import ids_of, is_chinese, tokens_of
from seqviz.training.traces import traces_along

SHOWN = 12
"""Units that are scored, the best by the choosing half first."""
REMEMBERED = 32
"""Questions whose answers are remembered of a twin."""
WARM = 16
"""Tokens at the beginning of each row that do not count: the model starts there without a memory."""
UNITS = 16
"""Units that are ranked in one piece."""

States = NDArray[np.float32]
"""What a layer's units have on each token that counts, in the order of the text: [N, H]."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A text that is looked at: ids [T, rows], and for each token in the order of the text its label and its half.

    ``counts`` are the tokens that count, the first ``middle`` of which choose.
    """

    ids: Tensor
    labels: Labels
    counts: Labels
    middle: int


class UntrainedTwin:
    """The model before its first step; what its best unit reached is remembered, for it never changes."""

    def __init__(self, make: Callable[[], LanguageModel]) -> None:
        self.make = make
        self._known: OrderedDict[UnitQuestion, UnitScore] = OrderedDict()

    def best(self, question: UnitQuestion, reading: Reading) -> Iterator[tuple[float, UnitScore | None]]:
        """Yield the share that is done and, at the end, the best unit."""
        best = self._known.get(question)
        if best is None:
            for share, scores in scored(self.make(), reading, question.layer):
                best = scores[0] if scores else None
                yield share, None
            assert best is not None  # a layer has units
            self._known[question] = best
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        yield 1.0, best


def rank_units(
    model: LanguageModel,
    twin: UntrainedTwin,
    vocabulary: Vocabulary,
    rows: Tensor,
    question: UnitQuestion,
    *,
    unit: Unit,
    step: int,
) -> Iterator[tuple[float, UnitRanking | None]]:
    """Yield the share that is done, and at the end the ranking.

    Raises ``Problem`` for a layer that does not exist, a pattern that cannot be used, and a feature that is nowhere or
    everywhere in one half of the text.
    """
    check_layer(question.layer, model.recurrent.layer_count)
    reading = _reading(question.feature, model, vocabulary, rows, unit)
    ranked: tuple[UnitScore, ...] = ()
    for share, scores in scored(model, reading, question.layer):
        ranked = scores or ranked
        yield share / 2, None
    for share, best in twin.best(question, reading):
        if best is None:
            yield (1 + share) / 2, None
            continue
        scoring = reading.labels[reading.counts][reading.middle :]
        yield 1.0, UnitRanking(
            step=step, signal=_signal(model), share=float(scoring.mean()), places=len(scoring), units=ranked, twin=best
        )  # fmt: skip


def scored(model: LanguageModel, reading: Reading, layer: int) -> Iterator[tuple[float, tuple[UnitScore, ...]]]:
    """Yield the share that is done, and at the end the scores of the best units of a layer."""
    states: States = np.empty(0, np.float32)
    for share, read in _states(model, reading, layer):
        states = read
        yield 0.6 * share, ()
    labels = reading.labels[reading.counts]
    choosing, scoring = slice(None, reading.middle), slice(reading.middle, None)
    chosen: list[float] = []
    for columns in np.array_split(states[choosing].T, -(-states.shape[1] // UNITS)):
        chosen += [auc(column, labels[choosing]) for column in columns]
        yield 0.6 + 0.3 * len(chosen) / states.shape[1], ()
    best = sorted(range(len(chosen)), key=lambda one: -abs(chosen[one] - 0.5))[:SHOWN]
    yield 1.0, tuple(_score(one, chosen[one], states[scoring, one], labels[scoring]) for one in best)


def _score(unit: int, chosen: float, values: States, labels: Labels) -> UnitScore:
    rises, found = chosen >= 0.5, auc(values, labels)
    return UnitScore(
        unit=unit, rises=rises, chosen=chosen if rises else 1 - chosen, auc=found if rises else 1 - found
    )  # fmt: skip


def _states(model: LanguageModel, reading: Reading, layer: int) -> Iterator[tuple[float, States]]:
    parts: list[Tensor] = []
    name = _signal(model)
    for share, traces, _ in traces_along(model, reading.ids):
        parts.append(traces[layer].gates[name])
        yield share, np.empty(0, np.float32)
    states = torch.cat(parts).transpose(0, 1).flatten(0, 1)  # row after row is the order of the text
    if not torch.isfinite(states).all():
        raise Problem("units.broken")
    yield 1.0, states.float().cpu().numpy()[reading.counts]


def _signal(model: LanguageModel) -> Literal["cell", "hidden"]:
    return "cell" if model.recurrent.cell == "lstm" else "hidden"


def _reading(feature: Feature, model: LanguageModel, vocabulary: Vocabulary, rows: Tensor, unit: Unit) -> Reading:
    """Return held-out text, or the marked one, with its labels."""
    between = "" if unit == "character" or is_chinese(vocabulary) else " "
    if feature.name == "marked":
        tokens = tokens_of(feature.text, unit)
        rows = ids_of(tokens, model, vocabulary)
        labels = _labels_of_marks(feature, tokens)
        counts = np.ones(len(tokens), np.bool_)
    else:
        tokens = vocabulary.decode(rows.T.flatten().tolist())
        labels = token_labels(feature, tokens, between=between)
        counts = np.tile(np.arange(len(rows)) >= min(WARM, len(rows) // 4), rows.shape[1])
    middle = int(counts.sum()) // 2
    for half in (labels[counts][:middle], labels[counts][middle:]):
        if not 0 < half.sum() < len(half):
            raise Problem("units.marked-halves" if feature.name == "marked" else "units.one-sided")
    return Reading(ids=rows, labels=labels, counts=counts, middle=middle)


def _labels_of_marks(feature: Feature, tokens: list[str]) -> Labels:
    """Whether the last character of each token is marked."""
    marked = token_labels(feature, list(feature.text))
    ends, start = [], 0
    for token in tokens:
        start = feature.text.index(token, start) + len(token)
        ends.append(start - 1)
    found: Labels = marked[ends]
    return found
