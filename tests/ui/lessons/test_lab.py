"""The laboratory's question and exercises: judged by the numbers of the run."""

import math

import pytest

from seqviz.ui.lessons.lab.prediction import band_of


@pytest.mark.parametrize(("share", "band"), [(1.2, "worse"), (0.9, "half"), (0.3, "quarter"), (0.1, "less")])
def test_a_prediction_is_judged_against_the_unigram_baseline(share, band):
    assert band_of(2.8 + math.log(share), 2.8) == band
