"""What a learner holds or edits in a trained model, as settings: from the page's view to interventions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from seqviz.config.fields import check, choice, number, text
from seqviz.config.language_model import Cell
from seqviz.records.problem import Problem
from seqviz.records.training import GateName, Hold, Intervention, ProbeAnswer, StateEdit
from seqviz.ui.experiment.language_model import LONGEST_PROBE, LanguageModelView

HeldGate = Literal["reset", "update", "forget", "input", "output", "candidate"]
Level = Literal["live", "0", "1", "mean", "value"]
"""``live``: nothing is held; ``mean``: each unit's own mean over held-out text; ``value``: the learner's number."""
Memory = Literal["both", "cell", "hidden"]
MemoryEdit = Literal["wipe", "negate", "transplant"]

GATES_OF: Mapping[Cell, tuple[HeldGate, ...]] = MappingProxyType(
    {"rnn": (), "gru": ("reset", "update", "candidate"), "lstm": ("forget", "input", "output", "candidate")}
)
_HIDDEN: tuple[Literal["hidden", "cell"], ...] = ("hidden",)
MOST_UNITS = 1024
_UNITS = re.compile(r"\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4})\s*)?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class HoldView(LanguageModelView):
    """What the address of such a page restores besides.

    Layers and places are counted from 1 here, as they are on the screen; empty ``held_units`` are all units, an empty
    ``donor`` is the sentence that goes with the text.
    """

    gate: HeldGate = choice("forget", HeldGate)
    level: Level = choice("0", Level)
    held_at: float = number(0.5, -1.0, 1.0)
    held_layer: int = number(1, 1, 4)
    held_units: str = text(longest=60)
    place: int = number(12, 1, LONGEST_PROBE)
    memory: Memory = choice("both", Memory)
    edit: MemoryEdit = choice("transplant", MemoryEdit)
    donor: str = text(longest=LONGEST_PROBE)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


@dataclass(frozen=True)
class HeldAt:
    """One gate at one level, such as the forget gate at each unit's own mean."""

    gate: HeldGate
    level: Level

    @property
    def key(self) -> str:
        """A short word of the address."""
        return f"{self.gate}-{self.level}"


def rows_of(cell: Cell) -> tuple[HeldAt, ...]:
    """Return what is measured for a cell, gate by gate; a candidate at 1 would say nothing."""
    return tuple(
        HeldAt(gate, level)
        for gate in GATES_OF[cell]
        for level in cast(tuple[Level, ...], ("0", "mean") if gate == "candidate" else ("0", "1", "mean"))
    )


def gate_of(view: HoldView, cell: Cell) -> HeldGate | None:
    """Return the gate that is chosen, or the cell's first where the address names one of another cell."""
    gates = GATES_OF[cell]
    return view.gate if view.gate in gates else next(iter(gates), None)


def interventions(view: HoldView, held: HeldAt) -> tuple[Intervention, ...]:
    """Return a hold of the chosen units; nothing where it is ``live``. Raises ``Problem`` for units that are none."""
    if held.level == "live":
        return ()
    value: float | Literal["mean"] = (
        "mean" if held.level == "mean" else view.held_at if held.level == "value" else float(held.level)
    )
    units = units_of(view.held_units)
    return (Hold(gate=cast(GateName, held.gate), value=value, layer=view.held_layer - 1, units=units),)


def units_of(written: str) -> tuple[int, ...] | None:
    """Read ``3, 17-20`` as units 3, 17, 18, 19 and 20, nothing as all; raise ``Problem`` for what is none."""
    if not written.strip():
        return None
    found: set[int] = set()
    for part in re.split("[,，、]", written):
        match = _UNITS.fullmatch(part)
        if match is None:
            raise Problem("hold.no-units", written=part.strip())
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last < MOST_UNITS:
            raise Problem("hold.no-units", written=part.strip())
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def scope_of(view: HoldView) -> str:
    """Return which part of the model is held, as a short word of the address; empty for all units of layer 1."""
    layer = f"-l{view.held_layer}" if view.held_layer > 1 else ""
    units = units_of(view.held_units)
    return layer + ("" if units is None else "-u" + "-".join(map(str, units)))


def memory_edits(
    view: HoldView, cell: Cell, *, position: int, own: ProbeAnswer, donor: ProbeAnswer
) -> tuple[Intervention, ...]:
    """Return what is done to every layer's memory after the token at ``position``.

    ``own`` is the model's inside along the text itself, ``donor`` along the sentence whose last state is transplanted.
    """
    return tuple(
        StateEdit(state=state, position=position, value=value, layer=layer)
        for layer, state, value in _values(view, cell, position, own, donor)
    )


def _values(
    view: HoldView, cell: Cell, position: int, own: ProbeAnswer, donor: ProbeAnswer
) -> Iterator[tuple[int, Literal["hidden", "cell"], float | tuple[float, ...]]]:
    states: Sequence[Literal["hidden", "cell"]] = ("cell", "hidden") if view.memory == "both" else (view.memory,)
    for layer, (here, there) in enumerate(zip(own.layers, donor.layers, strict=True)):
        for state in states if cell == "lstm" else _HIDDEN:
            if view.edit == "wipe":
                yield layer, state, 0.0
            elif view.edit == "negate":
                yield layer, state, tuple(-float(value) for value in here.gates[state][position])
            else:
                yield layer, state, tuple(map(float, there.gates[state][-1]))
