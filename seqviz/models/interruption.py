"""Leave long computations at their seams.

A step of a large model takes seconds, and a thread that computes cannot be stopped from outside. So what computes
calls ``breathe`` where it may be left, and whoever started it says with ``interruptible`` when it should be.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Interrupted(BaseException):
    """What was being computed is no longer wanted; no ``except Exception`` on the way may hold it up."""


class _Here(threading.local):
    stop: Callable[[], bool] | None = None


_here = _Here()


@contextmanager
def interruptible(stop: Callable[[], bool]) -> Iterator[None]:
    """Let ``breathe`` raise ``Interrupted`` in this thread, within this block, once ``stop()`` is true."""
    before, _here.stop = _here.stop, stop
    try:
        yield
    finally:
        _here.stop = before


def breathe() -> None:
    """Raise ``Interrupted`` if the computation around is to be left; else cost next to nothing."""
    stop = _here.stop
    if stop is not None and stop():
        raise Interrupted
