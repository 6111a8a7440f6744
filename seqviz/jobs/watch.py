"""A run as a page watches it: its news, its trails, and the answers to the questions that the page keeps asking."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seqviz.config.contest import Contest
from seqviz.jobs.run import Run
from seqviz.jobs.standing_question import StandingQuestion
from seqviz.records.jobs import Poll, WorkNews
from seqviz.records.trail import TrailCopy, TrailName
from seqviz.records.training import OutcomeRecord

LAST_ANSWER_SECONDS = 3.0
NO_TRAIL = TrailCopy()


@dataclass
class Watch:
    """What a page knows of a run; each tick of its live view refreshes it.

    What is shown of a run is the same after a reload, since all of it comes from the worker; ``memory`` is for what a
    page derives from it and wants to keep, such as the order of rows. ``news`` counts the looks that brought some.
    """

    run: Run[Contest]
    poll: Poll = field(default_factory=lambda: Poll(status="starting"))
    news: int = 0
    outcomes: dict[str, OutcomeRecord] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    _trails: dict[TrailName, TrailCopy] = field(default_factory=dict)
    _works: dict[str, WorkNews] = field(default_factory=dict)
    _questions: dict[tuple[str, str], StandingQuestion] = field(default_factory=dict)

    @property
    def contest(self) -> Contest:
        """What is trained."""
        return self.run.config

    @property
    def names(self) -> tuple[str, ...]:
        """The contestants."""
        return self.contest.names

    def refresh(self) -> None:
        """Ask the run for its news."""
        poll = self.run.poll(self.poll.last, trails={name: copy.mark for name, copy in self._trails.items()})
        for name, news in poll.trails.items():
            self._trails.setdefault(name, TrailCopy()).take(news)
        self.news += bool(poll.trails)
        for record in poll.records:
            if isinstance(record, OutcomeRecord):
                self.outcomes[record.contestant] = record
                if record.outcome == "running":  # it was told to go on
                    del self.outcomes[record.contestant]
        self._works |= {news.work: news for news in poll.work}
        self.poll = poll

    def trail(self, kind: str, contestant: str) -> TrailCopy:
        """Return the trail of one kind of record, such as ``"StepRecord"``, of one contestant."""
        return self._trails.get(TrailName(kind, contestant), NO_TRAIL)

    def description(self, contestant: str) -> Any:
        """Return what a contestant's training said about itself; ``None`` until it is built."""
        found = self.poll.description
        return found.get(contestant) if isinstance(found, Mapping) else found

    def setting(self, name: str, contestant: str) -> Any:
        """Return the value now in force of a setting that can be changed while it trains; ``None`` if unknown."""
        return self.poll.settings.get(contestant, {}).get(name)

    def work(self, work_id: str | None) -> WorkNews | None:
        """Return how a long piece of work stands."""
        return self._works.get(work_id or "")

    @property
    def works(self) -> tuple[WorkNews, ...]:
        """How all long work stands, what was begun last at the end; the run itself soon forgets what is done."""
        return tuple(self._works.values())

    @property
    def waiting(self) -> bool:
        """Whether an answer or a piece of work is on its way."""
        if self.poll.status in ("lost", "freed"):
            return False
        questions, works = self._questions.values(), self._works.values()
        return any(question.waiting for question in questions) or any(not news.done for news in works)

    def asked(self, name: str, contestant: str) -> StandingQuestion:
        """Return the standing question of this name to this contestant, asked or not."""
        return self._questions.setdefault((name, contestant), StandingQuestion())

    def ask(
        self, name: str, question: Any, contestant: str, *, past: int | None = None, every: float = 0.0
    ) -> StandingQuestion:
        """Keep the answer to a question fresh, on the present or on the kept state ``past``, and return it.

        Of a run that has ended no further look will come by itself: stay until the answer is there.
        """
        standing = self.asked(name, contestant)
        standing.every = every
        if self.poll.description is None or self.poll.status in ("lost", "freed", "queued"):
            return standing
        deadline = time.monotonic() + LAST_ANSWER_SECONDS
        while True:
            standing.keep_fresh(self.run, question, past=past, step=self.poll.step, contestant=contestant)
            if not self.poll.ended or standing.settled or time.monotonic() > deadline:
                return standing
            time.sleep(0.02)

    def ask_all(self, name: str, question: Any, *, past: int | None = None, every: float = 0.0) -> dict[str, Any]:
        """Keep asking all contestants the same question; return the answers to it that are there, by contestant."""
        asked = {one: self.ask(name, question, one, past=past, every=every) for one in self.names}
        return {
            one: standing.answer for one, standing in asked.items() if standing.answer is not None and standing.current
        }

    @property
    def keeps_beginning(self) -> bool:
        """Whether the state before the first step is still kept."""
        return 0 in self.poll.checkpoints
