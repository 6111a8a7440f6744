"""Many sentences at once: the answers of beam search, with every prefix of every sentence in one batch."""

from dataclasses import dataclass, field

import numpy as np

from seqviz.decoding.loop import Rules
from seqviz.decoding.model import StatefulModel, eos_id
from seqviz.decoding.step import choose, may_stop, scores
from seqviz.records.search import TIE_DIGITS, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """The best answer for one sentence, its end token included if it has one; ``expanded`` prefixes were read for it.

    ``score`` is ``log_prob / L**alpha`` with L tokens.
    """

    tokens: tuple[str, ...]
    log_prob: float
    score: float
    expanded: int


@dataclass(kw_only=True)
class Best:
    """The best answer so far of one sentence: of equal scores the first in vocabulary order."""

    score: float = -np.inf
    log_prob: float = -np.inf
    tokens: IntArray = field(default_factory=lambda: np.empty(0, np.int64))
    expanded: int = 0

    def offer(self, tokens: IntArray, log_prob: FloatArray, alpha: float) -> None:
        """Take answers ``tokens`` (n, L) into account, in vocabulary order."""
        if not len(tokens):
            return
        score = scores(log_prob, tokens.shape[1], alpha)
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
    model: StatefulModel, sources: int, *, width: int, max_length: int, alpha: float = 0.75
) -> tuple[Decoded, ...]:
    """Return for each of ``sources`` sentences what ``beam_search`` would find for it alone; width 1 is greedy.

    ``model.start(sources)`` begins one empty prefix for each sentence. Raises ``SearchProblem`` as the search does.
    """
    Rules(
        method="beam", width=width, max_length=max_length, alpha=alpha, forced=(), stopping="bound"
    ).check(model)  # fmt: skip
    best = [Best() for _ in range(sources)]
    places = np.arange(sources)
    active = Active(
        sentence=places, log_prob=np.zeros(sources), tokens=np.empty((sources, 0), np.int64), parents=places
    )
    rows, state = model.start(sources)
    while len(active):
        totals = active.log_prob[:, np.newaxis] + rows
        active = _advance(active, totals, best, eos=eos_id(model), width=width, most=max_length, alpha=alpha)
        if len(active):
            rows, state = model.advance(model.select(state, active.parents), active.tokens[:, -1])
    return tuple(_sealed(found, model.vocabulary) for found in best)


def _advance(
    active: Active, totals: FloatArray, best: list[Best], *, eos: int | None, width: int, most: int, alpha: float
) -> Active:
    """Cut the continuations ``totals`` (n, V) of each sentence, keep what is complete, and return what goes on."""
    going: list[Active] = []
    firsts = np.flatnonzero(np.diff(active.sentence, prepend=-1))
    for first, last in zip(firsts, [*firsts[1:], len(active)], strict=True):
        found = best[active.sentence[first]]
        found.expanded += int(last - first)
        choice = choose(totals[first:last], width=width, eos=eos)
        row, token = np.divmod(choice.chosen, totals.shape[1])
        row += first
        log_prob = totals[row, token]
        tokens = np.column_stack([active.tokens[row], token])
        complete = choice.ended | (tokens.shape[1] == most)
        found.offer(tokens[complete], log_prob[complete], alpha)
        if complete.all() or may_stop(found.score, float(log_prob[~complete].max()) / most**alpha):
            continue
        on = ~complete
        sentence = active.sentence[row[on]]
        going.append(Active(sentence=sentence, log_prob=log_prob[on], tokens=tokens[on], parents=row[on]))
    return _joined(going, like=active)


def _joined(parts: list[Active], *, like: Active) -> Active:
    if not parts:
        nothing = np.empty(0, np.int64)
        return Active(sentence=nothing, log_prob=np.empty(0), tokens=like.tokens[:0], parents=nothing)
    return Active(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])}
    )  # fmt: skip


def _sealed(found: Best, vocabulary: tuple[str, ...]) -> Decoded:
    tokens = tuple(vocabulary[token] for token in found.tokens)
    return Decoded(tokens=tokens, log_prob=found.log_prob, score=found.score, expanded=found.expanded)
