"""The area under the ROC curve equals what one counts pair by pair."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.auc import auc

few = st.integers(-3, 3).map(float)  # so that there are ties
mixed = st.lists(st.tuples(few, st.booleans()), min_size=2, max_size=40).filter(
    lambda found: len({c for _, c in found}) > 1
)


@given(mixed)
def test_it_is_the_share_of_pairs_in_the_right_order(found):
    values = np.array([value for value, _ in found], np.float32)
    inside = np.array([label for _, label in found])
    pairs = [(a > b) + 0.5 * (a == b) for a in values[inside] for b in values[~inside]]
    assert auc(values, inside) == sum(pairs) / len(pairs)


@given(mixed)
def test_turned_around_it_is_the_rest_to_one(found):
    values = np.array([value for value, _ in found], np.float32)
    inside = np.array([label for _, label in found])
    assert abs(auc(-values, inside) - (1 - auc(values, inside))) < 1e-12
