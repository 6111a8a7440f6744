"""The desk where test sets are scored: nothing is trained, a long question is answered piece by piece."""

import tempfile
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO, Any

from seqviz.config.scoring import ScoringConfig
from seqviz.metrics.corpus import score_corpus
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusProgress, CorpusQuestion, CorpusReport, LinesPiece, LinesQuestion

PIECE_BYTES = 4_000_000
Piece = tuple[float, CorpusProgress | CorpusReport]


class Training:
    """A run that has finished before it starts, and answers questions as long as somebody wants it.

    The table of every line is kept in an unnamed file on the worker's disk: it is much larger than what a page wants
    to know of a test set, and it is gone with the run, whatever ends it.
    """

    def __init__(self, config: ScoringConfig) -> None:
        self.config = config
        self.description = config
        self.finished = True
        self.settings: Mapping[str, Any] = {}
        self._lines: IO[bytes] | None = None
        self._files = ExitStack()
        weakref.finalize(self, self._files.close)

    def advance(self) -> tuple[Any, ...]:
        """Do nothing: there are no steps."""
        return ()

    def report(self) -> tuple[Any, ...]:
        """Say nothing: there are no steps."""
        return ()

    def set(self, name: str, value: Any) -> None:
        """Refuse: there are no settings."""
        raise ValueError(f"a desk has no setting {name!r}, so it cannot be {value!r}")

    def snapshot(self) -> None:
        """Return nothing: there is no state that steps would change."""

    def answer(
        self,
        question: CorpusQuestion | LinesQuestion,
        snapshot: None = None,  # noqa: ARG002  # there is none to look at
    ) -> Iterator[Piece] | LinesPiece:
        """Score a test set in pieces (share, partial), the last partial being the report; then give its lines.

        Raises
        ------
        Problem
            For texts that are no test set, in the midst of the pieces; ``bleu.error.no_lines`` before any is scored.
        """
        return self._score(question) if isinstance(question, CorpusQuestion) else self._piece(question.start)

    def _score(self, question: CorpusQuestion) -> Iterator[Piece]:
        with ExitStack() as unfinished:
            lines = unfinished.enter_context(tempfile.TemporaryFile())
            for said in score_corpus(question.texts, question.settings, lines=lines):
                if isinstance(said, CorpusReport):
                    unfinished.pop_all()
                    self._keep(lines)
                yield (said.share if isinstance(said, CorpusProgress) else 1.0), said

    def _keep(self, lines: IO[bytes]) -> None:
        self._files.close()
        self._lines = self._files.enter_context(lines)

    def _piece(self, start: int) -> LinesPiece:
        if self._lines is None:
            raise Problem("bleu.error.no_lines")
        size = self._lines.seek(0, 2)
        self._lines.seek(start)
        return LinesPiece(content=self._lines.read(PIECE_BYTES), size=size)
