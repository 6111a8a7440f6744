"""Questions about gradients through time: how far the loss of a token reaches, and how far it could."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from seqviz.data.vocabulary import Vocabulary
from seqviz.metrics.norms import log_norm, norms
from seqviz.models.gradients import LayerGradient, StateJacobian, jacobians_back, losses_and_gradients
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
"""Multiplications of a product of Jacobians, about two seconds of one core; more would keep the page waiting."""
PIECE = 500_000_000
"""Multiplications of one piece of it, between two of which the training goes on: about .02 seconds of one core."""
MOST_READ = 1_000_000_000
"""Weights times tokens for the reach of many places; more would keep the training waiting."""


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


def jacobian_pieces(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], *, step: int
) -> Iterator[tuple[float, JacobianAnswer | None]]:
    """Return pieces of what could pass along a text: the share that is done, and at the end the answer.

    The model is read at once, so that it may learn on between two pieces. Raises ``Problem`` where the product is so
    large that nobody would wait for it.
    """
    recurrent = model.recurrent
    rows = recurrent.parts * recurrent.hidden_size
    weights = sum(weight.numel() for name, weight in recurrent.named_parameters() if "weight_hh" in name)
    per_token = rows * weights + 6 * recurrent.layer_count * rows**3
    if len(tokens) > MOST_WORK // per_token:
        raise Problem("training.product-too-long", tokens=len(tokens), longest=MOST_WORK // per_token)
    paths = paths_along(recurrent, model.vectors(ids_of(tokens, model, vocabulary)))
    at_once = max(1, recurrent.layer_count * PIECE // per_token)
    return _pieces(paths, at_once, step=step, tokens=tuple(tokens), unknown=vocabulary.unknown(tokens))


def _pieces(
    paths: tuple[LayerPath, ...], at_once: int, *, step: int, tokens: tuple[str, ...], unknown: tuple[str, ...]
) -> Iterator[tuple[float, JacobianAnswer | None]]:
    """Yield after every ``at_once`` tokens of a layer."""
    layers = []
    for index, path in enumerate(paths):
        lengths: list[Lengths] = []
        for found in jacobians_back(path):
            lengths.append(_lengths(found))
            if len(lengths) % at_once == 0:
                yield 0.99 * (index + len(lengths) / len(tokens)) / len(paths), None
        state, hidden, cell = zip(*lengths[::-1], strict=True)
        layers.append(LayerJacobian(layer=index, state=state, hidden=hidden, cell=None if cell[0] is None else cell))
    yield 1.0, JacobianAnswer(step=step, tokens=tokens, unknown=unknown, layers=tuple(layers))


Lengths = tuple[float, float, float | None]
"""Logarithms of the norms by the whole state at a token, by its hidden part, and by its memory."""


def _lengths(found: StateJacobian) -> Lengths:
    size, power = found.hidden.shape[1], found.power
    hidden = log_norm(found.hidden[:size], power)
    if found.cell is None or found.total_cell is None:
        return hidden, hidden, None
    state = log_norm(np.concatenate([found.hidden, found.cell], 1), power)
    return state, hidden, log_norm(found.total_cell[size:], power)
