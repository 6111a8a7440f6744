"""What is held, cut or edited, and nothing else, is another number in the answer."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqviz.records.training import Cut, EvaluationQuestion, Hold, ProbeQuestion, SampleQuestion, StateEdit, SumQuestion
from tests.training.interventions.small_run import CELLS, TEXT, trained


@pytest.mark.parametrize(("cell", "reset"), CELLS)
def test_a_cut_layer_sees_nothing_but_its_own_token(cell, reset):
    """With W_h = 0 the gates of a token depend on the token alone (a GRU's and LSTM's memory goes on)."""
    training = trained(cell=cell, reset=reset, layers=1)
    answer = training.answer(ProbeQuestion(text=TEXT, hold=(Cut(),)))
    for name in {"reset", "update", "candidate", "input", "forget", "output"} & set(answer.layers[0].gates):
        gate = answer.layers[0].gates[name]
        places = [t for t, token in enumerate(answer.tokens) if token == "e"]
        assert np.ptp(gate[places], axis=0).max() < 1e-6
    plain = training.answer(ProbeQuestion(text=TEXT))
    assert plain.top != answer.top


def test_a_gate_may_be_held_for_some_units_only():
    training = trained()
    hold = (Hold(gate="forget", value=0.0, layer=1, units=(2, 5)),)
    answer = training.answer(ProbeQuestion(text=TEXT, hold=hold))
    plain = training.answer(ProbeQuestion(text=TEXT))
    held = answer.layers[1].gates["forget"]
    assert np.all(held[:, [2, 5]] == 0)
    assert np.all(held[:, [0, 1, 3, 4]] > 0)
    np.testing.assert_allclose(answer.layers[0].gates["forget"], plain.layers[0].gates["forget"], atol=1e-6)


def test_a_mean_is_each_units_own_over_held_out_text():
    training = trained()
    _, traces = training.model.trace(training.validation)
    expected = traces[0].gates["output"].mean((0, 1)).detach().numpy()
    answer = training.answer(ProbeQuestion(text=TEXT, hold=(Hold(gate="output", value="mean"),)))
    held = answer.layers[0].gates["output"]
    np.testing.assert_allclose(held[0], expected, atol=1e-6)
    assert np.all(held == held[0])


def test_means_are_those_of_the_weights_that_answer():
    training = trained()
    question = ProbeQuestion(text=TEXT, hold=(Hold(gate="forget", value="mean"),))
    first, kept = training.answer(question), training.snapshot()
    for _ in range(5):
        training.train_step()
    later = training.answer(question)
    again = training.answer(question, kept)
    assert again.top == first.top != later.top
    training.restore(kept)  # the same step may now come with other weights
    training.set("learning_rate", 0.5)
    for _ in range(5):
        training.train_step()
    other = training.answer(question)
    assert other.step == later.step
    assert not np.array_equal(other.layers[0].gates["forget"], later.layers[0].gates["forget"])


def test_an_edit_replaces_the_state_that_goes_on():
    training = trained()
    edit = StateEdit(state="cell", position=5, value=(1.0, -1.0), layer=1, units=(3, 4))
    question = SumQuestion(text=TEXT, position=6, unit=4, layer=1, hold=(edit,))
    answer = training.answer(question)
    assert answer.before["cell"] == -1.0
    held, plain = (
        training.answer(ProbeQuestion(text=TEXT, hold=hold)).layers[1].gates["cell"] for hold in ((edit,), ())
    )
    np.testing.assert_allclose(held[:6], plain[:6], atol=1e-6)
    assert np.abs(held[6] - plain[6])[[3, 4]].min() > 1e-3
    assert training.answer(replace(question, position=5)).before["cell"] != -1.0


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_sample_without_effective_hold_is_the_plain_one(temperature):
    training = trained()
    question = SampleQuestion(prefix="we the", length=25, temperature=temperature)
    nothing = replace(question, hold=(Hold(gate="forget", value=0.0, units=()),))
    assert training.answer(nothing) == training.answer(question)
    shut = replace(question, hold=(Hold(gate="hidden", value=0.0, layer=1),))
    if temperature:
        assert training.answer(shut).text != training.answer(question).text


def test_interventions_never_touch_the_run():
    asked, silent = trained(0), trained(0)
    hold = (
        Hold(gate="forget", value="mean", layer=1),
        Hold(gate="cell", value=0.2, units=(1,)),
        StateEdit(state="hidden", position=1, value=0.0),
        Cut(layer=1),
    )
    for _ in range(3):
        asked.answer(ProbeQuestion(text=TEXT, hold=hold))
        asked.answer(SampleQuestion(prefix="we", length=5, hold=hold))
        asked.answer(EvaluationQuestion(hold=hold))
        asked.answer(SumQuestion(text=TEXT, position=4, unit=1, hold=hold))
        assert asked.advance() == silent.advance()
    weights = silent.model.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in asked.model.state_dict().items())
    assert all(
        a.grad is None or torch.equal(a.grad, b.grad) for a, b in zip(asked.parameters, silent.parameters, strict=True)
    )
