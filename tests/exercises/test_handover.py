"""Exercises about what goes over: the answers by hand, and mistakes that are told apart."""

import numpy as np
import pytest

from seqviz.exercises.handover import bridge_weights, hidden_numbers


@pytest.mark.parametrize("seed", range(20))
def test_numbers_and_weights_are_those_of_the_text(seed):
    asked = hidden_numbers(np.random.default_rng(seed))
    assert asked.answer == 2 * asked.values["layers"] * asked.values["units"]
    asked = bridge_weights(np.random.default_rng(seed))
    units, out = asked.values["units"], asked.values["out"]
    assert asked.judge((2 * units + 1) * out) == "right"
    assert asked.judge(2 * units * out) == "no-bias"
    assert asked.judge((units + 1) * out) == "one-direction"
