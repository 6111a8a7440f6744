"""A step as one CUDA graph, where that works and is quicker than the same step operation by operation.

A small model keeps a GPU waiting for Python: about a hundred operations a step, each started by itself. A graph is
captured once, while the operations run through without computing, and starts them all together.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import torch

from seqviz.data.batching import Batch
from seqviz.models.interruption import interruptible
from seqviz.records.computing import StepChoice, StepReason
from seqviz.training.fixed_step import FixedStep

logger = logging.getLogger(__name__)

WARM_UP = 3
"""Steps before the capture: libraries make their plans and take their memory in the first ones."""
TIMED = 4
"""Steps that are timed each way."""
_capturing = threading.Lock()
"""Torch allows one capture at a time in a process; the runs of a worker are threads of one."""
_spoilt: list[torch.cuda.CUDAGraph] = []
"""Graphs whose capture failed: torch's allocator still holds their address and reads it at the next capture."""

Call = Callable[[], None]


class Bench(Protocol):
    """What a device must offer for a rehearsal."""

    def warm_up(self, body: Call) -> None:
        """Run ``body`` as a capture will find it."""

    def capture(self, body: Call) -> Call:
        """Return what repeats ``body``; raise ``RuntimeError`` where it cannot be captured."""

    def seconds(self, call: Call) -> float:
        """Return the seconds of one call, until the device has done with it."""


class GPUBench:
    """The current CUDA device, seen from the thread of one run."""

    def __init__(self) -> None:
        self._side = torch.cuda.Stream()

    def warm_up(self, body: Call) -> None:
        """Run ``body`` on the stream of the capture: on the default one nothing can be captured."""
        with self._beside():
            for _ in range(WARM_UP):
                body()

    def capture(self, body: Call) -> Call:
        """Return the replay of a graph of ``body``; what other threads do meanwhile does not disturb it."""
        graph = torch.cuda.CUDAGraph()
        try:
            with (
                _capturing,
                interruptible(lambda: False),  # a capture that is left half-way spoils its stream
                torch.cuda.stream(self._side),  # goes back to the stream before, also after a capture that failed
                torch.cuda.graph(graph, stream=self._side, capture_error_mode="thread_local"),
            ):
                body()
        except RuntimeError:
            _spoilt.append(graph)
            graph.reset()  # gives back the memory it may have
            raise
        return graph.replay

    def seconds(self, call: Call) -> float:
        """Return the seconds of one call; only this stream is waited for, another may be capturing.

        It is the stream of the capture too: autograd remembers where a parameter was last used, and a capture that
        meets the default stream fails.
        """
        with self._beside():
            self._side.synchronize()
            began = time.perf_counter()
            for _ in range(TIMED):
                call()
            self._side.synchronize()
            return (time.perf_counter() - began) / TIMED

    @contextmanager
    def _beside(self) -> Iterator[None]:
        """Work on the stream of the capture, after what was told before and before what is told next."""
        here = torch.cuda.current_stream()
        self._side.wait_stream(here)
        try:
            with torch.cuda.stream(self._side):
                yield
        finally:  # also after a step that failed: what it had begun must not meet what puts things right
            here.wait_stream(self._side)


def rehearse(step: FixedStep, batch: Batch, bench: Bench) -> StepChoice:
    """Try ``step`` both ways on a minibatch, let it go the quicker one, and take back what was learnt meanwhile.

    Where no graph is to be had the step stays as it is. A step that does not even run eagerly raises its error.
    """
    memory = step.memory()
    step.load(batch, None, None)
    try:
        bench.warm_up(step.body)
        eager = bench.seconds(step.body)
        try:
            replay = bench.capture(step.body)
            graph = bench.seconds(replay)
        except RuntimeError as error:
            logger.warning("no graph of the training step: %s", error)
            return StepChoice(way="eager", reason=_reason_of(error), eager_seconds=eager)
        if graph > eager:
            return StepChoice(way="eager", reason="slower", eager_seconds=eager, graph_seconds=graph)
        step.repeat = replay
        return StepChoice(way="graph", reason="quicker", eager_seconds=eager, graph_seconds=graph)
    finally:
        step.forget(memory)


def _reason_of(error: RuntimeError) -> StepReason:
    return "memory" if isinstance(error, torch.OutOfMemoryError) else "refused"
