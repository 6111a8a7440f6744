"""One unit of an invented cell along a sentence whose second token looks like markup, by the lecture's equations."""

import numpy as np

from seqviz.cells.equations import LSTMState, Weights, gru_step, lstm_step, rnn_step
from seqviz.records.machine import GateColumn, MachineAnswer

TOKENS = ("t", "<b>x</b>", " ", "a", "n", "d", " ", "s", "o", "o", "n")
UNITS = 24
GATES = {
    "rnn": ("hidden",),
    "gru": ("reset", "update", "candidate"),
    "lstm": ("input", "forget", "output", "candidate"),
}


def invented_answer(cell: str, unit: int) -> MachineAnswer:
    """Return the same numbers at every call."""
    rng = np.random.default_rng(3)
    gates, size = GATES[cell], (len(TOKENS), UNITS)
    weights = Weights(
        w_x={gate: rng.normal(size=size) for gate in gates},
        w_h={gate: rng.normal(size=(UNITS, UNITS)) / 3 for gate in gates},
        b={gate: rng.normal(size=UNITS) for gate in gates},
    )
    state, steps = LSTMState(np.zeros(UNITS), np.zeros(UNITS)), []
    for x in np.eye(len(TOKENS)):
        if cell == "lstm":
            state = lstm_step(x, state, weights)
        else:
            state = gru_step(x, state.hidden, weights) if cell == "gru" else rnn_step(x, state.hidden, weights)
        steps.append(state)
    whole = {name: np.stack([getattr(step, name) for step in steps]) for name in steps[0]._fields}
    return MachineAnswer(
        step=0, cell=cell, reset="before", unit=unit, layer=0, tokens=TOKENS, unknown=(), hidden=whole["hidden"],
        traces={name: values[:, unit] for name, values in whole.items()},
        gates={
            gate: GateColumn(
                from_input=weights.w_x[gate][:, unit], weights=weights.w_h[gate][:, unit],
                bias=float(weights.b[gate][unit]),
            )
            for gate in gates
        },
        opened=whole.get("reset"),
    )  # fmt: skip
