"""Questions about gradients through time: how far the loss of a token reaches, and how far it could."""

import numpy as np

from seqviz.data.vocabulary import Vocabulary
from seqviz.metrics.norms import log_norm, norms
from seqviz.models.gradients import jacobians_back, loss_and_gradients
from seqviz.models.language_model import LanguageModel
from seqviz.models.paths import LayerPath, paths_along
from seqviz.records.gradients import (
    JacobianAnswer,
    LayerJacobian,
    LayerReach,
    ReachAnswer,
    ReachQuestion,
)
from seqviz.records.problem import Problem
from seqviz.training.interventions import check_position
from seqviz.training.probes import ids_of

MOST_WORK = 20_000_000_000
"""Multiplications of a product of Jacobians, about two seconds of one core; more would keep the training waiting."""


def reach_answer(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], question: ReachQuestion, *, step: int
) -> ReachAnswer:
    """Return what arrives of the loss of one token; raise ``Problem`` where no state stands before it."""
    check_position(question.position, len(tokens))
    if question.position == 0:
        raise Problem("training.nothing-before")
    ids = ids_of(tokens, model, vocabulary)
    paths = paths_along(model.recurrent, model.vectors(ids[: question.position]))
    loss, gradients = loss_and_gradients(model, paths, int(ids[question.position, 0]))
    return ReachAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        position=question.position,
        loss=loss,
        layers=tuple(
            LayerReach(layer=index, hidden=norms(found.hidden), cell=None if found.cell is None else norms(found.cell))
            for index, found in enumerate(gradients)
        ),
    )


def jacobian_answer(model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], *, step: int) -> JacobianAnswer:
    """Return what could pass along a text; raise ``Problem`` where the product is too large to answer at once."""
    recurrent = model.recurrent
    rows = recurrent.parts * recurrent.hidden_size
    per_token = rows * sum(weight.numel() for name, weight in recurrent.named_parameters() if "weight_hh" in name)
    longest = MOST_WORK // (per_token + 6 * recurrent.layer_count * rows**3)
    if len(tokens) > longest:
        raise Problem("training.product-too-long", tokens=len(tokens), longest=longest)
    paths = paths_along(model.recurrent, model.vectors(ids_of(tokens, model, vocabulary)))
    return JacobianAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        layers=tuple(_layer_jacobian(index, path) for index, path in enumerate(paths)),
    )


def _layer_jacobian(index: int, path: LayerPath) -> LayerJacobian:
    size = path.layer.hidden_size
    state: list[float] = []
    hidden: list[float] = []
    cell: list[float] = []
    for found in jacobians_back(path):
        hidden.append(log_norm(found.hidden[:size], found.power))
        if found.cell is None or found.total_cell is None:
            state.append(hidden[-1])
            continue
        state.append(log_norm(np.concatenate([found.hidden, found.cell], 1), found.power))
        cell.append(log_norm(found.total_cell[size:], found.power))
    return LayerJacobian(
        layer=index, state=tuple(state[::-1]), hidden=tuple(hidden[::-1]), cell=tuple(cell[::-1]) or None
    )
