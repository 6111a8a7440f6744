"""How the score of a prediction depends on its length."""

from collections.abc import Sequence

from seqviz.metrics.bleu import score_counts
from seqviz.metrics.ngrams import count_pair
from seqviz.records.bleu import BleuCounts, Formula, Smoothing


def score_by_length(
    tokens: Sequence[str], reference: Sequence[str], max_n: int, *, formula: Formula, smoothing: Smoothing, longest: int
) -> tuple[float, ...]:
    """Score the first 1, 2, ..., ``longest`` tokens; beyond the end the last token is said again and again.

    Smoothing belongs to the standard formula.
    """
    if formula == "lecture":
        smoothing = "none"
    tokens = tuple(tokens)
    padded = tokens + tokens[-1:] * max(0, longest - len(tokens))
    lengths = range(1, longest + 1 if padded else 1)
    counts = (count_pair(padded[:length], reference, max_n) for length in lengths)
    return tuple(score_counts(count, formula, smoothing).score for count in counts)


def best_by_length(reference_length: int, max_n: int, formula: Formula, *, longest: int) -> tuple[float, ...]:
    """Return the best score that any prediction of 1, 2, ..., ``longest`` tokens can have.

    No n-gram can match more often than the reference has places, so a longer prediction wastes the rest.
    """
    return tuple(_best(length, reference_length, max_n, formula) for length in range(1, longest + 1))


def _best(length: int, reference_length: int, max_n: int, formula: Formula) -> float:
    totals = tuple(max(0, length - n + 1) for n in range(1, max_n + 1))
    matches = tuple(min(total, max(0, reference_length - n + 1)) for n, total in enumerate(totals, start=1))
    counts = BleuCounts(matches=matches, totals=totals, predicted_length=length, reference_length=reference_length)
    return score_counts(counts, formula).score
