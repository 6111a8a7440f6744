"""One run as one page watches it: polls, curves, and the newest answers to its two standing questions."""

import time
from dataclasses import dataclass, field
from typing import Any

from seqviz.jobs.run import Reply, Run
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord, ProbeAnswer, ProbeQuestion, Question, SampleAnswer, SampleQuestion
from seqviz.ui.live.curves import CurveLog

SAMPLE_SECONDS = 2.0


@dataclass
class StandingQuestion:
    """A question asked again whenever its answer is out of date, never twice at once."""

    every: float
    answer: Any = None
    problem: Problem | None = None
    version: int = 0
    _reply: Reply | None = None
    _asked: tuple[Question, int | None, int] | None = None
    _answered: tuple[Question, int | None, int] | None = None
    _asked_at: float = 0.0

    def keep_fresh(self, run: Run, question: Question, *, past: int | None, step: int) -> None:
        """Take an answer that has come; ask again when the question, the checkpoint or the run has moved on.

        ``past`` is the checkpoint looked at (``None``: the present, which is at ``step``).
        """
        self._collect()
        wanted = (question, past, -1 if past is not None else step)
        same_question = self._answered is not None and self._answered[:2] == wanted[:2]
        due = not same_question or time.monotonic() - self._asked_at >= self.every
        if self._reply is None and wanted != self._answered and due:
            self._asked, self._asked_at = wanted, time.monotonic()
            try:
                self._reply = run.ask_later(question, past)
            except Problem as problem:
                self.problem = problem

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._reply is not None

    def _collect(self) -> None:
        if self._reply is None or not self._reply.done():
            return
        try:
            self.answer, self.problem = self._reply.result(), None
            self.version += 1
        except Problem as problem:
            self.problem = problem
        self._reply, self._answered = None, self._asked


@dataclass
class Watch:
    """What a page knows of a run: refreshed by each tick of the live view."""

    run: Run
    curves: CurveLog = field(default_factory=CurveLog)
    poll: Poll = field(default_factory=lambda: Poll(status="starting"))
    outcome: OutcomeRecord | None = None
    probe: StandingQuestion = field(default_factory=lambda: StandingQuestion(every=0.0))
    sample: StandingQuestion = field(default_factory=lambda: StandingQuestion(every=SAMPLE_SECONDS))
    unit_orders: dict[Any, tuple[int, ...]] = field(default_factory=dict)

    def refresh(self) -> None:
        """Ask the run for its news."""
        poll = self.run.poll(self.poll.last)
        self.curves.add(poll.records)
        self.outcome = next((r for r in poll.records if isinstance(r, OutcomeRecord)), self.outcome)
        self.poll = poll

    def ask(self, probe: ProbeQuestion, sample: SampleQuestion, *, past: int | None) -> None:
        """Keep both standing questions fresh, on the present or on a kept checkpoint."""
        if self.poll.description is None or self.poll.status in ("lost", "freed"):
            return
        for standing, question in ((self.probe, probe), (self.sample, sample)):
            standing.keep_fresh(self.run, question, past=past, step=self.poll.step)

    @property
    def inside(self) -> ProbeAnswer | None:
        """The newest look inside."""
        answer: ProbeAnswer | None = self.probe.answer
        return answer

    @property
    def written(self) -> SampleAnswer | None:
        """The newest text that the model wrote."""
        answer: SampleAnswer | None = self.sample.answer
        return answer
