"""Norms of what cannot be squared."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.metrics.norms import largest_singular_value, log_norm, norms

EXACT = 1e-10


def test_norms_of_numbers_too_small_to_be_squared():
    assert norms(np.array([[3e-200, 4e-200], [0.0, 0.0]])) == pytest.approx((5e-200, 0.0), rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1), st.floats(-150, 150))
def test_the_largest_singular_value_is_numpys(rows, columns, seed, power):
    matrix = np.random.default_rng(seed).normal(size=(rows, columns)) * 10**power
    assert largest_singular_value(matrix) == pytest.approx(np.linalg.norm(matrix, 2), rel=EXACT)


def test_the_logarithm_carries_powers_that_no_float_holds():
    assert log_norm(np.array([[0.0, 3.0], [4.0, 0.0]]), -500) == pytest.approx(np.log10(4) - 500)
    assert log_norm(np.zeros((2, 2)), 3) == -np.inf
