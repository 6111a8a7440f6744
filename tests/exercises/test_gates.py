"""Exercises about gated cells: the answers against torch's own cells, and mistakes that are told apart."""

import math

import numpy as np
import pytest
import torch

from seqviz.exercises.gates import kept_or_replaced, memory_step, place_of_the_reset
from seqviz.exercises.instance import Instance

SEEDS = range(40)


def drawn(make) -> list[Instance]:
    return [make(np.random.default_rng(seed)) for seed in SEEDS]


@pytest.mark.parametrize("make", [kept_or_replaced, place_of_the_reset, memory_step])
def test_every_instance_tells_its_answer_and_its_mistakes_apart(make):
    for instance in drawn(make):
        assert instance.judge(instance.answer) == "right"
        for name, value in instance.mistakes.items():
            assert instance.judge(value) == name


def test_torchs_candidate_is_that_of_torch():
    for instance in drawn(place_of_the_reset):
        values = {name: float(instance.values[name]) for name in ("x", "old", "inside")}
        cell = torch.nn.GRUCell(1, 1).double()
        for parameter in cell.parameters():
            torch.nn.init.constant_(parameter, 1.0 if parameter.dim() == 2 else 0.0)
        with torch.no_grad():
            cell.bias_hh[2] = values["inside"]
            old = torch.tensor([[values["old"]]], dtype=torch.float64)
            hidden = float(cell(torch.tensor([[values["x"]]], dtype=torch.float64), old))
        update = 1 / (1 + math.exp(-values["x"] - values["old"]))
        assert update * values["old"] + (1 - update) * instance.answer == pytest.approx(hidden)


def test_the_published_step_is_the_one_that_the_exercise_computes():
    from seqviz.exercises.gates import _candidate

    assert _candidate(1.0, 0.5, 1.0, "before") == pytest.approx(0.98396, abs=5e-6)
    assert _candidate(1.0, 0.5, 1.0, "after") == pytest.approx(0.97697, abs=5e-6)


def test_the_hidden_state_of_an_lstm_unit_is_what_its_output_gate_shows():
    for instance in drawn(memory_step):
        v = {name: float(value) for name, value in instance.values.items()}
        memory = v["forget"] * v["old"] + v["input"] * v["candidate"]
        assert instance.answer == pytest.approx(v["output"] * math.tanh(memory))
