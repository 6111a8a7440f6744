"""What a worker says about the runs it keeps, so that the engine can place others fairly."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tenancy:
    """One run of a worker.

    ``owner`` is the digest of the owner's secret; ``silence`` are the seconds since anybody claimed the run.
    A run that was let go in mid-step still ``computes``, until its thread has ended.
    """

    run_id: str
    owner: str
    computes: bool
    waits: bool
    claimed: bool
    ended: bool
    silence: float


@dataclass(frozen=True, kw_only=True)
class Occupancy:
    """A worker: it has ``free`` places for new runs; its longest turn has gone on for ``longest`` seconds.

    A worker is ``ready`` once it imports torch, or has done so: a run there begins sooner.
    """

    ready: bool
    free: int
    longest: float
    tenancies: tuple[Tenancy, ...]

    @property
    def computing(self) -> int:
        """How many runs compute."""
        return sum(tenancy.computes for tenancy in self.tenancies)


def digest(owner: str) -> str:
    """Return what workers may know of an owner: enough to tell two apart, nothing that opens a run."""
    return hashlib.blake2b(owner.encode(), digest_size=8, person=b"seqviz-owner").hexdigest()
