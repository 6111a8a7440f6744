"""How far a run has come and what it keeps of the way: steps, records, states. The caller locks around every call."""

from collections.abc import Iterable
from typing import Any

from seqviz.jobs.checkpoints import Checkpoint, Checkpoints
from seqviz.jobs.history import History
from seqviz.jobs.limits import Limits
from seqviz.jobs.meter import Meter
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.problem import Problem

CHECKPOINT_SECONDS = 0.25
CHECKPOINT_SHARE = 0.005
"""A state is kept every quarter of a second, or so rarely that copying takes at most this share of the time."""


class Progress:
    """The memory of a run, bounded by ``limits``. Times are seconds of one monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self.description: Any = None
        self._meter = Meter()
        self._history = History(limits.records)
        self._checkpoints = Checkpoints(limit=limits.checkpoints, size_limit=limits.checkpoint_bytes)
        self._checkpoint_due = 0.0

    @property
    def steps(self) -> int:
        """Finished steps."""
        return self._meter.steps

    def stepped(self, *, began: float, ended: float) -> None:
        """Count one step."""
        self._meter.stepped(began, ended)

    def told(self, records: Iterable[Any]) -> None:
        """Take in what steps said, oldest first."""
        for record in records:
            self._history.append(record)

    def state_is_due(self, now: float) -> bool:
        """Whether the state after the last step should be kept."""
        return now >= self._checkpoint_due and self.steps not in self._checkpoints.steps

    def keep(self, snapshot: Any, *, began: float, ended: float) -> None:
        """Keep the state after the last step, which took from ``began`` to ``ended`` to copy."""
        self._checkpoint_due = ended + max(CHECKPOINT_SECONDS, (ended - began) / CHECKPOINT_SHARE)
        if self.steps not in self._checkpoints.steps:
            self._checkpoints.add(self.steps, snapshot)

    def nearest_state(self, step: int) -> Checkpoint | None:
        """Return the kept state nearest to ``step``."""
        return self._checkpoints.nearest(step)

    def news(self, since: int, *, status: RunStatus, problem: Problem | None, described: bool) -> Poll:
        """Return what a page asks for; the description only if it lacks it."""
        return Poll(
            status=status,
            step=self.steps,
            records=self._history.since(since),
            last=self._history.last,
            steps_per_second=self._meter.rate if status == "training" else 0.0,
            elapsed=self._meter.elapsed,
            checkpoints=self._checkpoints.steps,
            description=None if described else self.description,
            problem=problem,
        )
