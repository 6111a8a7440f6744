"""The loop of every search: read the active prefixes on, let the step rule choose, write down what happened."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from seqviz.decoding.convention import choose_by, has_enough, scores_by
from seqviz.decoding.growth import Growth
from seqviz.decoding.model import Model, SearchProblem, eos_id
from seqviz.decoding.reading import Reading
from seqviz.decoding.step import Choice, may_stop, still_possible
from seqviz.records.search import (
    ROOT,
    Convention,
    FloatArray,
    IntArray,
    Method,
    SearchAnswers,
    SearchStep,
    SearchTrace,
    Stop,
)

Scope = Literal["full", "lean"]
"""Whether every candidate is recorded, or those alone that were chosen."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a search is asked to do; ``width`` ``None`` keeps everything.

    An exact search keeps what can still win or tie with ``floor``, the score of an answer that is known, and stops with
    nothing proven where that is more than ``budget`` prefixes.
    """

    method: Method
    width: int | None
    max_length: int
    forced: tuple[str, ...]
    convention: Convention
    scope: Scope = "full"
    floor: float = -np.inf
    budget: int = 0

    def check(self, model: Model) -> None:
        """Raise ``SearchProblem`` for a number out of range or a prefix that cannot start an answer of ``model``."""
        if self.width is not None and self.width < 1:
            raise SearchProblem("beam-search.error.width", width=self.width)
        if self.max_length < 1:
            raise SearchProblem("beam-search.error.length", length=self.max_length)
        alpha = self.convention.alpha
        if not (np.isfinite(alpha) and alpha >= 0):
            raise SearchProblem("beam-search.error.alpha", alpha=alpha)
        if len(self.forced) >= self.max_length:
            raise SearchProblem("beam-search.error.prefix-long", prefix=" ".join(self.forced), length=self.max_length)
        for token in self.forced:
            if token not in model.vocabulary or token == model.eos:
                raise SearchProblem("beam-search.error.prefix-unknown", token=token)


@dataclass(frozen=True, kw_only=True, eq=False)
class Frontier:
    """The n active prefixes, in vocabulary order: their ``nodes``, log-probabilities and last tokens, all (n,).

    ``parents`` are their places among the prefixes that were read last.
    """

    nodes: IntArray
    log_prob: FloatArray
    parents: IntArray
    tokens: IntArray

    def __len__(self) -> int:
        """Return how many prefixes are active."""
        return len(self.nodes)


class SearchLoop:
    """One run of a search over ``model``."""

    def __init__(self, model: Model, rules: Rules) -> None:
        rules.check(model)
        self.model, self.rules = model, rules
        self.eos = eos_id(model)
        self.reading = Reading(model)
        self.growth = Growth()
        self.best_finished = -np.inf
        self.finished = 0
        self.expanded = 0

    def run(self) -> SearchAnswers:
        """Search; return a ``SearchTrace`` unless the rules ask for a lean record."""
        nothing = np.zeros(1, dtype=np.int64)
        frontier = Frontier(nodes=np.array([ROOT]), log_prob=np.zeros(1), parents=nothing, tokens=nothing)
        for token in self.rules.forced:
            frontier = self._force(frontier, self.model.vocabulary.index(token))
        stop: Stop | None = None
        while stop is None:
            frontier = self._advance(frontier)
            stop = self._stop(frontier)
        self._close(frontier, stop)
        return self._sealed(stop)

    def _totals(self, frontier: Frontier) -> FloatArray:
        """Return the log-probabilities (n, V) of the active prefixes, each continued by every token."""
        read_on = self.growth.steps
        rows = self.reading.follow(frontier.parents, frontier.tokens) if read_on else self.reading.start(len(frontier))
        self.expanded += len(frontier)
        return np.asarray(frontier.log_prob[:, np.newaxis] + rows)

    def _force(self, frontier: Frontier, token: int) -> Frontier:
        """Append the one token that the learner insists on."""
        totals = self._totals(frontier)[:, token]
        if not np.isfinite(totals).all():
            raise SearchProblem("beam-search.error.prefix-impossible", prefix=" ".join(self.rules.forced))
        tokens = np.array([token])
        nodes = self._record(frontier, np.zeros(1, dtype=np.int64), tokens, totals)
        self.growth.mark(nodes, "kept", "forced")
        following = Frontier(nodes=nodes, log_prob=totals, parents=np.zeros(1, dtype=np.int64), tokens=tokens)
        self._note(following, int(nodes[0]), 1, 1)
        return following

    def _advance(self, frontier: Frontier) -> Frontier:
        """Score all continuations, cut, and return what goes on."""
        totals = self._totals(frontier)
        choice = self._choose(totals)
        recorded = choice.chosen if self.rules.scope == "lean" else np.arange(totals.size)
        row, token = np.divmod(recorded, totals.shape[1])
        flat = totals.ravel()
        nodes = self._record(frontier, row, token, flat[recorded])
        first = int(nodes[0])
        # Both are ascending: the places of the chosen ones among the recorded ones.
        nodes = nodes[np.searchsorted(recorded, choice.chosen)]
        self._finish(nodes[choice.ended], flat[choice.chosen[choice.ended]])
        active = choice.chosen[~choice.ended]
        row, token = np.divmod(active, totals.shape[1])
        following = Frontier(nodes=nodes[~choice.ended], log_prob=flat[active], parents=row, tokens=token)
        self.growth.mark(following.nodes, "kept", "in_beam")
        self._note(following, first, len(recorded), len(choice.chosen))
        return following

    def _choose(self, totals: FloatArray) -> Choice:
        """Cut by the width, or in an exact search by what can still win once this step's answers are known."""
        rules, best = self.rules, max(self.rules.floor, self.best_finished)
        if rules.method != "exact":
            return choose_by(rules.convention, totals, width=rules.width, eos=self.eos, finished=self.finished)
        if self.eos is not None:
            ending = totals[:, self.eos]
            best = max(best, float(self._scores(ending, np.full(len(ending), self.eos)).max()))
        return still_possible(totals, best=best, reach=self._longest(totals), eos=self.eos)

    def _finish(self, nodes: IntArray, log_prob: FloatArray) -> None:
        """Enter complete answers in the ranking."""
        if len(nodes):
            self.growth.answer(nodes, "finished", "ended")
            self.finished += len(nodes)
            best = self._scores(log_prob, np.full(len(nodes), self.eos)).max()
            self.best_finished = max(self.best_finished, float(best))

    def _record(self, frontier: Frontier, row: IntArray, token: IntArray, log_prob: FloatArray) -> IntArray:
        """Write down candidates of this step; return their numbers."""
        score = self._scores(log_prob, token)
        return self.growth.add(parent=frontier.nodes[row], token=token, log_prob=log_prob, score=score)

    def _scores(self, log_prob: FloatArray, token: IntArray) -> FloatArray:
        """Score candidates (n,) of this step by their last ``token`` (n,)."""
        ended = np.zeros(len(token), dtype=bool) if self.eos is None else token == self.eos
        return scores_by(self.rules.convention, log_prob, len(self.growth.steps) + 1, ended)

    def _longest(self, log_prob: FloatArray) -> FloatArray:
        """Return the best scores that prefixes can reach: they only lose probability, and length is in their favour."""
        return scores_by(self.rules.convention, log_prob, self.rules.max_length, ended=False)

    def _note(self, following: Frontier, first: int, count: int, kept: int) -> None:
        top = np.asarray(following.log_prob.max(initial=-np.inf))
        step = len(self.growth.steps) + 1
        self.growth.steps.append(
            SearchStep(
                step=step, first=first, count=count, kept=kept, best_finished=self.best_finished,
                best_active=float(scores_by(self.rules.convention, top, step, ended=False)),
                best_possible=float(self._longest(top)),
            )
        )  # fmt: skip

    def _stop(self, frontier: Frontier) -> Stop | None:
        now, stopping = self.growth.steps[-1], self.rules.convention.stopping
        if not len(frontier):
            return "ended"
        if now.step == self.rules.max_length:
            return "length"
        if stopping == "bound" and may_stop(now.best_finished, now.best_possible):
            return "bound"
        if stopping == "leader" and np.isfinite(now.best_finished) and now.best_finished >= now.best_active:
            return "leader"
        if has_enough(stopping, self.finished, self.rules.width):
            return "enough"
        if self.rules.method == "exact" and self.expanded + len(frontier) > self.rules.budget:
            return "budget"
        return None

    def _close(self, frontier: Frontier, stop: Stop) -> None:
        """Settle the prefixes that were still active: answers at full length, dropped when the search stopped."""
        if stop == "length":
            self.growth.answer(frontier.nodes, "kept", "length")
        elif stop != "ended":
            self.growth.mark(frontier.nodes, "pruned", stop)

    def _sealed(self, stop: Stop) -> SearchAnswers:
        rules, growth = self.rules, self.growth
        answers = SearchAnswers(
            method=rules.method, vocabulary=self.model.vocabulary, eos=self.model.eos, width=rules.width,
            max_length=rules.max_length, alpha=float(rules.convention.alpha), forced=rules.forced,
            parent=growth.column("parent"), token=growth.column("token"), log_prob=growth.column("log_prob"),
            score=growth.column("score"), ranking=growth.ranking(), expanded=self.expanded, stop=stop,
            proven=rules.method == "exhaustive" or (rules.method == "exact" and stop != "budget"),
        )  # fmt: skip
        if rules.scope == "lean":
            return answers
        fate, reason = growth.fates()
        return SearchTrace(**vars(answers), fate=fate, reason=reason, steps=tuple(growth.steps))
