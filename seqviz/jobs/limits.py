"""The house rules for runs: how many there may be, how long one waits for its page, what it may keep."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Rules that the engine hands to every run. Times in seconds.

    Per worker there are ``places`` for runs that compute; ``held`` bounds all runs that a worker keeps, resting and
    ended ones included. When others wait for a place, a run gives its own up after ``turn``. Of one owner at most
    ``share`` runs compute at once and at most ``owned`` are kept.

    A run that no page has asked about for ``claim`` rests; after ``keep`` more it is freed, or when its learner has
    been on another page for ``away``. A run in the queue that no page asks about for ``queue_claim`` leaves the queue.

    ``records`` bounds what is kept of each kind of record, ``stretches`` each trail, ``checkpoints`` and
    ``checkpoint_bytes`` the kept states.
    """

    places: int = 4
    held: int = 32
    share: int = 2
    owned: int = 4
    turn: float = 180.0
    claim: float = 5.0
    keep: float = 60.0
    away: float = 1_800.0
    queue_claim: float = 20.0
    records: int = 2_000
    stretches: int = 512
    checkpoints: int = 40
    checkpoint_bytes: int = 200_000_000
