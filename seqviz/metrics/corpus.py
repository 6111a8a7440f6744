"""Scoring a whole test set line by line, in memory that does not grow with it."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from seqviz.metrics.pair_files import Line, read_lines
from seqviz.metrics.tally import CorpusSettings, Outcome, Tally
from seqviz.records.bleu import CorpusProgress, CorpusReport

_REPORT_EVERY = 500


def score_files(
    paths: Sequence[Path], settings: CorpusSettings, *, csv_path: Path | None = None
) -> Iterator[CorpusProgress | CorpusReport]:
    """Score a test set from one file of tab-separated pairs or from two files; the last record is the report.

    Parameters
    ----------
    paths
        See :func:`seqviz.metrics.pair_files.read_lines`.
    csv_path
        Where to write every line with its counts and scores, lines at fault included; ``None`` writes nothing.

    Raises
    ------
    Problem
        When the files cannot be read as pairs, or hold none (``bleu.error.no_pairs``).
    """
    tally = Tally(settings)
    if csv_path is None:
        yield from _score(paths, tally, lambda line, outcome: None)
    else:
        # The mark at the front tells spreadsheets that the file is UTF-8.
        with csv_path.open("w", encoding="utf-8-sig", newline="") as file:
            yield from _score(paths, tally, _csv_writer(file, settings.max_n))
    yield tally.report()


_Write = Callable[[Line, Outcome | None], None]


def _score(paths: Sequence[Path], tally: Tally, write: _Write) -> Iterator[CorpusProgress]:
    for line in read_lines(paths):
        if not line.blank:
            write(line, tally.take(line))
        else:
            tally.blank += 1
        if line.number % _REPORT_EVERY == 0:
            yield CorpusProgress(share=line.read, pairs=tally.pairs)


def _csv_writer(file: IO[str], max_n: int) -> _Write:
    orders = range(1, max_n + 1)
    writer = csv.writer(file)
    writer.writerow(
        ["line", "status", "prediction", "reference", "prediction_length", "reference_length"]
        + [f"{name}_{n}" for name in ("matches", "total") for n in orders]
        + ["lecture_bleu", "standard_bleu"]
    )

    def write(line: Line, outcome: Outcome | None) -> None:
        if outcome is None:
            status = line.fault.key.rpartition(".")[2] if line.fault else ""
            writer.writerow([line.number, status, line.prediction, line.reference])
            return
        counts = outcome.counts
        lengths = (counts.predicted_length, counts.reference_length)
        scores = (f"{outcome.lecture:.6f}", f"{outcome.standard:.6f}")
        row = (line.number, "scored", line.prediction, line.reference)
        writer.writerow((*row, *lengths, *counts.matches, *counts.totals, *scores))

    return write
