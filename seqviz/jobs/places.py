"""The places of one worker process: which runs it holds. This module's state lives in the worker, one per process."""

import atexit
import sys
import threading
from dataclasses import dataclass

from seqviz.jobs.limits import Limits
from seqviz.jobs.training_thread import TrainingThread
from seqviz.records.jobs import ENDED
from seqviz.records.problem import Problem

_RUNS: dict[str, TrainingThread] = {}
_LOCK = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Occupancy:
    """The runs of a worker: ``training`` now, ``live`` (not ended), and the ids of all it holds.

    A worker is ``ready`` once it imports torch, or has done so: a run there begins sooner.
    """

    ready: bool
    training: int
    live: int
    held: frozenset[str]

    def has_place(self, limits: Limits) -> bool:
        """Whether one more run may start here."""
        return self.live < limits.places and len(self.held) < limits.held


def occupancy() -> Occupancy:
    """Count the runs of this process."""
    statuses = [run.status for run in list(_RUNS.values())]
    return Occupancy(
        ready="torch" in sys.modules,
        training=sum(status in ("starting", "training") for status in statuses),
        live=sum(status not in ENDED for status in statuses),
        held=frozenset(_RUNS),
    )


def take(run_id: str, run: TrainingThread, limits: Limits) -> None:
    """Give ``run`` a place; raise the ``Problem`` jobs.full when there is none.

    The engine has looked before, but other servers may share an outside cluster.
    """
    with _LOCK:
        if not occupancy().has_place(limits):
            raise Problem("jobs.full", places=limits.places)
        _RUNS[run_id] = run


def leave(run_id: str) -> None:
    """Give the place back."""
    with _LOCK:
        _RUNS.pop(run_id, None)


@atexit.register
def _end_all() -> None:
    """End the threads before the interpreter goes: one that is stopped inside torch would end the process noisily."""
    runs = list(_RUNS.values())
    for run in runs:
        run.end("freed")
    for run in runs:
        run.join(1.0)
