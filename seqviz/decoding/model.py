"""What a search asks of a model: the log-probabilities of every next token, in batches, step after step.

A model that carries a state (a translator's hidden state) reads each token once. One that maps whole prefixes to
log-probabilities (an edited table, a function) is read by the same loop: its state is the prefixes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from seqviz.records.problem import Problem
from seqviz.records.search import FloatArray, IntArray


class SearchProblem(Problem):
    """A search that cannot be run as asked."""


class NextToken(Protocol):
    """A model without a state, which reads whole prefixes: an edited table, a function."""

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The tokens; their order decides ties."""

    @property
    def eos(self) -> str | None:
        """The token that ends a sequence, or ``None`` when every sequence has the full length."""

    def __call__(self, prefixes: IntArray) -> FloatArray:
        """Map ``prefixes`` (n, t), places in the vocabulary, to natural log-probabilities (n, V)."""


@runtime_checkable
class StatefulModel(Protocol):
    """A model that carries a state, whatever that is, from token to token; the state has one row per prefix."""

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The tokens; their order decides ties."""

    @property
    def eos(self) -> str | None:
        """The token that ends a sequence, or ``None`` when every sequence has the full length."""

    def start(self, batch: int) -> tuple[FloatArray, Any]:
        """Return the log-probabilities (n, V) of the first token for ``batch`` = n empty prefixes, and their state."""

    def advance(self, state: Any, tokens: IntArray) -> tuple[FloatArray, Any]:
        """Append one of ``tokens`` (n,) to each prefix; return the log-probabilities (n, V) after it, and the state."""

    def select(self, state: Any, parents: IntArray) -> Any:
        """Return the state whose row i is row ``parents[i]`` of ``state``; a parent may appear often or never."""


Model = NextToken | StatefulModel
"""Anything that can be searched."""


@dataclass(frozen=True, kw_only=True)
class FunctionModel:
    """Any function from prefixes (n, t) to log-probabilities (n, V), with the tokens it speaks of."""

    vocabulary: tuple[str, ...]
    eos: str | None
    function: Callable[[IntArray], FloatArray]

    def __call__(self, prefixes: IntArray) -> FloatArray:
        """Return the log-probabilities (n, V) of every next token."""
        return self.function(prefixes)


def eos_id(model: Model) -> int | None:
    """Return the place of the end token in the vocabulary."""
    return None if model.eos is None else model.vocabulary.index(model.eos)
