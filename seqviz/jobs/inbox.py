"""Work that others hand to the training thread: it is done between two steps, in the order in which it came."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import GeneratorType
from typing import Any

from seqviz.jobs.lesson import as_problem
from seqviz.models.interruption import Interrupted, breathe, interruptible
from seqviz.records.problem import Problem


@dataclass
class Item:
    """Some work; after ``limit`` seconds nobody waits for it any more, and it is left.

    A long answer comes in ``pieces``: it is begun, and what it has brought so far is the ``newest``.
    """

    work: Callable[[], Any]
    limit: float | None = None
    future: "Future[Any]" = field(default_factory=Future)
    came: float = field(default_factory=time.monotonic)
    pieces: Iterator[tuple[float, Any]] | None = None
    newest: Any = None

    @property
    def is_order(self) -> bool:
        """Whether it changes the training; nobody asks a question without a limit."""
        return self.limit is None

    @property
    def late(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.limit is not None and time.monotonic() > self.came + self.limit


class Inbox:
    """Orders, and a bounded queue of questions. The caller keeps a lock around every method."""

    def __init__(self, *, limit: int = 16) -> None:
        self._limit = limit
        self._orders: deque[Item] = deque()
        self._questions: deque[Item] = deque()

    def __len__(self) -> int:
        return len(self._orders) + len(self._questions)

    def order(self, work: Callable[[], Any]) -> "Future[Any]":
        """Queue a change of the training (a new learning rate): it overtakes questions, but no other order."""
        return _put(self._orders, Item(work), self._limit)

    def ask(self, work: Callable[[], Any], limit: float) -> "Future[Any]":
        """Queue a question whose answer is awaited for ``limit`` seconds."""
        return _put(self._questions, Item(work, limit), self._limit)

    def take(self) -> Item | None:
        """Return the next work that is still wanted, or ``None``."""
        for queue in (self._orders, self._questions):
            while queue:
                item = queue.popleft()
                if item.pieces is not None or item.future.set_running_or_notify_cancel():
                    return item
        return None

    def put_back(self, item: Item) -> None:
        """Let a question that is answered in part take its turn again, behind the others."""
        self._questions.append(item)


def _put(queue: deque[Item], item: Item, limit: int) -> "Future[Any]":
    if len(queue) >= limit:
        raise Problem("jobs.busy", questions=limit)
    queue.append(item)
    return item.future


def serve(item: Item, unwanted: Callable[[], bool]) -> bool:
    """Do one piece of work and return whether it was the last; whoever waits for the future gets result or error.

    It is left at its seams once nobody waits for it, or when ``unwanted()`` says that the whole run is let go.
    """
    try:
        with interruptible(lambda: unwanted() or item.late):
            return _advanced(item)
    except Interrupted:
        item.future.set_exception(
            Problem("jobs.freed") if unwanted() else Problem("jobs.slow", seconds=round(item.limit or 0.0))
        )
    except Exception as error:
        item.future.set_exception(as_refusal(error))
    return True


def _advanced(item: Item) -> bool:
    """Begin the work, or do its next piece; say whether it is done."""
    if item.pieces is None:
        answer = item.work()
        if not isinstance(answer, GeneratorType):
            item.future.set_result(answer)
            return True
        item.pieces = answer
    breathe()
    try:
        _, item.newest = next(item.pieces)
    except StopIteration:
        item.future.set_result(item.newest)
        return True
    return False


def as_refusal(error: Exception) -> Problem:
    """Say why there is no answer; the run itself goes on.

    As a description: the error's own type may need torch, which the caller has not imported.
    """
    problem = as_problem(error)
    if problem.key == "jobs.broken":
        return Problem("jobs.unanswered", **problem.values)
    return problem
