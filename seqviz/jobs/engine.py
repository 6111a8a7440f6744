"""Start runs in worker processes and find them again."""

import atexit
import logging
import os
import secrets
import threading
from typing import TYPE_CHECKING, Any

from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.host import Host
from seqviz.jobs.lesson import Config
from seqviz.jobs.limits import Limits
from seqviz.jobs.places import Occupancy
from seqviz.jobs.run import ConfigT, Run
from seqviz.records.problem import Problem

if TYPE_CHECKING:
    from seqviz.jobs.cluster import Cluster

SCHEDULER = "SEQVIZ_SCHEDULER"
"""Environment variable: the address of an outside scheduler, such as ``tcp://host:8786``."""

_MOST_WORKERS = 8

logger = logging.getLogger(__name__)


class Engine:
    """All runs of a server. Making one costs nothing: the worker processes start on first use, or with ``warm``.

    With the environment variable ``SEQVIZ_SCHEDULER`` the runs go to that Dask cluster instead; the places of a worker
    are counted there, so several servers may share it.

    Parameters
    ----------
    workers : int, optional
        Worker processes of the embedded cluster; one per CPU core, at most 8, unless given.
    limits : Limits
        The house rules that every run follows.
    """

    def __init__(self, *, workers: int | None = None, limits: Limits | None = None) -> None:
        self._workers = workers or min(_cores(), _MOST_WORKERS)
        self._limits = limits or Limits()
        self._cluster: Cluster | None = None
        self._runs: dict[str, Run[Any]] = {}
        self._lock = threading.Lock()
        atexit.register(self.close)

    def start(self, config: ConfigT, *, owner: str | None = None, steps: int | None = None) -> Run[ConfigT]:
        """Start a run on the worker that trains the fewest; it begins at once, and pauses after ``steps`` if given.

        ``owner`` is the secret that finds the run again; without one the run makes its own. Raises the ``Problem``
        jobs.full when all places are taken.
        """
        with self._lock:
            cluster = self._open()
            workers = cluster.occupancy()
            self._forget_all_but(workers)
            address = self._choose(workers)
            run_id = secrets.token_hex(8)
            future, actor = cluster.place(address, run_id, config, self._limits, steps)
            run = Run(run_id=run_id, owner=owner or secrets.token_urlsafe(), config=config, future=future, actor=actor)
            self._runs[run_id] = run
            return run

    def find(self, run_id: str, owner: str) -> Run[Any]:
        """Return the run with this id; raise the ``Problem`` jobs.unknown unless it exists and is ``owner``'s."""
        run = self._runs.get(run_id)
        if run is None or not secrets.compare_digest(run.owner.encode(), owner.encode()):
            raise Problem("jobs.unknown")
        if run.status == "freed":
            raise Problem("jobs.freed")
        return run

    def warm(self, config: Config | None = None) -> None:
        """Start the workers in the background and let each make one step of ``config``, so that runs begin at once."""
        arguments = (config or LanguageModelConfig(),)
        threading.Thread(target=self._warm, args=arguments, name="seqviz-warm", daemon=True).start()

    def close(self) -> None:
        """End the worker processes with all their runs. The engine can be used again afterwards."""
        with self._lock:
            self._runs.clear()
            if self._cluster is not None:
                self._cluster.close()
                self._cluster = None

    def _open(self) -> "Cluster":
        if self._cluster is not None and not self._cluster.connected:
            self._cluster.close()
            self._cluster = None
        if self._cluster is None:
            place = os.environ.get(SCHEDULER) or Host(self._workers)
            # Imported on first use: importing Dask takes longer than drawing a page that trains nothing. The embedded
            # cluster, just started, imports its half at the same time.
            from seqviz.jobs.cluster import Cluster

            self._cluster = Cluster(place)
        return self._cluster

    def _warm(self, config: Config) -> None:
        try:
            with self._lock:
                self._open().warm_up(config)
        except Problem as problem:
            logger.warning("the workers are not warm: %s", problem)  # starting a run will say so to the learner

    def _choose(self, workers: dict[str, Occupancy]) -> str:
        free = [address for address, worker in workers.items() if worker.has_place(self._limits)]
        if not free:
            raise Problem("jobs.full", places=self._limits.places * len(workers))
        return min(free, key=lambda address: (*_burden(workers[address]), address))

    def _forget_all_but(self, workers: dict[str, Occupancy]) -> None:
        """Drop the runs that no worker holds any more, so that a server that runs for months stays small."""
        held = frozenset().union(*(worker.held for worker in workers.values()))
        self._runs = {run_id: run for run_id, run in self._runs.items() if run_id in held}


def _burden(worker: Occupancy) -> tuple[int, int, bool]:
    """What makes a worker the worse place for one more run, worst first."""
    return worker.training, worker.live, not worker.ready


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # what a container may use; not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
