"""Work that others hand to the training thread: it is done between two steps, in the order in which it came."""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import GeneratorType
from typing import Any

from seqviz.jobs.lesson import as_problem
from seqviz.models.interruption import Interrupted, interruptible
from seqviz.records.problem import Problem


@dataclass(frozen=True)
class Item:
    """One piece of work; after ``limit`` seconds nobody waits for it any more, and it is left."""

    work: Callable[[], Any]
    limit: float | None = None
    future: "Future[Any]" = field(default_factory=Future)
    came: float = field(default_factory=time.monotonic)

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
                if item.future.set_running_or_notify_cancel():
                    return item
        return None


def _put(queue: deque[Item], item: Item, limit: int) -> "Future[Any]":
    if len(queue) >= limit:
        raise Problem("jobs.busy", questions=limit)
    queue.append(item)
    return item.future


def serve(item: Item, unwanted: Callable[[], bool]) -> None:
    """Do one piece of work, a long one to its end; its result or its error goes to whoever waits for the future.

    It is left at its seams once nobody waits for it, or when ``unwanted()`` says that the whole run is let go.
    """
    try:
        with interruptible(lambda: unwanted() or item.late):
            item.future.set_result(_finished(item.work(), unwanted, item))
    except Interrupted:
        item.future.set_exception(
            Problem("jobs.freed") if unwanted() else Problem("jobs.slow", seconds=round(item.limit or 0.0))
        )
    except Exception as error:
        item.future.set_exception(as_refusal(error))


def _finished(answer: Any, unwanted: Callable[[], bool], item: Item) -> Any:
    if not isinstance(answer, GeneratorType):
        return answer
    newest = None
    for _, partial in answer:
        newest = partial
        if unwanted() or item.late:
            raise Interrupted
    return newest


def as_refusal(error: Exception) -> Problem:
    """Say why there is no answer; the run itself goes on.

    As a description: the error's own type may need torch, which the caller has not imported.
    """
    problem = as_problem(error)
    if problem.key == "jobs.broken":
        return Problem("jobs.unanswered", **problem.values)
    return problem
