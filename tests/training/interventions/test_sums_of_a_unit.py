"""The sums of one unit at one token, term by term."""

import numpy as np
import pytest

from seqviz.records.training import Hold, ProbeQuestion, SumQuestion
from tests.training.interventions.small_run import CELLS, TEXT, trained


@pytest.mark.parametrize("unit", [0, 11])
@pytest.mark.parametrize("position", [0, 9])
@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_the_sums_of_a_unit_are_those_of_the_forward_pass(cell, reset, layer, position, unit):
    training = trained(cell=cell, reset=reset)
    probe = training.answer(ProbeQuestion(text=TEXT)).layers[layer].gates
    answer = training.answer(SumQuestion(text=TEXT, position=position, unit=unit, layer=layer))
    assert answer.token == TEXT[position]
    for name, found in answer.gates.items():
        assert found.value == pytest.approx(probe[name][position, unit], abs=1e-6)
        terms = found.from_input.sum(dtype=np.float64) + found.from_hidden.sum(dtype=np.float64) + found.bias
        assert terms == pytest.approx(found.total, abs=1e-5)
        squash = np.tanh if name in ("candidate", "hidden") else lambda z: 1 / (1 + np.exp(-z))
        assert squash(found.total) == pytest.approx(found.value, abs=1e-12)
        assert found.from_hidden.shape == (16,)
        assert found.from_input.shape == (28 if layer == 0 else 16,)
        if layer == 0:
            assert np.count_nonzero(found.from_input) == 1
    for name in answer.before:
        assert answer.after[name] == pytest.approx(probe[name][position, unit], abs=1e-6)
        before = probe[name][position - 1, unit] if position else 0.0
        assert answer.before[name] == pytest.approx(before, abs=1e-12)


def test_an_lstm_unit_adds_up_to_its_new_memory():
    answer = trained().answer(SumQuestion(text=TEXT, position=7, unit=3, layer=1))
    i, f, o, c = (answer.gates[name].value for name in ("input", "forget", "output", "candidate"))
    assert answer.after["cell"] == pytest.approx(f * answer.before["cell"] + i * c, abs=1e-12)
    assert answer.after["hidden"] == pytest.approx(o * np.tanh(answer.after["cell"]), abs=1e-12)


def test_a_held_unit_shows_its_sum_and_the_value_that_took_its_place():
    training = trained()
    question = SumQuestion(text=TEXT, position=7, unit=3, hold=(Hold(gate="forget", value=1.0),))
    answer = training.answer(question)
    gate = answer.gates["forget"]
    assert gate.value == 1.0
    assert 1 / (1 + np.exp(-gate.total)) < 0.99
    i, c = answer.gates["input"].value, answer.gates["candidate"].value
    assert answer.after["cell"] == pytest.approx(answer.before["cell"] + i * c, abs=1e-6)


def test_a_word_model_shows_the_numbers_of_its_embedding():
    training = trained(steps=2, text="hsk", unit="word", layers=1)
    answer = training.answer(SumQuestion(text="\u6211\u4eec\u7684", position=1, unit=0))
    assert answer.gates["input"].from_input.shape == (128,)
