"""What sampling leaves behind: one throw of the die over reshaped probabilities, and how likely each sequence is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.records.search import FloatArray, IntArray

Tokens = tuple[str, ...]
Cut = Literal["kept", "top_k", "top_p", "impossible"]
"""Why a token can be drawn or not: kept, not among the k likeliest, outside the nucleus, of probability 0."""


@dataclass(frozen=True, kw_only=True)
class TokenShare:
    """One token before a throw.

    ``p`` is the model's probability, ``tempered`` that after the temperature, ``share`` what is left after the cuts
    (0 for a token that was cut off); ``high`` is where its stretch on the die ends.
    """

    token: str
    p: float
    tempered: float
    share: float
    high: float
    cut: Cut


@dataclass(frozen=True, kw_only=True)
class Throw:
    """One throw of the die.

    ``shares`` come likeliest first; ``u`` in [0, 1) has fallen on ``shares[place]``. ``nucleus`` is where top-p cuts,
    on the bar of the tempered probabilities. ``log_prob`` is the model's, of ``prefix`` and the chosen token together.
    """

    prefix: tuple[str, ...]
    shares: tuple[TokenShare, ...]
    nucleus: float
    u: float
    place: int
    log_prob: float

    @property
    def chosen(self) -> TokenShare:
        """The token that the die has picked."""
        return self.shares[self.place]


@dataclass(frozen=True, kw_only=True, eq=False)
class SequenceShares:
    """Every sequence that can be drawn, the likeliest to be drawn first.

    Parameters
    ----------
    tokens
        (n, T) places in ``vocabulary``, -1 behind a shorter sequence.
    share, log_prob
        (n,) probability to be drawn, and the model's own log-probability.
    """

    vocabulary: tuple[str, ...]
    tokens: IntArray
    share: FloatArray
    log_prob: FloatArray

    def __post_init__(self) -> None:
        for column in (self.tokens, self.share, self.log_prob):
            column.flags.writeable = False

    def __len__(self) -> int:
        """Return how many sequences can be drawn."""
        return len(self.share)

    def sequence(self, place: int) -> tuple[str, ...]:
        """Return the tokens of a sequence."""
        return tuple(self.vocabulary[token] for token in self.tokens[place] if token >= 0)

    def of(self, tokens: tuple[str, ...]) -> float:
        """Return the probability that a sequence is drawn; 0 for one that cannot be."""
        row = np.full(self.tokens.shape[1], -1)
        row[: len(tokens)] = [self.vocabulary.index(token) for token in tokens]
        found: NDArray[np.intp] = np.flatnonzero((self.tokens == row).all(axis=1))
        return float(self.share[found[0]]) if len(found) else 0.0

    @cached_property
    def entropy(self) -> float:
        """The entropy of a drawn sequence, in bits."""
        likely = self.share[self.share > 0]
        return float(abs(-(likely * np.log2(likely)).sum()))

    def distinct(self, count: int) -> float:
        """Return how many different sequences ``count`` draws bring on average."""
        return float(-np.expm1(count * np.log1p(-np.minimum(self.share, 1 - 1e-16))).sum())


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One sequence among the draws: how often it came, its exact probability (``None``: not known), the model's own."""

    tokens: Tokens
    count: int
    share: float | None
    p: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """What ``count`` seeds have drawn.

    ``counts`` are the sequences as they came; ``shares`` is ``None`` where there are too many to enumerate.
    """

    count: int
    counts: Mapping[Tokens, int]
    probabilities: Mapping[Tokens, float]
    shares: SequenceShares | None

    @property
    def distinct(self) -> int:
        """How many different sequences came."""
        return len(self.counts)

    def share(self, tokens: Tokens) -> float | None:
        """Return the exact probability that a sequence is drawn."""
        return self.shares.of(tokens) if self.shares else None

    def rows(self, most: int, always: Mapping[Tokens, float]) -> tuple[Counted, ...]:
        """Return the ``most`` sequences that are drawn most, then those of ``always`` with the model's probability."""
        if self.shares is not None:
            first = [self.shares.sequence(place) for place in range(min(most, len(self.shares)))]
            own = {tokens: float(np.exp(self.shares.log_prob[place])) for place, tokens in enumerate(first)}
        else:
            first, own = [tokens for tokens, _ in Counter(self.counts).most_common(most)], {}
        own |= {**self.probabilities, **always}
        return tuple(
            Counted(tokens=tokens, count=self.counts.get(tokens, 0), share=self.share(tokens), p=own[tokens])
            for tokens in dict.fromkeys([*first, *always])
        )
