"""One step of each recurrent cell, written as the lecture writes it, with every intermediate named.

All functions take NumPy arrays or torch tensors: ``x`` [..., I] and states [..., H]. Weights are grouped by gate:
``w_x[gate]`` [I, H], ``w_h[gate]`` [H, H], ``b[gate]`` [H]. Source: Dive into Deep Learning, chapters "Recurrent
neural networks" and "Modern recurrent neural networks"; the GRU with the reset gate after the product is the form of
torch.nn.GRU and cuDNN (Cho et al., 2014, put it before).

``held`` replaces values on the way: ``held["forget"]`` takes the forget gate [..., H] that the equation gives, and
returns the one that everything after it is computed from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from array_api_compat import array_namespace

from seqviz.config.language_model import Reset

Array = Any
"""A NumPy array or a torch tensor."""

Held = Mapping[str, Callable[[Array], Array]]
NOTHING: Held = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The weights of one cell by gate name (``hidden`` for the RNN's only one).

    ``b_h`` is needed only where the reset gate stands after the product: there the candidate has a bias of its own
    inside the product, which cannot be merged into ``b``.
    """

    w_x: Mapping[str, Array]
    w_h: Mapping[str, Array]
    b: Mapping[str, Array]
    b_h: Mapping[str, Array] | None = None


class RNNStep(NamedTuple):
    """H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)."""

    hidden: Array


class GRUStep(NamedTuple):
    """R_t, Z_t, the candidate and H_t."""

    reset: Array
    update: Array
    candidate: Array
    hidden: Array


class LSTMState(NamedTuple):
    """H_t and C_t."""

    hidden: Array
    cell: Array


class LSTMStep(NamedTuple):
    """I_t, F_t, O_t, the candidate, C_t and H_t."""

    input: Array
    forget: Array
    output: Array
    candidate: Array
    cell: Array
    hidden: Array


def rnn_step(x: Array, state: Array, weights: Weights, *, held: Held = NOTHING) -> RNNStep:
    """Return the hidden state after ``x``; without ``w_h`` this would be one layer of an MLP."""
    xp = array_namespace(x)
    return RNNStep(hidden=_as_held("hidden", xp.tanh(_affine(x, state, weights, "hidden")), held))


def gru_step(x: Array, state: Array, weights: Weights, *, reset: Reset = "before", held: Held = NOTHING) -> GRUStep:
    """Return the gates of a gated recurrent unit and its new hidden state.

    H_t = Z_t * H_{t-1} + (1 - Z_t) * candidate: an update gate at 1 keeps the OLD state. ``reset="before"`` multiplies
    the reset gate into H_{t-1} ahead of the product (the lecture), ``"after"`` into the finished product (torch).
    """
    xp = array_namespace(x)
    reset_gate = _as_held("reset", _sigmoid(_affine(x, state, weights, "reset"), xp), held)
    update = _as_held("update", _sigmoid(_affine(x, state, weights, "update"), xp), held)
    if reset == "before":
        recurrent = (reset_gate * state) @ weights.w_h["candidate"]
    else:
        product = state @ weights.w_h["candidate"]
        recurrent = reset_gate * (product if weights.b_h is None else product + weights.b_h["candidate"])
    candidate = xp.tanh(x @ weights.w_x["candidate"] + recurrent + weights.b["candidate"])
    candidate = _as_held("candidate", candidate, held)
    hidden = _as_held("hidden", update * state + (1 - update) * candidate, held)
    return GRUStep(reset_gate, update, candidate, hidden)


def lstm_step(x: Array, state: LSTMState, weights: Weights, *, held: Held = NOTHING) -> LSTMStep:
    """Return the gates of a long short-term memory, its memory cell and its hidden state.

    C_t = F_t * C_{t-1} + I_t * candidate, H_t = O_t * tanh(C_t).
    """
    xp = array_namespace(x)
    input_gate, forget, output = (
        _as_held(gate, _sigmoid(_affine(x, state.hidden, weights, gate), xp), held)
        for gate in ("input", "forget", "output")
    )
    candidate = _as_held("candidate", xp.tanh(_affine(x, state.hidden, weights, "candidate")), held)
    cell = _as_held("cell", forget * state.cell + input_gate * candidate, held)
    hidden = _as_held("hidden", output * xp.tanh(cell), held)
    return LSTMStep(input_gate, forget, output, candidate, cell, hidden)


def _as_held(name: str, value: Array, held: Held) -> Array:
    return held[name](value) if name in held else value


def _affine(x: Array, hidden: Array, weights: Weights, gate: str) -> Array:
    return x @ weights.w_x[gate] + hidden @ weights.w_h[gate] + weights.b[gate]


def _sigmoid(z: Array, xp: Any) -> Array:
    # tanh form: exp(-z) overflows for very negative z, tanh never does
    return 0.5 * (1 + xp.tanh(0.5 * z))
