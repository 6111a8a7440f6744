"""What a whole tree says: the best answer of each length, where alpha turns the decision, how much greedy loses."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np

from seqviz.decoding.model import Model
from seqviz.decoding.search import LIMIT, beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import Prefix
from seqviz.records.search import TIE_DIGITS, FloatArray, Hypothesis, SearchTrace, Stopping


@dataclass(frozen=True, kw_only=True)
class Turn:
    """From ``alpha`` on, ``after`` beats ``before``."""

    alpha: float
    before: Hypothesis
    after: Hypothesis


@dataclass(frozen=True, kw_only=True)
class GreedyLoss:
    """How much likelier the best sequence is than greedy's: ``factor``, of at most ``most = V**(T-1)``."""

    greedy: Hypothesis
    best: Hypothesis
    factor: float
    most: float

    @property
    def share(self) -> float:
        """The loss between 0 (greedy is right) and 1 (nothing worse exists), on a logarithmic scale."""
        return log(self.factor) / log(self.most) if self.most > 1 else 0.0


def best_of_each_length(trace: SearchTrace) -> tuple[Hypothesis, ...]:
    """Return the likeliest complete answer of every length, shortest first; only these can win for any alpha."""
    ends = [step.first + step.count for step in trace.steps]
    lengths = np.searchsorted(ends, trace.ranking, side="right")
    _, firsts = np.unique(lengths, return_index=True)
    answers = (trace.hypothesis(int(trace.ranking[place])) for place in firsts)
    return tuple(answer for answer in answers if np.isfinite(answer.log_prob))


def winner(contenders: tuple[Hypothesis, ...], alpha: float) -> Hypothesis:
    """Return the contender with the best ``log p / L**alpha``; of two equal ones the longer."""
    return max(
        contenders,
        key=lambda answer: (round(answer.log_prob / len(answer.tokens) ** alpha, TIE_DIGITS), len(answer.tokens)),
    )


def turns(contenders: tuple[Hypothesis, ...], *, until: float) -> tuple[Turn, ...]:
    """Return every alpha in (0, ``until``] at which the winner changes; it always changes to a longer answer.

    ``a / L_a**alpha = b / L_b**alpha`` gives ``alpha = log(a / b) / log(L_a / L_b)``.
    """
    found: list[Turn] = []
    leader, alpha = winner(contenders, 0.0), 0.0
    while True:
        rivals = [
            (crossing, rival)
            for rival in contenders
            if len(rival.tokens) > len(leader.tokens) and (crossing := _crossing(leader, rival)) is not None
        ]
        later = [(crossing, rival) for crossing, rival in rivals if alpha <= crossing <= until]
        if not later:
            return tuple(found)
        alpha, successor = min(later, key=lambda pair: (pair[0], -len(pair[1].tokens)))
        found.append(Turn(alpha=alpha, before=leader, after=successor))
        leader = successor


def greedy_loss(model: Model, *, max_length: int, limit: int = LIMIT) -> GreedyLoss:
    """Compare greedy's probability with the optimum (alpha = 0, every sequence scored).

    The bound: the best sequence is at most as likely as its first token, and no first token is likelier than
    greedy's; each of greedy's at most T - 1 later tokens has probability 1/V or more.
    """
    greedy = greedy_search(model, max_length=max_length, alpha=0.0).best
    best = exhaustive_search(model, max_length=max_length, alpha=0.0, limit=limit).best
    factor = max(exp(best.log_prob - greedy.log_prob), 1.0)
    return GreedyLoss(greedy=greedy, best=best, factor=factor, most=float(len(model.vocabulary) ** (max_length - 1)))


def least_width(
    model: Model, *, best: Hypothesis, max_length: int, alpha: float, prefix: tuple[str, ...] = (),
    stopping: Stopping = "bound", most: int,
) -> int | None:  # fmt: skip
    """Return the least beam width up to ``most`` whose answer scores as ``best``."""
    for width in range(1, most + 1):
        found = beam_search(
            model, width=width, max_length=max_length, alpha=alpha, prefix=prefix, stopping=stopping, trace="lean"
        ).best
        if round(best.score - found.score, TIE_DIGITS) <= 0:
            return width
    return None


def least_forced(row: Callable[[Prefix], FloatArray], goal: Prefix, vocabulary: Prefix) -> int:
    """Return how many first tokens of ``goal`` greedy search must be given to write all of it by itself.

    ``row`` gives the probabilities (V,) of the next tokens after a prefix.
    """
    apart = [place for place, token in enumerate(goal) if vocabulary[int(row(goal[:place]).argmax())] != token]
    return apart[-1] + 1 if apart else 0


def _crossing(short: Hypothesis, long: Hypothesis) -> float | None:
    """Return the alpha at which ``long`` draws level; ``None`` when it was never behind or never arrives."""
    if short.log_prob >= 0 or long.log_prob >= 0:
        return None
    return log(short.log_prob / long.log_prob) / log(len(short.tokens) / len(long.tokens))
