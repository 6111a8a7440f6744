"""The arithmetic of one unit on one token: every product that is added up before each of its gates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seqviz.cells.equations import GRUStep, Weights
from seqviz.models.intervened import Change, IntervenedModel, LayerState, Step, one_step
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import GATES, STATES, RecurrentLayer
from seqviz.records.training import FloatArray, GateSum


@dataclass(frozen=True, kw_only=True)
class UnitStep:
    """The gates of a unit with all terms, and its states before and after the token."""

    gates: Mapping[str, GateSum]
    before: Mapping[str, float]
    after: Mapping[str, float]


@torch.no_grad()
def unit_step(
    model: LanguageModel, ids: Tensor, changes: Sequence[Change] | None, *, layer: int, unit: int
) -> UnitStep:
    """Write out the step of one unit at the last of ids [T, 1], from the states that the run itself has before it.

    The sums are formed in double precision.
    """
    nothing = [Change()] * model.recurrent.layer_count
    intervened = IntervenedModel(model, nothing if changes is None else changes)
    x, before = _traced(model, ids, layer) if changes is None else _read(intervened, ids, layer)
    x, before = x.double(), {name: value.double() for name, value in before.items()}
    own, weights = intervened.layers[layer], _double(intervened.weights[layer])
    after = one_step(own, x, before, weights, intervened.changes[layer].held)
    return UnitStep(
        gates={gate: _gate_sum(gate, unit, own, x[0], before["hidden"][0], after, weights) for gate in GATES[own.cell]},
        before={name: float(value[0, unit]) for name, value in before.items()},
        after={name: float(getattr(after, name)[0, unit]) for name in before},
    )


def _traced(model: LanguageModel, ids: Tensor, layer: int) -> tuple[Tensor, LayerState]:
    """Input [1, I] and old state of a layer at the last token, from the fast forward pass."""
    _, traces = model.trace(ids)
    x = model.vectors(ids[-1]) if layer == 0 else traces[layer - 1].gates["hidden"][-1]
    kept = traces[layer].gates
    names = STATES[model.recurrent.cell]
    return x, {name: kept[name][-2] if len(ids) > 1 else torch.zeros_like(kept[name][-1]) for name in names}


def _read(intervened: IntervenedModel, ids: Tensor, layer: int) -> tuple[Tensor, LayerState]:
    """Do the same under interventions."""
    for moment in intervened.read(ids):
        last = moment
    return last.inputs[layer], last.before[layer]


def _gate_sum(
    gate: str, unit: int, layer: RecurrentLayer, x: Tensor, hidden: Tensor, after: Step, weights: Weights
) -> GateSum:
    """Everything that is added up for one gate of one unit, from x [I] and the old hidden state [H]."""
    from_hidden = hidden * weights.w_h[gate][:, unit]
    bias = weights.b[gate][unit]
    if isinstance(after, GRUStep) and gate == "candidate":
        reset = after.reset[0]
        if layer.reset == "before":  # every unit's old state is reset by its own gate
            from_hidden = reset * from_hidden
        else:  # this unit's gate resets the whole product, and the bias inside
            from_hidden = reset[unit] * from_hidden
            bias = bias if weights.b_h is None else bias + reset[unit] * weights.b_h[gate][unit]
    from_input = x * weights.w_x[gate][:, unit]
    return GateSum(
        from_input=_array(from_input),
        from_hidden=_array(from_hidden),
        bias=float(bias),
        total=float(from_input.sum() + from_hidden.sum() + bias),
        value=float(getattr(after, gate)[0, unit]),
    )


def _double(weights: Weights) -> Weights:
    return Weights(
        w_x={gate: w.double() for gate, w in weights.w_x.items()},
        w_h={gate: w.double() for gate, w in weights.w_h.items()},
        b={gate: b.double() for gate, b in weights.b.items()},
        b_h=None if weights.b_h is None else {gate: b.double() for gate, b in weights.b_h.items()},
    )


def _array(values: Tensor) -> FloatArray:
    array = values.cpu().numpy().astype(np.float32)
    array.flags.writeable = False
    return array
