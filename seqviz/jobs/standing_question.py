"""Questions that a page keeps asking: the newest answer, never two askings at once."""

import time
from dataclasses import dataclass
from typing import Any

from seqviz.jobs.run import Reply, Run
from seqviz.records.problem import Problem


@dataclass(frozen=True)
class Asked:
    """A question about the kept state ``past``, or about the present (``None``), which was then at ``step``."""

    question: Any
    past: int | None
    step: int


@dataclass
class StandingQuestion:
    """A question asked again whenever its answer is out of date.

    ``every`` is the least time in seconds between two askings of the same question. ``answer`` is the newest answer
    and ``about`` what it answers; ``problem`` says why there was none the last time; ``version`` counts the answers.
    """

    every: float = 0.0
    answer: Any = None
    about: Asked | None = None
    problem: Problem | None = None
    version: int = 0
    _reply: Reply | None = None
    _wanted: Asked | None = None
    _asked: Asked | None = None
    _settled: Asked | None = None
    _asked_at: float = 0.0

    def keep_fresh(
        self, run: Run[Any], question: Any, *, past: int | None, step: int, contestant: str | None = None
    ) -> None:
        """Take an answer that has come; ask again when the question, the checkpoint or the run has moved on.

        ``past`` is the checkpoint looked at (``None``: the present, which is at ``step``).
        """
        self._collect()
        wanted = self._wanted = Asked(question, past, step if past is None else past)
        last = self._settled
        due = last is None or (last.question, last.past) != (question, past) or self._rested
        if self._reply is None and wanted != last and due:
            self._asked, self._asked_at = wanted, time.monotonic()
            try:
                self._reply = run.ask_later(question, past, contestant=contestant)
            except Problem as problem:
                self.problem, self._settled = problem, wanted

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._reply is not None

    @property
    def settled(self) -> bool:
        """Whether what was wanted last is answered, or refused."""
        return self._settled == self._wanted

    @property
    def current(self) -> bool:
        """Whether the answer is one to the question that is asked now, whatever its step."""
        now, then = self._wanted, self.about
        return now is not None and then is not None and (now.question, now.past) == (then.question, then.past)

    @property
    def _rested(self) -> bool:
        return time.monotonic() - self._asked_at >= self.every

    def _collect(self) -> None:
        if self._reply is None or not self._reply.done():
            return
        try:
            self.answer, self.about, self.problem = self._reply.result(), self._asked, None
            self.version += 1
        except Problem as problem:
            self.problem = problem
        self._reply, self._settled = None, self._asked
