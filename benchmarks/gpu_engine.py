"""Runs through the worker's half of the engine: its training thread, polled and asked as a page does it."""

import functools
import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import Any

from gpu_runs import config_of

from seqviz.jobs import tenants
from seqviz.jobs.limits import Limits
from seqviz.jobs.training_thread import TrainingThread
from seqviz.records.training import ProbeQuestion, SampleQuestion

PROBE = ProbeQuestion(text="the people of this union have never been without")
SAMPLE = SampleQuestion(prefix="the people")
WATCH_EVERY = 0.25
LOOKS_PER_SAMPLE = 8
ROUNDS = 5
SECONDS = 2.0
HIDDEN = 128
PATIENCE = 120.0


class Watched:
    """A run in this process, and somebody who may look at it."""

    def __init__(self, cell: str, reset: str, device: str) -> None:
        limits = Limits(claim=PATIENCE)
        config = config_of(cell, reset, HIDDEN, device=device)
        self.run = TrainingThread(
            config, limits, places=tenants.PLACES, on_ended=functools.partial(tenants.leave, "run")
        )
        tenants.enter("run", self.run, limits)
        self.run.start()
        self.last = self.looks = 0
        self.run.claim()
        while self.run.status == "starting":
            time.sleep(0.01)
        self.ask(PROBE)

    def ask(self, question: Any) -> None:
        self.run.ask(question, None, None, PATIENCE).result(PATIENCE)

    def look(self) -> None:
        self.last = self.run.poll(self.last, described=True).last
        self.ask(PROBE)
        self.looks += 1
        if self.looks % LOOKS_PER_SAMPLE == 0:
            self.ask(SAMPLE)

    def speed(self, watch: Callable[[], None]) -> float:
        """Return the steps a second of some seconds, in which ``watch`` is called four times a second."""
        first, began = self._step, time.perf_counter()
        while (left := began + SECONDS - time.perf_counter()) > 0:
            self.run.claim()
            watch()
            time.sleep(min(WATCH_EVERY, left))
        return (self._step - first) / (time.perf_counter() - began)

    def close(self) -> None:
        self.run.end("freed")
        self.run.join(PATIENCE)

    @property
    def _step(self) -> int:
        return self.run.poll(10**9, described=True).step


def watched_ratio(cell: str, reset: str, device: str) -> float:
    """Return the steps of a run that is watched, in units of the same run's unwatched, median of some turns."""
    run = Watched(cell, reset, device)
    ratios = []
    for _ in range(ROUNDS):
        unwatched = run.speed(lambda: None)
        ratios.append(run.speed(run.look) / unwatched)
    run.close()
    return statistics.median(ratios)


def runs_together(count: int, device: str) -> float:
    """Return the steps a second that so many runs make together, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ready, speeds = context.Barrier(count), context.Queue()
    processes = [context.Process(target=_alone, args=(device, ready, speeds)) for _ in range(count)]
    for process in processes:
        process.start()
    total = sum(speeds.get(timeout=PATIENCE) for _ in processes)
    for process in processes:
        process.join()
    return float(total)


def _alone(device: str, ready: Any, speeds: Any) -> None:
    run = Watched("lstm", "before", device)
    ready.wait(PATIENCE)
    speeds.put(run.speed(lambda: None))
    run.close()
