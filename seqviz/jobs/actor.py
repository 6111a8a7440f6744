"""What a worker offers of a run. Dask keeps the object; its methods are called from the server, over the network."""

import asyncio
import functools
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from seqviz.jobs import places
from seqviz.jobs.lesson import Config
from seqviz.jobs.limits import Limits
from seqviz.jobs.pace import Pace
from seqviz.jobs.training_thread import TrainingThread
from seqviz.records.jobs import Poll, RunStatus
from seqviz.records.problem import Problem

SETTINGS = ("learning_rate", "theta")
_PATIENCE = 2.0
"""Seconds a command waits for the step in progress; a longer step is finished later all the same."""


class RunActor:
    """One run in this worker process.

    The methods are coroutines, so they run on the worker's event loop: neither a step nor a slow answer of this run or
    of its neighbours holds them up. Every call but ``release`` claims the run.
    """

    def __init__(self, run_id: str, config: Config, limits: Limits, steps: int | None) -> None:
        self._run = TrainingThread(config, limits, on_freed=functools.partial(places.leave, run_id))
        if steps is not None:
            self._run.change_pace(lambda pace: pace.allow(steps))
        places.take(run_id, self._run, limits)
        self._run.start()

    async def poll(self, since: int, described: bool) -> Poll:
        """Return the news since record number ``since``, with the description unless the caller has it."""
        self._run.claim()
        return self._run.poll(since, described=described)

    async def status(self) -> RunStatus:
        """Return the state of the run."""
        self._run.claim()
        return self._run.status

    async def command(self, name: str, value: Any) -> None:
        """Carry out a command; it has taken effect on return, unless a step takes very long."""
        self._run.claim()
        if name in SETTINGS:
            await _applied(self._run.set(name, value))
        elif name == "stop":
            self._run.end("stopped")
            await self._between_steps()
        else:
            self._run.change_pace(pace_change(name, value))
            await self._between_steps()

    async def ask(self, question: Any, step: int | None, limit: float) -> Any:
        """Return the answer of the training thread, within ``limit`` seconds."""
        self._run.claim()
        future = asyncio.wrap_future(self._run.ask(question, step))
        try:
            return await asyncio.wait_for(future, limit)
        except TimeoutError:
            raise Problem("jobs.slow", seconds=round(limit)) from None

    async def release(self) -> None:
        """Free the run now."""
        self._run.end("freed", Problem("jobs.released"))

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


def pace_change(name: str, value: Any) -> Callable[[Pace], None]:
    """Return what the command ``name`` does to the pace; raise ``ValueError`` for an unknown command."""
    match name:
        case "pause":
            return Pace.pause
        case "resume":
            return Pace.resume
        case "step":
            return lambda pace: pace.allow(1 if value is None else int(value))
        case "speed":
            return lambda pace: pace.limit(value, time.monotonic())
    raise ValueError(f"a run knows no command {name!r}")
