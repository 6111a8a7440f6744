"""The bootstrap of a large test set, block by block: memory for the counts of its lines and for one block, no more.

Source: Koehn, "Statistical significance tests for machine translation evaluation", 2004. Drawing n lines with
replacement is the same as drawing first how many come from each block, then these from the block.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from seqviz.metrics.bleu import score_counts
from seqviz.metrics.bootstrap import interval
from seqviz.records.bleu import BleuCounts, Formula, Smoothing
from seqviz.records.decoding_sweep import Counts

RESAMPLES = 500
SEED = 0
BLOCK = 4096


@dataclass
class CountedLines:
    """The counts of every line of a test set in blocks of whole numbers: matches, totals and both lengths."""

    max_n: int
    blocks: list[Counts] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, counts: BleuCounts) -> None:
        """Keep the counts of a line."""
        lengths = (counts.predicted_length, counts.reference_length)
        self.rows.append((*counts.matches[: self.max_n], *counts.totals[: self.max_n], *lengths))
        if len(self.rows) == BLOCK:
            self._close()

    def resampled(self) -> Iterator[Counts]:
        """Add up the counts of ``RESAMPLES`` test sets drawn from these lines; yield them after each block.

        The last ones are complete. The same lines give the same sets.
        """
        self._close()
        rng = np.random.default_rng(SEED)
        sizes = np.array([len(block) for block in self.blocks])
        parts = rng.multinomial(sizes.sum(), sizes / sizes.sum(), size=RESAMPLES)
        sums = np.zeros((RESAMPLES, 2 * self.max_n + 2), dtype=np.int64)
        for block, drawn in zip(self.blocks, parts.T, strict=True):
            for number, count in enumerate(drawn):
                times = np.bincount(rng.integers(len(block), size=count), minlength=len(block))
                sums[number] += times @ block
            yield sums

    def _close(self) -> None:
        if self.rows:
            self.blocks.append(np.array(self.rows, dtype=np.int64))
            self.rows = []


def score_interval(sums: Counts, formula: Formula, smoothing: Smoothing = "none") -> tuple[float, float]:
    """Return the range of the middle 95 % of the scores of resampled test sets, their counts [resamples, c]."""
    n = (sums.shape[1] - 2) // 2
    scores = [
        score_counts(
            BleuCounts(
                matches=tuple(row[:n]), totals=tuple(row[n : 2 * n]), predicted_length=row[-2], reference_length=row[-1]
            ),
            formula,
            smoothing,
        ).score
        for row in sums.tolist()
    ]
    return interval(np.array(scores))
