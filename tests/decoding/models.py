"""Models to search in the tests: random tables in hypothesis' hands."""

import numpy as np
from hypothesis import strategies as st

from seqviz.decoding.tables import TableModel

Case = tuple[TableModel, int]


@st.composite
def cases(draw: st.DrawFn, *, most_tokens: int = 4, most_steps: int = 4) -> Case:
    """A table with rows of its own for some prefixes, with or without an end token, and a length."""
    size = draw(st.integers(2, most_tokens))
    length = draw(st.integers(1, most_steps))
    vocabulary = tuple("ABCDEFGH"[:size])
    eos = draw(st.sampled_from([None, vocabulary[-1]]))
    # Small integers make ties and impossible tokens common: that is where searches differ.
    weights = st.lists(st.integers(0, 6), min_size=size, max_size=size).filter(any)
    row = weights.map(lambda cells: tuple(float(value) for value in np.array(cells) / sum(cells)))
    words = [token for token in vocabulary if token != eos]
    prefixes = st.lists(st.sampled_from(words), min_size=1, max_size=max(length - 1, 1)).map(tuple)
    steps = draw(st.lists(row, min_size=length, max_size=length))
    overrides = draw(st.dictionaries(prefixes, row, max_size=6))
    return TableModel(vocabulary=vocabulary, steps=steps, overrides=overrides, eos=eos), length


alphas = st.sampled_from([0.0, 0.3, 0.75, 1.0, 1.5])
