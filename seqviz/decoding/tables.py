"""A language model small enough to write down: one row of probabilities per step, and rows for chosen prefixes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from seqviz.records.problem import Problem
from seqviz.records.search import FloatArray, IntArray

Row = Sequence[float]
Prefix = tuple[str, ...]
SUM_TOLERANCE = 1e-6


class TableProblem(Problem):
    """A table that is no probability model.

    ``values`` name the row: ``step`` (from 1) or ``after`` (a prefix); ``row`` is its name in a sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        if "step" in values:
            values["row"] = Problem("beam-search.row.step", step=values["step"])
        elif "after" in values:
            values["row"] = Problem("beam-search.row.after", prefix=values["after"])
        super().__init__(key, **values)


@dataclass(frozen=True, eq=False)
class TableModel:
    """Next-token probabilities from a table.

    Parameters
    ----------
    vocabulary
        The V tokens: distinct, not empty.
    steps
        Row t holds the probabilities of step t + 1; the last row serves all later steps.
    overrides
        Rows for single prefixes, as tuples of tokens; each replaces the step's row after exactly that prefix.
    eos
        The token that ends a sequence, or ``None`` for sequences of one fixed length.

    Raises
    ------
    TableProblem
        When a row is not V non-negative numbers that sum to 1 (within 1e-6), when a token is empty or appears
        twice, when ``eos`` or a token of a prefix is not in the vocabulary.
    """

    vocabulary: tuple[str, ...]
    steps: Sequence[Row]
    overrides: Mapping[Prefix, Row]
    eos: str | None
    _logs: FloatArray = field(init=False, repr=False)
    _exceptions: dict[int, list[tuple[IntArray, FloatArray]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        check_vocabulary(self.vocabulary, self.eos)
        if not len(self.steps):
            raise TableProblem("beam-search.error.no-steps")
        rows = [check_row(row, len(self.vocabulary), step=step) for step, row in enumerate(self.steps, start=1)]
        exceptions: dict[int, list[tuple[IntArray, FloatArray]]] = {}
        for prefix, row in self.overrides.items():
            ids = check_prefix(prefix, self.vocabulary, self.eos)
            logs = _log(check_row(row, len(self.vocabulary), after=" ".join(prefix)))
            exceptions.setdefault(len(prefix), []).append((ids, logs))
        object.__setattr__(self, "_logs", _log(np.stack(rows)))
        object.__setattr__(self, "_exceptions", exceptions)

    def __call__(self, prefixes: IntArray) -> FloatArray:
        """Return the log-probabilities (n, V) after each of ``prefixes`` (n, t); probability 0 becomes ``-inf``."""
        count, length = prefixes.shape
        rows = np.tile(self._logs[min(length, len(self._logs) - 1)], (count, 1))
        for ids, logs in self._exceptions.get(length, ()):
            rows[(prefixes == ids).all(axis=1)] = logs
        return rows

    def row(self, prefix: Prefix) -> FloatArray:
        """Return the probabilities (V,) after ``prefix``."""
        ids = np.array([self.vocabulary.index(token) for token in prefix], dtype=np.int64)
        return np.asarray(np.exp(self(ids[np.newaxis, :])[0]))


def check_vocabulary(vocabulary: Sequence[str], eos: str | None) -> None:
    """Raise ``TableProblem`` unless the tokens are distinct and not empty and ``eos`` is among them."""
    if not vocabulary:
        raise TableProblem("beam-search.error.no-tokens")
    if any(not token.strip() for token in vocabulary):
        raise TableProblem("beam-search.error.empty-token")
    if twice := sorted({token for token in vocabulary if list(vocabulary).count(token) > 1}):
        raise TableProblem("beam-search.error.token-twice", token=twice[0])
    if eos is not None and eos not in vocabulary:
        raise TableProblem("beam-search.error.no-eos", eos=eos)


def check_prefix(prefix: Prefix, vocabulary: Sequence[str], eos: str | None) -> IntArray:
    """Return the places of the tokens of ``prefix``; raise ``TableProblem`` for one that cannot be continued."""
    if not prefix:
        raise TableProblem("beam-search.error.empty-prefix")
    for token in prefix:
        if token not in vocabulary:
            raise TableProblem("beam-search.error.unknown-token", token=token, after=" ".join(prefix))
    if eos in prefix:
        raise TableProblem("beam-search.error.eos-inside", eos=eos, after=" ".join(prefix))
    return np.array([list(vocabulary).index(token) for token in prefix], dtype=np.int64)


def sums_to_one(row: Row) -> bool:
    """Return whether ``row`` sums to 1; cells that are too large to add, or no number, do not."""
    return abs(sum(row) - 1) <= SUM_TOLERANCE


def check_row(row: Row, size: int, **where: object) -> FloatArray:
    """Return ``row`` as probabilities; raise ``TableProblem``, naming the row by ``where``, when it holds none."""
    values = check_weights(row, size, **where)
    if not sums_to_one(cells := values.tolist()):
        raise TableProblem("beam-search.error.sum", total=sum(cells), **where)
    return values


def check_weights(row: Row, size: int, **where: object) -> FloatArray:
    """Return ``row`` as numbers that can be normalized: ``size`` of them, finite, none negative, not all 0."""
    if len(row) != size:
        raise TableProblem("beam-search.error.row-length", got=len(row), expected=size, **where)
    try:
        values = np.array([float(cell) for cell in row], dtype=np.float64)
    except (TypeError, ValueError):
        raise TableProblem("beam-search.error.not-a-number", **where) from None
    if not np.isfinite(values).all():
        raise TableProblem("beam-search.error.not-a-number", **where)
    if (values < 0).any():
        raise TableProblem("beam-search.error.negative", **where)
    if not values.any():
        raise TableProblem("beam-search.error.zero-sum", **where)
    return values


def normalized(row: Row, *, digits: int = 4, **where: object) -> tuple[float, ...]:
    """Return ``row`` scaled to sum to 1, rounded to ``digits``; what rounding leaves goes to the largest cell."""
    values = check_weights(row, len(row), **where)
    # Scaled first: the sum of very large cells would overflow.
    scaled = values / values.max()
    shares = np.round(scaled / scaled.sum(), digits)
    largest = int(shares.argmax())
    shares[largest] = round(1 - float(shares.sum() - shares[largest]), digits)
    return tuple(float(share) for share in shares)


def _log(rows: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(rows))
