"""One run as one page watches it: its news, and the newest answers to the questions that the page keeps asking."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from seqviz.config import LanguageModelConfig
from seqviz.jobs.run import ConfigT, Reply, Run
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord, ProbeAnswer, ProbeQuestion, SampleAnswer, SampleQuestion
from seqviz.ui.live.curves import CurveLog

SAMPLE_SECONDS = 2.0
LAST_ANSWER_SECONDS = 3.0

QuestionT = TypeVar("QuestionT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True)
class Asked(Generic[QuestionT]):
    """A question about the kept state ``past``, or about the present (``None``), which was then at ``step``."""

    question: QuestionT
    past: int | None
    step: int


@dataclass
class StandingQuestion(Generic[QuestionT, AnswerT]):
    """A question asked again whenever its answer is out of date, never twice at once.

    ``every`` is the least time in seconds between two askings of the same question. ``answer`` is the newest answer
    and ``about`` what it answers; ``problem`` says why there was none the last time; ``version`` counts the answers.
    """

    every: float
    answer: AnswerT | None = None
    about: Asked[QuestionT] | None = None
    problem: Problem | None = None
    version: int = 0
    _reply: Reply | None = None
    _wanted: Asked[QuestionT] | None = None
    _asked: Asked[QuestionT] | None = None
    _settled: Asked[QuestionT] | None = None
    _asked_at: float = 0.0

    def keep_fresh(self, run: Run[Any], question: QuestionT, *, past: int | None, step: int) -> None:
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
                self._reply = run.ask_later(question, past)
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


@dataclass
class RunWatch(ABC, Generic[ConfigT]):
    """What every page knows of a run; each tick of its live view refreshes it."""

    run: Run[ConfigT]
    poll: Poll = field(default_factory=lambda: Poll(status="starting"))
    outcome: OutcomeRecord | None = None

    def refresh(self) -> None:
        """Ask the run for its news."""
        poll = self.run.poll(self.poll.last)
        self.keep(poll.records)
        self.outcome = next((r for r in poll.records if isinstance(r, OutcomeRecord)), self.outcome)
        self.poll = poll

    @abstractmethod
    def keep(self, records: tuple[Any, ...]) -> None:
        """Keep what the page draws of new records, oldest first; in bounded memory, however long the run."""

    def keep_asking(
        self, standing: StandingQuestion[QuestionT, AnswerT], question: QuestionT, *, past: int | None
    ) -> None:
        """Keep the answer to a question fresh, on the present or on the kept state ``past``.

        Of a run that has ended no further look will come by itself: stay until the answer is there.
        """
        if self.poll.description is None or self.poll.status in ("lost", "freed"):
            return
        deadline = time.monotonic() + LAST_ANSWER_SECONDS
        standing.keep_fresh(self.run, question, past=past, step=self.poll.step)
        while self.poll.ended and not standing.settled and time.monotonic() < deadline:
            time.sleep(0.02)
            standing.keep_fresh(self.run, question, past=past, step=self.poll.step)


@dataclass
class Watch(RunWatch[LanguageModelConfig]):
    """What a page knows of a language model: its curves, a look inside it, and what it writes."""

    curves: CurveLog = field(default_factory=CurveLog)
    probe: StandingQuestion[ProbeQuestion, ProbeAnswer] = field(default_factory=lambda: StandingQuestion(every=0.0))
    sample: StandingQuestion[SampleQuestion, SampleAnswer] = field(
        default_factory=lambda: StandingQuestion(every=SAMPLE_SECONDS)
    )
    unit_orders: dict[Any, tuple[int, ...]] = field(default_factory=dict)

    def keep(self, records: tuple[Any, ...]) -> None:
        """Add to the curves."""
        self.curves.add(records)

    def ask(self, probe: ProbeQuestion, sample: SampleQuestion, *, past: int | None) -> None:
        """Keep both standing questions fresh, on the present or on a kept checkpoint."""
        self.keep_asking(self.probe, probe, past=past)
        self.keep_asking(self.sample, sample, past=past)
