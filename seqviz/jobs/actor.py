"""What a worker offers of a run. Dask keeps the object; its methods are called from the server, over the network."""

import asyncio
import functools
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any

from seqviz.config.contest import Contest
from seqviz.jobs import settings, tenants
from seqviz.jobs.lesson import Config
from seqviz.jobs.limits import Limits
from seqviz.jobs.orders import Order
from seqviz.jobs.progress import Marks
from seqviz.jobs.training_thread import TrainingThread
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.problem import Problem

_PATIENCE = 2.0
"""Seconds a command waits for the step in progress; a longer step is finished later all the same."""


class RunActor:
    """One run in this worker process; ``orders`` were given before it came here.

    The methods are coroutines, so they run on the worker's event loop: neither a step nor a slow answer of this run or
    of its neighbours holds them up. Every call but ``keep`` and ``release`` claims the run.
    """

    def __init__(
        self, run_id: str, owner: str, config: "Config | Contest", limits: Limits, orders: Iterable[Order]
    ) -> None:
        self._run = TrainingThread(
            config, limits, owner=owner, places=tenants.PLACES, on_ended=functools.partial(tenants.leave, run_id)
        )
        for order in orders:
            self._order(*order)
        tenants.enter(run_id, self._run, limits)
        self._run.start()

    async def poll(self, since: int, described: bool, marks: Marks | None) -> Poll:
        """Return the news since record number ``since``, with the description unless the caller has it."""
        self._run.claim()
        return self._run.poll(since, marks, described=described)

    async def status(self) -> RunStatus:
        """Return the state of the run."""
        self._run.claim()
        return self._run.status

    async def keep(self) -> None:
        """Keep the run for a learner who will come back to it."""
        self._run.keep()

    async def order(self, method: str, args: tuple[Any, ...]) -> None:
        """Carry out an order; it has taken effect on return, unless a step takes very long."""
        self._run.claim()
        setting = self._order(method, args)
        if setting is not None and self._run.built:
            await _applied(setting)
        elif setting is None and method == "command":
            await self._between_steps()

    async def ask(self, question: Any, step: int | None, contestant: str | None, limit: float) -> Any:
        """Return the answer of the training thread, within ``limit`` seconds."""
        self._run.claim()
        future = asyncio.wrap_future(self._run.ask(question, step, contestant, limit))
        try:
            return await asyncio.wait_for(future, limit)
        except TimeoutError:
            raise Problem("jobs.slow", seconds=round(limit)) from None

    async def release(self) -> None:
        """Free the run now."""
        self._run.end("freed", Problem("jobs.released"))

    def _order(self, method: str, args: tuple[Any, ...]) -> "Future[None] | None":
        match method, args:
            case "work", _:
                self._run.work(*args)
            case "cancel", _:
                self._run.cancel(*args)
            case "command", (name, value, contestant) if name in settings.NAMES:
                return self._run.set(name, value, contestant)
            case "command", ("go_on", learning_rate, _):
                return self._run.go_on(learning_rate)
            case "command", ("stop", *_):
                self._run.end("stopped")
            case "command", (name, value, _):
                self._run.command(name, value)
        return None

    async def _between_steps(self) -> None:
        begun = self._run.step_in_progress
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while begun is not None and begun == self._run.step_in_progress:
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(0.001)


async def _applied(setting: "Future[None]") -> None:
    done, _ = await asyncio.wait([asyncio.wrap_future(setting)], timeout=_PATIENCE)
    for applied in done:
        applied.result()
