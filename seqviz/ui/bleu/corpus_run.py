"""A test set being scored."""

import time
from collections.abc import Sequence

from seqviz.config.scoring import ScoringConfig
from seqviz.records.problem import Problem
from seqviz.records.scoring import (
    CorpusProgress,
    CorpusQuestion,
    CorpusReport,
    CorpusSettings,
    LinesPiece,
    LinesQuestion,
)

_TURN = 0.3


class CorpusRun:
    """One scoring of a test set, a piece of it at every look."""

    def __init__(self, contents: Sequence[bytes], settings: CorpusSettings) -> None:
        from seqviz.training.scoring import Training

        self.settings = settings
        self.desk = Training(ScoringConfig())
        pieces = self.desk.answer(CorpusQuestion(contents=tuple(contents), settings=settings))
        assert not isinstance(pieces, LinesPiece)
        self.pieces = pieces
        self.status = "running"
        self.progress = CorpusProgress(share=0.0, pairs=0)
        self.report: CorpusReport | None = None
        self.problem: Problem | None = None

    @property
    def active(self) -> bool:
        """Whether there is still something to wait for; work is done here."""
        deadline = time.monotonic() + _TURN
        while self.status == "running" and time.monotonic() < deadline:
            try:
                _, said = next(self.pieces)
            except StopIteration:
                self.status = "done"
            except Problem as problem:
                self.problem, self.status = problem, "failed"
            else:
                if isinstance(said, CorpusReport):
                    self.report = said
                else:
                    self.progress = said
        return self.status == "running"

    def csv(self) -> bytes:
        """Return every line with its scores."""
        content = b""
        while isinstance(piece := self.desk.answer(LinesQuestion(start=len(content))), LinesPiece) and piece.content:
            content += piece.content
        return content

    def stop(self) -> None:
        """End the run."""
        if self.status == "running":
            self.status = "stopped"
