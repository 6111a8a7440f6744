"""Where runs are trained: worker processes of this machine, or an outside Dask cluster. Dask itself stays in here."""

import threading
import time
from collections.abc import Callable
from typing import Any

from distributed import Client

from seqviz.jobs.actor import RunActor
from seqviz.jobs.host import Host
from seqviz.jobs.lesson import Config, warm_up
from seqviz.jobs.limits import Limits
from seqviz.jobs.places import Occupancy, occupancy
from seqviz.records.problem import Problem

_START_SECONDS = 20.0
_CONNECT_SECONDS = 5.0
_WARMING_SECONDS = 4.0


class Cluster:
    """A connected cluster. It hides the Dask client, which is awaitable: web frameworks' caches refuse such objects."""

    def __init__(self, place: Host | str) -> None:
        """Connect to the embedded cluster, or to an outside scheduler by its address.

        Raises
        ------
        Problem
            jobs.no-worker when the embedded cluster does not come up, jobs.unreachable when nobody answers.
        """
        self._host = place if isinstance(place, Host) else None
        self._client = _connect(place.address if isinstance(place, Host) else place, direct=self._host is not None)

    @property
    def connected(self) -> bool:
        """Whether the scheduler can be reached; an outside one may have gone."""
        return str(self._client.status) == "running"

    def occupancy(self) -> dict[str, Occupancy]:
        """Return what every worker holds, by its address; waits for a first worker.

        Raises
        ------
        Problem
            jobs.no-worker when none comes, jobs.unready when one comes but cannot load seqviz.
        """
        deadline = time.monotonic() + _START_SECONDS
        while True:
            answers = self._ask_workers(deadline)
            if ready := {worker: answer for worker, answer in answers.items() if isinstance(answer, Occupancy)}:
                return ready
            # A worker that has just died still counts for a moment; its successor is on its way.
            if errors := [answer for answer in answers.values() if not isinstance(answer, OSError)]:
                raise Problem("jobs.unready", error=f"{type(errors[0]).__name__}: {errors[0]}")
            time.sleep(0.1)

    def _ask_workers(self, deadline: float) -> dict[str, Any]:
        try:
            self._client.wait_for_workers(1, timeout=max(deadline - time.monotonic(), 0.01))
            answers: dict[str, Any] = self._client.run(occupancy, on_error="return")
        except OSError:  # time-outs are among them
            raise Problem("jobs.no-worker") from None
        return answers

    def place(self, worker: str, run_id: str, config: Config, limits: Limits, steps: int | None) -> tuple[Any, Any]:
        """Start a run in ``worker``; return Dask's future, which errs when the worker is lost, and the actor."""
        future = self._client.submit(
            RunActor, run_id, config, limits, steps, key=f"run-{run_id}", actor=True, workers=[worker], pure=False
        )
        # Actors look for the client of their context; another engine of this process may have one too.
        with self._client.as_current():
            try:
                return future, future.result(timeout=_START_SECONDS)
            except TimeoutError:
                future.cancel()
                raise Problem("jobs.no-worker") from None

    def warm_up(self, config: Config) -> None:
        """Let every worker make one step of ``config`` in the background, one after the other.

        All at once they would take the processor from each other, and from the browser that draws the first page.
        """
        workers = self.occupancy()
        for turn, address in enumerate(sorted(workers, key=lambda address: not workers[address].ready)):
            self._client.run(_in_background, warm_up, config, delay=turn * _WARMING_SECONDS, workers=[address])

    def close(self) -> None:
        """Disconnect; an embedded cluster ends its processes."""
        self._client.close()
        if self._host is not None:
            self._host.close()


def _connect(address: str, *, direct: bool) -> Client:
    try:
        return Client(address, direct_to_workers=direct, set_as_default=False, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise Problem("jobs.unreachable", address=address, error=str(error)) from error


def _in_background(work: Callable[..., None], *args: Any, delay: float) -> None:
    timer = threading.Timer(delay, work, args)
    timer.name, timer.daemon = "seqviz-warm", True
    timer.start()
