"""Start runs in worker processes and find them again."""

import atexit
import functools
import os
import secrets
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from seqviz.config.contest import Config
from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.dispatcher import Dispatcher
from seqviz.jobs.limits import Limits
from seqviz.jobs.occupancy import Occupancy, digest
from seqviz.jobs.run import ConfigT, Run
from seqviz.records.problem import Problem

_MOST_WORKERS = 8
_MOST_REMEMBERED = 1_000


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
        self._dispatcher: Dispatcher | None = None
        self._runs: dict[str, Run[Any]] = {}
        self._gone: OrderedDict[str, tuple[str, Problem]] = OrderedDict()  # owner's digest, and what happened
        self._lock = threading.Lock()
        atexit.register(self.close)

    def start(
        self, config: ConfigT, *, owner: str | None = None, steps: int | None = None, label: str = ""
    ) -> Run[ConfigT]:
        """Start a run and return at once; it pauses after ``steps`` if given.

        It begins on the worker that trains the fewest, or stands in line while every place is taken. What goes wrong
        with the start (no worker, no cluster) is the ``problem`` of the status failed. ``owner`` is the secret that
        finds the run again; without one the run makes its own. ``label`` is what whoever starts it calls it.
        """
        secret = owner or secrets.token_urlsafe()
        run = Run(
            run_id=secrets.token_hex(8),
            owner=secret,
            config=config,
            steps=steps,
            label=label,
            wake=functools.partial(self._told, secret),
        )
        with self._lock:
            self._runs[run.id] = run
            self._dispatch().add(run)
        return run

    def find(self, run_id: str, owner: str) -> Run[Any]:
        """Return the run with this id.

        Raises
        ------
        Problem
            jobs.unknown unless it exists and is ``owner``'s; of a run that is gone what became of it: jobs.freed and
            its kind, jobs.released, jobs.lost.
        """
        with self._lock:
            run, gone = self._runs.get(run_id), self._gone.get(run_id)
        if gone is not None and secrets.compare_digest(gone[0], digest(owner)):
            raise gone[1]
        if run is None or not secrets.compare_digest(run.owner.encode(), owner.encode()):
            raise Problem("jobs.unknown")
        if run.poll(sys.maxsize).status in ("freed", "lost"):
            raise run.gone or Problem("jobs.freed")
        return run

    def warm(self, config: Config | None = None) -> None:
        """Start the workers in the background and let each make one step of ``config``, so that runs begin at once."""
        with self._lock:
            self._dispatch().warm(config or LanguageModelConfig())

    def close(self) -> None:
        """End the worker processes with all their runs. The engine can be used again afterwards."""
        with self._lock:
            dispatcher, self._dispatcher = self._dispatcher, None
            self._runs.clear()
        if dispatcher is not None:
            dispatcher.close()

    def _dispatch(self) -> Dispatcher:
        if self._dispatcher is None:
            self._dispatcher = Dispatcher(self._workers, self._limits, looked=self._looked, freed=self._freed)
        return self._dispatcher

    def _told(self, owner: str) -> None:
        """A run was told something: if places are scarce, or its owner has several runs, see who gets what."""
        with self._lock:
            several = sum(run.owner == owner for run in self._runs.values()) > self._limits.share
            if self._dispatcher is not None and (several or self._dispatcher.busy):
                self._dispatcher.look()

    def _looked(self, workers: Mapping[str, Occupancy], asked_at: float) -> None:
        """Forget the runs that are no more, so that a server that runs for months stays small.

        A worker that does not answer keeps its runs: only what an answer leaves out is gone.
        """
        held = {one.run_id for worker in workers.values() for one in worker.tenancies}
        with self._lock:
            for run_id, run in list(self._runs.items()):
                problem = run.gone
                answered = run.worker is not None and run.worker.address in workers and run.worker.since < asked_at
                if problem is None and answered and run_id not in held:
                    problem = Problem("jobs.freed")
                if problem is not None and run.silence > self._limits.claim:
                    self._forget(run_id, problem)

    def _freed(self, run_id: str, problem: Problem) -> None:
        with self._lock:
            self._forget(run_id, problem)

    def _forget(self, run_id: str, problem: Problem) -> None:
        """Remember of a run only what became of it."""
        run = self._runs.pop(run_id, None)
        if run is None:
            return
        self._gone[run_id] = digest(run.owner), problem
        while len(self._gone) > _MOST_REMEMBERED:
            self._gone.popitem(last=False)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # what a container may use; not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
