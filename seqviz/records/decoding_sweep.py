"""What is asked of a translator about its ways to decode a whole test set, and what comes of it."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.records.pairs import Pair, Tokens
from seqviz.records.search import Convention, FloatArray

Sampling = Literal["whole", "cooler", "top_k", "top_p"]
"""Temperature 1; temperature .5; the five likeliest; a nucleus of .9."""
WIDTHS = (1, 2, 3, 5, 8, 16, 32, 64)
MOST_ALPHA = 2.0
Counts = NDArray[np.integer[Any]]
"""Whole numbers; those of a single sentence are small, and many."""


@dataclass(frozen=True, kw_only=True)
class SweepQuestion:
    """Decode the first ``most`` held-out sentences with every beam width, exactly at each alpha, and by sampling.

    An exact search may read ``budget`` prefixes of a sentence: at an alpha above 0 it often needs more than it may, and
    then gives the best that is known. ``draws`` is how often each way to sample is repeated.
    """

    most: int = 200
    widths: tuple[int, ...] = WIDTHS
    budget: int = 3_000
    draws: int = 3
    exact_alphas: tuple[float, ...] = (0.0,)


@dataclass(frozen=True, kw_only=True, eq=False)
class DecodedSet:
    """What one way to decode has written, m answers to the sentences decoded so far, those of a sentence together.

    ``method`` is beam with its ``width``, exact at an ``alpha``, or sample with the way to draw and the number of the
    ``draw``.
    ``sentence`` [m] counts from 0; of a beam all answers stand here that win at some alpha >= 0, of the others one for
    each sentence. ``length`` [m] counts the end token, ``words`` lack it. ``bleu`` [m, 10] holds clipped matches,
    totals for n = 1 ... 4, and both lengths; ``chrf`` [m, 18] the counts of 1- to 6-grams of characters.
    ``proven`` [sentences] says of an exact search where it came to its end. ``seconds`` are the processor's.
    """

    method: Literal["beam", "exact", "sample"]
    width: int = 0
    alpha: float = 0.0
    sampling: Sampling | None = None
    draw: int = 0
    sentence: Counts
    length: Counts
    log_prob: FloatArray
    words: tuple[Tokens, ...] = field(repr=False)
    bleu: Counts
    chrf: Counts
    proven: Counts
    expanded: int
    seconds: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Sweep:
    """All that is decoded so far, after ``step`` steps of training; ``reference_log_prob`` [sentences] is complete.

    ``exact_alphas`` are those of the question.
    """

    step: int
    pairs: tuple[Pair, ...] = field(repr=False)
    reference_log_prob: FloatArray
    sets: tuple[DecodedSet, ...]
    exact_alphas: tuple[float, ...] = (0.0,)
    complete: bool = False


@dataclass(frozen=True, kw_only=True)
class ConventionsQuestion:
    """Decode the first ``most`` held-out sentences with one width and every convention that differs in one point."""

    most: int = 200
    width: int = 5
    alpha: float = 0.75


@dataclass(frozen=True, kw_only=True)
class ConventionResult:
    """What a convention does to a test set, against the lecture's: ``changed`` sentences of ``sentences`` differ."""

    name: str
    convention: Convention
    sentences: int
    changed: int
    bleu: float
    length_ratio: float
    expanded: int


@dataclass(frozen=True, kw_only=True)
class ConventionsAnswer:
    """The conventions that are compared so far; the first is the lecture's."""

    step: int
    width: int
    results: tuple[ConventionResult, ...]
