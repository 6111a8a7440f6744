"""The blanks: answers are the step's own values, and a slip leads to the number that somebody who makes it gets."""

import math
from itertools import pairwise

import numpy as np
import pytest

from seqviz.cells.equations import LSTMState, Weights, gru_step, lstm_step, rnn_step
from seqviz.components.machine_labels import SLIPS
from seqviz.exercises.blanks import NEAR, blanks_of
from seqviz.records.machine import GateColumn, MachineAnswer

GATES = {
    "rnn": ("hidden",),
    "gru": ("reset", "update", "candidate"),
    "lstm": ("input", "forget", "output", "candidate"),
}
UNITS, TOKENS, UNIT = 5, 6, 2
CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]


def answer_of(cell, reset="before", seed=0, held=frozenset()):
    """One unit of a cell with random weights along random inputs, by the lecture's equations."""
    rng = np.random.default_rng(seed)
    draw = lambda *shape: rng.normal(size=shape)  # noqa: E731
    gates = GATES[cell]
    inner = {"candidate": draw(UNITS)} if reset == "after" else None
    weights = Weights(
        w_x={gate: draw(3, UNITS) for gate in gates},
        w_h={gate: draw(UNITS, UNITS) for gate in gates},
        b={gate: draw(UNITS) for gate in gates},
        b_h=inner,
    )
    inputs, state = draw(TOKENS, 3), LSTMState(np.zeros(UNITS), np.zeros(UNITS))
    steps = []
    for x in inputs:
        step = (
            rnn_step(x, state.hidden, weights)
            if cell == "rnn"
            else gru_step(x, state.hidden, weights, reset=reset)
            if cell == "gru"
            else lstm_step(x, state, weights)
        )
        state = LSTMState(step.hidden, getattr(step, "cell", step.hidden))
        steps.append(step)
    whole = {name: np.stack([getattr(step, name) for step in steps]) for name in steps[0]._fields}
    return MachineAnswer(
        step=0, cell=cell, reset=reset, unit=UNIT, layer=0, tokens=tuple("abcdef"), unknown=(), hidden=whole["hidden"],
        traces={name: values[:, UNIT] for name, values in whole.items()},
        gates={
            gate: GateColumn(
                from_input=inputs @ weights.w_x[gate][:, UNIT], weights=weights.w_h[gate][:, UNIT],
                bias=float(weights.b[gate][UNIT]),
                inner_bias=float(inner[gate][UNIT]) if inner and gate in inner else 0.0,
            )
            for gate in gates
        },
        opened=whole["reset"] if cell == "gru" and reset == "before" else None, held=held,
    )  # fmt: skip


def named(answer, t):
    return {blank.name: blank for blank in blanks_of(answer)[t]}


def test_the_answers_of_an_lstm_are_its_step():
    answer = answer_of("lstm")
    for t in range(1, TOKENS):
        asked, now = named(answer, t), {name: trace[t] for name, trace in answer.traces.items()}
        old = answer.traces["cell"][t - 1]
        expected = {
            "forget": now["forget"],
            "kept": now["forget"] * old,
            "added": now["input"] * now["candidate"],
            "cell": now["cell"],
            "hidden": now["output"] * math.tanh(now["cell"]),
        }
        assert list(asked) == list(expected)
        for name, value in expected.items():
            assert asked[name].answer == pytest.approx(value, abs=1e-12)
        assert asked["kept"].answer + asked["added"].answer == pytest.approx(asked["cell"].answer, abs=1e-12)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_the_answers_of_a_gru_are_its_step(reset):
    answer = answer_of("gru", reset)
    for t in range(1, TOKENS):
        asked, now = named(answer, t), {name: trace[t] for name, trace in answer.traces.items()}
        assert asked["candidate"].answer == pytest.approx(now["candidate"])
        assert asked["kept"].answer == pytest.approx(now["update"] * answer.traces["hidden"][t - 1])
        assert asked["kept"].answer + asked["taken"].answer == pytest.approx(asked["hidden"].answer)
        # the sum that is shown leads to the answer by the curve
        total = asked["candidate"].slips.get("sum-only")
        assert total is None or math.tanh(total) == pytest.approx(now["candidate"])


def test_the_answers_of_an_rnn_are_its_sum_and_its_tanh():
    asked = named(answer_of("rnn"), 3)
    assert math.tanh(asked["total"].answer) == pytest.approx(asked["hidden"].answer)


def test_each_usual_slip_has_the_number_that_it_leads_to():
    answer, t = answer_of("lstm", seed=3), 4
    f, i, c, o, memory = (answer.traces[name][t] for name in ("forget", "input", "candidate", "output", "cell"))
    old, asked = answer.traces["cell"][t - 1], named(answer, t)
    wrong = {
        ("forget", "shut"): 1 - f,
        ("kept", "sum"): f + old,
        ("kept", "shut"): (1 - f) * old,
        ("kept", "new-cell"): f * memory,
        ("added", "sum"): i + c,
        ("cell", "nothing-forgotten"): old + i * c,
        ("cell", "product"): f * old * i * c,
        ("hidden", "no-tanh"): o * memory,
        ("hidden", "old-cell"): o * math.tanh(old),
    }
    told = {(blank, slip): asked[blank].slips[slip] for blank, slip in wrong if slip in asked[blank].slips}
    assert len(told) >= 7  # a few may happen to coincide
    for which, value in told.items():
        assert value == pytest.approx(wrong[which]), which


def test_z_on_the_wrong_side_is_known():
    answer, t = answer_of("gru", seed=1), 3
    z, c, old = answer.traces["update"][t], answer.traces["candidate"][t], answer.traces["hidden"][t - 1]
    slips = named(answer, t)["hidden"].slips
    assert slips["side"] == pytest.approx((1 - z) * old + z * c)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_no_slip_is_within_reach_of_the_answer_or_of_another_and_each_has_words(cell, reset, seed):
    for line in blanks_of(answer_of(cell, reset, seed)):
        for blank in line:
            numbers = sorted([blank.answer, *blank.slips.values()])
            assert all(high - low > 2 * NEAR for low, high in pairwise(numbers))
            assert set(blank.slips) <= set(SLIPS)


def test_a_held_gate_is_not_asked_about():
    assert "forget" not in named(answer_of("lstm", held=frozenset({"forget"})), 2)
