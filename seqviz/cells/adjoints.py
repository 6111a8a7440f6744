"""Each recurrent cell taken backwards: from the gradient of its results to that of its old state and of its input.

How steep a step is does not depend on the gradient that comes back: the ``slopes`` of all steps are found at once,
[T, ..., H], and going back one step is then a few products. A gradient is a row [..., H], or several rows: with the
rows of the identity, these functions give Jacobians. Steps and weights are those of :mod:`seqviz.cells.equations`;
NumPy or torch. Source of the chain rule: Dive into Deep Learning, "Backpropagation through time", written out for the
gated cells.
"""

from collections.abc import Mapping
from typing import NamedTuple

from array_api_compat import array_namespace

from seqviz.cells.equations import Array, GRUStep, LSTMState, LSTMStep, RNNStep, Weights
from seqviz.config.language_model import Reset

Slopes = Mapping[str, Array]
"""How much of a change before the activation of each gate arrives at the new state, and what is kept of the old one."""


class Back(NamedTuple):
    """Gradients of the old hidden state and of what stands ``before`` the activation of each gate.

    Of an LSTM also those of its old memory ``cell``, and ``total_cell``: of C_t, by all that follows from it.
    """

    hidden: Array
    before: dict[str, Array]
    cell: Array | None = None
    total_cell: Array | None = None


def rnn_slopes(step: RNNStep) -> Slopes:
    """Return the slope of tanh: 1 - H_t^2."""
    return {"hidden": 1 - step.hidden**2}


def gru_slopes(step: GRUStep, state: Array, weights: Weights, *, reset: Reset = "before") -> Slopes:
    """Return the slopes of a GRU that came from ``state``; ``keep`` is Z_t, ``through`` R_t.

    The reset gate's is how the candidate's product answers to it: before the product each unit of the old state, after
    it the product itself.
    """
    answers = state
    if reset == "after":
        answers = state @ weights.w_h["candidate"] + (0 if weights.b_h is None else weights.b_h["candidate"])
    return {
        "candidate": (1 - step.update) * (1 - step.candidate**2),
        "update": (state - step.candidate) * step.update * (1 - step.update),
        "reset": answers * step.reset * (1 - step.reset),
        "keep": step.update,
        "through": step.reset,
    }


def lstm_slopes(step: LSTMStep, state: LSTMState) -> Slopes:
    """Return the slopes of an LSTM; ``keep`` is F_t, ``shown`` how H_t = O_t * tanh(C_t) answers to C_t."""
    tanh = array_namespace(step.cell).tanh(step.cell)
    return {
        "input": step.candidate * step.input * (1 - step.input),
        "forget": state.cell * step.forget * (1 - step.forget),
        "candidate": step.input * (1 - step.candidate**2),
        "output": tanh * step.output * (1 - step.output),
        "shown": step.output * (1 - tanh**2),
        "keep": step.forget,
    }


def rnn_back(gradient: Array, slopes: Slopes, weights: Weights) -> Back:
    """Take dL/dH_t one step back: dL/dH_{t-1} = (dL/dH_t * (1 - H_t^2)) W_hh^T."""
    before = {"hidden": gradient * slopes["hidden"]}
    return Back(_through(before, weights), before)


def gru_back(gradient: Array, slopes: Slopes, weights: Weights, *, reset: Reset = "before") -> Back:
    """Take dL/dH_t one step back along all ways from H_{t-1}: kept by the update gate, candidate, both gates."""
    into_candidate = gradient * slopes["candidate"]
    recurrent = weights.w_h["candidate"]
    if reset == "before":
        product = into_candidate @ recurrent.T
        into_reset, through = product * slopes["reset"], product * slopes["through"]
    else:
        into_reset = into_candidate * slopes["reset"]
        through = (into_candidate * slopes["through"]) @ recurrent.T
    gates = {"reset": into_reset, "update": gradient * slopes["update"]}
    hidden = gradient * slopes["keep"] + through + _through(gates, weights)
    return Back(hidden, {**gates, "candidate": into_candidate})


def lstm_back(gradient: LSTMState, slopes: Slopes, weights: Weights) -> Back:
    """Take the gradients of H_t and, on all other ways, of C_t one step back; C_{t-1} is reached by the forget gate.

    H_t = O_t * tanh(C_t) adds to what comes back along the memory: that makes the total of C_t.
    """
    cell = gradient.cell + gradient.hidden * slopes["shown"]
    before = {gate: cell * slopes[gate] for gate in ("input", "forget", "candidate")}
    before["output"] = gradient.hidden * slopes["output"]
    return Back(_through(before, weights), before, cell * slopes["keep"], cell)


def input_gradient(back: Back, weights: Weights) -> Array:
    """Return the gradient of the input X_t [..., I] of a step."""
    return sum(gradient @ weights.w_x[gate].T for gate, gradient in back.before.items())


def _through(before: Mapping[str, Array], weights: Weights) -> Array:
    return sum(gradient @ weights.w_h[gate].T for gate, gradient in before.items())
