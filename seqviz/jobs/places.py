"""The places of one worker: which runs compute, which wait for a place, and whose turn is over."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

NEWS_SECONDS = 2.0
"""So long the worker believes what it was told about runs that wait outside."""


class Tenant(Protocol):
    """What wants a place."""

    def notice(self) -> None:
        """Look again at whether it has one."""


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """The new run that has waited longest for a place on any worker: for ``waited`` seconds.

    ``make_room`` asks this worker to end a turn for it.
    """

    waited: float
    make_room: bool


class Places:
    """Rules for the places of a worker, over a given clock. The caller keeps a lock around every call.

    Whoever pauses loses its place to others and, when it goes on, comes before all new runs. A run that gave way to
    others stands behind those who were there first.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.places = 1
        self._clock = clock
        self._since: dict[Tenant, float] = {}
        self._queue: dict[Tenant, float] = {}  # since when it counts as waiting
        self._newcomer_since = math.inf
        self._make_room = False
        self._told_at = -math.inf

    def want(self, tenant: Tenant, *, gave_way: bool) -> bool:
        """Return whether ``tenant`` has a place; if there is none for it, it stands in the queue from now on."""
        if tenant in self._since:  # asked before every step: it must cost next to nothing
            return True
        if tenant not in self._queue:
            self._queue[tenant] = self._clock() if gave_way else -math.inf
        self._fill()
        return tenant in self._since

    def leave(self, tenant: Tenant) -> None:
        """Give up the place, or the place in the queue; the next one gets in."""
        if self._queue.pop(tenant, None) is None and self._since.pop(tenant, None) is not None:
            self._fill()

    def holds(self, tenant: Tenant) -> bool:
        """Whether ``tenant`` has a place."""
        return tenant in self._since

    def position(self, tenant: Tenant) -> int | None:
        """Return the place in the queue, 1 for the next, of a tenant that waits."""
        if tenant not in self._queue:
            return None
        return 1 + sum(since < self._queue[tenant] for since in self._queue.values()) + self._earlier(tenant)

    def tell(self, newcomer: Newcomer | None) -> None:
        """Take in what waits outside."""
        self._told_at = self._clock()
        self._newcomer_since = math.inf if newcomer is None else self._told_at - newcomer.waited
        self._make_room = newcomer is not None and newcomer.make_room
        self._fill()

    def arrived(self) -> None:
        """A new run has come: nobody need make room for it any more. Others may still wait outside."""
        self._make_room = False

    @property
    def free(self) -> int:
        """How many new runs may come."""
        before = sum(since <= self._outside for since in self._queue.values())
        return max(self.places - len(self._since) - before, 0)

    @property
    def longest(self) -> float:
        """For how many seconds the longest turn has gone on; 0 without any."""
        return self._clock() - min(self._since.values(), default=self._clock())

    def turn_is_over(self, tenant: Tenant, turn: float) -> bool:
        """Whether ``tenant`` should give way: others wait, and its turn is the longest and longer than ``turn``."""
        others_wait = bool(self._queue) or (self._make_room and self._outside < math.inf)
        if not others_wait or len(self._since) < self.places or tenant not in self._since:
            return False
        return self._clock() - self._since[tenant] > turn and self._since[tenant] == min(self._since.values())

    @property
    def _outside(self) -> float:
        """Since when the first new run has waited; infinity when none is known to wait."""
        return self._newcomer_since if self._clock() - self._told_at < NEWS_SECONDS else math.inf

    def _earlier(self, tenant: Tenant) -> int:
        """Count the equals of ``tenant`` that came before it."""
        equals = [other for other, since in self._queue.items() if since == self._queue[tenant]]
        return equals.index(tenant)

    def _fill(self) -> None:
        while len(self._since) < self.places and self._queue:
            first = min(self._queue, key=lambda tenant: self._queue[tenant])
            if self._queue[first] > self._outside:
                return  # a new run was there before it
            del self._queue[first]
            self._since[first] = self._clock()
            first.notice()
