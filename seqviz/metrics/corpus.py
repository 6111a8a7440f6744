"""Scoring a whole test set line by line, in memory that does not grow with the number of lines."""

import csv
import io
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from seqviz.metrics.pair_lines import Line, read_lines
from seqviz.metrics.tally import LineScore, Tally
from seqviz.records.scoring import CorpusProgress, CorpusReport, CorpusSettings
from seqviz.records.tables import cell

PIECE_SECONDS = 0.05
"""How long to work between two reports of progress: others may be waiting for their turn."""


def score_corpus(
    texts: Sequence[str], settings: CorpusSettings, *, lines: IO[bytes] | None = None
) -> Iterator[CorpusProgress | CorpusReport]:
    """Score a test set from one text of tab-separated lines or from two texts; the last record is the report.

    Parameters
    ----------
    texts
        See :func:`seqviz.metrics.pair_lines.read_lines`.
    lines
        Where to write every line with its counts and scores as CSV, lines at fault included; several references stand
        in one cell, with tabs between them.

    Raises
    ------
    Problem
        When the texts cannot be read as pairs, or hold none (``bleu.error.no_pairs``).
    """
    if lines is None:
        yield from _score(texts, settings, lambda line, score: None)
        return
    # The mark at the front tells spreadsheets that the file is UTF-8.
    table = io.TextIOWrapper(lines, encoding="utf-8-sig", newline="")
    try:
        yield from _score(texts, settings, _csv_writer(table, settings.max_n))
    finally:
        table.detach()  # flushed; the file stays open for its owner


_Write = Callable[[Line, LineScore | None], None]


def _score(texts: Sequence[str], settings: CorpusSettings, write: _Write) -> Iterator[CorpusProgress | CorpusReport]:
    tally = Tally(settings)
    worked, begun, since = 0.0, time.thread_time(), time.perf_counter()
    for line in read_lines(texts):
        if line.blank:
            tally.blank += 1
        else:
            write(line, tally.take(line))
        if time.perf_counter() - since >= PIECE_SECONDS:
            worked += time.thread_time() - begun
            yield CorpusProgress(share=line.read, pairs=tally.pairs)
            begun, since = time.thread_time(), time.perf_counter()
    tally.check()
    for sums in tally.lines.resampled():
        resampled = sums
        if time.perf_counter() - since >= PIECE_SECONDS:
            worked += time.thread_time() - begun
            yield CorpusProgress(share=1.0, pairs=tally.pairs)
            begun, since = time.thread_time(), time.perf_counter()
    yield tally.report(resampled, seconds=worked + time.thread_time() - begun)


def _csv_writer(file: IO[str], max_n: int) -> _Write:
    orders = range(1, max_n + 1)
    writer = csv.writer(file)
    writer.writerow(
        ["line", "status", "prediction", "reference", "prediction_length", "reference_length"]
        + [f"{name}_{n}" for name in ("matches", "total") for n in orders]
        + ["lecture_bleu", "standard_bleu"]
    )

    def write(line: Line, score: LineScore | None) -> None:
        texts = (cell(line.prediction), cell("\t".join(line.references)))
        if score is None:
            status = line.fault.key.rpartition(".")[2] if line.fault else ""
            writer.writerow((line.number, status, *texts))
            return
        counts = score.counts
        lengths = (counts.predicted_length, counts.reference_length)
        scores = (f"{score.lecture:.6f}", f"{score.standard:.6f}")
        writer.writerow((line.number, "scored", *texts, *lengths, *counts.matches, *counts.totals, *scores))

    return write
