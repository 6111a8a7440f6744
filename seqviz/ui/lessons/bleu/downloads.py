"""What a learner takes home of this page: a pair's counts and scores; a test set's figures and lines."""

from seqviz.metrics.bleu import score_counts
from seqviz.metrics.listing import NGRAM_COLUMNS, SCORE_COLUMNS, ngram_rows, report_rows, score_rows
from seqviz.metrics.ngrams import count_pair
from seqviz.records.scoring import CorpusReport, LinesPiece, LinesQuestion
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.lessons.bleu.outline import BleuView
from seqviz.ui.page import Page


def pair_files(page: Page, view: BleuView) -> list[Download]:
    """Return the counts of every n-gram, and the arithmetic of both formulas."""

    def ngrams() -> str:
        return table_csv(NGRAM_COLUMNS, ngram_rows(*view.tokens, view.max_n, joint=view.joint))

    def scores() -> str:
        counts = count_pair(*view.tokens, view.max_n)
        both = score_counts(counts, "lecture"), score_counts(counts, "standard", view.smoothing)
        return table_csv(SCORE_COLUMNS, [row for score in both for row in score_rows(score)])

    return [
        Download(label=page.t("bleu.download.ngrams"), file_name="bleu-ngrams.csv", content=ngrams),
        Download(label=page.t("bleu.download.scores"), file_name="bleu-scores.csv", content=scores),
    ]


def corpus_files(page: Page, slot: Slot, report: CorpusReport) -> list[Download]:
    """Return every line of a scored test set with its counts and scores, and the figures of the whole."""

    def scores() -> str:
        return table_csv(SCORE_COLUMNS, report_rows(report))

    return [
        Download(label=page.t("bleu.download.lines"), file_name="bleu-lines.csv", content=lambda: _lines(slot)),
        Download(label=page.t("bleu.download.scores"), file_name="bleu-scores.csv", content=scores),
    ]


def _lines(slot: Slot) -> bytes:
    """Fetch the table of lines from the worker, piece by piece."""
    assert slot.watch is not None  # the report came from there
    pieces: list[bytes] = []
    while True:
        piece: LinesPiece = slot.watch.run.ask(LinesQuestion(start=sum(map(len, pieces))))
        if not piece.content:
            return b"".join(pieces)
        pieces.append(piece.content)
