"""What becomes of a run whose page is gone, with leases short enough to watch."""

import time
from collections.abc import Callable, Iterator

import pytest
from fake_training import FakeConfig

from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="module")
def hasty() -> Iterator[Engine]:
    engine = Engine(workers=1, limits=Limits(claim=0.5, keep=2.0, places=1))
    yield engine
    engine.close()


def test_a_claimed_run_goes_on_even_while_paused(hasty: Engine) -> None:
    run = hasty.start(FakeConfig())
    run.command("pause")
    for _ in range(10):
        time.sleep(0.1)
        assert run.poll().status == "paused"
    run.release()


def test_an_orphan_waits_and_goes_on_when_it_is_found(hasty: Engine, eventually: Eventually) -> None:
    run = hasty.start(FakeConfig())
    eventually(lambda: run.poll().step > 0)
    time.sleep(1.2)
    found = hasty.find(run.id, run.owner)
    after = found.poll()
    assert after.step < 1.0 / 0.002  # it waited for a good part of the time
    eventually(lambda: found.poll().step > after.step + 10)
    assert found.status == "training"
    run.release()


def test_an_orphan_that_nobody_finds_is_freed(hasty: Engine) -> None:
    run = hasty.start(FakeConfig())
    time.sleep(0.8)
    with pytest.raises(Problem) as full:
        hasty.start(FakeConfig())  # it still has its place, for a reload
    assert full.value.key == "jobs.full"
    time.sleep(2.0)
    assert run.status == "freed"
    assert run.poll().problem.key == "jobs.freed"
    other = hasty.start(FakeConfig())
    assert other.status in ("starting", "training")
    with pytest.raises(Problem) as unknown:
        hasty.find(run.id, run.owner)
    assert unknown.value.key == "jobs.unknown"
    other.release()


def test_an_ended_run_is_freed_too(hasty: Engine, eventually: Eventually) -> None:
    run = hasty.start(FakeConfig(finish_at=3))
    eventually(lambda: run.status == "finished")
    time.sleep(2.7)
    assert run.status == "freed"
