"""Many sentences at once: beam search or exact search of each, with every prefix of every sentence in one batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from seqviz.decoding.convention import cut_each, has_enough, scores_by
from seqviz.decoding.loop import Rules
from seqviz.decoding.model import SearchProblem, StatefulModel, eos_id
from seqviz.decoding.search import SLACK
from seqviz.decoding.step import BoolArray
from seqviz.records.search import TIE_DIGITS, Convention, FloatArray, IntArray, LengthScore, Method, Slots, Stopping


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A complete answer, its end token included if it has one, and its log-probability."""

    tokens: tuple[str, ...]
    log_prob: float


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """The best answer for one sentence, its end token included if it has one; ``expanded`` prefixes were read for it.

    ``score`` is ``log_prob / L**alpha`` with L tokens, or what the convention makes of it. ``answers`` are the
    likeliest complete ones of each length, shortest first: only these can win at another, smaller alpha. ``proven``
    says whether an exact search made sure that there is no better one.
    """

    tokens: tuple[str, ...]
    log_prob: float
    score: float
    expanded: int
    answers: tuple[Answer, ...] = ()
    proven: bool = False


@dataclass(kw_only=True)
class Pursuit:
    """The search for one sentence so far: of equal scores the answer that is first in vocabulary order leads.

    ``floor`` is a score that is known to be reached, ``likeliest`` holds (log-probability, tokens) for each length.
    """

    floor: float = -np.inf
    score: float = -np.inf
    log_prob: float = -np.inf
    tokens: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    expanded: int = 0
    finished: int = 0
    proven: bool = False
    likeliest: dict[int, tuple[float, IntArray]] = field(default_factory=dict)

    def offer(self, tokens: IntArray, log_prob: FloatArray, score: FloatArray) -> None:
        """Take answers ``tokens`` (n, L) into account, in vocabulary order."""
        length = tokens.shape[1]
        best = int(np.round(log_prob, TIE_DIGITS).argmax())
        if length not in self.likeliest or self.likeliest[length][0] < log_prob[best]:
            self.likeliest[length] = float(log_prob[best]), tokens[best]
        place = int(np.round(score, TIE_DIGITS).argmax())
        if (-np.round(score[place], TIE_DIGITS), tuple(tokens[place])) < self._rank:
            self.score, self.log_prob = float(score[place]), float(log_prob[place])
            self.tokens = tokens[place]

    @property
    def _rank(self) -> tuple[float, tuple[int, ...]]:
        return -np.round(self.score, TIE_DIGITS), tuple(self.tokens)


@dataclass(frozen=True, kw_only=True, eq=False)
class Active:
    """Prefixes that go on: their ``sentence``, ascending, log-probability, all (n,), and ``tokens`` (n, L).

    ``parents`` are their places among the prefixes that were read last.
    """

    sentence: IntArray
    log_prob: FloatArray
    tokens: IntArray
    parents: IntArray

    def __len__(self) -> int:
        """Return how many go on."""
        return len(self.sentence)


def decode(
    model: StatefulModel, sources: int, *, method: Method = "beam", width: int = 1, max_length: int,
    alpha: float = 0.75, length_score: LengthScore = "power", slots: Slots = "one_step", stopping: Stopping = "bound",
    count_eos: bool = True, budget: int = 0, floors: Sequence[float] = (),
) -> tuple[Decoded, ...]:  # fmt: skip
    """Return for each of ``sources`` sentences what the search would find for it alone.

    ``model.start(sources)`` begins one empty prefix for each sentence. ``method`` is ``"beam"``, with ``width`` 1 as
    greedy search, or ``"exact"``: then no sentence may expand more than ``budget`` prefixes, and ``floors`` are scores
    of answers that are known, such as those of a beam; a sentence in which nothing was found has no tokens. For the
    other parameters see ``beam_search``. Raises ``SearchProblem`` as the search does, and for another method.
    """
    if method not in ("beam", "exact"):
        raise SearchProblem("config.not-an-option", field="method", value=method, options="beam, exact")
    convention = Convention(alpha=alpha, length_score=length_score, slots=slots, stopping=stopping, count_eos=count_eos)
    rules = Rules(method=method, width=width, max_length=max_length, forced=(), convention=convention, budget=budget)
    rules.check(model)
    pursuits = [Pursuit(floor=floor - SLACK) for floor in floors or [-np.inf] * sources]
    places = np.arange(sources)
    active = Active(
        sentence=places, log_prob=np.zeros(sources), tokens=np.empty((sources, 0), np.int64), parents=places
    )
    rows, state = model.start(sources)
    while len(active):
        totals = active.log_prob[:, np.newaxis] + rows
        active = _advance(active, totals, pursuits, rules, eos=eos_id(model))
        if len(active):
            rows, state = model.advance(model.select(state, active.parents), active.tokens[:, -1])
    return tuple(_sealed(found, model.vocabulary) for found in pursuits)


