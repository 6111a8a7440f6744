"""The lease of a run: a page claims it whenever it asks; a run that nobody claims rests, then goes."""

import time
from collections.abc import Callable
from typing import Literal

Claim = Literal["claimed", "orphaned", "expired"]


class Lease:
    """Whether somebody still wants a run. Times in seconds, as ``clock`` counts them.

    A closed tab and a connection that drops for a second look alike from the server, so only silence counts: after
    ``claim`` seconds of it the run should rest, after ``keep`` more it should go. A learner who only looks at another
    page puts the going off, for at most ``away`` seconds since the last claim.
    """

    def __init__(self, *, claim: float, keep: float, away: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._claim = claim
        self._keep = keep
        self._away = away
        self._clock = clock
        self._claimed_at = self._kept_at = clock()

    def claim(self) -> None:
        """Somebody asked."""
        self._claimed_at = self._kept_at = self._clock()

    def keep(self) -> None:
        """Somebody will ask again, though not now."""
        self._kept_at = self._clock()

    @property
    def silence(self) -> float:
        """Seconds since the last claim."""
        return self._clock() - self._claimed_at

    @property
    def state(self) -> Claim:
        """Whether the run is claimed, orphaned (it should rest) or expired (it should go)."""
        if self.silence < self._claim:
            return "claimed"
        return "orphaned" if self._clock() < self._expires_at else "expired"

    @property
    def next_change(self) -> float:
        """Seconds until ``state`` changes if nobody claims or keeps the run; 0 once it has expired."""
        change = self._claimed_at + self._claim if self.state == "claimed" else self._expires_at
        return max(change - self._clock(), 0.0)

    @property
    def _expires_at(self) -> float:
        return min(self._kept_at, self._claimed_at + self._away) + self._claim + self._keep
