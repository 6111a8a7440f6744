"""Where runs are trained: worker processes of this machine, or an outside Dask cluster. Dask itself stays in here."""

import asyncio
import logging
import threading
import warnings
from collections.abc import Callable
from typing import Any

from distributed import Client
from distributed.security import Security

from seqviz.jobs.actor import RunActor
from seqviz.jobs.credentials import Contact
from seqviz.jobs.host import Host
from seqviz.jobs.lesson import Config, warm_up
from seqviz.jobs.limits import Limits
from seqviz.jobs.occupancy import Occupancy
from seqviz.jobs.orders import Order
from seqviz.jobs.places import Newcomer
from seqviz.jobs.reply import WorkerEnd
from seqviz.jobs.tenants import free, occupancy, rest
from seqviz.records.problem import Problem

_CONNECT_SECONDS = 5.0
_ASK_SECONDS = 1.0
_PLACE_SECONDS = 10.0
_WARMING_SECONDS = 4.0

logger = logging.getLogger(__name__)

# A learner's test set goes along with its question, up to the size that a page takes.
warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)


class Cluster:
    """A connected cluster. It hides the Dask client, which is awaitable: web frameworks' caches refuse such objects."""

    def __init__(self, place: Host | Contact) -> None:
        """Connect to the embedded cluster, or to an outside scheduler.

        Raises
        ------
        Problem
            jobs.no-worker when the embedded cluster does not come up, jobs.unreachable when nobody answers.
        """
        self._host = place if isinstance(place, Host) else None
        self._client = _connect(place.contact if isinstance(place, Host) else place, direct=self._host is not None)
        self._asked: dict[str, asyncio.Task[Any]] = {}

    @property
    def connected(self) -> bool:
        """Whether the scheduler can be reached; an outside one may have gone."""
        return str(self._client.status) == "running"

    def occupancy(self, limits: Limits, newcomers: Callable[[str], Newcomer | None]) -> dict[str, Occupancy]:
        """Return what every worker holds that answers soon, by its address; tell each what waits for it outside.

        Raises
        ------
        Problem
            jobs.unready when workers answer, but cannot load seqviz.
        """
        answers = self._ask(lambda worker: self._client.run(
            occupancy, limits, newcomers(worker), workers=[worker], on_error="return"
        ))  # fmt: skip
        ready = {worker: answer for worker, answer in answers.items() if isinstance(answer, Occupancy)}
        # A worker that has just died still counts for a moment; its successor is on its way.
        errors = [
            error for error in answers.values() if isinstance(error, Exception) and not isinstance(error, OSError)
        ]
        if errors and not ready:
            raise Problem("jobs.unready", error=f"{type(errors[0]).__name__}: {errors[0]}")
        return ready

    @property
    def silent(self) -> bool:
        """Whether a worker has not answered the last question yet."""
        return bool(self._asked)

    def rest(self, worker: str, run_id: str) -> None:
        """Let a run give its place up."""
        self._send(worker, rest, run_id)

    def free(self, worker: str, run_id: str, problem: Problem) -> None:
        """Free a run for the reason that ``problem`` says."""
        self._send(worker, free, run_id, problem)

    def place(
        self, worker: str, key: str, run_id: str, owner: str, config: Config, limits: Limits, orders: tuple[Order, ...]
    ) -> WorkerEnd:
        """Start a run in ``worker`` and wait for it; raise the ``Problem`` jobs.no-worker when it does not answer.

        ``owner`` is the digest of the owner's secret, ``key`` the name of this attempt.
        """
        future = self._client.submit(
            RunActor, run_id, owner, config, limits, orders, key=key, actor=True, workers=[worker], pure=False
        )
        # Actors look for the client of their context; another engine of this process may have one too.
        with self._client.as_current():
            try:
                return WorkerEnd(worker, future, future.result(timeout=_PLACE_SECONDS))
            except TimeoutError:
                future.cancel()
                raise Problem("jobs.no-worker") from None

    def warm_up(self, config: Config, workers: dict[str, Occupancy]) -> set[str]:
        """Let each of ``workers`` make one step of ``config`` in the background, one after the other.

        All at once they would take the processor from each other, and from the browser that draws the first page.
        Return those that have heard it.
        """
        in_turn = sorted(workers, key=lambda address: not workers[address].ready)
        return {
            address
            for turn, address in enumerate(in_turn)
            if self._send(address, _in_background, warm_up, config, delay=turn * _WARMING_SECONDS)
        }

    def close(self) -> None:
        """Disconnect; an embedded cluster ends its processes."""
        for task in self._asked.values():
            task.get_loop().call_soon_threadsafe(task.cancel)
        self._client.close()
        if self._host is not None:
            self._host.close()

    def _ask(self, ask: Callable[[str], Any]) -> dict[str, Any]:
        """Ask every worker; one that has not answered the last question yet is not asked another one."""

        async def everybody() -> dict[str, Any]:
            workers = await self._client.nthreads()
            self._asked = {worker: task for worker, task in self._asked.items() if worker in workers}
            patient = set(workers) - set(self._asked)
            for worker in patient:
                self._asked[worker] = asyncio.ensure_future(ask(worker))
            if patient:
                await asyncio.wait([self._asked[worker] for worker in patient], timeout=_ASK_SECONDS)
            done = {worker: self._asked.pop(worker) for worker in workers if self._asked[worker].done()}
            # a silent worker's answer may be old: it only says that the worker can be asked again
            return {worker: _result(task).get(worker) for worker, task in done.items() if worker in patient}

        try:
            answers: dict[str, Any] = self._client.sync(everybody, callback_timeout=_CONNECT_SECONDS)
        except OSError:  # time-outs are among them
            return {}
        return answers

    def _send(self, worker: str, function: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
        """Call a function in a worker; return whether it has said that it is done."""

        async def send() -> None:
            await asyncio.wait_for(self._client.run(function, *args, workers=[worker], **kwargs), _ASK_SECONDS)

        try:
            self._client.sync(send, callback_timeout=_CONNECT_SECONDS)
        except OSError:  # time-outs are among them: a worker that is slow to start is asked again
            logger.warning("worker %s did not answer", worker)
            return False
        except Exception:
            logger.warning("worker %s refused", worker, exc_info=True)
            return False
        return True


def _result(task: "asyncio.Task[Any]") -> dict[str, Any]:
    """Return what a worker answered; an error of the connection is no answer."""
    if task.cancelled() or task.exception() is not None:
        return {}
    answer: dict[str, Any] = task.result()
    return answer


def _connect(contact: Contact, *, direct: bool) -> Client:
    security = None
    if contact.ca:
        security = Security(
            require_encryption=True,
            tls_ca_file=contact.ca,
            tls_client_cert=contact.certificate,
            tls_client_key=contact.key,
        )
    try:
        return Client(
            contact.address,
            direct_to_workers=direct,
            set_as_default=False,
            timeout=_CONNECT_SECONDS,
            security=security,
        )
    except (OSError, ValueError) as error:
        raise Problem("jobs.unreachable", address=contact.address, error=str(error)) from error


def _in_background(work: Callable[..., None], *args: Any, delay: float) -> None:
    timer = threading.Timer(delay, work, args)
    timer.name, timer.daemon = "seqviz-warm", True
    timer.start()
