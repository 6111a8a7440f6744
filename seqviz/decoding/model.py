"""What a search asks of a model: prefixes in, log-probabilities of every next token out, in batches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from seqviz.records.problem import Problem
from seqviz.records.search import FloatArray, IntArray

ABOVE_ONE = 1e-6
"""How far above 0 a log-probability may lie: the rounding of a float32 softmax."""


class SearchProblem(Problem):
    """A search that cannot be run as asked."""


class NextToken(Protocol):
    """Anything that can be searched: an edited table, a trained translator, a function."""

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The tokens; their order decides ties."""

    @property
    def eos(self) -> str | None:
        """The token that ends a sequence, or ``None`` when every sequence has the full length."""

    def __call__(self, prefixes: IntArray) -> FloatArray:
        """Map ``prefixes`` (n, t), places in the vocabulary, to natural log-probabilities (n, V)."""


@dataclass(frozen=True, kw_only=True)
class FunctionModel:
    """Any function from prefixes (n, t) to log-probabilities (n, V), with the tokens it speaks of."""

    vocabulary: tuple[str, ...]
    eos: str | None
    function: Callable[[IntArray], FloatArray]

    def __call__(self, prefixes: IntArray) -> FloatArray:
        """Return the log-probabilities (n, V) of every next token."""
        return self.function(prefixes)


def eos_id(model: NextToken) -> int | None:
    """Return the place of the end token in the vocabulary."""
    return None if model.eos is None else model.vocabulary.index(model.eos)


def continuations(model: NextToken, prefixes: IntArray) -> FloatArray:
    """Ask ``model`` and check the answer: (n, V), no NaN, none above 0, in each row at least one possible token."""
    rows = np.asarray(model(prefixes), dtype=np.float64)
    shape = (len(prefixes), len(model.vocabulary))
    if rows.shape != shape:
        raise SearchProblem("beam-search.error.shape", got=rows.shape, expected=shape)
    if np.isnan(rows).any() or (rows > ABOVE_ONE).any() or not np.isfinite(rows).any(axis=1).all():
        raise SearchProblem("beam-search.error.log-probs")
    return rows
