from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.checkpoints import Checkpoints, size_of

gaps = st.lists(st.integers(1, 50), min_size=1, max_size=300)


def filled(gaps: list[int], *, limit: int = 40, size_limit: int = 10**9, size: int = 1) -> Checkpoints:
    ring = Checkpoints(limit=limit, size_limit=size_limit)
    step = 0
    ring.add(step, np.zeros(size, np.uint8))
    for gap in gaps:
        step += gap
        ring.add(step, np.zeros(size, np.uint8))
    return ring


@given(gaps, st.integers(3, 40))
def test_bounded_with_the_first_and_the_newest(gaps: list[int], limit: int) -> None:
    steps = filled(gaps, limit=limit).steps
    assert len(steps) == min(limit, len(gaps) + 1)
    assert steps[0] == 0
    assert steps[-1] == sum(gaps)
    assert list(steps) == sorted(set(steps))


@given(gaps, st.integers(1, 400))
def test_bounded_in_bytes_but_never_empty(gaps: list[int], size: int) -> None:
    ring = filled(gaps, size_limit=1000, size=size)
    assert len(ring.steps) * size <= 1000
    assert ring.steps[-1] == sum(gaps)


def test_a_state_larger_than_the_bound_is_kept_alone() -> None:
    ring = filled([1, 1], size_limit=10, size=11)
    assert ring.steps == (2,)


@given(st.integers(200, 1200))
def test_dense_at_both_ends_sparse_between(count: int) -> None:
    steps = filled([1] * count).steps
    assert steps[1] <= 3
    assert steps[-2] >= count - 4
    for old, new in pairwise(steps):
        # No gap is wider than half its distance from the nearer end: forty states cover any past.
        assert new - old <= max(min(new, count - old) / 2, 2)


@given(gaps, st.integers(-5, 20_000))
def test_nearest(gaps: list[int], step: int) -> None:
    ring = filled(gaps)
    assert abs(ring.nearest(step).step - step) == min(abs(kept - step) for kept in ring.steps)


def test_empty_ring_and_wrong_order() -> None:
    ring = Checkpoints(limit=3, size_limit=100)
    assert ring.nearest(5) is None
    ring.add(4, None)
    with pytest.raises(ValueError, match="step 4"):
        ring.add(4, None)
    with pytest.raises(ValueError, match="3 states"):
        Checkpoints(limit=2, size_limit=100)


def test_size_counts_arrays_through_any_nesting() -> None:
    snapshot = {"model": {"w": np.zeros((10, 10), np.float32)}, "moments": [(np.zeros(5), np.zeros(5))]}
    assert size_of(snapshot) == 400 + 80
