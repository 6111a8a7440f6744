"""Many sentences at once: beam search or exact search of each, with every prefix of every sentence in one batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from seqviz.decoding.convention import choose_by, has_enough, scores_by
from seqviz.decoding.loop import Rules
from seqviz.decoding.model import SearchProblem, StatefulModel, eos_id
from seqviz.decoding.search import SLACK
from seqviz.decoding.step import Choice, may_stop, still_possible
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
    going: list[Active] = []
    firsts = np.flatnonzero(np.diff(active.sentence, prepend=-1))
    for first, last in zip(firsts, [*firsts[1:], len(active)], strict=True):
        found = pursuits[active.sentence[first]]
        found.expanded += int(last - first)
        choice = _choose(totals[first:last], found, rules, eos=eos, length=active.tokens.shape[1] + 1)
        row, token = np.divmod(choice.chosen, totals.shape[1])
        row += first
        log_prob = totals[row, token]
        tokens = np.column_stack([active.tokens[row], token])
        _offer(found, tokens, log_prob, choice, rules)
        on = ~choice.ended
        if _stops(found, log_prob[on], rules, length=tokens.shape[1]):
            continue
        sentence = active.sentence[row[on]]
        going.append(Active(sentence=sentence, log_prob=log_prob[on], tokens=tokens[on], parents=row[on]))
    return _joined(going, like=active)


def _choose(totals: FloatArray, found: Pursuit, rules: Rules, *, eos: int | None, length: int) -> Choice:
    """Cut by the width, or in an exact search by what can still win once this step's answers are known."""
    convention = rules.convention
    if rules.method == "beam":
        return choose_by(convention, totals, width=rules.width, eos=eos, finished=found.finished)
    best = max(found.floor, found.score)
    if eos is not None:
        best = max(best, float(scores_by(convention, totals[:, eos], length, ended=True).max()))
    reach = scores_by(convention, totals, rules.max_length, ended=False)
    return still_possible(totals, best=best, reach=reach, eos=eos)


def _offer(found: Pursuit, tokens: IntArray, log_prob: FloatArray, choice: Choice, rules: Rules) -> None:
    """Enter what is complete: with the end token, or by its length."""
    complete = choice.ended | (tokens.shape[1] == rules.max_length)
    found.finished += int(choice.ended.sum())
    if complete.any():
        score = scores_by(rules.convention, log_prob[complete], tokens.shape[1], choice.ended[complete])
        found.offer(tokens[complete], log_prob[complete], score)


def _stops(found: Pursuit, open_log_prob: FloatArray, rules: Rules, *, length: int) -> bool:
    """Return whether the search for a sentence is over, whose open prefixes have these log-probabilities."""
    stopping = rules.convention.stopping
    if not len(open_log_prob) or length == rules.max_length:
        found.proven = rules.method == "exact"
        return True
    top = np.asarray(open_log_prob.max())
    if stopping == "bound" and may_stop(
        found.score, float(scores_by(rules.convention, top, rules.max_length, ended=False))
    ):
        found.proven = rules.method == "exact"
        return True
    if stopping == "leader" and found.finished:
        return bool(found.score >= float(scores_by(rules.convention, top, length, ended=False)))
    if rules.method == "exact":
        return found.expanded + len(open_log_prob) > rules.budget
    return has_enough(stopping, found.finished, rules.width)


def _joined(parts: list[Active], *, like: Active) -> Active:
    if not parts:
        nothing = np.empty(0, np.int64)
        return Active(sentence=nothing, log_prob=np.empty(0), tokens=like.tokens[:0], parents=nothing)
    return Active(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])}
    )  # fmt: skip


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
