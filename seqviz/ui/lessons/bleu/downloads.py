"""What a learner takes home of this page: a pair's counts and scores; a test set's figures and lines."""

from seqviz.metrics.bleu import score_counts
from seqviz.metrics.ngrams import count_pair, match_order
from seqviz.records.bleu import BleuScore, Formula
from seqviz.records.scoring import CorpusReport, LinesPiece, LinesQuestion
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.lessons.bleu.outline import FORMULAS, BleuView
from seqviz.ui.page import Page

Row = tuple[object, ...]


def pair_files(page: Page, view: BleuView) -> list[Download]:
    """Return the counts of every n-gram, and the arithmetic of both formulas."""
    t = page.t
    return [
        Download(label=t("bleu.download.ngrams"), file_name="bleu-ngrams.csv", content=lambda: _ngrams_csv(view)),
        Download(label=t("bleu.download.scores"), file_name="bleu-scores.csv", content=lambda: _pair_csv(view)),
    ]


def corpus_files(page: Page, slot: Slot, report: CorpusReport) -> list[Download]:
    """Return the figures of a scored test set, and every line with its counts and scores."""
    t = page.t
    scores = {report_.score.formula: report_ for report_ in (report.lecture, report.standard)}
    rows = [row for score in scores.values() for row in _score_rows(score.score)]
    means = [(formula, "mean of the sentences", scores[formula].mean) for formula in FORMULAS]
    return [
        Download(label=t("bleu.download.lines"), file_name="bleu-lines.csv", content=lambda: _lines(slot)),
        Download(
            label=t("bleu.download.scores"),
            file_name="bleu-scores.csv",
            content=lambda: table_csv(("formula", "what", "value"), [*rows, *means]),
        ),
    ]


def _ngrams_csv(view: BleuView) -> str:
    prediction, reference = view.tokens
    orders = (match_order(prediction, reference, n) for n in range(1, view.max_n + 1))
    return table_csv(
        ("n", "ngram", "in prediction", "in reference", "counted"),
        (
            (order.n, view.joint.join(count.ngram), count.predicted, count.expected, count.counted)
            for order in orders
            for count in order.counts
        ),
    )


def _pair_csv(view: BleuView) -> str:
    counts = count_pair(*view.tokens, view.max_n)
    smoothing: dict[Formula, BleuScore] = {
        "lecture": score_counts(counts, "lecture"),
        "standard": score_counts(counts, "standard", view.smoothing),
    }
    return table_csv(("formula", "what", "value"), [row for score in smoothing.values() for row in _score_rows(score)])


def _score_rows(score: BleuScore) -> list[Row]:
    counts = score.counts
    orders = enumerate(zip(score.smoothed, score.weights, strict=True), start=1)
    return [
        (score.formula, "smoothing", score.smoothing),
        (score.formula, "tokens in the prediction", counts.predicted_length),
        (score.formula, "tokens in the reference", counts.reference_length),
        *(
            (score.formula, f"{name} {n}", value)
            for n, pw in orders
            for name, value in zip(("p", "w"), pw, strict=True)
        ),
        (score.formula, "brevity penalty", score.brevity_penalty),
        (score.formula, "BLEU", score.score),
    ]


def _lines(slot: Slot) -> bytes:
    """Fetch the table of lines from the worker, piece by piece."""
    assert slot.watch is not None  # the report came from there
    content = b""
    while True:
        piece: LinesPiece = slot.watch.run.ask(LinesQuestion(start=len(content)))
        content += piece.content
        if len(content) >= piece.size or not piece.content:
            return content
