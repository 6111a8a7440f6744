"""The thread that trains one run: rounds, what others ask between two rounds, and long work piece by piece."""

import functools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from seqviz.config.contest import Contest
from seqviz.jobs.inbox import Inbox, Item, serve
from seqviz.jobs.lesson import Config, as_problem
from seqviz.jobs.limits import Limits
from seqviz.jobs.places import Places
from seqviz.jobs.progress import Marks
from seqviz.jobs.settings import Change
from seqviz.jobs.standing import Standing
from seqviz.jobs.training_state import TrainingState
from seqviz.jobs.works import Work, Works
from seqviz.models.interruption import Interrupted, interruptible
from seqviz.records.jobs import ENDED, Poll, RunStatus
from seqviz.records.problem import Problem

LOCK = threading.RLock()
"""One lock for all runs of a worker and their places: it is held for moments, and nobody waits for two."""
_QUEUE_SECONDS = 1.0
"""A run in the queue looks by itself so often."""


class TrainingThread:
    """Train ``config`` until it ends, then keep answering until nobody claims the run any more.

    The lesson's object is touched by this thread alone; what others may touch is guarded by ``LOCK``. ``owner`` is the
    digest of the owner's secret.
    """

    def __init__(
        self,
        config: "Config | Contest",
        limits: Limits,
        *,
        owner: str = "",
        places: Places,
        on_ended: "Callable[[TrainingThread], None]",
    ) -> None:
        self.owner = owner
        self._limits = limits
        self._on_ended = on_ended
        self._changed = threading.Condition(LOCK)
        self._standing = Standing(limits, places, self)
        self._inbox = Inbox()
        self._works = Works()
        self._state = TrainingState(Contest.of(config), limits, self._standing, self._changed)
        self._thread = threading.Thread(target=self._live, name="seqviz-run", daemon=True)

    # What others call, from any thread; none of it waits for a step.

    def start(self) -> None:
        """Begin in the background."""
        self._thread.start()

    def claim(self) -> None:
        """Say that the run is still wanted."""
        with self._changed:
            was_orphaned = self._standing.lease.state == "orphaned"
            self._standing.lease.claim()
            if was_orphaned:
                self._changed.notify_all()

    def keep(self) -> None:
        """Say that the learner will come back to the run."""
        with self._changed:
            self._standing.lease.keep()

    def notice(self) -> None:
        """Look again at whether the run has a place."""
        with self._changed:
            self._changed.notify_all()

    @property
    def status(self) -> RunStatus:
        """The state of the run as a page should name it."""
        with self._changed:
            return self._standing.status

    @property
    def built(self) -> bool:
        """Whether there is a model that settings could change."""
        return self._standing.phase != "starting"

    @property
    def claimed(self) -> bool:
        """Whether somebody looks at the run."""
        return self._standing.lease.state == "claimed"

    @property
    def silence(self) -> float:
        """Seconds since somebody looked at the run."""
        return self._standing.lease.silence

    @property
    def step_in_progress(self) -> int | None:
        """The number of the round that is being made, or ``None`` between two rounds."""
        with self._changed:
            return self._state.progress.steps + 1 if self._state.stepping else None

    def poll(self, since: int, marks: Marks | None = None, *, described: bool) -> Poll:
        """Return the news since record number ``since``; the description only to those who lack it."""
        with self._changed:
            standing = self._standing
            news = self._state.progress.news(since, marks, status=standing.status, described=described)
            return replace(
                news,
                problem=standing.problem,
                place=standing.place,
                rested=standing.rested,
                settings=self._state.settings,
                work=self._works.tell(everything=since == 0 and not marks),
            )

    def command(self, name: str, value: Any) -> None:
        """Pause, resume, allow some steps, or limit the speed; a step in progress is finished first."""
        with self._changed:
            self._standing.command(name, value)
            self._changed.notify_all()

    def rest(self) -> None:
        """Make room for other runs."""
        with self._changed:
            self._standing.rested = self._standing.phase not in ENDED or bool(self._works.pending)
            self._changed.notify_all()

    def set(self, name: str, value: Any, contestant: str | None = None) -> "Future[None]":
        """Change a setting of a contestant, or of all, between two rounds."""
        change = Change(name, value, contestant)
        with self._changed:
            future: Future[None] = self._put(lambda: self._inbox.order(functools.partial(self._state.set, change)))
            self._state.changes.append(change)
            return future

    def go_on(self, learning_rate: float) -> "Future[None]":
        """Let what has diverged go on from its last good weights, at another rate."""
        order = functools.partial(self._state.go_on, learning_rate)
        future: Future[None] = self._put(lambda: self._inbox.order(order))
        return future

    def ask(self, question: Any, step: int | None, contestant: str | None, limit: float) -> "Future[Any]":
        """Answer between two rounds, within ``limit``: on the current state, or on the kept one nearest to ``step``."""
        answer = functools.partial(self._state.answer, question, step, contestant)
        future: Future[Any] = self._put(lambda: self._inbox.ask(answer, limit))
        return future

    def work(self, work_id: str, question: Any, step: int | None, contestant: str | None) -> None:
        """Answer piece by piece."""
        work = Work(work_id, lambda: self._state.answer(question, step, contestant), contestant=contestant)
        self._put(lambda: self._works.add(work))

    def cancel(self, work_id: str) -> None:
        """Do no further piece of a long work."""
        with self._changed:
            self._works.cancel(work_id)
            self._changed.notify_all()

    def end(self, phase: RunStatus, problem: Problem | None = None) -> None:
        """End the run, unless it has ended; the first reason stays. ``freed`` comes after every other end."""
        with self._changed:
            self._standing.end(phase, problem)
            self._changed.notify_all()

    def join(self, limit: float) -> None:
        """Wait until the thread has ended, for at most ``limit`` seconds."""
        self._thread.join(limit)

    def _put(self, put: Callable[[], Any]) -> Any:
        with self._changed:
            if self._standing.phase == "freed":
                raise self._standing.problem or Problem("jobs.freed")
            result = put()
            self._changed.notify_all()
            return result

    # What the thread itself does.

    def _live(self) -> None:
        try:
            while self._standing.phase != "freed":
                self._turn()
        finally:
            self._let_go()

    def _turn(self) -> None:
        """Do one piece of waiting work, one of long work and one round, as far as they are due; or rest."""
        self._serve()
        with self._changed:
            self._works.let_go()
            computes = self._standing.computes(works=bool(self._works.pending))
            begins = computes and self._standing.phase == "starting"
            work = self._works.next() if computes and not begins else None
            self._state.stepping = computes and not begins and self._standing.wait() == 0
        if begins:
            self._safely(self._state.begin)
        if work is not None:
            work.advance(self._unwanted)
        if self._state.stepping:
            self._safely(self._state.step)
        elif not begins and work is None:
            self._rest()

    def _unwanted(self) -> bool:
        """Whether what is being computed will interest nobody: it is left at its next seam."""
        return self._standing.phase == "freed" or self._standing.lease.state == "expired"

    def _safely(self, work: Callable[[], None]) -> None:
        """Let the lesson work; whatever goes wrong ends the run, not the thread: kept states still answer."""
        try:
            with interruptible(self._unwanted):
                work()
        except Interrupted:
            self.end("freed", Problem("jobs.freed"))
        except Exception as error:
            problem = as_problem(error)
            self._state.broke(problem)
            self.end("failed", problem)
        finally:
            self._state.stepping = False

    def _serve(self) -> None:
        """Carry out all orders that wait, or else give one answer, or a piece of it."""
        while (item := self._next_item()) is not None:
            if not serve(item, self._unwanted):
                with self._changed:
                    self._inbox.put_back(item)
            if not item.is_order:
                return

    def _next_item(self) -> Item | None:
        with self._changed:
            if self._standing.lease.state == "expired":
                self._standing.end("freed", Problem("jobs.freed"))
            return None if self._standing.phase in ("starting", "freed") else self._inbox.take()

    def _rest(self) -> None:
        """Let the lesson say what it has kept to itself, then sleep until a step is due or something changes."""
        if self._standing.phase == "training":
            self._safely(self._state.report)
        with self._changed:
            computes = self._standing.computes(works=bool(self._works.pending))
            wait = self._standing.wait() if computes else None
            if self._standing.phase == "freed" or (computes and (wait == 0 or self._works.pending)):
                return
            if computes and self._standing.phase == "starting":
                return
            if self._inbox and self._standing.phase != "starting":
                return
            # A little late rather than early: waking just before the lease changes would mean sleeping again.
            waits = [self._standing.lease.next_change + 0.001, *([] if wait is None else [wait])]
            if self._standing.place is not None:
                waits.append(_QUEUE_SECONDS)
            self._changed.wait(min(waits))

    def _let_go(self) -> None:
        """Drop everything the run holds; whoever still waits for an answer hears why there is none."""
        with self._changed:
            self.end("freed", Problem("jobs.freed"))
            while item := self._inbox.take():
                item.future.set_exception(Problem("jobs.freed"))
            for work in self._works.pending:
                work.close()
            self._works = Works()
            self._state.let_go(self._limits)
        self._on_ended(self)
