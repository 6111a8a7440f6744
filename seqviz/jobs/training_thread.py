"""The thread that trains one run: steps, what others ask between two steps, and the lease that ends it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from seqviz.jobs.inbox import Inbox, serve
from seqviz.jobs.lease import Lease
from seqviz.jobs.lesson import Config, Training, as_problem, build
from seqviz.jobs.limits import Limits
from seqviz.jobs.pace import Pace
from seqviz.jobs.progress import Progress
from seqviz.records.jobs import ENDED, Poll, RunStatus
from seqviz.records.problem import Problem
from seqviz.records.training import OutcomeRecord


class TrainingThread:
    """Train ``config`` until it ends, then keep answering until nobody claims the run any more.

    The lesson's object is touched by this thread alone; what others may touch is guarded by ``_changed``.
    """

    def __init__(self, config: Config, limits: Limits, *, on_freed: Callable[[], None]) -> None:
        self._config = config
        self._limits = limits
        self._on_freed = on_freed
        self._changed = threading.Condition()
        self._lease = Lease(claim=limits.claim, keep=limits.keep)
        self._pace = Pace()
        self._inbox = Inbox()
        self._progress = Progress(limits)
        self._phase: RunStatus = "starting"
        self._problem: Problem | None = None
        self._training: Training | None = None
        self._stepping = False
        self._broken = False
        self._thread = threading.Thread(target=self._live, name="seqviz-run", daemon=True)

    # What others call, from any thread; none of it waits for a step.

    def start(self) -> None:
        """Begin in the background."""
        self._thread.start()

    def claim(self) -> None:
        """Say that the run is still wanted."""
        with self._changed:
            was_orphaned = self._lease.state == "orphaned"
            self._lease.claim()
            if was_orphaned:
                self._changed.notify_all()

    @property
    def status(self) -> RunStatus:
        """The state of the run as a page should name it."""
        if self._phase in ENDED:
            return self._phase
        if self._lease.state != "claimed":
            return "orphaned"
        if self._phase == "training" and self._pace.paused:
            return "paused"
        return self._phase

    @property
    def step_in_progress(self) -> int | None:
        """The number of the step that is being made, or ``None`` between two steps."""
        with self._changed:
            return self._progress.steps + 1 if self._stepping else None

    def poll(self, since: int, *, described: bool) -> Poll:
        """Return the news since record number ``since``; the description only to those who lack it."""
        with self._changed:
            return self._progress.news(since, status=self.status, problem=self._problem, described=described)

    def change_pace(self, change: Callable[[Pace], None]) -> None:
        """Pause, resume, allow some steps, or limit the speed; a step in progress is finished first."""
        with self._changed:
            change(self._pace)
            self._changed.notify_all()

    def set(self, name: str, value: Any) -> "Future[None]":
        """Change a setting of the lesson between two steps."""
        return self._put(lambda: self._set(name, value), urgent=True)

    def ask(self, question: Any, step: int | None) -> "Future[Any]":
        """Answer between two steps: on the current state, or on the kept one nearest to ``step``."""
        return self._put(lambda: self._answer(question, step))

    def end(self, phase: RunStatus, problem: Problem | None = None) -> None:
        """End the run, unless it has ended; the first reason stays. ``freed`` comes after every other end."""
        with self._changed:
            if self._phase == "freed" or (self._phase in ENDED and phase != "freed"):
                return
            self._phase = phase
            self._problem = problem
            self._changed.notify_all()

    def join(self, limit: float) -> None:
        """Wait until the thread has ended, for at most ``limit`` seconds."""
        self._thread.join(limit)

    # What the thread itself does.

    def _put(self, work: Callable[[], Any], *, urgent: bool = False) -> "Future[Any]":
        with self._changed:
            if self._phase == "freed":
                raise self._problem or Problem("jobs.freed")
            future = self._inbox.put(work, urgent=urgent)
            self._changed.notify_all()
            return future

    def _live(self) -> None:
        try:
            self._safely(self._begin)
            while self._phase != "freed":
                self._turn()
        finally:
            self._let_go()

    def _safely(self, work: Callable[[], None]) -> None:
        """Let the lesson work; whatever goes wrong ends the run, not the thread: kept states still answer."""
        try:
            work()
        except Exception as error:
            self._broken = True
            self.end("failed", as_problem(error))
        finally:
            self._stepping = False

    def _begin(self) -> None:
        training = build(self._config)
        self._training, self._progress.description = training, training.description
        self._keep_state(training)
        with self._changed:
            if self._phase == "starting":
                self._phase = "training"

    def _turn(self) -> None:
        """Do one piece of waiting work, then one step if it is due; if none is, rest."""
        with self._changed:
            if self._lease.state == "expired":
                self.end("freed", Problem("jobs.freed"))
                return
            item = self._inbox.take()
        if item is not None:
            serve(item)
        with self._changed:
            self._stepping = self._wait() == 0
        if self._stepping:
            self._safely(self._step)
        else:
            self._rest()

    def _rest(self) -> None:
        """Let the lesson say what it has kept to itself, then sleep until a step is due or something changes."""
        if self._phase == "training":
            self._safely(self._report)
        with self._changed:
            wait = self._wait()
            if wait != 0 and not self._inbox:
                # A little late rather than early: waking just before the lease changes would mean sleeping again.
                lease = self._lease.next_change + 0.001
                self._changed.wait(lease if wait is None else min(wait, lease))

    def _wait(self) -> float | None:
        """Return the seconds until the next step; ``None``: not until something changes."""
        if self._phase != "training" or self._lease.state != "claimed":
            return None
        return self._pace.wait(time.monotonic())

    def _step(self) -> None:
        training = self._training
        assert training is not None  # the phase is "training" only once it is built
        began = time.monotonic()
        records = training.advance()
        ended = time.monotonic()
        with self._changed:
            self._progress.stepped(began=began, ended=ended)
            self._pace.stepped(ended)
            self._stepping = False
            due = self._progress.state_is_due(ended)
        if due:
            self._keep_state(training)
        self._take(records, training)

    def _report(self) -> None:
        assert self._training is not None  # the phase is "training" only once it is built
        self._take(self._training.report(), self._training)

    def _take(self, records: tuple[Any, ...], training: Training) -> None:
        """Keep what steps said; they may have said that the run is over."""
        with self._changed:
            self._progress.told(records)
        if training.finished:
            self._keep_state(training)
            diverged = any(isinstance(record, OutcomeRecord) and record.outcome == "diverged" for record in records)
            self.end("diverged" if diverged else "finished")

    def _keep_state(self, training: Training) -> None:
        began = time.monotonic()
        snapshot = training.snapshot()
        with self._changed:
            self._progress.keep(snapshot, began=began, ended=time.monotonic())

    def _set(self, name: str, value: Any) -> None:
        if self._training is not None and self._phase not in ENDED:
            self._training.set(name, value)

    def _answer(self, question: Any, step: int | None) -> Any:
        if self._training is None:
            raise self._problem or Problem("jobs.no-state")
        if step is None and self._broken:
            step = self._progress.steps  # what broke may have left anything behind: the newest kept state answers
        kept = None if step is None else self._progress.nearest_state(step)
        return self._training.answer(question, kept.snapshot if kept else None)

    def _let_go(self) -> None:
        """Drop everything the run holds; whoever still waits for an answer hears why there is none."""
        with self._changed:
            self.end("freed", Problem("jobs.freed"))
            while item := self._inbox.take():
                item[1].set_exception(Problem("jobs.freed"))
            self._training = None
            self._progress = Progress(self._limits)
        self._on_freed()
