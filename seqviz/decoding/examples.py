"""Tables worth searching: the lecture's, the counter-examples, and random ones on which a search fails."""

from collections.abc import Callable

import numpy as np

from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.decoding.tables import Prefix, TableModel, normalized
from seqviz.records.search import TIE_DIGITS, Hypothesis

EOS = "<eos>"
LENGTH = 4
TRIES = 2_000

LECTURE = TableModel(
    vocabulary=("A", "B", "C", EOS),
    steps=((0.5, 0.2, 0.2, 0.1), (0.1, 0.4, 0.3, 0.2), (0.2, 0.2, 0.4, 0.2), (0.0, 0.2, 0.2, 0.6)),
    overrides={("A", "C"): (0.1, 0.6, 0.2, 0.1), ("A", "C", "B"): (0.1, 0.2, 0.1, 0.6)},
    eos=EOS,
)
"""The two tables of D2L's chapter on beam search: greedy finds .048 where .054 exists."""

K_EQUALS_N = TableModel(
    vocabulary=("A", "B"),
    steps=((0.6, 0.4), (0.55, 0.45), (0.5, 0.5)),
    overrides={("B",): (0.6, 0.4), ("A", "B"): (0.6, 0.4), ("B", "A"): (0.9, 0.1)},
    eos=None,
)
"""A beam as wide as the vocabulary is not exhaustive: k = n = 2 finds .165 where .216 exists."""

STOPS_TOO_EARLY = TableModel(
    vocabulary=("A", "B", EOS),
    steps=((0.6, 0.3, 0.1), (0.4, 0.1, 0.5), (0.9, 0.05, 0.05), (0.0, 0.0, 1.0)),
    overrides={},
    eos=EOS,
)
"""A finished answer leads after step 2 and is overtaken at step 4 when alpha = .75."""


def random_table(seed: int, *, vocabulary: tuple[str, ...] = ("A", "B", "C", EOS), length: int = LENGTH) -> TableModel:
    """Return a random table in hundredths, with rows of their own after every first token and two longer prefixes."""
    random = np.random.default_rng(seed)
    words = [token for token in vocabulary if token != EOS]

    def row(ending: float) -> tuple[float, ...]:
        weights = random.gamma(0.9, size=len(vocabulary)) + 0.02
        if EOS in vocabulary:
            weights[vocabulary.index(EOS)] *= ending
        return normalized(tuple(weights), digits=2)

    endings = np.linspace(0.1, 1.5, length)
    overrides: dict[Prefix, tuple[float, ...]] = {(word,): row(float(endings[1])) for word in words}
    for _ in range(2):
        pair = tuple(str(word) for word in random.choice(words, size=2))
        overrides[pair] = row(float(endings[min(2, length - 1)]))
    steps = tuple(row(float(ending)) for ending in endings)
    return TableModel(vocabulary=vocabulary, steps=steps, overrides=overrides, eos=EOS if EOS in vocabulary else None)


def greedy_fails(seed: int, *, alpha: float = 0.75) -> tuple[TableModel, int]:
    """Return the first random table from ``seed`` on whose greedy answer is not the best, and the seed that made it."""
    return _first(seed, lambda model: _misses(greedy_search(model, max_length=LENGTH, alpha=alpha).best, model, alpha))


def beam_fails(seed: int, *, width: int = 2, alpha: float = 0.75) -> tuple[TableModel, int]:
    """Return the first random table from ``seed`` on that a beam of ``width`` misjudges, and the seed that made it."""
    return _first(
        seed, lambda model: _misses(beam_search(model, width=width, max_length=LENGTH, alpha=alpha).best, model, alpha)
    )


def _misses(answer: Hypothesis, model: TableModel, alpha: float) -> bool:
    best = exhaustive_search(model, max_length=LENGTH, alpha=alpha).best
    return round(best.score - answer.score, TIE_DIGITS) > 0


def _first(seed: int, wanted: Callable[[TableModel], bool]) -> tuple[TableModel, int]:
    for attempt in range(seed, seed + TRIES):
        if wanted(model := random_table(attempt)):
            return model, attempt
    raise SearchProblem("beam-search.error.not-found", tries=TRIES)
