"""Gradients taken back through time along one text, in float64: what arrives of a loss, and what could pass at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.cells.adjoints import input_gradient
from seqviz.data.vocabulary import Ids
from seqviz.models.interruption import breathe
from seqviz.models.language_model import LanguageModel
from seqviz.models.paths import Array, LayerPath, in_numpy
from seqviz.models.recurrent import STATES


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerGradient:
    """dL/dh_t and, of an LSTM, dL/dc_t at every token of every text, [T, B, H] each."""

    hidden: Array
    cell: Array | None


def losses_and_gradients(
    model: LanguageModel, paths: tuple[LayerPath, ...], targets: Ids
) -> tuple[Array, tuple[LayerGradient, ...]]:
    """Return the negative log-likelihoods [B] of ``targets`` [B] after the texts, and their gradients in every layer.

    A language model reads in one direction: one that reads in both would have seen the token before it predicts it.
    """
    weight, bias = in_numpy(model.output.weight), in_numpy(model.output.bias)
    logits = paths[-1].steps.hidden[-1] @ weight.T + bias
    logits -= logits.max(1, keepdims=True)
    shifted = np.exp(logits)
    totals = shifted.sum(1, keepdims=True)
    wrong, texts = shifted / totals, np.arange(len(targets))
    losses: Array = np.log(totals[:, 0]) - logits[texts, targets]
    wrong[texts, targets] -= 1
    from_above = np.zeros((len(paths[-1].slopes), len(targets), model.recurrent.hidden_size))
    from_above[-1] = wrong @ weight
    return losses, gradients_back(paths, from_above)


def gradients_back(
    paths: tuple[LayerPath, ...], from_above: Array, *, directions: int = 1
) -> tuple[LayerGradient, ...]:
    """Return the gradient of a loss in every layer, from its derivative by the top states [T, B, directions * H].

    A layer's gradient comes back along its own time, and at every step from the layer above, from both directions of
    that where it has two. Paths and gradients are ordered alike; a gradient is in the order of the text.
    """
    found: list[LayerGradient] = []
    for end in range(len(paths), 0, -directions):
        parts = np.split(from_above, directions, axis=-1)
        passed = [
            _backwards(path, part, needed_below=end > directions)
            for path, part in zip(paths[end - directions : end], parts, strict=True)
        ]
        found = [gradient for gradient, _ in passed] + found
        from_above = np.sum([below for _, below in passed], axis=0)
    return tuple(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class StateJacobian:
    """The derivative of a layer's last state by the state at one token, to be multiplied by 10 ** ``power``.

    Its columns for h_t are ``hidden`` [n, H], with n = H rows, and n = 2 H of an LSTM: first those of h_T, then those
    of c_T. ``cell`` [n, H] are its columns for c_t, ``total_cell`` the same with all that follows from c_t: h_t too.
    """

    hidden: Array
    cell: Array | None
    total_cell: Array | None
    power: float


def jacobians_back(path: LayerPath) -> Iterator[StateJacobian]:
    """Yield the derivatives along a single text by the state at each token, from the last that is read to the first.

    The product is scaled anew at every step, so that one of any length neither vanishes nor overflows.
    """
    size, parts = path.layer.hidden_size, len(STATES[path.layer.cell])
    rows = np.eye(parts * size)
    hidden, cell, power = rows[:, :size], rows[:, size:] if parts == 2 else None, 0.0
    for t in range(len(path.slopes) - 1, -1, -1):
        breathe()
        back = path.back(t, hidden, cell)
        yield StateJacobian(hidden=hidden, cell=cell, total_cell=back.total_cell, power=power)
        scale = max(float(np.abs(part).max()) for part in (back.hidden, back.cell) if part is not None) or 1.0
        hidden, cell = back.hidden / scale, None if back.cell is None else back.cell / scale
        power += float(np.log10(scale))


def _backwards(path: LayerPath, from_above: Array, *, needed_below: bool) -> tuple[LayerGradient, Array]:
    """Go back through a layer's time; return its gradients, and what the layer below gets [T, B, I]."""
    order = slice(None, None, -1 if path.layer.backward_in_time else 1)  # between that of the text and the layer's own
    from_above = from_above[order]
    is_lstm, below = path.layer.cell == "lstm", []
    hidden_all = np.empty_like(from_above)
    cell_all = np.empty_like(from_above) if is_lstm else None
    hidden: Any = 0.0
    cell: Any = np.zeros_like(from_above[0]) if is_lstm else None
    for t in range(len(path.slopes) - 1, -1, -1):
        if t % 8 == 0:
            breathe()
        hidden = hidden + from_above[t]
        hidden_all[t] = hidden
        back = path.back(t, hidden, cell)
        if cell_all is not None and back.total_cell is not None:
            cell_all[t] = back.total_cell
        if needed_below:
            below.append(input_gradient(back, path.weights))
        hidden, cell = back.hidden, back.cell
    gradient = LayerGradient(hidden=hidden_all[order], cell=None if cell_all is None else cell_all[order])
    return gradient, np.array(below[::-1])[order]
