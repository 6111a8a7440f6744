"""Work that others hand to the training thread: it is done between two steps, in the order in which it came."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from seqviz.records.problem import Problem

Work = tuple[Callable[[], Any], "Future[Any]"]


class Inbox:
    """A bounded queue. The caller keeps a lock around every method but ``serve``."""

    def __init__(self, *, limit: int = 16) -> None:
        self._limit = limit
        self._waiting: deque[Work] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, work: Callable[[], Any], *, urgent: bool = False) -> "Future[Any]":
        """Queue ``work`` and return its future; urgent work (a new learning rate) overtakes questions."""
        if len(self._waiting) >= self._limit:
            raise Problem("jobs.busy", questions=self._limit)
        future: Future[Any] = Future()
        if urgent:
            self._waiting.appendleft((work, future))
        else:
            self._waiting.append((work, future))
        return future

    def take(self) -> Work | None:
        """Return the next work that is still wanted, or ``None``."""
        while self._waiting:
            work, future = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                return work, future
        return None


def serve(item: Work) -> None:
    """Do one piece of work; its result or its error goes to whoever waits for the future."""
    work, future = item
    try:
        future.set_result(work())
    except Problem as problem:
        future.set_exception(problem)
    except Exception as error:
        # Sent as a description: the error's own type may need torch, which the caller has not imported.
        future.set_exception(Problem("jobs.unanswered", error=f"{type(error).__name__}: {error}"))
