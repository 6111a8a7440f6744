"""The server's end of a run: what a page holds, from its place in the queue to its end."""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from seqviz.config.contest import Config, Contest
from seqviz.jobs import orders
from seqviz.jobs.orders import Order
from seqviz.jobs.reply import Reply, WorkerEnd
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.problem import Problem
from seqviz.records.trail import TrailMark, TrailName

__all__ = ["ConfigT", "Reply", "Run"]

ConfigT = TypeVar("ConfigT", bound="Config | Contest")


class Run(Generic[ConfigT]):
    """A run in a worker process. Whoever holds this object may do everything with it; others need ``owner``.

    Until the engine has found it a place, orders are kept here and nothing waits for the network.

    Attributes
    ----------
    id, owner : str
        What ``Engine.find`` needs to find the run again; ``owner`` is secret.
    config : ConfigT
        The experiment, or the contest of several.
    label : str
        What whoever started it calls it: by that it is known as one's own when it is found again.
    """

    def __init__(
        self,
        *,
        run_id: str,
        owner: str,
        config: ConfigT,
        wake: Callable[[], None],
        steps: int | None = None,
        label: str = "",
    ) -> None:
        self.id = run_id
        self.owner = owner
        self.config = config
        self.label = label
        self._wake = wake
        self._changed = threading.Condition()
        self._worker: WorkerEnd | None = None
        self._orders: list[Order] = [] if steps is None else [orders.command("step", steps, None)]
        self._known = Poll(status="starting")
        self._started_at = self._claimed_at = self._kept_at = time.monotonic()

    # What a page does with it.

    @property
    def status(self) -> RunStatus:
        """The state of the run now."""
        worker = self._claim()
        if worker is None or self._known.status in ("lost", "freed"):
            return self._known.status
        try:
            status: RunStatus = worker.call("status").result()
        except Problem as problem:
            return self._without_worker(problem).status
        return status

    def poll(self, since: int = 0, *, trails: Mapping[TrailName, TrailMark] | None = None) -> Poll:
        """Return the news since record number ``since``, and claim the run.

        With ``trails``, the marks of what the page holds of them (empty at first), the news of all trails come with
        it, and of the records only those that stand on no trail.
        Never raises for what happens to a run: a lost worker is status ``lost`` with a ``problem``.
        """
        worker = self._claim()
        if worker is None:
            return self._waiting()
        if self._known.status in ("lost", "freed"):
            return self._known
        try:
            described = self._known.description is not None
            marks = None if trails is None else dict(trails)
            poll: Poll = worker.call("poll", since, described, marks).result()
        except Problem as problem:
            return self._without_worker(problem)
        if poll.description is None:
            poll = replace(poll, description=self._known.description)
        self._known = replace(poll, records=(), trails={})
        return poll

    def command(self, name: str, value: Any = None, contestant: str | None = None) -> None:
        """Carry out a command between two steps; on a run that has ended it does nothing.

        ``pause``, ``resume``, ``stop``; ``step``: make ``value`` steps, then pause; ``speed``: at most ``value`` steps
        per second, ``None`` as fast as it goes; ``learning_rate``, ``theta``, ``teacher_forcing``: change that of one
        contestant, or of all. Raises ``Problem`` for a value that the training refuses, and when the run is lost or
        freed. A run that has no place yet carries it out when it gets one.
        """
        self._order(orders.command(name, value, contestant))

    def ask(self, question: Any, step: int | None = None, *, contestant: str | None = None, limit: float = 10.0) -> Any:
        """Return the answer to ``question``, given between two steps; raise ``Problem`` after ``limit`` seconds.

        It is about the current state, or about the kept state nearest to ``step``; of the first contestant unless one
        is named. A run in the line may get its place within the limit; the start of the worker processes, which ends
        or fails by itself, does not count.
        """
        with self._changed:
            while self._claim() is None and self._known.status == "starting":
                self._changed.wait(1.0)
            deadline = time.monotonic() + limit
            while self._claim() is None and not self._known.ended and time.monotonic() < deadline:
                self._changed.wait(min(1.0, max(deadline - time.monotonic(), 0.0)))
        left = max(deadline - time.monotonic(), 0.0)
        return self.ask_later(question, step, contestant=contestant, limit=left).result()

    def ask_later(
        self, question: Any, step: int | None = None, *, contestant: str | None = None, limit: float = 10.0
    ) -> Reply:
        """Ask without waiting: look at ``.done()`` now and then, and take the ``.result()``.

        Raises the ``Problem`` jobs.queued while the run has no place.
        """
        worker = self._claim()
        if worker is None:
            if self._known.ended:
                raise self._known.problem or Problem("jobs.no-state")
            raise Problem("jobs.queued", place=self._known.place or 1)
        return worker.call("ask", question, step, contestant, limit, seconds=limit + 1.0)

    def work(self, question: Any, step: int | None = None, *, contestant: str | None = None) -> str:
        """Begin a long answer, piece by piece between training; return its id at once.

        ``Poll.work`` tells how far it is and what it has brought so far. Raises the ``Problem`` jobs.works when too
        many are in progress.
        """
        work_id = secrets.token_hex(4)
        self._order(("work", (work_id, question, step, contestant)))
        return work_id

    def cancel(self, work_id: str) -> None:
        """Do no further piece of a long answer."""
        self._order(("cancel", (work_id,)))

    def keep(self) -> None:
        """Say that the learner is on another page and will come back: the run may rest, but is not freed so soon."""
        self._kept_at = time.monotonic()
        if self._worker is not None and self._known.status not in ("lost", "freed"):
            with contextlib.suppress(Problem):
                self._worker.call("keep").result()

    def release(self) -> None:
        """Free the run now; its place is free for another one."""
        with self._changed:
            if self._known.status in ("lost", "freed"):
                return
            worker = self._worker
            if worker is None:
                self._end(Poll(status="freed", problem=Problem("jobs.released")))
        if worker is not None:
            try:
                worker.call("release").result()
            except Problem as problem:
                self._without_worker(problem)
                return
            self._known = replace(self._known, status="freed", problem=Problem("jobs.released"))
        self._wake()

    # What the engine does with it.

    @property
    def waits(self) -> bool:
        """Whether it needs a place to begin."""
        return self._worker is None and not self._known.ended

    @property
    def worker(self) -> WorkerEnd | None:
        """Its end in a worker, once it has a place."""
        return self._worker

    @property
    def gone(self) -> Problem | None:
        """Why there is no run any more, without asking anybody."""
        if self._worker is None and self._known.ended:
            return self._known.problem or Problem("jobs.freed")
        if self._known.status in ("lost", "freed"):
            return self._known.problem
        return Problem("jobs.lost") if self._worker is not None and self._worker.lost else None

    @property
    def waited(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started_at

    @property
    def silence(self) -> float:
        """Seconds since a page asked about it, as far as this server knows."""
        return time.monotonic() - self._claimed_at

    @property
    def absence(self) -> float:
        """Seconds since a page asked about it, or was said to come back."""
        return time.monotonic() - max(self._claimed_at, self._kept_at)

    def stand_in_line(self, place: int) -> None:
        """Remember the place in the queue."""
        with self._changed:
            if self.waits:
                self._known = replace(self._known, status="queued", place=place)
                self._changed.notify_all()

    @property
    def kept_orders(self) -> tuple[Order, ...]:
        """The orders that were given so far."""
        with self._changed:
            return tuple(self._orders)

    def placed(self, worker: WorkerEnd, carried: int) -> None:
        """Hand the run over to its worker, which knows the first ``carried`` orders; it is told those given since."""
        with self._changed:
            del self._orders[:carried]
        while (order := self._next_order(worker)) is not None:
            with contextlib.suppress(Problem):  # nobody waits for it any more; the settings show what is in force
                worker.call("order", *order).result()
        if self._worker is None:  # let go, or stopped, in the meantime
            with contextlib.suppress(Problem):
                worker.call("release").result()

    def fail(self, status: RunStatus, problem: Problem) -> None:
        """End a run that has no worker."""
        with self._changed:
            if self.waits:
                self._end(Poll(status=status, problem=problem))

    def _next_order(self, worker: WorkerEnd) -> Order | None:
        """Return what else ``worker`` should do first; when there is nothing, the run is there from now on."""
        with self._changed:
            if self._known.ended:
                return None
            if self._orders:
                return self._orders.pop(0)
            self._worker = worker
            self._known = Poll(status="starting")
            self._changed.notify_all()
            return None

    def _end(self, known: Poll) -> None:
        self._known = known
        self._changed.notify_all()

    def _claim(self) -> WorkerEnd | None:
        self._claimed_at = self._kept_at = time.monotonic()
        return self._worker

    def _waiting(self) -> Poll:
        """Return the news of a run that has no worker."""
        with self._changed:
            names = Contest.of(self.config).names
            return replace(
                self._known, settings=orders.settings_of(self._orders, names), work=orders.work_of(self._orders)
            )

    def _order(self, order: Order) -> None:
        """Give an order to the worker, or keep it while there is none."""
        with self._changed:
            worker = self._claim()
            if worker is None:
                if self._known.ended:
                    return
                if order[0] == "command" and order[1][0] == "stop":
                    self._end(Poll(status="stopped"))
                self._orders.append(order)
                return
        worker.call("order", *order).result()
        self._wake()

    def _without_worker(self, problem: Problem) -> Poll:
        """Remember that the worker is gone, or only report that it is silent for the moment."""
        if problem.key == "jobs.lost":
            self._known = replace(self._known, status="lost", steps_per_second=0.0, problem=problem)
            return self._known
        return replace(self._known, problem=problem)
