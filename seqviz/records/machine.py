"""The cell as a machine: everything that one unit adds up, on every token of a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seqviz.records.training import FloatArray, Intervention


@dataclass(frozen=True, kw_only=True)
class MachineQuestion:
    """Write out what one unit of one layer does along ``text``, under interventions if there are any."""

    text: str
    unit: int
    layer: int = 0
    hold: tuple[Intervention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GateColumn:
    """What is added up for one gate of one unit.

    ``from_input`` [T] is x_t W_x: in the first layer one row of W_x for each token. ``weights`` [H] is the unit's
    column of W_h, ``bias`` the sum of its biases. ``inner_bias`` is the one that stands inside the reset product (the
    candidate of a GRU whose gate acts after the product; else 0).
    """

    from_input: FloatArray
    weights: FloatArray
    bias: float
    inner_bias: float = 0.0


@dataclass(frozen=True, kw_only=True)
class MachineAnswer:
    """One unit along a text of T tokens, with all that its sums are made of.

    ``traces`` are every gate and state of the unit [T] by name; ``hidden`` [T, H] the state after each token, of all
    units (before the first token it is zero); ``opened`` [T, H] the reset gates of all units where they act on the
    state before the product, else ``None``. ``held`` names the gates of this unit that are not what their sum gives.
    """

    step: int
    cell: Literal["rnn", "gru", "lstm"]
    reset: Literal["before", "after"]
    unit: int
    layer: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    hidden: FloatArray
    traces: Mapping[str, FloatArray]
    gates: Mapping[str, GateColumn]
    opened: FloatArray | None = None
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A value of one step for the learner to compute; ``slips`` are what usual mistakes lead to: name to number."""

    name: str
    answer: float
    slips: Mapping[str, float]
