"""What a call to a worker will return."""

import time
from typing import Any

from seqviz.records.problem import Problem

CALL_SECONDS = 5.0
_SLICE = 0.25
"""Seconds between two looks at whether the worker still lives, while a call waits."""


class WorkerEnd:
    """A run's end in the worker at ``address``: Dask's actor, and the future that errs when the worker is lost."""

    def __init__(self, address: str, future: Any, actor: Any) -> None:
        self.address = address
        self.since = time.monotonic()
        self._future = future
        self._actor = actor

    @property
    def lost(self) -> bool:
        """Whether Dask has given up the run: its worker is gone, or the connection is closed."""
        return self._future.status in ("error", "lost", "cancelled")

    def call(self, method: str, *args: Any, seconds: float = CALL_SECONDS) -> "Reply":
        """Call a method of the run's actor; raise the ``Problem`` jobs.lost without its worker."""
        if self.lost:
            raise Problem("jobs.lost")
        try:
            call = getattr(self._actor, method)(*args)
        except RuntimeError as error:  # lost just now, or the server is closing
            raise Problem("jobs.lost") from error
        return Reply(self, call, seconds)


class Reply:
    """The answer to one call, which may still be on its way."""

    def __init__(self, worker: WorkerEnd, call: Any, seconds: float) -> None:
        self._worker = worker
        self._call = call
        self._deadline = time.monotonic() + seconds

    def done(self) -> bool:
        """Whether ``result`` returns (or raises) at once."""
        return self._call.done() or self._worker.lost or time.monotonic() > self._deadline

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
                if self._worker.lost:
                    raise Problem("jobs.lost") from None
                if time.monotonic() > deadline:
                    raise Problem("jobs.silent") from None
            except (OSError, RuntimeError) as error:
                raise Problem("jobs.lost") from error
