"""The lease of a run: a page claims it whenever it asks; a run that nobody claims waits, then goes."""

import time
from collections.abc import Callable
from typing import Literal

Claim = Literal["claimed", "orphaned", "expired"]


class Lease:
    """Whether somebody still wants a run. Times in seconds, as ``clock`` counts them.

    A closed tab and a connection that drops for a second look alike from the server, so only silence counts.
    """

    def __init__(self, *, claim: float, keep: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._orphaned_after = claim
        self._expired_after = claim + keep
        self._clock = clock
        self._claimed_at = clock()

    def claim(self) -> None:
        """Somebody asked."""
        self._claimed_at = self._clock()

    @property
    def state(self) -> Claim:
        """Whether the run is claimed, orphaned (it should wait) or expired (it should go)."""
        silence = self._clock() - self._claimed_at
        if silence < self._orphaned_after:
            return "claimed"
        return "orphaned" if silence < self._expired_after else "expired"

    @property
    def next_change(self) -> float:
        """Seconds until ``state`` changes if nobody claims the run; 0 once it has expired."""
        silence = self._clock() - self._claimed_at
        limit = self._orphaned_after if silence < self._orphaned_after else self._expired_after
        return max(limit - silence, 0.0)
