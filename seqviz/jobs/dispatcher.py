"""The engine's own thread: it connects to the cluster, looks at the workers, and finds every run a place."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from seqviz.jobs import credentials, fairness
from seqviz.jobs.host import Host
from seqviz.jobs.lesson import Config
from seqviz.jobs.limits import Limits
from seqviz.jobs.line import Line
from seqviz.jobs.occupancy import Occupancy, Tenancy, digest
from seqviz.jobs.places import Newcomer
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

if TYPE_CHECKING:
    from seqviz.jobs.cluster import Cluster

_ROUND_SECONDS = 0.25
_SETTLING_SECONDS = 1.0
"""After a command the workers are looked at for so long: it may have given an owner more than a share."""
_START_SECONDS = 20.0
"""So long all workers may be silent before a start is given up."""
_WARMING_SECONDS = 60.0
_ATTEMPTS = 3

logger = logging.getLogger(__name__)

Workers = dict[str, Occupancy]


class Dispatcher:
    """Place runs on the workers of one cluster. Nobody but its own threads waits for the network.

    ``looked`` is called with the occupancy of the workers that answered and the time at which they were asked,
    ``freed`` with a run that had to go and the reason.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits,
        *,
        looked: Callable[[Workers, float], None],
        freed: Callable[[str, Problem], None],
    ) -> None:
        self._workers = workers
        self._limits = limits
        self._looked = looked
        self._freed = freed
        self._changed = threading.Condition()
        self._line = Line(limits)
        self._coming: list[tuple[str, str]] = []  # worker and owner of runs that are being placed
        self._attempts: Counter[str] = Counter()
        self._to_warm: Config | None = None
        self._warm_until = 0.0
        self._warmed: set[str] = set()
        self._fresh = self._closing = False
        self._look_until = 0.0
        # what only its own thread touches
        self._host: Host | None = None
        self._cluster: Cluster | None = None
        self._answered_at = time.monotonic()
        self._by_turn: list[str] = []  # the workers, that with the longest turn first
        self._thread = threading.Thread(target=self._live, name="seqviz-engine", daemon=True)
        self._thread.start()

    def add(self, run: Run[Any]) -> None:
        """Put a new run in the line."""
        with self._changed:
            self._line.add(run)
            self._wake()

    def warm(self, config: Config) -> None:
        """Start the workers and let each make one step of ``config``."""
        with self._changed:
            self._to_warm, self._warmed = config, set()
            self._warm_until = time.monotonic() + _WARMING_SECONDS
            self._wake()

    def look(self) -> None:
        """Look soon at how the places are shared: a run was told something."""
        with self._changed:
            self._look_until = time.monotonic() + _SETTLING_SECONDS
            self._wake()

    @property
    def busy(self) -> bool:
        """Whether runs wait for a place."""
        return bool(self._line)

    def close(self) -> None:
        """Disconnect from the cluster; the embedded one ends its processes."""
        with self._changed:
            self._closing = True
            self._wake()
        if self._cluster is None and self._host is not None:
            self._host.close()  # its thread may be waiting for it to come up
        self._thread.join()

    def _wake(self) -> None:
        self._fresh = True
        self._changed.notify_all()

    # What its own thread does.

    def _live(self) -> None:
        while self._work_to_do():
            try:
                self._round()
            except Problem as problem:
                self._give_up(problem)
            except Exception as error:
                logger.exception("runs could not be placed")
                self._give_up(Problem("jobs.unready", error=_named(error)))
        with self._changed:
            self._line.dissolve("lost", Problem("jobs.lost"))
        self._disconnect()

    def _work_to_do(self) -> bool:
        """Wait until there is some; return whether the thread goes on."""
        with self._changed:
            if not self._fresh:
                looking = self._line or self._to_warm or time.monotonic() < self._look_until
                self._changed.wait(_ROUND_SECONDS if looking else None)
            self._fresh = False
            return not self._closing

    def _round(self) -> None:
        with self._changed:
            waiting = self._line.sorted_out()
            coming = list(self._coming)
            config = self._to_warm
        cluster = self._connected()
        waited = max((run.waited for run in waiting), default=None)
        make_room = self._by_turn[: len(waiting)]

        def newcomer(worker: str) -> Newcomer | None:
            return None if waited is None else Newcomer(waited=waited, make_room=worker in make_room)

        asked_at = time.monotonic()
        workers = cluster.occupancy(self._limits, newcomer)
        if not workers:
            self._bear_silence(waited)
            return
        self._answered_at = time.monotonic()
        self._by_turn = sorted(workers, key=lambda worker: workers[worker].longest, reverse=True)
        self._looked(workers, asked_at)
        self._place(cluster, workers, waiting, coming)
        if config is not None:
            self._warm(cluster, config, workers)
        if any(one.waits for worker in workers.values() for one in worker.tenancies):
            self._look_until = time.monotonic() + _SETTLING_SECONDS

    def _connected(self) -> "Cluster":
        if self._cluster is not None and not self._cluster.connected:
            self._disconnect()
        if self._cluster is None:
            place = credentials.outside() or Host(self._workers)
            self._host = place if isinstance(place, Host) else None
            # Imported on first use: importing Dask takes longer than drawing a page that trains nothing. The embedded
            # cluster, just started, imports its half at the same time.
            from seqviz.jobs.cluster import Cluster

            try:
                self._cluster = Cluster(place)
            finally:
                if self._cluster is None:
                    self._disconnect()
        return self._cluster

    def _warm(self, cluster: "Cluster", config: Config, workers: Workers) -> None:
        """Warm the workers that answer for the first time, until all have or the slowest has had time enough."""
        cold = {worker: held for worker, held in workers.items() if worker not in self._warmed}
        self._warmed |= cluster.warm_up(config, cold)
        awaited = 1 if self._host is None else self._workers  # one may introduce itself later than the others
        everybody = not cluster.silent and self._warmed >= set(workers) and len(workers) >= awaited
        if everybody or time.monotonic() > self._warm_until:
            self._to_warm = None

    def _disconnect(self) -> None:
        cluster, host, self._cluster, self._host = self._cluster, self._host, None, None
        if cluster is not None:
            cluster.close()
        elif host is not None:
            host.close()

    def _bear_silence(self, waited: float | None) -> None:
        """Give up what has waited long enough for workers none of which answers."""
        if min(waited or 0.0, time.monotonic() - self._answered_at) > _START_SECONDS:
            raise Problem("jobs.no-worker")
        if waited is None and time.monotonic() > self._warm_until:
            self._to_warm = None

    def _give_up(self, problem: Problem) -> None:
        """Nothing can be placed now: whoever waits hears why."""
        if self._to_warm is not None:
            logger.warning("the workers are not warm: %s", problem)
        with self._changed:
            self._to_warm = None
            self._line.dissolve("failed", problem)

    def _place(
        self, cluster: "Cluster", workers: Workers, waiting: list[Run[Any]], coming: list[tuple[str, str]]
    ) -> None:
        """Place whom there is a place for, in order; owners keep to their share and to what they may own."""
        at = {one.run_id: worker for worker, held in workers.items() for one in held.tenancies}
        tenancies = [one for held in workers.values() for one in held.tenancies]
        for one in fairness.beyond_share(tenancies, self._limits.share):
            cluster.rest(at[one.run_id], one.run_id)
        for turn, run in enumerate(waiting):
            owner = digest(run.owner)
            worker = fairness.best_worker(workers, Counter(address for address, _ in coming), self._limits)
            if worker is None and turn > 0:
                break
            own = [one for one in tenancies if one.owner == owner]
            room = self._limits.share - 1 - sum(other == owner for _, other in coming)
            if too_many := fairness.beyond_share(own, max(room, 0)):
                for one in too_many:  # their places are free when they have finished their steps
                    cluster.rest(at[one.run_id], one.run_id)
            elif worker is not None and room >= 0:
                self._make_room(cluster, workers, worker, own)
                coming.append((worker, owner))
                self._send(cluster, run, worker, owner)
        with self._changed:
            self._line.number()

    def _make_room(self, cluster: "Cluster", workers: Workers, worker: str, own: list[Tenancy]) -> None:
        """Free what the owner of a new run, and its worker, keep beyond their bounds."""
        owned = Problem("jobs.freed.owned", owned=self._limits.owned)
        at = {one.run_id: address for address, held in workers.items() for one in held.tenancies}
        for one in fairness.surplus(own, self._limits.owned - 1):
            cluster.free(at[one.run_id], one.run_id, owned)
            self._freed(one.run_id, owned)
        alone = fairness.left_alone(workers[worker])
        if alone is not None and len(workers[worker].tenancies) >= self._limits.held:
            crowded = Problem("jobs.freed.held", held=self._limits.held)
            cluster.free(worker, alone.run_id, crowded)
            self._freed(alone.run_id, crowded)

    def _send(self, cluster: "Cluster", run: Run[Any], worker: str, owner: str) -> None:
        """Take a run out of the line and start it on its worker, in a thread: the worker may fall silent just now."""
        with self._changed:
            self._line.remove(run)
            self._coming.append((worker, owner))
            self._attempts[run.id] += 1
        arguments = (cluster, run, worker, owner)
        threading.Thread(target=self._start, args=arguments, name="seqviz-start", daemon=True).start()

    def _start(self, cluster: "Cluster", run: Run[Any], worker: str, owner: str) -> None:
        orders = run.kept_orders
        key = f"run-{run.id}-{self._attempts[run.id]}"
        try:
            end = cluster.place(worker, key, run.id, owner, run.config, self._limits, orders)
            run.placed(end, len(orders))
        except Exception as error:
            self._not_placed(run, error)
        finally:
            with self._changed:
                self._coming.remove((worker, owner))
                if not run.waits:
                    del self._attempts[run.id]
                self._wake()

    def _not_placed(self, run: Run[Any], error: Exception) -> None:
        """Try again, on another worker if there is one; in the end say what is wrong."""
        problem = error if isinstance(error, Problem) else Problem("jobs.unready", error=_named(error))
        with self._changed:
            if self._closing:
                run.fail("lost", Problem("jobs.lost"))
            elif self._attempts[run.id] < _ATTEMPTS:
                self._line.put_back(run)
            else:
                logger.warning("a run could not be started", exc_info=error)
                run.fail("failed", problem)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
