"""The laboratory's question and exercises: judged by the numbers of the run."""

import math

import numpy as np
import pytest

from seqviz.ui.lessons.lab.prediction import band_of
from seqviz.ui.lessons.lab.tasks import _clipping, _perplexity


@pytest.mark.parametrize(("share", "band"), [(1.2, "worse"), (0.9, "half"), (0.3, "quarter"), (0.1, "less")])
def test_a_prediction_is_judged_against_the_unigram_baseline(share, band):
    assert band_of(2.8 + math.log(share), 2.8) == band


@pytest.mark.parametrize("seed", range(30))
def test_the_answers_of_the_exercises_are_those_of_the_definitions(seed):
    found = _perplexity(np.random.default_rng(seed))
    shares = [found.values[name] for name in ("first", "second", "third")]
    assert found.judge(math.exp(np.mean(np.log(shares)))) == "right"
    clipped = _clipping(np.random.default_rng(seed))
    gradient = np.array([clipped.values["first"], clipped.values["second"]], float)
    after = min(1, clipped.values["theta"] / np.linalg.norm(gradient)) * gradient
    assert clipped.judge(after[1]) == "right"
    for mistake, value in clipped.mistakes.items():
        assert clipped.judge(value) in (mistake, "right", *clipped.mistakes)
