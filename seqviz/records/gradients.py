"""How far gradients go back through time: what does pass along a text, and what could pass at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Mark = Literal["right", "felt", "beyond", "everywhere"]

SHARE = 0.05
"""The reach ends where less than this share of the nearest norm arrives."""


def reach_of(norms: tuple[float, ...]) -> int:
    """Return at how many places before a token its loss is felt, going back from the nearest one without a gap.

    Felt is what is at least a twentieth of the norm at the nearest place. Where nothing arrives, the reach is 0.
    """
    nearest = norms[-1] if norms else 0.0
    if not nearest:
        return 0
    return next((back for back, norm in enumerate(reversed(norms)) if norm < SHARE * nearest), len(norms))


def mark_of(norms: Sequence[float], back: int) -> Mark:
    """Judge a mark so many places before a token (1: the nearest), which shall stand where the reach first has ended.

    ``felt``: the reach goes on there; ``beyond``: it has ended before; ``everywhere``: it does not end.
    """
    reach = reach_of(tuple(norms))
    if reach == len(norms):
        return "everywhere"
    return "felt" if back <= reach else "right" if back == reach + 1 else "beyond"


@dataclass(frozen=True, kw_only=True)
class ReachQuestion:
    """Follow the loss of the token at ``position`` of ``text`` (1 or later) back to every state before that token.

    Asked of a language model, which reads in one direction: a second one would see the token that is to be predicted.
    Other losses go back through stacks in both directions by ``seqviz.models.gradients.gradients_back``.
    """

    text: str
    position: int


@dataclass(frozen=True, kw_only=True)
class LayerReach:
    """The gradient of one loss in one layer.

    ``hidden[t]`` is the norm of the total derivative dL/dh_t for t from the first state to the one before the token,
    ``cell[t]`` that of dL/dc_t of an LSTM.
    """

    layer: int
    hidden: tuple[float, ...]
    cell: tuple[float, ...] | None = None

    @property
    def reach(self) -> int:
        """The reach by hidden states."""
        return reach_of(self.hidden)

    @property
    def cell_reach(self) -> int | None:
        """The reach by memory cells."""
        return None if self.cell is None else reach_of(self.cell)


@dataclass(frozen=True, kw_only=True)
class ReachAnswer:
    """What arrives of the loss (in nats) of one token, layer by layer; a model reads ``tokens`` up to it."""

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    position: int
    loss: float
    layers: tuple[LayerReach, ...]


@dataclass(frozen=True, kw_only=True)
class ReachesQuestion:
    """Ask for the reach of many ``places`` of held-out text at once, each after ``window`` tokens.

    The reach of one place is noisy: it depends on the word that ends there.
    """

    places: int = 96
    window: int = 60


@dataclass(frozen=True, kw_only=True)
class LayerReaches:
    """The reach at each place in one layer, by hidden states, and by memory cells of an LSTM."""

    layer: int
    hidden: tuple[int, ...]
    cell: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class ReachesAnswer:
    """How far back losses are felt over ``places`` of held-out text, at most over ``window`` tokens, layer by layer."""

    step: int
    places: int
    window: int
    layers: tuple[LayerReaches, ...]


@dataclass(frozen=True, kw_only=True)
class JacobianQuestion:
    """How much a change of an earlier state can change the last one, along ``text``.

    Each layer is followed along its own time; ``seqviz.models.gradients.jacobians_back`` does so for one that reads
    backwards too, as no language model has.
    """

    text: str


@dataclass(frozen=True, kw_only=True)
class LayerJacobian:
    """The largest singular values of the derivatives of the last state of one layer, as logarithms to base 10.

    For each token t: ``state[t]`` of all that the layer carries on, (h_T, c_T) by (h_t, c_t) for an LSTM and h_T by
    h_t for the other cells: the number that compares cells. ``hidden[t]`` of h_T by h_t alone, c_t held. ``cell[t]`` of
    c_T by c_t, with all that follows from c_t, h_t too. Minus infinity stands for nothing at all.
    """

    layer: int
    state: tuple[float, ...]
    hidden: tuple[float, ...]
    cell: tuple[float, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class JacobianAnswer:
    """What could pass along a text, layer by layer."""

    step: int
    tokens: tuple[str, ...]
    unknown: tuple[str, ...]
    layers: tuple[LayerJacobian, ...]
