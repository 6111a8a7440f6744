"""What a learner takes home of a scored test set: its figures, and every line."""

from seqviz.metrics.listing import SCORE_COLUMNS, report_rows
from seqviz.records.scoring import CorpusReport, LinesPiece, LinesQuestion
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.page import Page


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
