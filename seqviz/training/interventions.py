"""Interventions as a learner asks for them: checked against the model, and turned into what is done to each layer."""

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from seqviz.config.language_model import Cell
from seqviz.models.intervened import Change, Replacement
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import STATES
from seqviz.records.problem import Problem
from seqviz.records.training import Cut, Hold, Intervention, StateEdit
from seqviz.training.traces import traces_along

Means = tuple[dict[str, Tensor], ...]
"""For each layer, name of a gate or state -> the mean of each unit [H]."""

HOLDABLE: dict[Cell, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "gru": ("reset", "update", "candidate", "hidden"),
    "lstm": ("input", "forget", "output", "candidate", "cell", "hidden"),
}


def changes_of(
    model: LanguageModel, interventions: Sequence[Intervention], *, tokens: int, means: Callable[[], Means]
) -> tuple[Change, ...]:
    """Return the change of every layer for a text of so many ``tokens``; later interventions come after earlier ones.

    Raises ``Problem`` for a gate or state that the cell has not, and for a layer, unit, position or value that does
    not exist.
    """
    cell, layers = model.recurrent.cell, model.recurrent.layer_count
    held: list[dict[str, Replacement]] = [{} for _ in range(layers)]
    edits: list[dict[int, dict[str, Replacement]]] = [{} for _ in range(layers)]
    cut = [False] * layers
    for what in interventions:
        check_layer(what.layer, layers)
        if isinstance(what, Cut):
            cut[what.layer] = True
        elif isinstance(what, Hold):
            check_name(what.gate, HOLDABLE[cell], cell)
            value = means()[what.layer][what.gate] if what.value == "mean" else what.value
            _add(held[what.layer], what.gate, _replacement(model, value, what.units))
        else:
            check_name(what.state, STATES[cell], cell)
            check_position(what.position, tokens)
            here = edits[what.layer].setdefault(what.position, {})
            _add(here, what.state, _replacement(model, _values(what, model), what.units))
    return tuple(Change(held=h, edits=e, cut=c) for h, e, c in zip(held, edits, cut, strict=True))


def check_name(name: str, names: Sequence[str], cell: Cell) -> None:
    """Raise ``Problem`` for a gate or a state that the cell has not."""
    if name not in names:
        raise Problem("training.no-gate", gate=name, cell=cell.upper(), gates=", ".join(names))


def check_layer(layer: int, layers: int) -> None:
    """Raise ``Problem`` for a layer that is not among so many."""
    if not 0 <= layer < layers:
        raise Problem("training.no-layer", layer=layer + 1, layers=layers)


def check_position(position: int, tokens: int) -> None:
    """Raise ``Problem`` for a place that a text of so many tokens has not."""
    if not 0 <= position < tokens:
        raise Problem("training.no-position", position=position + 1, tokens=tokens)


def check_units(units: Sequence[int], size: int) -> None:
    """Raise ``Problem`` for a unit that is not among ``size``."""
    for unit in units:
        if not 0 <= unit < size:
            raise Problem("training.no-unit", unit=unit, last=size - 1)


@torch.no_grad()
def mean_values(model: LanguageModel, rows: Tensor) -> Means:
    """Return the mean over held-out ``rows`` [T, rows] of every gate and state, unit by unit."""
    sums: list[dict[str, Tensor]] = [{} for _ in model.recurrent.cells]
    for _, traces, _ in traces_along(model, rows):
        for total, trace in zip(sums, traces, strict=True):
            for name, values in trace.gates.items():
                total[name] = total.get(name, 0.0) + values.sum((0, 1))
    return tuple({name: total / rows.numel() for name, total in layer.items()} for layer in sums)


def _add(held: dict[str, Replacement], name: str, new: Replacement) -> None:
    old = held.get(name)
    held[name] = new if old is None else lambda value: new(old(value))


def _values(edit: StateEdit, model: LanguageModel) -> float | Tensor:
    """A number for all units, or a number for each, at its place among all of them."""
    if not isinstance(edit.value, tuple):
        return edit.value
    size = model.recurrent.hidden_size
    units = tuple(range(size)) if edit.units is None else edit.units
    check_units(units, size)
    if len(edit.value) != len(units):
        raise Problem("training.values-and-units", values=len(edit.value), units=len(units))
    values = model.output.weight.new_zeros(size)
    values[list(units)] = values.new_tensor(edit.value)
    return values


def _replacement(model: LanguageModel, value: float | Tensor, units: tuple[int, ...] | None) -> Replacement:
    """What puts ``value`` (one number, or one for each unit [H]) in place of what the units have [..., H]."""
    size, weight = model.recurrent.hidden_size, model.output.weight
    check_units(units or (), size)
    values = value if isinstance(value, Tensor) else weight.new_full((size,), value)
    if not all(map(math.isfinite, values.tolist())):
        raise Problem("training.not-a-number")
    chosen = torch.ones(size, dtype=torch.bool, device=weight.device)
    if units is not None:
        chosen[:] = False
        chosen[list(units)] = True
    return lambda old: torch.where(chosen, values.to(old.dtype), old)
