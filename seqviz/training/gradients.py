"""Questions about gradients through time: how far the loss of a token reaches, and how far it could."""

import numpy as np
import torch
from torch import Tensor

from seqviz.data.vocabulary import Vocabulary
from seqviz.metrics.norms import log_norm, norms
from seqviz.models.gradients import LayerGradient, jacobians_back, losses_and_gradients
from seqviz.models.language_model import LanguageModel
from seqviz.models.paths import Array, LayerPath, paths_along
from seqviz.records.gradients import (
    JacobianAnswer,
    LayerJacobian,
    LayerReach,
    LayerReaches,
    ReachAnswer,
    ReachesAnswer,
    ReachesQuestion,
    ReachQuestion,
    reach_of,
)
from seqviz.records.problem import Problem
from seqviz.training.interventions import check_position
from seqviz.training.probes import ids_of

MOST_WORK = 20_000_000_000
"""Multiplications of a product of Jacobians, about two seconds of one core; more would keep the training waiting."""
MOST_READ = 1_000_000_000
"""Weights times tokens for the reach of many places, for the same reason."""


def reach_answer(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], question: ReachQuestion, *, step: int
) -> ReachAnswer:
    """Return what arrives of the loss of one token; raise ``Problem`` where no state stands before it."""
    check_position(question.position, len(tokens))
    if question.position == 0:
        raise Problem("training.nothing-before")
    ids = ids_of(tokens, model, vocabulary)
    paths = paths_along(model.recurrent, model.vectors(ids[: question.position]))
    losses, gradients = losses_and_gradients(model, paths, ids[question.position].cpu().numpy())
    return ReachAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        position=question.position,
        loss=float(losses[0]),
        layers=tuple(layer_reach(index, found) for index, found in enumerate(gradients)),
    )


def layer_reach(layer: int, found: LayerGradient) -> LayerReach:
    """Return the norms along the only text of a gradient."""
    cell = None if found.cell is None else norms(found.cell[:, 0])
    return LayerReach(layer=layer, hidden=norms(found.hidden[:, 0]), cell=cell)


def reaches_answer(model: LanguageModel, rows: Tensor, question: ReachesQuestion, *, step: int) -> ReachesAnswer:
    """Return the reach of the losses of many tokens of held-out ``rows`` [T, rows]; of fewer if the model is large."""
    weights = sum(parameter.numel() for parameter in model.recurrent.parameters())
    places = max(1, min(question.places, MOST_READ // (weights * question.window)))
    ids = windows_of(rows.cpu(), places, question.window)
    paths = paths_along(model.recurrent, model.vectors(ids[:-1].to(rows.device)))
    _, gradients = losses_and_gradients(model, paths, ids[-1].numpy())
    layers = tuple(
        LayerReaches(
            layer=index,
            hidden=_reaches(found.hidden),
            cell=None if found.cell is None else _reaches(found.cell),
        )
        for index, found in enumerate(gradients)
    )
    return ReachesAnswer(step=step, places=ids.shape[1], window=len(ids) - 1, layers=layers)


def windows_of(rows: Tensor, places: int, window: int) -> Tensor:
    """Return stretches [window + 1, places] of ``rows`` [T, rows] that do not overlap, spread over all of them."""
    length = min(window + 1, len(rows))
    stretches: Tensor = rows[: len(rows) // length * length].unflatten(0, (-1, length)).movedim(1, 0).flatten(1)
    chosen = np.linspace(0, stretches.shape[1] - 1, min(places, stretches.shape[1])).round().astype(int)
    return stretches[:, torch.from_numpy(chosen)]


def _reaches(gradients: Array) -> tuple[int, ...]:
    """Return the reach of every text from gradients [T, B, H]."""
    lengths = np.array(norms(gradients.reshape(-1, gradients.shape[-1]))).reshape(gradients.shape[:2])
    return tuple(reach_of(tuple(along)) for along in lengths.T)


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
