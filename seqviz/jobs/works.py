"""Long pieces of work of a run: done piece by piece, so that training and short answers go on between two pieces."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import GeneratorType
from typing import Any

from seqviz.jobs.inbox import as_refusal
from seqviz.models.interruption import Interrupted, interruptible
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem

MOST = 8
RESEND_SECONDS = 5.0
"""Finished work is told again for so long after it was told first: another tab may look, a message may get lost."""


class Work:
    """One long piece of work; ``begin`` returns its answer, or a generator of (share done, answer so far)."""

    def __init__(self, work_id: str, begin: Callable[[], Any], *, contestant: str | None = None) -> None:
        self.news = WorkNews(work=work_id, contestant=contestant)
        self.cancelled = False
        self.told_at: float | None = None
        self._begin: Callable[[], Any] | None = begin
        self._pieces: Iterator[tuple[float, Any]] | None = None

    def advance(self, unwanted: Callable[[], bool]) -> None:
        """Do one piece. It is left at its seams when the work is cancelled or ``unwanted()`` is true."""
        try:
            with interruptible(lambda: unwanted() or self.cancelled):
                self._advance()
        except Interrupted:
            self.close()
        except Exception as error:
            self.end(as_refusal(error))
        if self.cancelled:  # in the middle of this piece
            self.cancel()

    def cancel(self) -> None:
        """Do no further piece."""
        self.cancelled = True
        self.news = replace(self.news, done=True, problem=Problem("jobs.cancelled"))

    def end(self, problem: Problem | None = None) -> None:
        """Say that nothing more comes."""
        self.close()
        self.news = replace(self.news, done=True, problem=problem, share=self.news.share if problem else 1.0)

    def close(self) -> None:
        """Let go of what the work holds."""
        if isinstance(self._pieces, GeneratorType):
            self._pieces.close()
        self._pieces = self._begin = None

    def _advance(self) -> None:
        if self._pieces is None:
            assert self._begin is not None  # what has ended does not go on
            begin, self._begin = self._begin, None  # the question may be large, and what is done is kept for a while
            answer = begin()
            if not isinstance(answer, GeneratorType):
                self.news = replace(self.news, partial=answer)
                self.end()
                return
            self._pieces = answer
        try:
            share, partial = next(self._pieces)
        except StopIteration:
            self.end()
        else:
            self.news = replace(self.news, share=share, partial=partial)


class Works:
    """All long work of a run, at most ``MOST`` pieces. The caller keeps a lock around every method."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}

    @property
    def pending(self) -> list[Work]:
        """What is not done, in the order in which it takes turns."""
        return [work for work in self._works.values() if not work.news.done]

    def add(self, work: Work) -> None:
        """Begin ``work``; the oldest that is done makes room."""
        if len(self._works) >= MOST:
            done = next((name for name, kept in self._works.items() if kept.news.done), None)
            if done is None:
                raise Problem("jobs.works", most=MOST)
            del self._works[done]
        self._works[work.news.work] = work

    def next(self) -> Work | None:
        """Return the work whose turn it is."""
        if not (pending := self.pending):
            return None
        turn = pending[0].news.work
        self._works[turn] = self._works.pop(turn)  # to the end of the line
        return self._works[turn]

    def cancel(self, work_id: str) -> None:
        """Do no further piece of a work; one that is done or forgotten stays as it is."""
        work = self._works.get(work_id)
        if work is not None and not work.news.done:
            work.cancel()

    def let_go(self) -> None:
        """Drop what is held by work that will not go on: it may have been cancelled between two pieces."""
        for work in self._works.values():
            if work.news.done:
                work.close()

    def tell(self, *, everything: bool) -> tuple[WorkNews, ...]:
        """Return how all work stands, without what was told as done some time ago unless ``everything`` is wanted."""
        now = time.monotonic()
        told = []
        for work in self._works.values():
            if work.news.done:
                work.told_at = now if work.told_at is None else work.told_at
            if everything or work.told_at is None or now - work.told_at < RESEND_SECONDS:
                told.append(work.news)
        return tuple(told)
