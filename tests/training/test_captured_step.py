"""The choice between a graph and single operations: what is measured decides, and a rehearsal leaves no trace."""

from dataclasses import replace

import pytest
import torch

from seqviz.config import LanguageModelConfig
from seqviz.records.computing import StepChoice
from seqviz.records.training import ProbeQuestion
from seqviz.training.captured_step import GPUBench, rehearse
from seqviz.training.language_model import Training

SMALL = LanguageModelConfig(hidden_size=8, batch_size=4, steps=6, device="cpu")
CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]


class FakeBench:
    """A device without graphs: a capture runs nothing, a replay is the body itself. Seconds are told, not taken."""

    def __init__(self, *, eager=1.0, graph=0.2, capture_error=None):
        self.told = iter([eager, graph])
        self.capture_error = capture_error
        self.replays = 0

    def warm_up(self, body):
        for _ in range(3):
            body()

    def capture(self, body):
        if self.capture_error is not None:
            raise self.capture_error

        def replay():
            self.replays += 1
            body()

        return replay

    def seconds(self, call):
        for _ in range(2):
            call()
        return next(self.told)


def rehearsed(config, bench):
    training = Training(config)
    training.fixed = training.fixed_step()
    return training, rehearse(training.fixed, training.next_batch(), bench)


@pytest.mark.parametrize(
    ("bench", "choice"),
    [
        (FakeBench(), StepChoice(way="graph", reason="quicker", eager_seconds=1.0, graph_seconds=0.2)),
        (FakeBench(graph=1.5), StepChoice(way="eager", reason="slower", eager_seconds=1.0, graph_seconds=1.5)),
        (
            FakeBench(capture_error=RuntimeError("operation not permitted when stream is capturing")),
            StepChoice(way="eager", reason="refused", eager_seconds=1.0),
        ),
        (
            FakeBench(capture_error=torch.OutOfMemoryError("CUDA out of memory")),
            StepChoice(way="eager", reason="memory", eager_seconds=1.0),
        ),
    ],
)
def test_what_was_measured_decides_and_the_steps_go_that_way(bench, choice):
    training, found = rehearsed(SMALL, bench)
    assert found == choice
    before = bench.replays
    training.train_step()
    assert bench.replays - before == (choice.way == "graph")


@pytest.mark.parametrize("sampling", ["random", "sequential"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("bench", [FakeBench, lambda: FakeBench(capture_error=RuntimeError("no"))])
def test_a_rehearsal_leaves_no_trace_in_the_run(sampling, optimizer, bench):
    config = replace(SMALL, sampling=sampling, optimizer=optimizer)
    training, _ = rehearsed(config, bench())
    plain = Training(config)
    assert [training.train_step() for _ in range(20)] == [plain.train_step() for _ in range(20)]


def test_a_step_that_does_not_run_at_all_raises_and_is_no_fall_back():
    training = Training(SMALL)
    training.fixed = training.fixed_step()
    handle = training.model.output.register_forward_hook(lambda *_: (_ for _ in ()).throw(torch.OutOfMemoryError()))
    with pytest.raises(torch.OutOfMemoryError):
        rehearse(training.fixed, training.next_batch(), FakeBench())
    handle.remove()


gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device")


@pytest.mark.gpu
@gpu
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("changes", [{"layers": 2}, {"optimizer": "sgd"}, {"sampling": "sequential"}])
def test_a_graph_makes_the_steps_of_the_cpu_and_replays_bit_for_bit(cell, changes):
    config = replace(SMALL, hidden_size=32, **cell, **changes)
    graph, cpu = Training(replace(config, device="cuda")), Training(config)
    assert graph.step_choice.way == "graph"
    snapshot = graph.snapshot()
    records = [record for _ in range(32) for record in graph.train_step()] + list(graph.report())
    expected = [record for _ in range(32) for record in cpu.train_step()]
    for ours, theirs in zip(records, expected, strict=True):
        assert ours.loss == pytest.approx(theirs.loss, rel=1e-3)
        assert ours.norm_before == pytest.approx(theirs.norm_before, rel=2e-2)
    graph.answer(ProbeQuestion(text="the people"))
    graph.restore(snapshot)
    assert [record for _ in range(32) for record in graph.train_step()] + list(graph.report()) == records


@pytest.mark.gpu
@gpu
def test_a_capture_that_fails_leaves_the_stream_usable():
    here = torch.cuda.current_stream()
    with pytest.raises(RuntimeError):
        GPUBench().capture(lambda: torch.ones(1, device="cuda").item())
    assert torch.cuda.current_stream() == here
    assert torch.ones(2, device="cuda").sum().item() == 2
