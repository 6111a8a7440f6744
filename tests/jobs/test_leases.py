"""What becomes of a run whose page is gone, with leases short enough to watch."""

import time
from collections.abc import Callable, Iterator

import pytest
from fake_training import FakeConfig
from hypothesis import given
from hypothesis import strategies as st

from seqviz.jobs.engine import Engine
from seqviz.jobs.lease import Lease
from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Keep = Callable[[Run], Run]


@pytest.fixture(scope="module")
def hasty() -> Iterator[Engine]:
    engine = Engine(workers=1, limits=Limits(claim=0.5, keep=2.0, away=6.0, places=1))
    yield engine
    engine.close()


def test_a_claimed_run_goes_on_even_while_paused(hasty: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(hasty.start(FakeConfig()))
    run.command("pause")
    eventually(lambda: run.status == "paused")
    for _ in range(10):
        time.sleep(0.1)
        assert run.poll().status == "paused"


def test_an_orphan_rests_and_goes_on_when_it_is_found(hasty: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(hasty.start(FakeConfig()))
    eventually(lambda: run.poll().step > 0)
    time.sleep(1.2)
    found = hasty.find(run.id, run.owner)
    after = found.poll()
    assert after.step < 1.0 / 0.002  # it rested for a good part of the time
    eventually(lambda: found.poll().step > after.step + 10)
    assert found.status == "training"


def test_an_orphan_that_nobody_finds_is_freed_and_the_returning_learner_is_told(
    hasty: Engine, released: Keep, eventually: Eventually
) -> None:
    run = hasty.start(FakeConfig())
    eventually(lambda: run.poll().step > 0)
    other = released(hasty.start(FakeConfig()))
    eventually(lambda: other.poll().step > 0)  # the only place was free once nobody looked at the first run
    deadline = time.monotonic() + 3.0
    while time.monotonic() < deadline:
        assert other.poll().status == "training"
        time.sleep(0.1)
    third = released(hasty.start(FakeConfig()))  # the engine looks at the workers and forgets what is gone
    # a look at the one keeps its place from the other
    eventually(lambda: (other.poll().status, third.poll().status) == ("training", "queued"))
    assert run not in hasty._runs.values()
    with pytest.raises(Problem) as freed:
        hasty.find(run.id, run.owner)
    assert freed.value.key == "jobs.freed"
    with pytest.raises(Problem) as stranger:
        hasty.find(run.id, other.owner)
    assert stranger.value.key == "jobs.unknown"
    assert run.poll().problem.key == "jobs.freed"


def test_a_learner_on_another_page_keeps_a_run_that_rests(
    hasty: Engine, released: Keep, eventually: Eventually
) -> None:
    run = released(hasty.start(FakeConfig()))
    eventually(lambda: run.poll().step > 0)
    deadline = time.monotonic() + 4.0  # it would be freed after 2.5 s
    while time.monotonic() < deadline:
        run.keep()
        time.sleep(0.2)
    news = run.poll()
    assert news.step < 1.2 / 0.002
    eventually(lambda: run.poll().step > news.step)


def test_an_ended_run_is_freed_too(hasty: Engine, eventually: Eventually) -> None:
    run = hasty.start(FakeConfig(finish_at=3))
    eventually(lambda: run.status == "finished")
    time.sleep(2.7)
    assert run.status == "freed"


events = st.lists(st.tuples(st.sampled_from(["claim", "keep", "wait"]), st.floats(0.0, 30.0)), max_size=40)


@given(events)
def test_a_lease_ends_by_silence_alone_and_absence_has_an_end(events: list[tuple[str, float]]) -> None:
    now = claimed = kept = 0.0
    lease = Lease(claim=5.0, keep=20.0, away=60.0, clock=lambda: now)
    for event, seconds in events:
        now += seconds
        if event == "claim":
            lease.claim()
            claimed = kept = now
        elif event == "keep":
            lease.keep()
            kept = now
        expected = "claimed" if now - claimed < 5.0 else "orphaned"
        if now >= min(kept, claimed + 60.0) + 25.0:
            expected = "expired"
        assert lease.state == expected
        before, now = now, now + lease.next_change + 1e-6
        assert expected == "expired" or lease.state != expected
        now = before
