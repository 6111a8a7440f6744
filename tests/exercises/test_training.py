"""Arithmetic of training, against the definitions."""

import math

import numpy as np
import pytest

from seqviz.exercises.training import clipped_entry, perplexity_of_three


@pytest.mark.parametrize("seed", range(30))
def test_the_answers_of_the_exercises_are_those_of_the_definitions(seed):
    found = perplexity_of_three(np.random.default_rng(seed))
    shares = [found.values[name] for name in ("first", "second", "third")]
    assert found.judge(math.exp(np.mean(np.log(shares)))) == "right"
    clipped = clipped_entry(np.random.default_rng(seed))
    gradient = np.array([clipped.values["first"], clipped.values["second"]], float)
    after = min(1, clipped.values["theta"] / np.linalg.norm(gradient)) * gradient
    assert clipped.judge(after[1]) == "right"
    for mistake, value in clipped.mistakes.items():
        assert clipped.judge(value) in (mistake, "right", *clipped.mistakes)
