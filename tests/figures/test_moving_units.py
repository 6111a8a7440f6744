"""Units that move: the most restless ones, in the order in which they change."""

import numpy as np

from seqviz.figures.moving_units import moving_units


def test_the_units_that_move_most_are_chosen_and_stand_in_the_order_in_which_they_change():
    states = np.array([[0.0, 0.0, 0.9, 0.1], [0.0, 1.0, 0.9, 0.2], [-1.0, 1.0, 0.9, 0.1]])
    assert moving_units(states, 3) == (2, 1, 0)
    assert moving_units(states, 2) == (1, 0)


def test_units_that_change_together_stand_by_their_numbers_and_no_more_than_there_are_is_no_fault():
    assert moving_units(np.ones((2, 3)), 24) == (0, 1, 2)
