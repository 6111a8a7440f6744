"""The streams of a rehearsal, followed on a device that only notes what it is told."""

from contextlib import contextmanager

import pytest
import torch

from seqviz.training import captured_step
from seqviz.training.captured_step import TIMED, WARM_UP, GPUBench


class Stream:
    def __init__(self, name, tape):
        self.name, self.tape = name, tape

    def wait_stream(self, other):
        self.tape.append(f"{self.name} waits for {other.name}")

    def synchronize(self):
        self.tape.append(f"{self.name} is done")


class Graph:
    held = True

    def replay(self):
        raise AssertionError

    def reset(self):
        self.held = False


class Device:
    """``torch.cuda`` as far as a bench needs it."""

    def __init__(self, monkeypatch):
        self.tape = []
        self.current = Stream("default", self.tape)
        for name, offer in {
            "Stream": lambda: Stream("side", self.tape),
            "current_stream": lambda: self.current,
            "stream": self.stream,
            "CUDAGraph": Graph,
            "graph": self.graph,
        }.items():
            monkeypatch.setattr(torch.cuda, name, offer)

    @contextmanager
    def stream(self, stream):
        before, self.current = self.current, stream
        try:
            yield
        finally:
            self.current = before

    @contextmanager
    def graph(self, _graph, *, stream, capture_error_mode):
        assert capture_error_mode == "thread_local"
        self.current = stream
        yield  # as torch's: a failed capture leaves the stream as it is

    def body(self):
        self.tape.append(f"step on {self.current.name}")


@pytest.fixture
def device(monkeypatch):
    monkeypatch.setattr(captured_step, "_spoilt", [])
    return Device(monkeypatch)


def test_what_is_warmed_up_and_timed_runs_where_it_will_be_captured(device):
    bench = GPUBench()
    bench.warm_up(device.body)
    assert device.tape == ["side waits for default", *WARM_UP * ["step on side"], "default waits for side"]
    device.tape.clear()
    assert bench.seconds(device.body) >= 0
    timed = ["side is done", *TIMED * ["step on side"], "side is done"]
    assert device.tape == ["side waits for default", *timed, "default waits for side"]
    assert device.current.name == "default"


def test_after_a_step_that_failed_nothing_goes_on_beside_what_puts_things_right(device):
    def fail():
        raise torch.OutOfMemoryError

    with pytest.raises(torch.OutOfMemoryError):
        GPUBench().warm_up(fail)
    assert device.tape == ["side waits for default", "default waits for side"]
    assert device.current.name == "default"


def test_a_capture_that_fails_goes_back_to_its_stream_and_keeps_the_graph(device):
    def refuse():
        raise RuntimeError("operation not permitted when stream is capturing")

    with pytest.raises(RuntimeError, match="not permitted"):
        GPUBench().capture(refuse)
    assert device.current.name == "default"
    assert [graph.held for graph in captured_step._spoilt] == [False]
    device.tape.clear()
    GPUBench().capture(device.body)
    assert device.tape == ["step on side"]
    assert len(captured_step._spoilt) == 1
