"""The arithmetic of two readers, checked in another way."""

import numpy as np
import pytest

from seqviz.exercises.two_sided import joined_share, output_at_the_end, places_with_a_future, product_of, sums_of


def test_the_product_of_the_lectures_letters():
    assert product_of(0.197, 0.285, 0.030) == pytest.approx(1.8715)


def test_the_summing_cell_ends_at_opposite_ends():
    forward, backward = sums_of((1, 2, 3, 4))
    assert (forward[-1], backward[0]) == (10, 10)
    assert (forward[-1], backward[-1]) == (10, 4)


@pytest.mark.parametrize("seed", range(5))
def test_a_joined_share_is_that_of_bayes(seed):
    found = joined_share(np.random.default_rng(seed))
    left, right, frequency = (found.values[name] for name in ("left", "right", "frequency"))
    odds = left / (1 - left) * right / (1 - right) * (1 - frequency) / frequency
    assert found.answer == pytest.approx(odds / (1 + odds))
    assert found.judge(found.mistakes["mean"]) == "mean"


@pytest.mark.parametrize("seed", range(5))
def test_the_reader_from_the_right_has_read_one_number_at_the_last_step(seed):
    found = output_at_the_end(np.random.default_rng(seed))
    numbers = [int(one) for one in found.values["numbers"].split()]
    assert found.answer == numbers[-1]
    assert found.mistakes["final"] == sum(numbers)


def test_one_place_of_many_weighs_as_its_share_of_the_logarithms():
    found = places_with_a_future(np.random.default_rng(1))
    assert np.log(found.answer) * found.values["count"] == pytest.approx(np.log(found.values["last"]))
