"""Exercises of the page on recurrent networks: answers against torch's cell and the project's own perplexity."""

import math

import numpy as np
import pytest
import torch

from seqviz.exercises.rnn import one_unit, perplexity_of_followers
from seqviz.metrics.perplexity import perplexity

SEEDS = range(40)


@pytest.mark.parametrize("make", [one_unit, perplexity_of_followers])
def test_every_instance_tells_its_answer_and_its_mistakes_apart(make):
    for seed in SEEDS:
        instance = make(np.random.default_rng(seed))
        assert instance.judge(instance.answer) == "right"
        for name, value in instance.mistakes.items():
            assert instance.judge(value) == name


def test_the_step_is_that_of_torchs_cell():
    for seed in SEEDS:
        instance = one_unit(np.random.default_rng(seed))
        v = {name: float(value) for name, value in instance.values.items()}
        cell = torch.nn.RNNCell(1, 1).double()
        for name, value in (("weight_ih", "input"), ("weight_hh", "recurrent"), ("bias_ih", "bias")):
            torch.nn.init.constant_(cell.get_parameter(name), v[value])
        torch.nn.init.zeros_(cell.bias_hh)
        new = cell(torch.ones(1, 1).double(), torch.tensor([[v["old"]]]).double())
        assert instance.answer == pytest.approx(float(new.detach()))


def test_the_perplexity_is_that_of_a_text_with_these_followers():
    for seed in SEEDS:
        instance = perplexity_of_followers(np.random.default_rng(seed))
        counts = [int(instance.values[name]) for name in ("first", "second", "third")]
        text = [count / sum(counts) for count in counts for _ in range(count)]
        assert instance.answer == pytest.approx(perplexity(-np.mean(np.log(text))))
        assert instance.answer < 3 or math.isclose(instance.answer, 3)
