"""A table of confusions is counted, not estimated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.confusion import accuracy, confusion

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


@given(PAIRS)
def test_each_cell_counts_its_pairs(pairs):
    truth, said = [one for one, _ in pairs], [other for _, other in pairs]
    counts = confusion(truth, said, "abc")
    for row, true in enumerate("abc"):
        for column, guessed in enumerate("abc"):
            assert counts[row, column] == pairs.count((true, guessed))
    right = sum(one == other for one, other in pairs)
    assert accuracy(counts) == pytest.approx(right / len(pairs) if pairs else 0.0)


def test_what_does_not_belong_together_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        confusion("ab", "a", "ab")
    with pytest.raises(KeyError):
        confusion("a", "z", "ab")
