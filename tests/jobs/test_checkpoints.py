from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.checkpoints import Checkpoints, size_of
from seqviz.jobs.limits import Limits
from seqviz.jobs.progress import Progress

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


@given(st.integers(150, 1200), st.integers(6, 40))
def test_landmarks_stay_however_many_states_follow(count: int, limit: int) -> None:
    ring = Checkpoints(limit=limit, size_limit=10**9)
    for step in range(count):
        ring.add(step, None, landmark=step in (50, 100, 149))
    assert {0, 50, 100, 149, count - 1} <= set(ring.steps)
    assert len(ring.steps) == limit


def test_where_room_is_short_landmarks_go_last_but_for_both_ends() -> None:
    ring = Checkpoints(limit=40, size_limit=3)
    for step in range(60):
        ring.add(step, np.zeros(1, np.uint8), landmark=step in (10, 20))
    assert ring.steps[0] == 0
    assert ring.steps[1] in (10, 20)
    assert ring.steps[2] == 59


def test_a_landmark_is_due_however_little_time_has_passed() -> None:
    progress = Progress(Limits())
    progress.landmarks = frozenset({2})
    progress.keep(None, began=0.0, ended=0.0)
    due = []
    for _ in range(3):
        progress.stepped(began=0.0, ended=0.0)
        due.append(progress.state_is_due(0.0))
    assert due == [False, True, False]


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
