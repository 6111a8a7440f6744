"""Two principal components beside the eigenvectors of the covariance, and what they promise of any points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.principal_components import principal_components

SEEDS = st.integers(0, 10_000)


def states(seed, steps=40, size=16):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(steps, size)) * np.geomspace(8, 0.1, size) + rng.normal(size=size)


@given(SEEDS)
def test_they_are_the_eigenvectors_of_the_covariance_with_its_largest_values(seed):
    points = states(seed)
    found = principal_components(points)
    values, vectors = np.linalg.eigh(np.cov(points.T))
    for place in (0, 1):
        assert abs(found.directions[place] @ vectors[:, -1 - place]) == pytest.approx(1, abs=1e-8)
        assert found.shares[place] == pytest.approx(values[-1 - place] / values.sum())
    np.testing.assert_allclose(np.cov(found.points.T), np.diag(values[-1:-3:-1]), atol=1e-8)


@given(SEEDS)
def test_moved_or_rotated_states_draw_the_same_path(seed):
    points = states(seed)
    turn, _ = np.linalg.qr(np.random.default_rng(seed + 1).normal(size=(16, 16)))
    found, moved = principal_components(points), principal_components(points @ turn + 5)
    np.testing.assert_allclose(np.abs(found.points), np.abs(moved.points), atol=1e-6)
    np.testing.assert_allclose(found.points, principal_components(points + 7).points, atol=1e-8)


def test_the_same_path_is_never_mirrored():
    points = states(3)
    for direction in principal_components(points).directions:
        assert direction[np.abs(direction).argmax()] > 0
    np.testing.assert_allclose(principal_components(points[::-1]).points, principal_components(points).points[::-1])


def test_states_in_a_plane_are_shown_whole():
    flat = np.random.default_rng(4).normal(size=(20, 2)) @ np.random.default_rng(5).normal(size=(2, 9))
    found = principal_components(flat)
    assert sum(found.shares) == pytest.approx(1)
    restored = found.points @ found.directions + flat.mean(0)
    np.testing.assert_allclose(restored, flat, atol=1e-9)


def test_states_that_do_not_move_lie_in_one_place():
    found = principal_components(np.ones((5, 4), np.float32))
    assert not found.points.any()
    assert found.shares == (0.0, 0.0)
