"""How far a run has come and what it keeps of the way: steps, records, states. The caller locks around every call."""

from collections.abc import Iterable, Mapping
from typing import Any

from seqviz.jobs.checkpoints import Checkpoint, Checkpoints
from seqviz.jobs.history import History
from seqviz.jobs.limits import Limits
from seqviz.jobs.meter import Meter
from seqviz.jobs.trail import Trail
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.trail import TrailMark, TrailName

CHECKPOINT_SECONDS = 0.25
CHECKPOINT_SHARE = 0.005
"""A state is kept every quarter of a second, or so rarely that copying takes at most this share of the time."""

Marks = Mapping[TrailName, TrailMark]


class Progress:
    """The memory of a run, bounded by ``limits``. Times are seconds of one monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self.description: Any = None
        self.landmarks: frozenset[int] = frozenset()
        """Steps whose state is kept whatever the clock says."""
        self._limits = limits
        self._meter = Meter()
        self._history = History(limits.records)
        self._trails: dict[TrailName, Trail] = {}
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
            if self._history.append(record):
                name = TrailName(type(record).__name__, record.contestant)
                if name not in self._trails:
                    self._trails[name] = Trail(record, limit=self._limits.stretches)
                self._trails[name].append(record)

    def state_is_due(self, now: float) -> bool:
        """Whether the state after the last step should be kept."""
        due = now >= self._checkpoint_due or self.steps in self.landmarks
        return due and self.steps not in self._checkpoints.steps

    def keep(self, snapshot: Any, *, began: float, ended: float) -> None:
        """Keep the state after the last step, which took from ``began`` to ``ended`` to copy."""
        self._checkpoint_due = ended + max(CHECKPOINT_SECONDS, (ended - began) / CHECKPOINT_SHARE)
        if self.steps not in self._checkpoints.steps:
            self._checkpoints.add(self.steps, snapshot, landmark=self.steps in self.landmarks)

    def nearest_state(self, step: int) -> Checkpoint | None:
        """Return the kept state nearest to ``step``."""
        return self._checkpoints.nearest(step)

    def forget_states(self) -> None:
        """Keep no state any more; what was told of the way stays."""
        self._checkpoints = Checkpoints(limit=self._limits.checkpoints, size_limit=self._limits.checkpoint_bytes)

    def news(self, since: int, marks: Marks | None, *, status: RunStatus, described: bool) -> Poll:
        """Return what a page asks for; the description only if it lacks it.

        A page that gives ``marks`` follows the trails: it gets what is new of them, and no record that they show.
        """
        trails = {} if marks is None else {name: kept.news(marks.get(name)) for name, kept in self._trails.items()}
        return Poll(
            status=status,
            step=self.steps,
            records=self._history.since(since, points=marks is None),
            last=self._history.last,
            steps_per_second=self._meter.rate if status == "training" else 0.0,
            elapsed=self._meter.elapsed,
            checkpoints=self._checkpoints.steps,
            description=None if described else self.description,
            trails=trails,
        )
