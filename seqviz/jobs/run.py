"""The server's end of a run: what a page holds."""

import time
from dataclasses import replace
from typing import Any, Generic, TypeVar

from seqviz.jobs.lesson import Config
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.problem import Problem

ConfigT = TypeVar("ConfigT", bound=Config)

_CALL_SECONDS = 5.0
_SLICE = 0.25
"""Seconds between two looks at whether the worker still lives, while a call waits."""


class Run(Generic[ConfigT]):
    """A run in a worker process. Whoever holds this object may do everything with it; others need ``owner``.

    Attributes
    ----------
    id, owner : str
        What ``Engine.find`` needs to find the run again; ``owner`` is secret.
    config : ConfigT
        The experiment.
    """

    def __init__(self, *, run_id: str, owner: str, config: ConfigT, future: Any, actor: Any) -> None:
        self.id = run_id
        self.owner = owner
        self.config = config
        self._future = future
        self._actor = actor
        self._known = Poll(status="starting")

    @property
    def status(self) -> RunStatus:
        """The state of the run now."""
        if self._known.status in ("lost", "freed"):
            return self._known.status
        try:
            status: RunStatus = self._call("status").result(_CALL_SECONDS)
        except Problem as problem:
            return self._without_worker(problem).status
        return status

    def poll(self, since: int = 0) -> Poll:
        """Return the news since record number ``since``, and claim the run.

        Never raises for what happens to a run: a lost worker is status ``lost`` with a ``problem``.
        """
        if self._known.status in ("lost", "freed"):
            return replace(self._known, records=())
        try:
            described = self._known.description is not None
            poll: Poll = self._call("poll", since, described).result(_CALL_SECONDS)
        except Problem as problem:
            return self._without_worker(problem)
        if poll.description is None:
            poll = replace(poll, description=self._known.description)
        self._known = replace(poll, records=())
        return poll

    def command(self, name: str, value: Any = None) -> None:
        """Carry out a command between two steps; on a run that has ended it does nothing.

        ``pause``, ``resume``, ``stop``; ``step``: make ``value`` steps, then pause; ``speed``: at most ``value`` steps
        per second, ``None`` as fast as it goes; ``learning_rate`` and ``theta``: change the training. Raises
        ``Problem`` for a value that the training refuses, and when the run is lost or freed.
        """
        self._call("command", name, value).result(_CALL_SECONDS)

    def ask(self, question: Any, step: int | None = None, *, limit: float = 10.0) -> Any:
        """Return the answer to ``question``, given between two steps; raise ``Problem`` after ``limit`` seconds.

        It is about the current state, or about the kept state nearest to ``step``.
        """
        return self.ask_later(question, step, limit=limit).result()

    def ask_later(self, question: Any, step: int | None = None, *, limit: float = 10.0) -> "Reply":
        """Ask without waiting: look at ``.done()`` now and then, and take the ``.result()``."""
        return self._call("ask", question, step, limit, seconds=limit + 1.0)

    def release(self) -> None:
        """Free the run now; its place is free for another one."""
        if self._known.status in ("lost", "freed"):
            return
        try:
            self._call("release").result(_CALL_SECONDS)
        except Problem as problem:
            self._without_worker(problem)
            return
        self._known = replace(self._known, status="freed", problem=Problem("jobs.released"))

    def _call(self, method: str, *args: Any, seconds: float = _CALL_SECONDS) -> "Reply":
        if is_lost(self._future):
            raise Problem("jobs.lost")
        try:
            call = getattr(self._actor, method)(*args)
        except RuntimeError as error:  # lost just now, or the server is closing
            raise Problem("jobs.lost") from error
        return Reply(self._future, call, seconds)

    def _without_worker(self, problem: Problem) -> Poll:
        """Remember that the worker is gone, or only report that it is silent for the moment."""
        if problem.key == "jobs.lost":
            self._known = replace(self._known, status="lost", steps_per_second=0.0, problem=problem)
            return self._known
        return replace(self._known, problem=problem)


class Reply:
    """What a call to the worker will return."""

    def __init__(self, future: Any, call: Any, seconds: float) -> None:
        self._future = future
        self._call = call
        self._deadline = time.monotonic() + seconds

    def done(self) -> bool:
        """Whether ``result`` returns (or raises) at once."""
        return self._call.done() or is_lost(self._future) or time.monotonic() > self._deadline

    def result(self, limit: float | None = None) -> Any:
        """Wait for the answer and return it.

        Raises
        ------
        Problem
            What was wrong with the question; ``jobs.lost`` without its worker; ``jobs.silent`` after ``limit``
            seconds, or after the limit that the call was made with.
        """
        deadline = self._deadline if limit is None else min(self._deadline, time.monotonic() + limit)
        while True:
            try:
                return self._call.result(timeout=max(min(_SLICE, deadline - time.monotonic()), 0.001))
            except Problem:
                raise
            except TimeoutError:
                if is_lost(self._future):
                    raise Problem("jobs.lost") from None
                if time.monotonic() > deadline:
                    raise Problem("jobs.silent") from None
            except (OSError, RuntimeError) as error:
                raise Problem("jobs.lost") from error


def is_lost(future: Any) -> bool:
    """Whether Dask has given up the run of this future: its worker is gone, or the connection is closed."""
    return future.status in ("error", "lost", "cancelled")
