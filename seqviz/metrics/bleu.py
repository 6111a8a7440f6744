"""BLEU, the lecture's and the standard one: counts to fractions, fractions to a score, the working kept."""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add

from sacrebleu.metrics.bleu import BLEU

from seqviz.metrics.ngrams import count_pair, match_order
from seqviz.metrics.references import Tokens, closest, counting
from seqviz.records.bleu import BleuCounts, BleuScore, BleuTrace, Formula, Smoothing


def lecture_bleu(prediction: Tokens, reference: Tokens, max_n: int, *, others: Sequence[Tokens] = ()) -> BleuTrace:
    """Score a prediction as the lecture does: p_n has the weight 1/2^n, so that short n-grams weigh most.

    Parameters
    ----------
    prediction, reference
        Token sequences. An empty prediction scores 0.
    max_n
        The longest n-gram, at least 1. Orders longer than the prediction do not exist and are left out.
    others
        Further references. An n-gram is clipped where the reference clips that has it most often; the brevity penalty
        takes the length nearest to the prediction's, the shorter one among equals. Empty ones are ignored.

    Raises
    ------
    TypeError
        When a text is given instead of its tokens.
    ValueError
        When ``max_n`` is below 1.

    Notes
    -----
    Dive into Deep Learning, section "Sequence to sequence learning", evaluation of predicted sequences:
    exp(min(0, 1 - len_ref / len_pred)) * prod_n p_n^(1/2^n).
    """
    return _trace(prediction, (reference, *others), max_n, "lecture", "none")


def standard_bleu(
    prediction: Tokens,
    reference: Tokens,
    max_n: int = 4,
    *,
    others: Sequence[Tokens] = (),
    smoothing: Smoothing = "none",
) -> BleuTrace:
    """Score a prediction with equal weights, as sacrebleu (effective order) and nltk do.

    Parameters
    ----------
    prediction, reference, max_n, others
        As for :func:`lecture_bleu`.
    smoothing
        What to do about p_n = 0: nothing (the score is 0), or one of sacrebleu's methods with its default value,
        computed by sacrebleu itself.

    Notes
    -----
    Papineni et al., "BLEU: a method for automatic evaluation of machine translation", ACL 2002. Where the
    prediction is shorter than n, nltk scores 0; sacrebleu's sentence score and this one leave the order out.
    """
    return _trace(prediction, (reference, *others), max_n, "standard", smoothing)


def trace_bleu(
    prediction: Tokens,
    reference: Tokens,
    max_n: int,
    *,
    formula: Formula,
    others: Sequence[Tokens] = (),
    smoothing: Smoothing = "none",
) -> BleuTrace:
    """Score a prediction by the formula that is named; the lecture's knows no smoothing and does without."""
    return _trace(prediction, (reference, *others), max_n, formula, smoothing if formula == "standard" else "none")


def corpus_bleu(
    predictions: Sequence[Tokens],
    references: Sequence[Tokens],
    max_n: int = 4,
    *,
    others: Sequence[Sequence[Tokens]] | None = None,
    formula: Formula = "standard",
    smoothing: Smoothing = "none",
) -> BleuScore:
    """Score a test set: the counts of all pairs are summed first, then scored once. No scores are averaged.

    ``others`` holds the further references of each prediction.

    Raises
    ------
    ValueError
        When there are not as many predictions as references, or ``max_n`` is below 1.
    """
    others = [()] * len(predictions) if others is None else others
    if not len(predictions) == len(references) == len(others):
        raise ValueError(f"{len(predictions)} predictions cannot be compared with {len(references)} references")
    _check(max_n, *predictions, *references, *(text for texts in others for text in texts))
    none = BleuCounts(matches=(0,) * max_n, totals=(0,) * max_n, predicted_length=0, reference_length=0)
    pairs = zip(predictions, references, others, strict=True)
    counts = (count_pair(prediction, reference, max_n, others=more) for prediction, reference, more in pairs)
    return score_counts(reduce(add, counts, none), formula, smoothing)


def score_counts(counts: BleuCounts, formula: Formula, smoothing: Smoothing = "none") -> BleuScore:
    """Turn counts into a score. Smoothing belongs to the standard formula; the lecture's knows none."""
    if smoothing != "none" and formula == "lecture":
        raise ValueError("the lecture's formula has no smoothing")
    precisions = tuple(
        Fraction(match, total) for match, total in zip(counts.matches, counts.totals, strict=True) if total
    )
    smoothed = tuple(map(float, precisions)) if smoothing == "none" else _smooth(counts, smoothing)
    weights = _weights(formula, len(smoothed))
    penalty = brevity_penalty(counts.predicted_length, counts.reference_length)
    product = math.prod(p ** float(weight) for p, weight in zip(smoothed, weights, strict=True))
    return BleuScore(
        formula=formula,
        max_n=len(counts.totals),
        counts=counts,
        precisions=precisions,
        weights=weights,
        smoothing=smoothing,
        smoothed=smoothed,
        brevity_penalty=penalty,
        # Rounding may lift a product of ones and near-ones by one unit in the last place.
        score=min(1.0, penalty * product),
    )


def brevity_penalty(predicted_length: int, reference_length: int) -> float:
    """Return exp(min(0, 1 - reference / predicted)): 1 unless the prediction is shorter; 0 when it is empty."""
    return math.exp(min(0.0, 1.0 - reference_length / predicted_length)) if predicted_length else 0.0


def _trace(
    prediction: Tokens, given: Sequence[Tokens], max_n: int, formula: Formula, smoothing: Smoothing
) -> BleuTrace:
    _check(max_n, prediction, *given)
    prediction, references = tuple(prediction), tuple(map(tuple, counting(given)))
    nearest = closest(len(prediction), references)
    orders = tuple(match_order(prediction, references, n) for n in range(1, max_n + 1))
    counts = BleuCounts(
        matches=tuple(order.matches for order in orders),
        totals=tuple(order.total for order in orders),
        predicted_length=len(prediction),
        reference_length=len(references[nearest]),
    )
    return BleuTrace(
        **vars(score_counts(counts, formula, smoothing)),
        prediction=prediction,
        references=references,
        ignored=len(given) - len(references),
        closest=nearest,
        ngrams=tuple(order for order in orders if order.total),
    )


def _check(max_n: int, *texts: Tokens) -> None:
    if max_n < 1:
        raise ValueError(f"max_n counts the tokens of the longest n-gram: at least 1, not {max_n}")
    if any(isinstance(text, str) for text in texts):
        raise TypeError("give the tokens of a text, not the text: its letters would be taken for words")


def _weights(formula: Formula, orders: int) -> tuple[Fraction, ...]:
    if formula == "lecture":
        return tuple(Fraction(1, 2**n) for n in range(1, orders + 1))
    return (Fraction(1, orders),) * orders if orders else ()


def _smooth(counts: BleuCounts, smoothing: Smoothing) -> tuple[float, ...]:
    """Let sacrebleu smooth the precisions; return those that it uses, which are percentages there."""
    result = BLEU.compute_bleu(
        list(counts.matches), list(counts.totals), counts.predicted_length, counts.reference_length,
        smooth_method=smoothing, effective_order=True, max_ngram_order=len(counts.totals),
    )  # fmt: skip
    used = sum(total > 0 for total in result.totals)
    return tuple(p / 100.0 for p in result.precisions[:used])
