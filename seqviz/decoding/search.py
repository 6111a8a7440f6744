"""Greedy, beam and exhaustive search: one loop around the step rule, three widths, and the whole tree as a record."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from seqviz.decoding.cost import tree_size
from seqviz.decoding.growth import Growth
from seqviz.decoding.model import NextToken, SearchProblem, continuations, eos_id
from seqviz.decoding.step import Choice, choose, may_stop, scores
from seqviz.records.search import ROOT, FloatArray, IntArray, Method, SearchStep, SearchTrace, Stop

Stopping = Literal["bound", "leader", "never"]
LIMIT = 200_000
"""Candidates that an exhaustive search may score before it refuses."""


def greedy_search(
    model: NextToken, *, max_length: int, alpha: float = 0.75, prefix: tuple[str, ...] = ()
) -> SearchTrace:
    """Take the likeliest token at every step until the end token or ``max_length``.

    ``alpha`` only scores the answer; see ``beam_search`` for the parameters.
    """
    return _Search(model, "greedy", 1, max_length, alpha, prefix, "bound").run()


def beam_search(
    model: NextToken, *, width: int, max_length: int, alpha: float = 0.75,
    prefix: tuple[str, ...] = (), stopping: Stopping = "bound",
) -> SearchTrace:  # fmt: skip
    """Keep the ``width`` likeliest prefixes at every step.

    A candidate above the cut that ends leaves the beam and enters the ranking; the next step again keeps ``width``.

    Parameters
    ----------
    model
        Maps prefixes (n, t) to natural log-probabilities (n, V).
    width
        k, at least 1.
    max_length
        T, the most tokens of an answer: the end token and the forced prefix are counted.
    alpha
        Exponent of the length in the score ``log p / L**alpha``, at least 0.
    prefix
        Tokens that the answer must start with. Their probabilities belong to the product.
    stopping
        ``"bound"`` ends the search when no active prefix can still win; ``"leader"`` as soon as a finished answer
        leads, which is right for ``alpha = 0`` alone; ``"never"`` goes on until nothing is active.

    Raises
    ------
    SearchProblem
        When a number is out of range, the prefix is unknown, too long or impossible, or the model answers
        something that is no log-probability.
    """
    if width < 1:
        raise SearchProblem("beam-search.error.width", width=width)
    return _Search(model, "beam", width, max_length, alpha, prefix, stopping).run()


def exhaustive_search(
    model: NextToken, *, max_length: int, alpha: float = 0.75, prefix: tuple[str, ...] = (), limit: int = LIMIT
) -> SearchTrace:
    """Score every sequence; nothing is pruned and no bound is used.

    Raises ``SearchProblem`` with the numbers of candidates and of sequences when there are more than ``limit``
    candidates; see ``beam_search`` for the parameters.
    """
    free = max(max_length - len(prefix), 0)
    size = tree_size(len(model.vocabulary), free, ends=model.eos is not None)
    if size.candidates > limit:
        raise SearchProblem(
            "beam-search.error.too-large", candidates=size.candidates, sequences=size.sequences, limit=limit
        )
    return _Search(model, "exhaustive", None, max_length, alpha, prefix, "never").run()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Frontier:
    """The active prefixes (n, t) in vocabulary order, their nodes and log-probabilities (n,)."""

    nodes: IntArray
    prefixes: IntArray
    log_prob: FloatArray


class _Search:
    """One run of the loop; ``width`` ``None`` keeps everything."""

    def __init__(
        self, model: NextToken, method: Method, width: int | None, max_length: int, alpha: float,
        forced: tuple[str, ...], stopping: Stopping,
    ) -> None:  # fmt: skip
        _check(model, max_length, alpha, forced)
        self.model, self.method, self.width, self.max_length = model, method, width, max_length
        self.alpha, self.forced, self.stopping = float(alpha), forced, stopping
        self.eos = eos_id(model)
        self.growth = Growth(self.alpha)
        self.best_finished = -np.inf
        self.expanded = 0

    def run(self) -> SearchTrace:
        frontier = _Frontier(nodes=np.array([ROOT]), prefixes=np.zeros((1, 0), dtype=np.int64), log_prob=np.zeros(1))
        for token in self.forced:
            frontier = self._force(frontier, self.model.vocabulary.index(token))
        stop: Stop | None = None
        while stop is None:
            frontier = self._advance(frontier)
            stop = self._stop(frontier)
        if stop != "ended":
            self._close(frontier, stop)
        return self._seal(stop)

    def _force(self, frontier: _Frontier, token: int) -> _Frontier:
        """Append the one token that the learner insists on."""
        totals = frontier.log_prob[:, np.newaxis] + continuations(self.model, frontier.prefixes)[:, token : token + 1]
        if not np.isfinite(totals).all():
            raise SearchProblem("beam-search.error.prefix-impossible", prefix=" ".join(self.forced))
        self.expanded += 1
        first = self._record(frontier, totals, np.array([token]))
        nodes = np.array([first])
        self.growth.mark(nodes, "kept", "forced")
        following = _Frontier(nodes=nodes, prefixes=_append(frontier.prefixes, [token]), log_prob=totals[0])
        self._note(following, first, 1, 1)
        return following

    def _advance(self, frontier: _Frontier) -> _Frontier:
        """Score all continuations, cut, and return what goes on."""
        totals = frontier.log_prob[:, np.newaxis] + continuations(self.model, frontier.prefixes)
        self.expanded += len(frontier.nodes)
        choice = choose(totals, width=self.width, eos=self.eos)
        first = self._record(frontier, totals, np.arange(totals.shape[1]))
        following = self._survivors(frontier, totals, choice, first)
        self._note(following, first, totals.size, len(choice.chosen))
        return following

    def _survivors(self, frontier: _Frontier, totals: FloatArray, choice: Choice, first: int) -> _Frontier:
        active, ended = choice.chosen[~choice.ended], choice.chosen[choice.ended]
        self.growth.mark(active + first, "kept", "in_beam")
        if len(ended):
            self.growth.answer(ended + first, "finished", "ended")
            length = frontier.prefixes.shape[1] + 1
            best = scores(totals.ravel()[ended], length, self.alpha).max()
            self.best_finished = max(self.best_finished, float(best))
        row, token = np.divmod(active, totals.shape[1])
        return _Frontier(
            nodes=active + first, prefixes=_append(frontier.prefixes[row], token), log_prob=totals.ravel()[active]
        )

    def _record(self, frontier: _Frontier, totals: FloatArray, tokens: IntArray) -> int:
        return self.growth.add(
            parent=np.repeat(frontier.nodes, len(tokens)), token=np.tile(tokens, len(totals)), log_prob=totals.ravel(),
            score=scores(totals.ravel(), frontier.prefixes.shape[1] + 1, self.alpha),
        )  # fmt: skip

    def _note(self, following: _Frontier, first: int, count: int, kept: int) -> None:
        top = float(following.log_prob.max(initial=-np.inf))
        step = len(self.growth.steps) + 1
        self.growth.steps.append(
            SearchStep(
                step=step, first=first, count=count, kept=kept, best_finished=self.best_finished,
                best_active=top / step**self.alpha,
                best_possible=top / self.max_length**self.alpha,
            )
        )  # fmt: skip

    def _stop(self, frontier: _Frontier) -> Stop | None:
        now = self.growth.steps[-1]
        if not len(frontier.nodes):
            return "ended"
        if now.step == self.max_length:
            return "length"
        if self.stopping == "bound" and may_stop(now.best_finished, now.best_possible):
            return "bound"
        if self.stopping == "leader" and np.isfinite(now.best_finished) and now.best_finished >= now.best_active:
            return "leader"
        return None

    def _close(self, frontier: _Frontier, stop: Stop) -> None:
        """Settle the prefixes that were still active: answers at full length, dropped when the search stopped."""
        if stop == "length":
            self.growth.answer(frontier.nodes, "kept", "length")
        elif stop in ("bound", "leader"):
            self.growth.mark(frontier.nodes, "pruned", stop)

    def _seal(self, stop: Stop) -> SearchTrace:
        fate, reason = self.growth.fates()
        return SearchTrace(
            method=self.method, vocabulary=self.model.vocabulary, eos=self.model.eos, width=self.width,
            max_length=self.max_length, alpha=self.alpha, forced=self.forced, parent=self.growth.column("parent"),
            token=self.growth.column("token"), log_prob=self.growth.column("log_prob"),
            score=self.growth.column("score"), fate=fate, reason=reason,
            ranking=self.growth.ranking(), steps=tuple(self.growth.steps), expanded=self.expanded, stop=stop,
        )  # fmt: skip


def _append(prefixes: IntArray, tokens: IntArray | list[int]) -> IntArray:
    return np.concatenate([prefixes, np.reshape(tokens, (len(prefixes), 1))], axis=1)


def _check(model: NextToken, max_length: int, alpha: float, forced: tuple[str, ...]) -> None:
    if max_length < 1:
        raise SearchProblem("beam-search.error.length", length=max_length)
    if not (np.isfinite(alpha) and alpha >= 0):
        raise SearchProblem("beam-search.error.alpha", alpha=alpha)
    if len(forced) >= max_length:
        raise SearchProblem("beam-search.error.prefix-long", prefix=" ".join(forced), length=max_length)
    for token in forced:
        if token not in model.vocabulary or token == model.eos:
            raise SearchProblem("beam-search.error.prefix-unknown", token=token)
