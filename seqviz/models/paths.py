"""What every layer did along some texts, step by step and in float64: the way back for gradients.

Norms of gradients that came a long way are tiny: float32 squares them to zero, float64 keeps them. One text is so
little arithmetic that NumPy on the processor goes back sooner than autograd would.
"""

import copy
from collections.abc import Mapping
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
    lstm_back,
    lstm_slopes,
    rnn_back,
    rnn_slopes,
)
from seqviz.cells.equations import GRUStep, LSTMState, LSTMStep, RNNStep, Weights
from seqviz.models.intervened import Step
from seqviz.models.recurrences import Kept
from seqviz.models.recurrent import STATES, RecurrentLayer, RecurrentStack

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerPath:
    """What one layer did along B texts of T tokens: every gate and state, and how steep every step was, [T, B, H].

    The steps stand in the order in which the layer made them: one that reads backwards began with the last token.
    """

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


@torch.inference_mode()
def paths_along(stack: RecurrentStack, x: Tensor) -> tuple[LayerPath, ...]:
    """Read vectors [T, B, I] and return every path: from the first layer to the last, forward before backward."""
    x, paths = x.cpu().double(), []
    for layer in range(stack.layer_count):
        outputs = []
        for direction in range(stack.directions):
            cell, kept = stack.cells[layer * stack.directions + direction], Kept()
            assert isinstance(cell, RecurrentLayer)
            exact = copy.deepcopy(cell).cpu().double()
            hidden, _ = exact.run_open(x, (x.new_zeros(x.shape[1], stack.hidden_size),) * stack.parts, kept)
            outputs.append(hidden)
            paths.append(_path(exact, {name: gate.numpy() for name, gate in kept.items()}))
        x = torch.cat(outputs, -1)
    return tuple(paths)


def in_numpy(values: Tensor) -> Array:
    """Return a copy of a tensor for arithmetic in float64."""
    found: Array = values.detach().cpu().double().numpy()
    return found


def _path(layer: RecurrentLayer, gates: Mapping[str, Array]) -> LayerPath:
    weights = _weights(layer.weights())
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


def _weights(weights: Weights) -> Weights:
    def copied(gates: Mapping[str, Any]) -> dict[str, Array]:
        return {gate: in_numpy(values) for gate, values in gates.items()}

    return Weights(
        w_x=copied(weights.w_x),
        w_h=copied(weights.w_h),
        b=copied(weights.b),
        b_h=None if weights.b_h is None else copied(weights.b_h),
    )
