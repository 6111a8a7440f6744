"""The runs of one worker process. This module's state lives in the worker, one per process."""

import atexit
import sys

from seqviz.jobs.limits import Limits
from seqviz.jobs.occupancy import Occupancy, Tenancy
from seqviz.jobs.places import Newcomer, Places
from seqviz.jobs.training_thread import LOCK, TrainingThread
from seqviz.records.jobs import ENDED
from seqviz.records.problem import Problem

PLACES = Places()
_RUNS: dict[str, TrainingThread] = {}


def enter(run_id: str, run: TrainingThread, limits: Limits) -> None:
    """Keep ``run``, which asks for a place itself."""
    with LOCK:
        PLACES.places = limits.places
        PLACES.arrived()
        _RUNS[run_id] = run


def leave(run_id: str, run: TrainingThread) -> None:
    """Keep a run no longer: its thread has ended."""
    with LOCK:
        PLACES.leave(run)
        _RUNS.pop(run_id, None)


def occupancy(limits: Limits, newcomer: Newcomer | None) -> Occupancy:
    """Tell the worker what waits outside, and return what it holds."""
    with LOCK:
        PLACES.places = limits.places
        PLACES.tell(newcomer)
        return Occupancy(
            ready="torch" in sys.modules,
            free=PLACES.free,
            longest=PLACES.longest,
            tenancies=tuple(_tenancy(run_id, run) for run_id, run in _RUNS.items()),
        )


def rest(run_id: str) -> None:
    """Let a run give its place up."""
    with LOCK:
        if run_id in _RUNS:
            _RUNS[run_id].rest()


def free(run_id: str, problem: Problem) -> None:
    """Free a run, for the reason that ``problem`` says."""
    with LOCK:
        if run_id in _RUNS:
            _RUNS[run_id].end("freed", problem)


def _tenancy(run_id: str, run: TrainingThread) -> Tenancy:
    return Tenancy(
        run_id=run_id,
        owner=run.owner,
        computes=PLACES.holds(run),
        waits=PLACES.position(run) is not None,
        claimed=run.claimed,
        ended=run.status in ENDED,
        silence=run.silence,
    )


@atexit.register
def _end_all() -> None:
    """End the threads before the interpreter goes: one that is stopped inside torch would end the process noisily."""
    runs = list(_RUNS.values())
    for run in runs:
        run.end("freed")
    for run in runs:
        run.join(1.0)
