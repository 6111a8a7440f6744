"""Places, queue and turns in real workers, with one place and turns short enough to watch."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fake_training import FakeConfig

from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Keep = Callable[[Run], Run]
Apart = Callable[[Engine], tuple[Run, Run]]


@pytest.fixture(scope="module")
def narrow() -> Iterator[Engine]:
    """One worker with one place; a run waits for it long."""
    engine = Engine(workers=1, limits=Limits(places=1, claim=30.0, queue_claim=1.5, owned=3))
    yield engine
    engine.close()


@contextmanager
def engine_with(workers: int = 1, **limits: float) -> Iterator[Engine]:
    engine = Engine(workers=workers, limits=Limits(**limits))
    yield engine
    engine.close()


def steps(run: Run) -> int:
    return run.poll().step


def test_a_start_waits_for_nobody_and_a_full_house_is_a_line(
    narrow: Engine, released: Keep, eventually: Eventually
) -> None:
    runs = [released(narrow.start(FakeConfig())) for _ in range(3)]
    assert {run.status for run in runs} <= {"starting", "queued", "training"}
    eventually(lambda: [run.poll().status for run in runs] == ["training", "queued", "queued"])
    assert [run.poll().place for run in runs] == [None, 1, 2]
    with pytest.raises(Problem) as queued:
        runs[2].ask_later("?")
    assert (queued.value.key, queued.value.values) == ("jobs.queued", {"place": 2})
    runs[0].release()
    eventually(lambda: [run.poll().status for run in runs[1:]] == ["training", "queued"])
    assert runs[2].poll().place == 1
    runs[1].command("pause")  # keeps what it has, but no place
    eventually(lambda: steps(runs[2]) > 0)
    assert runs[1].poll().status == "paused"
    assert runs[1].ask("?").step == runs[1].poll().step


def test_orders_given_in_the_line_are_carried_out_in_it_shown_and_kept(
    narrow: Engine, released: Keep, eventually: Eventually
) -> None:
    first = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(first) > 0)
    run = released(narrow.start(FakeConfig()))
    run.command("learning_rate", 0.5)
    run.command("learning_rate", 0.25)
    run.command("step", 3)
    work = run.work((2, 0.0))
    with pytest.raises(ValueError, match="no command"):
        run.command("fly")
    eventually(lambda: run.poll().status == "queued")
    assert run.poll().settings == {"": {"learning_rate": 0.25}}
    assert [news.work for news in run.poll().work] == [work]
    first.release()
    eventually(lambda: run.poll().status == "paused")
    assert [record.learning_rate for record in run.poll().records] == [0.25] * 3
    assert run.poll().settings[""]["learning_rate"] == 0.25
    eventually(lambda: run.poll().work[0].done)


def test_asking_waits_for_the_place_within_its_limit(narrow: Engine, released: Keep, eventually: Eventually) -> None:
    first = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(first) > 0)
    run = released(narrow.start(FakeConfig()))
    with pytest.raises(Problem) as queued:
        run.ask("?", limit=0.3)
    assert queued.value.key == "jobs.queued"
    first.command("stop")
    assert run.ask("?").question == "?"


def test_who_waits_unwatched_leaves_the_line_and_who_lets_go_or_stops_too(
    narrow: Engine, released: Keep, eventually: Eventually
) -> None:
    first = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(first) > 0)
    forgotten, let_go, stopped, away, last = (released(narrow.start(FakeConfig())) for _ in range(5))
    let_go.release()
    stopped.command("stop")
    assert (let_go.poll().problem.key, stopped.status) == ("jobs.released", "stopped")

    def only_the_watched_is_left() -> bool:
        away.keep()
        return last.poll().place == 2

    eventually(only_the_watched_is_left)
    assert forgotten._known.problem.key == "jobs.freed.line"
    with pytest.raises(Problem) as freed:
        narrow.find(forgotten.id, forgotten.owner)
    assert freed.value.key == "jobs.freed.line"
    first.release()  # the next one's page is not there just now: it is passed over, and keeps its place
    eventually(lambda: last.poll().status == "training")
    away.keep()
    assert away.poll().status == "queued"


def test_one_owner_fills_no_line(narrow: Engine, released: Keep, eventually: Eventually) -> None:
    first = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(first) > 0)
    many = [released(narrow.start(FakeConfig(), owner="greedy")) for _ in range(5)]
    assert [run.poll().status == "freed" for run in many] == [True, True, False, False, False]
    assert many[0].poll().problem.key == "jobs.freed.owned"


def test_who_goes_on_waits_for_a_place_before_new_runs(narrow: Engine, released: Keep, eventually: Eventually) -> None:
    paused = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(paused) > 0)
    paused.command("pause")
    trains = released(narrow.start(FakeConfig()))
    eventually(lambda: steps(trains) > 0)
    new = released(narrow.start(FakeConfig()))
    eventually(lambda: new.poll().status == "queued")
    paused.command("resume")
    eventually(lambda: paused.poll().status == "queued")
    before = paused.poll()
    assert before.place == 1
    trains.command("pause")
    eventually(lambda: paused.poll().status == "training")
    eventually(lambda: steps(paused) > before.step)
    assert new.poll().status == "queued"


def test_turns_are_taken_and_a_step_budget_outlives_them(released: Keep, eventually: Eventually) -> None:
    with engine_with(places=1, turn=0.5) as engine:
        first = released(engine.start(FakeConfig(step_seconds=0.05), steps=40))
        eventually(lambda: steps(first) > 0)
        second = released(engine.start(FakeConfig()))
        eventually(lambda: first.poll().rested)
        rested = first.poll()
        assert (rested.status, rested.step < 40) == ("paused", True)
        eventually(lambda: steps(second) > 0)
        assert not second.poll().rested
        first.command("resume")  # it stands in the queue, and gets its turn by itself
        eventually(lambda: (first.poll(), second.poll())[1].rested)
        eventually(lambda: first.poll().status == "paused" and steps(first) == 40)
        assert not first.poll().rested


def test_an_owner_has_a_share_and_keeps_a_few(released: Keep, eventually: Eventually) -> None:
    with engine_with(workers=2, places=4, share=2, owned=4, claim=60.0) as engine:
        runs: list[Run] = []

        def computing() -> list[int]:
            return [i for i, run in enumerate(runs) if run._known.status == "training"]

        for count in range(1, 4):
            runs.append(released(engine.start(FakeConfig(), owner="one")))
            eventually(lambda: runs[-1].poll().step > 0)
            for run in runs[:-1]:
                run.poll()
            if count == 3:
                assert len(computing()) == 2
                assert 2 in computing()
        (resting,) = set(range(3)) - set(computing())
        assert runs[resting].poll().rested
        other = released(engine.start(FakeConfig(), owner="other"))
        eventually(lambda: steps(other) > 0)
        runs[resting].command("resume")  # now another one of the same owner rests
        eventually(lambda: [run.poll().status for run in runs].count("paused") == 1 and runs[resting].poll().step)
        runs += [released(engine.start(FakeConfig(), owner="one")) for _ in range(2)]
        eventually(lambda: all(run.poll().step for run in runs[3:]))
        eventually(lambda: [run.poll().status for run in runs].count("freed") == 1)
        gone = next(run for run in runs if run.status == "freed")
        assert gone.poll().problem.key == "jobs.freed.owned"
        with pytest.raises(Problem) as told:
            engine.find(gone.id, "one")
        assert told.value.key == "jobs.freed.owned"
        assert other.poll().status == "training"


def test_a_worker_that_keeps_too_many_lets_go_what_was_left_alone(released: Keep, eventually: Eventually) -> None:
    with engine_with(places=4, held=3, claim=0.5) as engine:
        left = [released(engine.start(FakeConfig())) for _ in range(2)]
        for run in left:
            eventually(lambda run=run: steps(run) > 0)
        watched = [released(engine.start(FakeConfig()))]
        eventually(lambda: steps(watched[0]) > 0)
        time.sleep(0.6)
        left[1].poll()
        new = released(engine.start(FakeConfig()))
        eventually(lambda: (watched[0].poll(), left[1].poll(), new.poll())[2].step > 0)
        eventually(lambda: left[0].poll().problem)
        assert left[0].poll().problem.key == "jobs.freed.held"
        assert left[1].poll().status == watched[0].poll().status == "training"


def test_a_hung_worker_stops_nobody_else_and_loses_no_run(released: Keep, eventually: Eventually, apart: Apart) -> None:
    with engine_with(workers=2, places=2, claim=60.0, keep=60.0) as engine:
        first, second = apart(engine)
        hung, other = first.ask("?").pid, second.ask("?").pid
        os.kill(hung, signal.SIGSTOP)
        try:
            run = released(engine.start(FakeConfig()))
            assert run.ask("?", limit=60.0).pid == other
            waits = released(engine.start(FakeConfig()))  # the only place left is on the silent worker
            eventually(lambda: waits.poll().status == "queued")
        finally:
            os.kill(hung, signal.SIGCONT)
        eventually(lambda: steps(waits) > 0)
        assert waits.ask("?").pid == hung
        assert engine.find(first.id, first.owner) is first
        assert first.poll().status == "training"