def _advance(active: Active, totals: FloatArray, pursuits: list[Pursuit], rules: Rules, *, eos: int | None) -> Active:
    """Cut the continuations ``totals`` (n, V) of each sentence, keep what is complete, and return what goes on."""
    sentences, group = np.unique(active.sentence, return_inverse=True)
    found = [pursuits[sentence] for sentence in sentences]
    for one, count in zip(found, np.bincount(group).tolist(), strict=True):
        one.expanded += count
    length = active.tokens.shape[1] + 1
    row, token = np.nonzero(_choose(totals, found, group, rules, eos=eos, length=length))
    log_prob, group = totals[row, token], group[row]
    tokens = np.column_stack([active.tokens[row], token])
    ended = token == eos if eos is not None else np.zeros(len(token), dtype=bool)
    _offer(found, group, tokens, log_prob, ended, rules)
    on = ~ended & ~_stops(found, group[~ended], log_prob[~ended], rules, length=length)[group]
    return Active(sentence=sentences[group[on]], log_prob=log_prob[on], tokens=tokens[on], parents=row[on])


def _choose(
    totals: FloatArray, found: Sequence[Pursuit], group: IntArray, rules: Rules, *, eos: int | None, length: int
) -> BoolArray:
    """Mark (n, V) what is above the cut: of the width, or in an exact search of what this step's answers leave open."""
    convention = rules.convention
    if rules.method == "beam":
        assert rules.width is not None
        finished = [one.finished for one in found]
        return cut_each(convention, totals, group, width=rules.width, eos=eos, finished=finished)
    best = np.array([max(one.floor, one.score) for one in found])
    if eos is not None:
        np.maximum.at(best, group, scores_by(convention, totals[:, eos], length, ended=True))
    reach = scores_by(convention, totals, rules.max_length, ended=False)
    wins = np.round(reach, TIE_DIGITS) >= np.round(best, TIE_DIGITS)[group, np.newaxis]
    return np.asarray(np.isfinite(totals) & wins)


def _offer(
    found: Sequence[Pursuit], group: IntArray, tokens: IntArray, log_prob: FloatArray, ended: BoolArray, rules: Rules
) -> None:
    """Enter what is complete: with the end token, or by its length."""
    complete = np.flatnonzero(ended | (tokens.shape[1] == rules.max_length))
    for one, count in zip(found, np.bincount(group[ended], minlength=len(found)).tolist(), strict=True):
        one.finished += count
    if not len(complete):
        return
    score = scores_by(rules.convention, log_prob[complete], tokens.shape[1], ended[complete])
    whose = group[complete]
    firsts = np.flatnonzero(np.diff(whose, prepend=-1)).tolist()
    for first, last in zip(firsts, [*firsts[1:], len(whose)], strict=True):
        places = complete[first:last]
        found[whose[first]].offer(tokens[places], log_prob[places], score[first:last])


def _stops(
    found: Sequence[Pursuit], group: IntArray, open_log_prob: FloatArray, rules: Rules, *, length: int
) -> BoolArray:
    """Return for each sentence whether its search is over; its open prefixes are those of its ``group``."""
    convention, exact = rules.convention, rules.method == "exact"
    score, finished = (np.array([getattr(one, name) for one in found]) for name in ("score", "finished"))
    still = np.bincount(group, minlength=len(found))
    top = np.full(len(found), -np.inf)
    np.maximum.at(top, group, open_log_prob)
    over = (still == 0) | (length == rules.max_length)
    if convention.stopping == "bound":
        reach = scores_by(convention, top, rules.max_length, ended=False)
        over |= np.round(score, TIE_DIGITS) > np.round(reach, TIE_DIGITS)
    if exact:
        for one, proven in zip(found, over.tolist(), strict=True):
            one.proven = proven
        return np.asarray(over | (np.array([one.expanded for one in found]) + still > rules.budget))
    if convention.stopping == "leader":
        over |= (finished > 0) & (score >= scores_by(convention, top, length, ended=False))
    return np.asarray(over | [has_enough(convention.stopping, count, rules.width) for count in finished.tolist()])


def _sealed(found: Pursuit, vocabulary: tuple[str, ...]) -> Decoded:
    def words(tokens: IntArray) -> tuple[str, ...]:
        return tuple(vocabulary[token] for token in tokens)

    return Decoded(
        tokens=words(found.tokens), log_prob=found.log_prob, score=found.score, expanded=found.expanded,
        proven=found.proven,
        answers=tuple(
            Answer(tokens=words(tokens), log_prob=log_prob) for _, (log_prob, tokens) in sorted(found.likeliest.items())
        ),
    )  # fmt: skip
