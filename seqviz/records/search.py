"""What a search leaves behind: its answers, or every candidate too, with parent, score and fate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args, overload

import numpy as np
from numpy.typing import NDArray

Method = Literal["greedy", "beam", "exhaustive", "exact"]
Fate = Literal["kept", "pruned", "finished"]
Reason = Literal[
    "in_beam", "forced", "ended", "length", "below_cut", "impossible", "bound", "leader", "enough", "budget"
]
Stop = Literal["ended", "length", "bound", "leader", "enough", "budget"]
Stopping = Literal["bound", "leader", "first_k", "first", "never"]
"""When a beam ends although prefixes are open: when none can win any more, when a finished answer leads, with the k-th
or the first finished answer, never."""
LengthScore = Literal["power", "gnmt", "reward"]
"""How an answer of L tokens is scored: log p / L**alpha, log p / ((5 + L) / 6)**alpha, log p + alpha L."""
Slots = Literal["one_step", "none", "for_good"]
"""What a finished answer occupies: a slot of the beam in the step that finishes it, none, or one from then on."""

FATES: tuple[Fate, ...] = get_args(Fate)
REASONS: tuple[Reason, ...] = get_args(Reason)
ROOT = -1
"""The parent of the candidates of the first step."""
TIE_DIGITS = 10
"""Log-probabilities that agree to ten decimals are tied: floating point must not choose between .1 x .6 and .2 x .3."""

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Convention:
    """What "beam search" leaves open: the score of an answer, whether its end token is counted, slots, and the stop.

    An answer of the end token alone has length 1 either way.
    """

    alpha: float = 0.75
    length_score: LengthScore = "power"
    count_eos: bool = True
    slots: Slots = "one_step"
    stopping: Stopping = "bound"


def tie_order(log_prob: FloatArray) -> IntArray:
    """Return the places of ``log_prob`` from the likeliest on; of tied ones the first comes first."""
    return np.asarray(np.argsort(-np.round(log_prob, TIE_DIGITS), kind="stable"), dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class SearchNode:
    """One candidate of a search.

    ``log_prob`` is the sum of the log-probabilities of the whole prefix (natural logarithm), ``score`` is
    ``log_prob / step**alpha``, ``rank`` the place (from 1) among the candidates of its step, ``why`` the reason
    for its fate.
    """

    id: int
    parent: int
    prefix: tuple[str, ...]
    step: int
    log_prob: float
    score: float
    rank: int
    fate: Fate
    why: Reason

    @property
    def probability(self) -> float:
        """The probability of the whole prefix."""
        return float(np.exp(self.log_prob))


@dataclass(frozen=True, kw_only=True)
class Hypothesis:
    """A complete answer: ``ended`` is false for one that reached the length limit without the end token."""

    tokens: tuple[str, ...]
    log_prob: float
    score: float
    ended: bool
    node: int

    @property
    def probability(self) -> float:
        """The probability of the whole sequence."""
        return float(np.exp(self.log_prob))


@dataclass(frozen=True, kw_only=True)
class SearchStep:
    """One step of a search: its candidates are the nodes ``first … first + count - 1``.

    ``best_finished`` is the best score among the answers so far, ``best_active`` that of the prefixes that go on,
    ``best_possible`` the most that any of these can still reach; each is ``-inf`` where there is none.
    """

    step: int
    first: int
    count: int
    kept: int
    best_finished: float
    best_active: float
    best_possible: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchAnswers:
    """The complete answers of a search, and of what it scored no more than the ways that led on.

    ``proven`` says whether the search made sure that there is no better answer; a beam never does.

    Columns with one entry per candidate, in the order of creation, read-only: ``parent`` holds numbers of candidates
    (``ROOT`` in the first step), ``token`` places in ``vocabulary``. ``ranking`` lists the complete answers, best
    first. ``expanded`` counts the prefixes whose continuations the model was asked for.
    """

    method: Method
    vocabulary: tuple[str, ...]
    eos: str | None
    width: int | None
    max_length: int
    alpha: float
    forced: tuple[str, ...]
    parent: IntArray
    token: IntArray
    log_prob: FloatArray
    score: FloatArray
    ranking: IntArray
    expanded: int
    stop: Stop
    proven: bool = False

    def __post_init__(self) -> None:
        for column in (self.parent, self.token, self.log_prob, self.score, self.ranking):
            column.flags.writeable = False

    @property
    def best(self) -> Hypothesis:
        """The answer with the best score."""
        return self.hypothesis(int(self.ranking[0]))

    @cached_property
    def finished(self) -> tuple[Hypothesis, ...]:
        """All complete answers, best first, those that never ended among them."""
        return tuple(self.hypothesis(int(node)) for node in self.ranking)

    def top(self, count: int) -> tuple[Hypothesis, ...]:
        """Return the ``count`` best answers without building the others."""
        return tuple(self.hypothesis(int(node)) for node in self.ranking[:count])

    def path(self, node: int) -> tuple[int, ...]:
        """Return the numbers of the candidates from the first step down to ``node``."""
        way: list[int] = []
        while node != ROOT:
            way.append(node)
            node = int(self.parent[node])
        return tuple(reversed(way))

    def prefix(self, node: int) -> tuple[str, ...]:
        """Return the tokens from the start to ``node``."""
        return tuple(self.vocabulary[self.token[step]] for step in self.path(node))

    def hypothesis(self, node: int) -> Hypothesis:
        """Return ``node`` as a complete answer."""
        tokens = self.prefix(node)
        return Hypothesis(
            tokens=tokens, log_prob=float(self.log_prob[node]), score=float(self.score[node]),
            ended=self.eos is not None and tokens[-1] == self.eos, node=node,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchTrace(SearchAnswers):
    """Everything a search did: every candidate that it scored is in the columns, with its fate and the reason for it.

    ``fate`` and ``reason`` hold places in ``FATES`` and ``REASONS``.
    """

    fate: NDArray[np.int8]
    reason: NDArray[np.int8]
    steps: tuple[SearchStep, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        for column in (self.fate, self.reason):
            column.flags.writeable = False

    def __len__(self) -> int:
        """Return how many candidates were scored."""
        return len(self.parent)

    @property
    def nodes(self) -> "Nodes":
        """Every candidate as a record; they are made on demand, so that a large trace stays small."""
        return Nodes(self)

    @cached_property
    def rank(self) -> IntArray:
        """The place (from 1) of each candidate among those of its step; a search needs only the cut, not the order."""
        rank = np.empty(len(self), dtype=np.int64)
        for step in self.steps:
            rank[self.candidates(step.step)] = np.arange(1, step.count + 1)
        rank.flags.writeable = False
        return rank

    def step_of(self, node: int) -> int:
        """Return the step (from 1) in which a candidate was scored."""
        return next(step.step for step in self.steps if node < step.first + step.count)

    def candidates(self, step: int) -> IntArray:
        """Return the nodes of ``step`` (from 1) in the order in which the search ranked them."""
        span = self.steps[step - 1]
        return np.asarray(tie_order(self.log_prob[span.first : span.first + span.count]) + span.first, dtype=np.int64)


@dataclass(frozen=True)
class Nodes(Sequence[SearchNode]):
    """The candidates of a trace as a read-only sequence of records."""

    trace: SearchTrace

    def __len__(self) -> int:
        return len(self.trace)

    @overload
    def __getitem__(self, index: int) -> SearchNode: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SearchNode, ...]: ...
    def __getitem__(self, index: int | slice) -> SearchNode | tuple[SearchNode, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        trace, node = self.trace, range(len(self))[index]
        prefix = trace.prefix(node)
        return SearchNode(
            id=node, parent=int(trace.parent[node]), prefix=prefix, step=len(prefix),
            log_prob=float(trace.log_prob[node]), score=float(trace.score[node]), rank=int(trace.rank[node]),
            fate=FATES[trace.fate[node]], why=REASONS[trace.reason[node]],
        )  # fmt: skip

    def __iter__(self) -> Iterator[SearchNode]:
        return (self[node] for node in range(len(self)))
