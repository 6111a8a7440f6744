"""What counting n-grams says: tables, factors of a sentence, Zipf's law, gaps, perplexities, generated tokens."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Gap = Literal["none", "token", "context", "ngram"]


def read_only(values: object) -> Numbers:
    """Return a float64 copy that nobody can change."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


@dataclass(frozen=True, kw_only=True, eq=False)
class ConditionalTable:
    """Part of the table p(token | context): R contexts, the most frequent first, and C tokens.

    ``counts`` [R, C] is n(context, token), ``totals`` [R] how often anything followed the context, ``probabilities``
    [R, C] what the chosen smoothing makes of them.
    """

    contexts: tuple[tuple[str, ...], ...]
    tokens: tuple[str, ...]
    counts: Numbers
    totals: Numbers
    probabilities: Numbers


@dataclass(frozen=True, kw_only=True)
class Follower:
    """One entry of a conditional distribution: a token, how often it was seen there, its probability."""

    token: str
    count: int
    probability: float


@dataclass(frozen=True, kw_only=True)
class NextToken:
    """What follows a context: how often it was continued, in how many ways, and the likeliest tokens."""

    context: tuple[str, ...]
    total: int
    types: int
    followers: tuple[Follower, ...]


@dataclass(frozen=True, kw_only=True)
class NgramFactor:
    """One factor of a sentence's probability: p(token | context) with the counts it rests on.

    ``joint`` of the ``total`` continuations of the context are the token. ``gap`` says what was never seen, if
    anything: the token itself, the context, or only the two together.
    """

    token: str
    context: tuple[str, ...]
    joint: int
    total: int
    probability: float
    gap: Gap


@dataclass(frozen=True, kw_only=True)
class SentenceScore:
    """The probability of a sentence as a product of factors, in the order of its tokens."""

    factors: tuple[NgramFactor, ...]

    @property
    def log_probability(self) -> float:
        """The natural logarithm of the product; minus infinity when a factor is 0."""
        if self.zeros:
            return -math.inf
        return math.fsum(math.log(factor.probability) for factor in self.factors)

    @property
    def zeros(self) -> tuple[int, ...]:
        """The positions of the factors that are 0."""
        return tuple(i for i, factor in enumerate(self.factors) if factor.probability == 0)

    @property
    def mean_nll(self) -> float:
        """The mean of -log p over the tokens, in nats."""
        return -self.log_probability / len(self.factors)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The tokens that the text lacks, each once, in the order of the sentence."""
        return tuple(dict.fromkeys(factor.token for factor in self.factors if factor.gap == "token"))


@dataclass(frozen=True, kw_only=True, eq=False)
class ZipfCurve:
    """Frequency against rank for the n-grams of one length, thinned out evenly on the logarithmic rank axis.

    ``exponent`` is the slope of the straight line fitted to these points on log-log axes, its sign turned: Zipf's law
    says about 1 for words.
    """

    n: int
    ranks: Numbers
    frequencies: Numbers
    exponent: float


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How thin the data gets at one n.

    ``once`` is the share of the ``distinct`` n-grams that were seen a single time, ``unseen`` the share of the
    held-out n-grams that the training part never had; ``possible`` is V^n.
    """

    n: int
    distinct: int
    once: float
    unseen: float
    possible: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PerplexityCurve:
    """Perplexities of one family of models along ``x`` (n, k, or a number of tokens); infinite where a factor is 0."""

    name: str
    x: Numbers
    perplexities: Numbers

    @property
    def best(self) -> int:
        """The index of the lowest perplexity."""
        return int(np.argmin(self.perplexities))


@dataclass(frozen=True, kw_only=True)
class GenerationStep:
    """One drawn token: the context that was used, the candidates in falling order, and the die that chose.

    ``draw`` is uniform in [0, 1): the candidates' probabilities laid end to end, it falls into the chosen one, whose
    stretch is [``low``, ``low`` + ``probability``). ``forgotten`` counts context tokens dropped because nothing was
    ever seen after the longer context; ``choices`` is the effective number of choices, exp of the entropy.
    """

    context: tuple[str, ...]
    forgotten: int
    candidates: tuple[Follower, ...]
    chosen: str
    probability: float
    low: float
    draw: float
    choices: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Adaptation:
    """Held-out perplexity of a small text against how much of it was counted, with and without a large text first."""

    sizes: Numbers
    scratch: Numbers
    pretrained: float
    adapted: Numbers
