"""The working of a BLEU score: every n-gram with its place, the counts, the fractions, the score."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Self

Formula = Literal["lecture", "standard"]
NgramFate = Literal["matched", "clipped", "missing"]
TokenUnit = Literal["words", "characters", "mixed"]
Smoothing = Literal["none", "exp", "floor", "add-k"]
EditKind = Literal["drop", "repeat", "swap", "append"]


@dataclass(frozen=True, kw_only=True)
class NgramPlace:
    """One n-gram of the prediction where it stands, and what became of it.

    ``target`` is the place that it took in the reference numbered ``reference``; ``None`` when every such place was
    taken already (``clipped``) or when no reference has one (``missing``). Places and references count from 0.
    """

    position: int
    ngram: tuple[str, ...]
    fate: NgramFate
    target: int | None
    reference: int = 0

    def __post_init__(self) -> None:
        if (self.target is not None) != (self.fate == "matched"):
            raise ValueError("a matched n-gram has a place in the reference, any other has none")


@dataclass(frozen=True, kw_only=True)
class NgramCount:
    """How often one distinct n-gram stands in the prediction, and in ``each`` of the references."""

    ngram: tuple[str, ...]
    predicted: int
    each: tuple[int, ...]

    @property
    def expected(self) -> int:
        """The most that a single reference holds: where the count is clipped."""
        return max(self.each)

    @property
    def reference(self) -> int:
        """The reference that gives this count, the first one among equals."""
        return self.each.index(self.expected)

    @property
    def counted(self) -> int:
        """The clipped count: no more than a reference holds."""
        return min(self.predicted, self.expected)


@dataclass(frozen=True, kw_only=True)
class NgramOrder:
    """All n-grams of one length: where each stands, and how many of each there are."""

    n: int
    places: tuple[NgramPlace, ...]
    counts: tuple[NgramCount, ...]

    @property
    def total(self) -> int:
        """N-grams in the prediction, the denominator of p_n."""
        return len(self.places)

    @property
    def matches(self) -> int:
        """N-grams that found a free place, the numerator of p_n."""
        return sum(count.counted for count in self.counts)

    def count(self, ngram: tuple[str, ...]) -> NgramCount:
        """Return the counts of an n-gram of the prediction."""
        return next(count for count in self.counts if count.ngram == ngram)

    @property
    def clipped(self) -> int:
        """N-grams that a reference holds, but none as often."""
        return sum(count.predicted - count.counted for count in self.counts if count.expected)

    @property
    def missing(self) -> int:
        """N-grams that stand in no reference."""
        return sum(count.predicted for count in self.counts if not count.expected)


@dataclass(frozen=True, kw_only=True)
class BleuCounts:
    """What a BLEU score needs to know of a pair, or of a whole test set: such counts can be added.

    ``matches`` and ``totals`` have one entry for n = 1, 2, ..., max_n; an order that does not exist has total 0. Of
    several references ``reference_length`` is the one nearest to the prediction's, the shorter one among equals.
    """

    matches: tuple[int, ...]
    totals: tuple[int, ...]
    predicted_length: int
    reference_length: int

    def __post_init__(self) -> None:
        if len(self.matches) != len(self.totals):
            raise ValueError("matches and totals need one entry for each n")
        if any(not 0 <= match <= total for match, total in zip(self.matches, self.totals, strict=True)):
            raise ValueError("matches lie between 0 and the total")

    def up_to(self, max_n: int) -> "BleuCounts":
        """Return the counts of the first orders alone."""
        return replace(self, matches=self.matches[:max_n], totals=self.totals[:max_n])

    def __add__(self, other: Self) -> "BleuCounts":
        return BleuCounts(
            matches=tuple(a + b for a, b in zip(self.matches, other.matches, strict=True)),
            totals=tuple(a + b for a, b in zip(self.totals, other.totals, strict=True)),
            predicted_length=self.predicted_length + other.predicted_length,
            reference_length=self.reference_length + other.reference_length,
        )


@dataclass(frozen=True, kw_only=True)
class BleuScore:
    """A BLEU score with the working from the counts onwards.

    Parameters
    ----------
    formula
        ``lecture`` weighs p_n with 1/2^n, ``standard`` gives every order the same weight.
    max_n
        The longest n-gram that was asked for; orders longer than the prediction do not exist.
    counts
        Matches and totals for each n, and both lengths.
    precisions
        The exact p_n, one for each n that exists.
    weights
        The exponent of each p_n that enters the score.
    smoothing, smoothed
        What was done to p_n = 0, and the p_n that enter the score; equal to ``precisions`` without smoothing.
    brevity_penalty
        exp(min(0, 1 - reference length / predicted length)); 0 for an empty prediction.
    score
        The brevity penalty times the product of p_n to the power of its weight, between 0 and 1.
    """

    formula: Formula
    max_n: int
    counts: BleuCounts
    precisions: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]
    smoothing: Smoothing = "none"
    smoothed: tuple[float, ...]
    brevity_penalty: float
    score: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a BLEU score lies between 0 and 1, not at {self.score}")
        if len(self.weights) != len(self.smoothed):
            raise ValueError("each precision that enters the score needs one weight")

    @property
    def factors(self) -> tuple[float, ...]:
        """p_n to the power of its weight, for each n that enters the score."""
        return tuple(p ** float(weight) for p, weight in zip(self.smoothed, self.weights, strict=True))

    @property
    def absent(self) -> tuple[int, ...]:
        """The orders that were asked for and do not exist: the prediction is shorter than n."""
        return tuple(range(len(self.precisions) + 1, self.max_n + 1))


@dataclass(frozen=True, kw_only=True)
class BleuTrace(BleuScore):
    """The BLEU score of one pair with its whole working; ``ngrams`` has one entry for each n that exists.

    ``references`` are those that count: empty ones are left out unless there is no other, ``ignored`` says how many.
    ``closest`` is the number of the one whose length enters the brevity penalty.
    """

    prediction: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    ignored: int = 0
    closest: int = 0
    ngrams: tuple[NgramOrder, ...]

    @property
    def reference(self) -> tuple[str, ...]:
        """The reference whose length enters the brevity penalty; the only one where there is one."""
        return self.references[self.closest]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One small change to a prediction.

    It drops or repeats the token at ``position``, swaps it with the next one, or appends ``token``; of the others the
    token serves to speak of them.
    """

    kind: EditKind
    position: int = 0
    token: str = ""
