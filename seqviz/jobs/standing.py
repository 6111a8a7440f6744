"""How a run stands: its phase, its page, its pace and its place, and so whether it computes. The caller locks."""

import time
from typing import Any

from seqviz.jobs.lease import Lease
from seqviz.jobs.limits import Limits
from seqviz.jobs.pace import Pace
from seqviz.jobs.places import Places, Tenant
from seqviz.records.jobs import ENDED, RunStatus
from seqviz.records.problem import Problem


class Standing:
    """Where the run of ``tenant`` stands in its life and among the runs of its worker."""

    def __init__(self, limits: Limits, places: Places, tenant: Tenant) -> None:
        self.phase: RunStatus = "starting"
        self.problem: Problem | None = None
        self.rested = False
        self.pace = Pace()
        self.lease = Lease(claim=limits.claim, keep=limits.keep, away=limits.away)
        self._turn = limits.turn
        self._places = places
        self._tenant = tenant
        self._gave_way = False

    @property
    def status(self) -> RunStatus:
        """The state of the run as a page should name it."""
        if self.phase in ENDED:
            return self.phase
        if self.lease.state != "claimed":
            return "orphaned"
        if self.place is not None:
            return "queued"
        if self.rested or (self.phase == "training" and self.pace.paused):
            return "paused"
        return self.phase

    @property
    def place(self) -> int | None:
        """The place in the queue, 1 for the next, while the run waits."""
        return self._places.position(self._tenant)

    def computes(self, *, works: bool) -> bool:
        """Take a place, keep it or give it up; return whether the run computes now.

        It wants a place to begin, to train, and when it ``works`` at something long.
        """
        trains = self.phase == "starting" or (self.phase == "training" and not self.pace.paused)
        wants = not self.rested and self.phase != "freed" and self.lease.state == "claimed" and (trains or works)
        if not wants:
            self._places.leave(self._tenant)
            return False
        if not self._places.want(self._tenant, gave_way=self._gave_way):
            return False
        self._gave_way = False
        if self._places.turn_is_over(self._tenant, self._turn):
            self.rest()
            return False
        return True

    def rest(self) -> None:
        """Make room for others; a number of steps that was allowed stays allowed."""
        if self.phase not in ENDED or self._places.holds(self._tenant):
            self.rested = self._gave_way = True
        self._places.leave(self._tenant)

    def command(self, name: str, value: Any) -> None:
        """Change the pace; a run that had made room goes on with the steps that it was allowed."""
        if not (name == "resume" and self.rested and self.pace.counted):
            self.pace.command(name, value, time.monotonic())
        self.rested = self.rested and name == "speed"

    def wait(self) -> float | None:
        """Return the seconds until the next step (0: now) of a run that computes; ``None``: none is due."""
        return self.pace.wait(time.monotonic()) if self.phase == "training" else None

    def end(self, phase: RunStatus, problem: Problem | None = None) -> None:
        """End the run, unless it has ended; the first reason stays. ``freed`` comes after every other end."""
        if self.phase == "freed" or (self.phase in ENDED and phase != "freed"):
            return
        self.phase, self.problem = phase, problem
