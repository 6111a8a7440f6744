"""A run that is let go ends within parts of a step, and what it still holds counts until then; memory is bounded."""

import time
from collections.abc import Callable, Iterator

import pytest
import torch
from fake_training import FakeConfig

from seqviz.jobs.engine import Engine
from seqviz.jobs.lesson import as_problem
from seqviz.jobs.limits import Limits
from seqviz.jobs.memory import bytes_per_worker
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Keep = Callable[[Run], Run]


@pytest.fixture(scope="module")
def single() -> Iterator[Engine]:
    engine = Engine(workers=1, limits=Limits(places=1, claim=60.0))
    yield engine
    engine.close()


@pytest.mark.parametrize("endless", [FakeConfig(step_seconds=3600.0), FakeConfig(build_seconds=3600.0)])
def test_a_run_let_go_in_the_middle_of_a_step_ends(
    single: Engine, released: Keep, eventually: Eventually, endless: FakeConfig
) -> None:
    run = released(single.start(endless))
    eventually(lambda: run.poll() and run.worker)
    run.release()
    other = released(single.start(FakeConfig()))
    eventually(lambda: other.poll().step > 0)  # which takes an hour unless the first run leaves its step


def test_an_answer_and_a_long_work_end_with_their_run(single: Engine, released: Keep, eventually: Eventually) -> None:
    for ask in (lambda run: run.ask_later("endless", limit=3600.0), lambda run: run.work("endless")):
        run = released(single.start(FakeConfig()))
        eventually(lambda run=run: run.poll().step > 0)
        ask(run)
        run.release()
        other = released(single.start(FakeConfig()))
        eventually(lambda other=other: other.poll().step > 0)
        other.release()


def test_what_is_held_in_the_middle_of_a_release_counts(single: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(single.start(FakeConfig(step_seconds=3.0, deaf=True)))
    eventually(lambda: run.poll().status == "training")
    began = time.monotonic()
    run.release()
    other = released(single.start(FakeConfig()))
    eventually(lambda: other.poll().status == "queued")
    eventually(lambda: other.poll().step > 0)
    assert time.monotonic() - began > 1.0  # it has waited for the end of the other one's step


def test_a_run_that_fills_the_memory_is_told_and_its_neighbour_goes_on(released: Keep, eventually: Eventually) -> None:
    if bytes_per_worker(1) is None:
        pytest.skip("memory is bounded on Linux without a GPU")
    engine = Engine(workers=1)
    neighbour = released(engine.start(FakeConfig()))
    hoarder = released(engine.start(FakeConfig(step_seconds=0.0, hoard=300_000_000)))
    eventually(lambda: (neighbour.poll(), hoarder.poll())[1].ended)
    assert (hoarder.status, hoarder.poll().problem.key) == ("failed", "jobs.memory")
    with pytest.raises(Problem, match=r"jobs\.memory"):
        hoarder.ask("?")
    before = neighbour.poll()
    assert before.status == "training"
    eventually(lambda: neighbour.poll().step > before.step + 10)
    again = released(engine.start(FakeConfig(step_seconds=0.0, hoard=300_000_000, finish_at=3)))
    eventually(lambda: again.poll().status == "finished")  # the hoard is given back
    with pytest.raises(Problem, match=r"jobs\.memory"):
        neighbour.ask("memory")
    engine.close()


def test_every_kind_of_lack_of_memory_is_one_sentence() -> None:
    with pytest.raises(RuntimeError) as cpu:
        torch.empty(10**15)
    assert as_problem(cpu.value).key == "jobs.memory"
    assert as_problem(torch.OutOfMemoryError("CUDA out of memory")).key == "jobs.gpu-memory"
    assert as_problem(MemoryError()).key == "jobs.memory"
    assert as_problem(RuntimeError("mat1 and mat2 shapes cannot be multiplied")).key == "jobs.broken"
