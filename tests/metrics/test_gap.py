"""A gap between two shares of the same sentences, and when it is more than chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.gap import paired_gap

ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


def rights(count, of=300):
    return [place < count for place in range(of)]


def test_dates_with_and_without_the_vector_are_told_apart():
    found = paired_gap(rights(300), rights(30))
    assert found.told_apart
    assert found.difference == pytest.approx(270 / 302)
    assert (found.first, found.second) == (270, 0)


def test_nothing_and_nearly_nothing_are_not():
    assert not paired_gap(rights(0), rights(0)).told_apart
    assert paired_gap(rights(0), rights(0)).error > 0
    assert not paired_gap(rights(4), rights(0)).told_apart


def test_the_same_shares_are_told_apart_where_the_same_sentences_are_right():
    nested, apart = rights(150), [not right for right in rights(165)]
    assert paired_gap(rights(165), nested).told_apart  # 15 sentences more, and none less
    assert not paired_gap(apart, nested).told_apart  # the shares differ as much, but in other sentences
    assert sum(apart) == 135


def test_the_error_is_that_of_the_mean_of_the_differences():
    generator = np.random.default_rng(0)
    first, second = generator.random(4_000) < 0.7, generator.random(4_000) < 0.6
    found = paired_gap(first.tolist(), second.tolist())
    differences = first.astype(float) - second
    assert found.error == pytest.approx(differences.std() / np.sqrt(4_000), rel=1e-3)


@given(ANSWERS)
def test_turned_around_the_gap_has_the_other_sign(answers):
    first, second = zip(*answers, strict=True)
    here, there = paired_gap(first, second), paired_gap(second, first)
    assert here.difference == pytest.approx(-there.difference)
    assert (here.error, here.told_apart) == (pytest.approx(there.error), there.told_apart)
