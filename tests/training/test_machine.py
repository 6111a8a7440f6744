"""The machine's numbers are the model's own: each step follows from the state that the run itself has before it."""

from dataclasses import replace

import numpy as np
import pytest

from seqviz.config import LanguageModelConfig
from seqviz.records.machine import MachineQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import Cut, Hold, ProbeQuestion, StateEdit
from seqviz.training.language_model import Training

CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, layers=2, device="cpu")
TEXT = "of the people by the people"


def trained(**changes):
    training = Training(replace(SMALL, **changes))
    for _ in range(8):
        training.train_step()
    return training


def sigma(z):
    return 1 / (1 + np.exp(-z))


def written_out(answer):
    """Every gate and state of the unit, from nothing but the sums of the answer: name -> [T]."""
    before = np.vstack([np.zeros_like(answer.hidden[:1]), answer.hidden[:-1]]).astype(float)
    sums = {name: column.from_input + before @ column.weights + column.bias for name, column in answer.gates.items()}
    old = before[:, answer.unit]
    if answer.cell == "rnn":
        return {"hidden": np.tanh(sums["hidden"])}
    if answer.cell == "lstm":
        f, i, o, c = (act(sums[name]) for name, act in zip(
            ("forget", "input", "output", "candidate"), (sigma, sigma, sigma, np.tanh), strict=True
        ))  # fmt: skip
        memory = f * np.append(0, answer.traces["cell"][:-1]) + i * c
        shown = o * np.tanh(answer.traces["cell"])
        return {"forget": f, "input": i, "output": o, "candidate": c, "cell": memory, "hidden": shown}
    r, z, column = sigma(sums["reset"]), sigma(sums["update"]), answer.gates["candidate"]
    if answer.opened is None:
        inside = r * (before @ column.weights + column.inner_bias)
    else:
        np.testing.assert_allclose(answer.opened[:, answer.unit], r, atol=1e-6)
        inside = (answer.opened * before) @ column.weights
    c = np.tanh(column.from_input + inside + column.bias)
    return {"reset": r, "update": z, "candidate": c, "hidden": z * old + (1 - z) * c}


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_every_step_follows_from_the_answer_and_equals_the_forward_pass(cell, reset, layer):
    training = trained(cell=cell, reset=reset)
    answer = training.answer(MachineQuestion(text=TEXT, unit=5, layer=layer))
    inside = training.answer(ProbeQuestion(text=TEXT)).layers[layer].gates
    steps = written_out(answer)
    assert set(steps) == set(answer.traces) == set(inside)
    for name, values in steps.items():
        np.testing.assert_array_equal(answer.traces[name], inside[name][:, 5])
        np.testing.assert_allclose(values, inside[name][:, 5], rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(answer.hidden, inside["hidden"])


def test_tokens_that_enter_through_an_embedding_have_their_sums_too():
    answer = trained(text="hsk", cell="gru", layers=1).answer(MachineQuestion(text="\u6211\u4eec\u7684\u4eba", unit=3))
    for name, values in written_out(answer).items():
        np.testing.assert_allclose(values, answer.traces[name], rtol=1e-6, atol=1e-6)


def test_a_held_gate_is_named_where_the_unit_is_held():
    training = trained(layers=1)
    hold = (Hold(gate="forget", value=1.0, units=(5,)),)
    held, free = (training.answer(MachineQuestion(text=TEXT, unit=unit, hold=hold)) for unit in (5, 4))
    assert (held.held, free.held) == ({"forget"}, frozenset())
    assert np.all(held.traces["forget"] == 1)
    plain = written_out(held)
    np.testing.assert_allclose(plain["input"], held.traces["input"], atol=1e-6)


def test_an_edited_state_is_the_one_that_the_next_step_reads():
    edit = StateEdit(state="hidden", position=4, value=0.5)
    answer = trained(cell="gru", layers=1).answer(MachineQuestion(text=TEXT, unit=2, hold=(edit,)))
    assert np.all(answer.hidden[4] == 0.5)
    values = written_out(answer)["hidden"]
    np.testing.assert_allclose(values[5:], answer.traces["hidden"][5:], atol=1e-6)


def test_a_cut_unit_has_no_weights_for_the_state():
    answer = trained(cell="rnn", layers=1).answer(MachineQuestion(text=TEXT, unit=2, hold=(Cut(),)))
    assert not answer.gates["hidden"].weights.any()


@pytest.mark.parametrize(("changes", "key"), [({"unit": 16}, "training.no-unit"), ({"layer": 2}, "training.no-layer")])
def test_what_does_not_exist_is_refused(changes, key):
    with pytest.raises(Problem) as refused:
        trained().answer(replace(MachineQuestion(text=TEXT, unit=0), **changes))
    assert refused.value.key == key
