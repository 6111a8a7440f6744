"""Gates, layers, units and positions that a model does not have."""

from dataclasses import replace

import pytest

from seqviz.records.problem import Problem
from seqviz.records.training import Cut, Hold, ProbeQuestion, StateEdit, SumQuestion
from tests.training.interventions.small_run import TEXT, trained


@pytest.mark.parametrize(
    ("cell", "hold", "key"),
    [
        ("gru", Hold(gate="forget", value=0.0), "training.no-gate"),
        ("rnn", Hold(gate="cell", value=0.0), "training.no-gate"),
        ("gru", StateEdit(state="cell", position=0, value=0.0), "training.no-gate"),
        ("lstm", Hold(gate="forget", value=0.0, layer=2), "training.no-layer"),
        ("lstm", Cut(layer=-1), "training.no-layer"),
        ("lstm", Hold(gate="forget", value=0.0, units=(16,)), "training.no-unit"),
        ("lstm", StateEdit(state="cell", position=27, value=0.0), "training.no-position"),
        ("lstm", StateEdit(state="cell", position=0, value=(1.0, 2.0)), "training.values-and-units"),
        ("lstm", StateEdit(state="cell", position=0, value=(1.0, 2.0), units=(3, 99)), "training.no-unit"),
        ("lstm", Hold(gate="forget", value=float("nan")), "training.not-a-number"),
    ],
)
def test_what_the_model_does_not_have_is_refused_by_name(cell, hold, key):
    training = trained(0, cell=cell)
    with pytest.raises(Problem) as caught:
        training.answer(ProbeQuestion(text=TEXT, hold=(hold,)))
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"layer": 2}, "training.no-layer"),
        ({"unit": -1}, "training.no-unit"),
        ({"position": 27}, "training.no-position"),
        ({"text": "x"}, "lab.probe-too-short"),
    ],
)
def test_a_unit_that_does_not_exist_is_refused_by_name(changes, key):
    question = replace(SumQuestion(text=TEXT, position=0, unit=0), **changes)
    with pytest.raises(Problem) as caught:
        trained(0).answer(question)
    assert caught.value.key == key
