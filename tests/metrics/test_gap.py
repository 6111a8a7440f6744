"""A gap between two shares, and when it is more than chance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.gap import gap


def test_dates_with_and_without_the_vector_are_told_apart():
    found = gap(1.0, 0.1, 300)
    assert found.told_apart
    assert found.difference == pytest.approx(301 / 302 - 31 / 302)


def test_shares_of_nothing_and_of_nearly_nothing_are_not():
    assert not gap(0.0, 0.0, 300).told_apart
    assert gap(0.0, 0.0, 300).error > 0
    assert not gap(4 / 300, 0.0, 300).told_apart


def test_the_error_falls_with_the_root_of_the_count():
    few, many = (gap(0.5, 0.5, count).error for count in (98, 9_998))
    assert few / many == pytest.approx(math.sqrt(100))


@given(st.integers(0, 50), st.integers(0, 50))
def test_turned_around_the_gap_has_the_other_sign(first, second):
    here, there = gap(first / 50, second / 50, 50), gap(second / 50, first / 50, 50)
    assert here.difference == pytest.approx(-there.difference)
    assert here.told_apart == there.told_apart
