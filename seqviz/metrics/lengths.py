"""How the score of a prediction depends on its length."""

from collections import Counter
from collections.abc import Sequence

from seqviz.metrics.bleu import score_counts
from seqviz.metrics.ngrams import Ngram, count_pair, ngrams
from seqviz.metrics.references import closest
from seqviz.records.bleu import BleuCounts, Formula, Smoothing


def score_by_length(
    tokens: Sequence[str],
    references: Sequence[Sequence[str]],
    max_n: int,
    *,
    formula: Formula,
    smoothing: Smoothing,
    longest: int,
) -> tuple[float, ...]:
    """Score the first 1, 2, ..., ``longest`` tokens; beyond the end the last token is said again and again.

    Smoothing belongs to the standard formula.
    """
    if formula == "lecture":
        smoothing = "none"
    tokens = tuple(tokens)
    padded = tokens + tokens[-1:] * max(0, longest - len(tokens))
    lengths = range(1, longest + 1 if padded else 1)
    reference, *others = references
    counts = (count_pair(padded[:length], reference, max_n, others=others) for length in lengths)
    return tuple(score_counts(count, formula, smoothing).score for count in counts)


def most_by_length(
    references: Sequence[Sequence[str]], max_n: int, formula: Formula, *, longest: int
) -> tuple[float, ...]:
    """Return what no prediction of 1, 2, ..., ``longest`` tokens can exceed.

    No n-gram can match more often than the references together have places for it, so a longer prediction wastes the
    rest. With one reference the bound is reached, by the reference itself or by its beginning.
    """
    places = [_places(references, n) for n in range(1, max_n + 1)]
    return tuple(_most(length, references, places, formula) for length in range(1, longest + 1))


def _places(references: Sequence[Sequence[str]], n: int) -> int:
    most: Counter[Ngram] = Counter()
    for reference in references:
        most |= Counter(ngrams(reference, n))
    return most.total()


def _most(length: int, references: Sequence[Sequence[str]], places: Sequence[int], formula: Formula) -> float:
    totals = tuple(max(0, length - n) for n in range(len(places)))
    counts = BleuCounts(
        matches=tuple(map(min, totals, places)),
        totals=totals,
        predicted_length=length,
        reference_length=len(references[closest(length, references)]),
    )
    return score_counts(counts, formula).score
