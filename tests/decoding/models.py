"""Models to search in the tests: random tables in hypothesis' hands, and one whose state remembers every token."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from seqviz.decoding.model import FunctionModel
from seqviz.decoding.tables import TableModel
from seqviz.records.search import FloatArray, IntArray

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

STATES = 997


@dataclass(frozen=True)
class Remembering:
    """A model with a state: a number that every token moves, and that decides the row of what comes next.

    ``rows`` (STATES, V) holds log-probabilities. Another token anywhere in the prefix, or the state of another
    prefix, leads to another row.
    """

    rows: FloatArray
    eos: str | None

    @classmethod
    def random(cls, seed: int, *, size: int, ends: bool) -> "Remembering":
        # Few distinct numbers: ties are common.
        weights = np.random.default_rng(seed).integers(0, 4, size=(STATES, size)) + np.eye(size)[0] * 0.5
        with np.errstate(divide="ignore"):
            rows = np.log(weights / weights.sum(axis=1, keepdims=True))
        return cls(rows, "BCDEFG"[size - 2] if ends else None)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return tuple("ABCDEFG"[: self.rows.shape[1]])

    def start(self, batch: int) -> tuple[FloatArray, IntArray]:
        return self._read(np.zeros(batch, dtype=np.int64))

    def advance(self, state: IntArray, tokens: IntArray) -> tuple[FloatArray, IntArray]:
        return self._read((state * 31 + tokens + 1) % STATES)

    def select(self, state: IntArray, parents: IntArray) -> IntArray:
        return state[parents]

    def _read(self, state: IntArray) -> tuple[FloatArray, IntArray]:
        return self.rows[state], state

    def twin(self) -> FunctionModel:
        """The same model without a state: it reads the whole prefix again, one at a time and in plain Python."""

        def log_probs(prefixes: IntArray) -> FloatArray:
            places = []
            for prefix in prefixes.tolist():
                place = 0
                for token in prefix:
                    place = (place * 31 + token + 1) % STATES
                places.append(place)
            return self.rows[places]

        return FunctionModel(vocabulary=self.vocabulary, eos=self.eos, function=log_probs)
