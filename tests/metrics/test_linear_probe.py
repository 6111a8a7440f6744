"""What a straight line reads in vectors, and how far labels lie apart."""

import numpy as np
import pytest

from seqviz.metrics.intervals import share_interval
from seqviz.metrics.linear_probe import linear_probe, separation

GENERATOR = np.random.default_rng(0)


def made(count, told):
    """Vectors of which one number tells the label, or none does."""
    labels = GENERATOR.integers(0, 3, count)
    vectors = GENERATOR.normal(size=(count, 6))
    if told:
        vectors[np.arange(count), labels] += 6
    return vectors, [str(label) for label in labels]


@pytest.mark.parametrize(("told", "low", "high"), [(True, 0.97, 1.0), (False, 0.2, 0.47)])
def test_a_label_is_read_where_the_vector_tells_it_and_else_no_better_than_by_chance(told, low, high):
    found = linear_probe(*made(600, told), *made(400, told))
    assert low <= found.accuracy <= high
    assert found.chance == pytest.approx(1 / 3, abs=0.08)


def test_a_label_that_was_never_learnt_counts_as_wrong():
    vectors, labels = made(90, told=True)
    assert linear_probe(vectors, labels, vectors[:4], ["9"] * 4).accuracy == 0


def test_scatter_between_labels_is_all_of_it_or_none():
    points = np.array([[0.0, 0.0], [0.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    assert separation(points, ["a", "a", "b", "b"]) == pytest.approx(1.0)
    assert separation(points, ["a", "b", "a", "b"]) == pytest.approx(0.0)
    assert separation(np.ones((3, 2)), ["a", "b", "a"]) == 0.0


def test_an_interval_holds_the_share_and_narrows_with_the_count():
    low, high = share_interval(8, 10)  # Wilson's own formula, by hand: (0.490, 0.943)
    assert (low, high) == (pytest.approx(0.490, abs=1e-3), pytest.approx(0.943, abs=1e-3))
    assert share_interval(0, 20)[0] == 0.0
    assert share_interval(20, 20)[1] == 1.0
    assert share_interval(80, 100)[0] > low
