"""Counts and scores as rows of a table, for those who want to go on computing with them."""

from collections.abc import Iterator

from seqviz.records.bleu import BleuScore, BleuTrace
from seqviz.records.scoring import CorpusReport

NGRAM_COLUMNS = ("n", "ngram", "in prediction", "in reference", "counted", "given by reference")
SCORE_COLUMNS = ("formula", "what", "value")
Row = tuple[object, ...]


def ngram_rows(trace: BleuTrace, *, joint: str) -> Iterator[Row]:
    """Yield a row of ``NGRAM_COLUMNS`` for every distinct n-gram of a prediction, its tokens joined by ``joint``.

    The last column numbers from 1 the reference that has the n-gram most often; it is empty where none has it.
    """
    for order in trace.ngrams:
        for count in order.counts:
            giver = count.reference + 1 if count.expected else ""
            yield order.n, joint.join(count.ngram), count.predicted, count.expected, count.counted, giver


def score_rows(score: BleuScore) -> Iterator[Row]:
    """Yield rows of ``SCORE_COLUMNS``: everything that enters a score, and the score."""
    yield score.formula, "smoothing", score.smoothing
    yield score.formula, "tokens in the prediction", score.counts.predicted_length
    yield score.formula, "tokens in the reference", score.counts.reference_length
    for n, (p, weight) in enumerate(zip(score.smoothed, score.weights, strict=True), start=1):
        yield score.formula, f"p{n}", p
        yield score.formula, f"weight {n}", float(weight)
    yield score.formula, "brevity penalty", score.brevity_penalty
    yield score.formula, "BLEU", score.score


def report_rows(report: CorpusReport) -> Iterator[Row]:
    """Yield rows of ``SCORE_COLUMNS`` for a test set, by both formulas and by all conventions."""
    for result in (report.lecture, report.standard):
        yield from score_rows(result.score)
        yield result.score.formula, f"2.5 % of {report.resamples} resampled sets lie below", result.interval[0]
        yield result.score.formula, f"2.5 % of {report.resamples} resampled sets lie above", result.interval[1]
        yield result.score.formula, "mean of the sentences", result.mean
    for convention in report.conventions:
        yield convention.name, convention.signature, convention.score
