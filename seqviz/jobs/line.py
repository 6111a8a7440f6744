"""The line of new runs that wait for a place, first come, first served."""

from typing import Any

from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.records.jobs import RunStatus
from seqviz.records.problem import Problem


class Line:
    """The waiting runs of a server. The caller keeps a lock around every method."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._runs: list[Run[Any]] = []

    def __bool__(self) -> bool:
        return bool(self._runs)

    def add(self, run: Run[Any]) -> None:
        """Put a run at the end; of too many of one owner the one that was looked at least recently goes."""
        self._runs.append(run)
        own = self.of(run.owner)
        if len(own) > self._limits.owned:
            own.remove(run)
            self._send_away(max(own, key=lambda one: one.silence), "jobs.freed.owned", owned=self._limits.owned)

    def put_back(self, run: Run[Any]) -> None:
        """Put a run that could not be placed at the front."""
        self._runs.insert(0, run)

    def remove(self, run: Run[Any]) -> None:
        """Take a run out."""
        if run in self._runs:
            self._runs.remove(run)

    def of(self, owner: str) -> list[Run[Any]]:
        """Return the waiting runs of one owner."""
        return [run for run in self._runs if run.owner == owner]

    def sorted_out(self) -> list[Run[Any]]:
        """Return the runs whose page looks at them, in order; those that nobody wants any more leave the line."""
        self._runs = [run for run in self._runs if run.waits]
        for run in list(self._runs):
            if run.absence > self._limits.queue_claim:
                self._send_away(run, "jobs.freed.line")
        return [run for run in self._runs if run.silence <= self._limits.queue_claim]

    def number(self) -> None:
        """Tell every run its place."""
        for place, run in enumerate(self._runs, 1):
            run.stand_in_line(place)

    def dissolve(self, status: RunStatus, problem: Problem) -> None:
        """End all that wait."""
        for run in self._runs:
            run.fail(status, problem)
        self._runs.clear()

    def _send_away(self, run: Run[Any], key: str, **values: object) -> None:
        self._runs.remove(run)
        run.fail("freed", Problem(key, **values))
