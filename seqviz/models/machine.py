"""What one unit of a model adds up along a text: its traces, its columns of the weights, the states that it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from seqviz.cells.equations import Weights
from seqviz.models.intervened import Change, IntervenedModel, Moment
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import GATES
from seqviz.records.machine import GateColumn
from seqviz.records.training import FloatArray


@dataclass(frozen=True, kw_only=True)
class UnitMachine:
    """A unit along a text of T tokens; see ``seqviz.records.machine.MachineAnswer``."""

    hidden: FloatArray
    traces: Mapping[str, FloatArray]
    gates: Mapping[str, GateColumn]
    opened: FloatArray | None
    held: frozenset[str]


@torch.no_grad()
def unit_machine(
    model: LanguageModel, ids: Tensor, changes: Sequence[Change] | None, *, layer: int, unit: int
) -> UnitMachine:
    """Return all that one unit adds up along ids [T, 1], with the states that the model's own pass has."""
    intervened = IntervenedModel(model, [Change()] * model.recurrent.layer_count if changes is None else changes)
    cell = intervened.layers[layer]
    x, kept = _traced(model, ids, layer) if changes is None else _read(intervened, ids, layer)
    weights, opens = intervened.weights[layer], cell.cell == "gru" and cell.reset == "before"
    return UnitMachine(
        hidden=_array(kept["hidden"]),
        traces={name: _array(values[:, unit]) for name, values in kept.items()},
        gates={gate: _column(gate, unit, x, weights) for gate in GATES[cell.cell]},
        opened=_array(kept["reset"]) if opens else None,
        held=frozenset(
            name
            for name, replaced in intervened.changes[layer].held.items()
            if not torch.equal(replaced(kept[name][0] + 1)[unit], kept[name][0, unit] + 1)
        ),
    )


def _traced(model: LanguageModel, ids: Tensor, layer: int) -> tuple[Tensor, dict[str, Tensor]]:
    """Input [T, I] of a layer and every gate and state of it [T, H], from the fast forward pass."""
    _, traces = model.trace(ids)
    x = model.vectors(ids) if layer == 0 else traces[layer - 1].gates["hidden"]
    return x[:, 0], {name: values[:, 0] for name, values in traces[layer].gates.items()}


def _read(intervened: IntervenedModel, ids: Tensor, layer: int) -> tuple[Tensor, dict[str, Tensor]]:
    """Do the same under interventions; the states are those that go on."""
    moments: list[Moment] = list(intervened.read(ids))
    steps = [moment.steps[layer] for moment in moments]
    kept = {name: torch.stack([getattr(step, name)[0] for step in steps]) for name in steps[0]._fields}
    goes_on = {name: torch.stack([moment.after[layer][name][0] for moment in moments]) for name in moments[0].after[0]}
    return torch.stack([moment.inputs[layer][0] for moment in moments]), kept | goes_on


def _column(gate: str, unit: int, x: Tensor, weights: Weights) -> GateColumn:
    inner = 0.0 if weights.b_h is None or gate not in weights.b_h else float(weights.b_h[gate][unit])
    return GateColumn(
        from_input=_array(x @ weights.w_x[gate][:, unit]),
        weights=_array(weights.w_h[gate][:, unit]),
        bias=float(weights.b[gate][unit]),
        inner_bias=inner,
    )


def _array(values: Tensor) -> FloatArray:
    array: FloatArray = values.detach().float().cpu().numpy().copy()
    array.flags.writeable = False
    return array
