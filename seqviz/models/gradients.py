"""A language model along one text, in float64: every step, and gradients taken back through time.

Norms of gradients that came a long way are tiny: float32 squares them to zero, float64 keeps them. One text is so
little arithmetic that NumPy on the processor goes back sooner than autograd would.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from seqviz.cells.adjoints import (
    Back,
    Slopes,
    gru_back,
    gru_slopes,
    input_gradient,
    lstm_back,
    lstm_slopes,
    rnn_back,
    rnn_slopes,
)
from seqviz.cells.equations import GRUStep, LSTMState, LSTMStep, RNNStep, Weights
from seqviz.models.interruption import breathe
from seqviz.models.intervened import Step
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrences import Kept
from seqviz.models.recurrent import STATES, RecurrentLayer

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerPath:
    """What one layer did along a text of T tokens: every gate and state, and how steep every step was, [T, 1, H]."""

    layer: RecurrentLayer
    weights: Weights
    steps: Step
    slopes: tuple[Slopes, ...]

    def back(self, t: int, hidden: Array, cell: Array | None) -> Back:
        """Take gradients [n, H] of the state after step t to the state before it."""
        if self.layer.cell == "rnn":
            return rnn_back(hidden, self.slopes[t], self.weights)
        if self.layer.cell == "gru":
            return gru_back(hidden, self.slopes[t], self.weights, reset=self.layer.reset)
        return lstm_back(LSTMState(hidden, cell), self.slopes[t], self.weights)


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerGradient:
    """dL/dh_t and, of an LSTM, dL/dc_t at every token, [T, H] each."""

    hidden: Array
    cell: Array | None


@torch.inference_mode()
def paths_along(model: LanguageModel, ids: Tensor) -> tuple[LayerPath, ...]:
    """Read ids [T, 1] and return the path of every layer, from the first to the last."""
    x, paths = model.vectors(ids).cpu().double(), []
    for layer in model.recurrent.cells:
        assert isinstance(layer, RecurrentLayer)
        exact, kept = copy.deepcopy(layer).cpu().double(), Kept()
        zero = x.new_zeros(1, layer.hidden_size)
        x, _ = exact.run_open(x, (zero,) * model.recurrent.parts, kept)
        paths.append(_path(exact, {name: gate.numpy() for name, gate in kept.items()}))
    return tuple(paths)


def loss_and_gradients(
    model: LanguageModel, paths: tuple[LayerPath, ...], target: int
) -> tuple[float, tuple[LayerGradient, ...]]:
    """Return the negative log-likelihood of token ``target`` after the text, and its gradient in every layer.

    A layer's gradient comes back along its own time, and at every step from the layer above.
    """
    weight, bias = _array(model.output.weight), _array(model.output.bias)
    logits = paths[-1].steps.hidden[-1] @ weight.T + bias
    shifted = np.exp(logits - logits.max())
    probabilities = shifted / shifted.sum()
    wrong = probabilities.copy()
    wrong[0, target] -= 1
    from_above = np.zeros((len(paths[-1].slopes), model.recurrent.hidden_size))
    from_above[-1] = (wrong @ weight)[0]
    found: list[LayerGradient] = []
    for path in reversed(paths):
        gradient, from_above = _backwards(path, from_above, needed_below=path is not paths[0])
        found.insert(0, gradient)
    loss = float(np.log(shifted.sum()) - (logits - logits.max())[0, target])
    return loss, tuple(found)


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
    """Yield the derivatives by the state at each token, from the last token to the first.

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


def _path(layer: RecurrentLayer, gates: Mapping[str, Array]) -> LayerPath:
    weights = _in_numpy(layer.weights())
    old = {name: np.concatenate([np.zeros_like(gates[name][:1]), gates[name][:-1]]) for name in STATES[layer.cell]}
    steps: Step
    if layer.cell == "rnn":
        steps = RNNStep(**gates)
        slopes = rnn_slopes(steps)
    elif layer.cell == "gru":
        steps = GRUStep(**gates)
        slopes = gru_slopes(steps, old["hidden"], weights, reset=layer.reset)
    else:
        steps = LSTMStep(**gates)
        slopes = lstm_slopes(steps, LSTMState(old["hidden"], old["cell"]))
    of_steps = tuple(dict(zip(slopes, now, strict=True)) for now in zip(*slopes.values(), strict=True))
    return LayerPath(layer=layer, weights=weights, steps=steps, slopes=of_steps)


def _backwards(path: LayerPath, from_above: Array, *, needed_below: bool) -> tuple[LayerGradient, Array]:
    """Go back through time; return the layer's gradients, and what the layer below gets at every step [T, I]."""
    is_lstm, below = path.layer.cell == "lstm", []
    hidden_all = np.empty_like(from_above)
    cell_all = np.empty_like(from_above) if is_lstm else None
    hidden: Any = 0.0
    cell: Any = np.zeros((1, from_above.shape[1])) if is_lstm else None
    for t in range(len(path.slopes) - 1, -1, -1):
        if t % 8 == 0:
            breathe()
        hidden = hidden + from_above[t : t + 1]
        hidden_all[t] = hidden[0]
        back = path.back(t, hidden, cell)
        if cell_all is not None and back.total_cell is not None:
            cell_all[t] = back.total_cell[0]
        if needed_below:
            below.append(input_gradient(back, path.weights)[0])
        hidden, cell = back.hidden, back.cell
    return LayerGradient(hidden=hidden_all, cell=cell_all), np.array(below[::-1])


def _in_numpy(weights: Weights) -> Weights:
    def copied(gates: Mapping[str, Any]) -> dict[str, Array]:
        return {gate: _array(values) for gate, values in gates.items()}

    return Weights(
        w_x=copied(weights.w_x),
        w_h=copied(weights.w_h),
        b=copied(weights.b),
        b_h=None if weights.b_h is None else copied(weights.b_h),
    )


def _array(values: Tensor) -> Array:
    found: Array = values.detach().cpu().double().numpy()
    return found
