"""Reading on: a model and the state of n prefixes, whether the model carries one or reads the prefixes again."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from seqviz.decoding.model import Model, NextToken, SearchProblem, StatefulModel
from seqviz.records.search import FloatArray, IntArray

ABOVE_ONE = 1e-6
"""How far above 0 a log-probability may lie: the rounding of a float32 softmax."""


@dataclass(frozen=True)
class RereadingModel:
    """A model without a state, read as one with a state: the state is the prefixes (n, t), read again at each step."""

    model: NextToken

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The tokens of the model."""
        return self.model.vocabulary

    @property
    def eos(self) -> str | None:
        """The end token of the model."""
        return self.model.eos

    def start(self, batch: int) -> tuple[FloatArray, IntArray]:
        """Read ``batch`` empty prefixes."""
        return self._read(np.zeros((batch, 0), dtype=np.int64))

    def advance(self, state: IntArray, tokens: IntArray) -> tuple[FloatArray, IntArray]:
        """Read the prefixes again, each longer by its token."""
        return self._read(np.concatenate([state, tokens[:, np.newaxis]], axis=1))

    def select(self, state: IntArray, parents: IntArray) -> IntArray:
        """Return the prefixes of ``parents``."""
        return np.asarray(state[parents], dtype=np.int64)

    def _read(self, prefixes: IntArray) -> tuple[FloatArray, IntArray]:
        return self.model(prefixes), prefixes


class Reading:
    """A model that reads n prefixes on, token by token, and whose every answer is checked."""

    def __init__(self, model: Model) -> None:
        self.model = model if isinstance(model, StatefulModel) else RereadingModel(model)
        self._state: Any = None

    def start(self, batch: int) -> FloatArray:
        """Return the log-probabilities (n, V) of the first token for ``batch`` = n empty prefixes."""
        rows, self._state = self.model.start(batch)
        return self._checked(rows, batch)

    def follow(self, parents: IntArray, tokens: IntArray) -> FloatArray:
        """Read on from the prefixes ``parents`` (n,), each longer by its token; return what may come next (n, V)."""
        rows, self._state = self.model.advance(self.model.select(self._state, parents), tokens)
        return self._checked(rows, len(tokens))

    def _checked(self, answer: FloatArray, count: int) -> FloatArray:
        """Refuse what is not (n, V), holds NaN or a number above 0, or leaves a prefix without a possible token."""
        rows = np.asarray(answer, dtype=np.float64)
        shape = (count, len(self.model.vocabulary))
        if rows.shape != shape:
            raise SearchProblem("beam-search.error.shape", got=rows.shape, expected=shape)
        if np.isnan(rows).any() or (rows > ABOVE_ONE).any() or not np.isfinite(rows).any(axis=1).all():
            raise SearchProblem("beam-search.error.log-probs")
        return rows
