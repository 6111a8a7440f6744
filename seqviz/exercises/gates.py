"""Arithmetic of gated cells, on fresh numbers: one unit, one step, computed by the lecture's equations."""

import math

import numpy as np

from seqviz.cells.equations import LSTMState, Weights, gru_step, lstm_step
from seqviz.config.language_model import Reset
from seqviz.exercises.instance import Instance, telling

ONE = np.ones((1, 1))


def kept_or_replaced(rng: np.random.Generator) -> Instance:
    """Ask for the new state of a GRU unit from its update gate, its old state and its candidate."""

    def draw() -> Instance:
        update, old, candidate = (round(float(value), 2) for value in rng.uniform(0.1, 0.9, 3))
        return Instance(
            values={"update": update, "old": old, "candidate": candidate},
            answer=update * old + (1 - update) * candidate,
            mistakes={"swapped": (1 - update) * old + update * candidate, "both": update * (old + candidate)},
        )

    return telling(draw)


def place_of_the_reset(rng: np.random.Generator) -> Instance:
    """Ask for the candidate of torch's GRU, all weights 1 and no bias but the one inside the reset product."""

    def draw() -> Instance:
        x, old, inside = (round(float(value), 1) for value in rng.uniform(0.1, 0.6, 3))
        return Instance(
            values={"x": x, "old": old, "inside": inside, "gate": f"{1 / (1 + math.exp(-x - old)):.4f}"},
            answer=_candidate(x, old, inside, "after"),
            mistakes={"lecture": _candidate(x, old, inside, "before"), "open": math.tanh(x + old + inside)},
        )

    return telling(draw)


def _candidate(x: float, old: float, inside: float, reset: Reset) -> float:
    """The candidate of a GRU with one unit: its bias beside the product in the lecture's form, inside it in torch's."""
    gates = ("reset", "update", "candidate")
    bias, nothing = np.array([inside]), np.zeros(1)
    weights = Weights(
        w_x=dict.fromkeys(gates, ONE), w_h=dict.fromkeys(gates, ONE),
        b=dict.fromkeys(gates, nothing) | ({"candidate": bias} if reset == "before" else {}),
        b_h={"candidate": bias} if reset == "after" else None,
    )  # fmt: skip
    return float(gru_step(np.array([[x]]), np.array([[old]]), weights, reset=reset).candidate[0, 0])


def memory_step(rng: np.random.Generator) -> Instance:
    """Ask for the hidden state of an LSTM unit from its gates, its candidate and its old memory."""

    def draw() -> Instance:
        forget, input_gate, output = (round(float(value), 2) for value in rng.uniform(0.15, 0.95, 3))
        candidate, old = round(float(rng.uniform(0.2, 0.95)), 2), round(float(rng.uniform(0.5, 2.5)), 2)
        memory = forget * old + input_gate * candidate
        return Instance(
            values={"forget": forget, "input": input_gate, "output": output, "candidate": candidate, "old": old},
            answer=_hidden(forget, input_gate, output, candidate, old),
            mistakes={
                "tanh": output * memory,
                "memory": memory,
                "forgets": output * math.tanh((1 - forget) * old + input_gate * candidate),
            },
        )

    return telling(draw)


def _hidden(forget: float, input_gate: float, output: float, candidate: float, old: float) -> float:
    """The step with every gate and the candidate as given, by the equations themselves."""
    given = {"forget": forget, "input": input_gate, "output": output, "candidate": candidate}
    zeros = {gate: np.zeros((1, 1)) for gate in given}
    weights = Weights(w_x=zeros, w_h=zeros, b={gate: np.zeros(1) for gate in given})
    held = {gate: (lambda _, value=value: np.array([[value]])) for gate, value in given.items()}
    state = LSTMState(np.zeros((1, 1)), np.array([[old]]))
    return float(lstm_step(np.zeros((1, 1)), state, weights, held=held).hidden[0, 0])
