"""Runs in real worker processes, with a lesson that only counts."""

import time
from collections import Counter
from collections.abc import Callable

import pytest
from fake_training import FakeConfig, FakeDescription, FakeStep

from seqviz.jobs.engine import Engine
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Keep = Callable[[Run], Run]
Begin = Callable[..., Run]


@pytest.fixture
def run(begin: Begin, eventually: Eventually) -> Run:
    run = begin(FakeConfig())
    eventually(lambda: run.status == "training")
    return run


def test_polls_bring_every_record_once(run: Run, eventually: Eventually) -> None:
    seen: list[FakeStep] = []
    since = 0

    def poll() -> int:
        nonlocal since
        news = run.poll(since)
        since = news.last
        seen.extend(news.records)
        return news.step

    eventually(lambda: poll() >= 100)
    assert [record.step for record in seen] == list(range(1, len(seen) + 1))


def test_a_poll_tells_how_the_run_is_doing(run: Run, eventually: Eventually) -> None:
    eventually(lambda: len(run.poll().checkpoints) >= 2)
    news = run.poll()
    assert news.status == run.status == "training"
    assert not news.ended
    assert news.description == FakeDescription(device="none")
    assert run.poll(news.last).description == news.description
    assert 0 < news.steps_per_second <= 500
    assert 0.002 * news.step <= news.elapsed
    assert news.checkpoints[0] == 0
    assert news.problem is None


def test_pause_step_resume(run: Run, eventually: Eventually) -> None:
    eventually(lambda: run.poll().step > 0)
    run.command("pause")
    before = run.poll()
    assert (before.status, before.steps_per_second) == ("paused", 0)
    time.sleep(0.1)
    assert run.poll().step == before.step
    run.command("step", 3)
    eventually(lambda: run.status == "paused")
    assert [record.step for record in run.poll(before.last).records] == [before.step + n for n in (1, 2, 3)]
    run.command("step")
    eventually(lambda: run.poll().step == before.step + 4)
    run.command("resume")
    eventually(lambda: run.poll().step > before.step + 10)


def test_a_run_that_reports_in_blocks_says_everything_before_it_rests(
    engine: Engine, released: Keep, eventually: Eventually
) -> None:
    run = released(engine.start(FakeConfig(block=16), steps=10))
    eventually(lambda: run.status == "paused")
    eventually(lambda: [record.step for record in run.poll().records] == list(range(1, 11)))


def test_a_run_may_begin_with_a_number_of_steps(engine: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(engine.start(FakeConfig(step_seconds=0), steps=3))
    eventually(lambda: run.status == "paused")
    assert run.poll().step == 3
    run.command("resume")
    eventually(lambda: run.poll().step > 3)


def test_a_run_paused_before_it_is_built_waits(engine: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(engine.start(FakeConfig(build_seconds=0.5)))
    run.command("pause")
    assert run.status == "starting"
    eventually(lambda: run.status == "paused")
    assert run.poll().step == 0


def test_stop_keeps_the_state(run: Run, eventually: Eventually) -> None:
    eventually(lambda: run.poll().step > 0)
    run.command("stop")
    news = run.poll()
    assert (news.status, news.ended) == ("stopped", True)
    run.command("resume")
    time.sleep(0.05)
    assert run.poll().step == news.step
    assert run.ask("?").step == news.step


def test_slow_motion_and_back(run: Run, eventually: Eventually) -> None:
    run.command("speed", 10)
    eventually(lambda: run.poll().step > 3)
    before, began = run.poll().step, time.monotonic()
    time.sleep(0.5)
    assert run.poll().step - before <= 10 * (time.monotonic() - began) + 1
    run.command("speed", None)
    eventually(lambda: run.poll().step > before + 50)


def test_settings_change_between_steps_and_bad_ones_are_refused(run: Run, eventually: Eventually) -> None:
    run.command("learning_rate", 0.25)
    since = run.poll().last
    eventually(lambda: any(record.learning_rate == 0.25 for record in run.poll(since).records))
    with pytest.raises(Problem) as refused:
        run.command("learning_rate", -1.0)
    assert (refused.value.key, refused.value.values) == ("fake.setting", {"name": "learning_rate", "value": -1.0})
    assert run.status == "training"


def test_wrong_commands(run: Run) -> None:
    with pytest.raises(ValueError, match="no command"):
        run.command("fly")
    with pytest.raises(ValueError, match="1 step"):
        run.command("step", 0)
    assert run.status == "training"


def test_questions_while_training_and_while_paused(run: Run) -> None:
    first = run.ask("?")
    assert first.step <= run.ask("?").step
    assert first.modules == ()  # a worker loads no page
    run.command("pause")
    assert run.ask("?").step == run.poll().step


def test_questions_about_a_kept_state(run: Run, eventually: Eventually) -> None:
    eventually(lambda: len(run.poll().checkpoints) >= 3)
    run.command("pause")
    kept = run.poll().checkpoints
    assert run.ask("?", step=0).step == 0
    assert run.ask("?", step=kept[1] + 1).step == kept[1]
    assert run.ask("?", step=10**6).step == kept[-1]


def test_a_wrong_question_harms_nobody(run: Run) -> None:
    with pytest.raises(Problem) as problem:
        run.ask("problem")
    assert problem.value.key == "fake.question"
    with pytest.raises(Problem) as error:
        run.ask("wrong")
    assert (error.value.key, "no such character" in str(error.value)) == ("jobs.unanswered", True)
    assert run.status == "training"


def test_a_slow_answer_holds_up_neither_polls_nor_commands(begin: Begin) -> None:
    runs = [begin(FakeConfig()) for _ in range(3)]  # two of them share a worker
    replies = [run.ask_later("slow") for run in runs]
    for run in runs:
        assert run.poll().status == "training"
        run.command("pause")
        assert run.status == "paused"
    assert not any(reply.done() for reply in replies)
    assert [reply.result().question for reply in replies] == ["slow"] * 3
    assert all(reply.done() for reply in replies)


def test_an_answer_has_a_time_limit(run: Run) -> None:
    with pytest.raises(Problem) as slow:
        run.ask("slow", limit=0.3)
    assert slow.value.key == "jobs.slow"
    assert run.ask("?").question == "?"


def test_too_many_questions_are_refused(run: Run) -> None:
    replies = [run.ask_later("slow", limit=0.5) for _ in range(20)]
    keys = set()
    for reply in replies:
        with pytest.raises(Problem) as problem:
            reply.result()
        keys.add(problem.value.key)
    assert keys == {"jobs.busy", "jobs.slow"}


def test_a_lesson_may_print(engine: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(engine.start(FakeConfig(words=100_000)))  # more than a pipe that nobody reads would take
    eventually(lambda: run.poll().step > 10)


def test_a_run_that_ends_by_itself(engine: Engine, released: Keep, eventually: Eventually) -> None:
    for config, end in ((FakeConfig(finish_at=5), "finished"), (FakeConfig(diverge_at=5), "diverged")):
        run = released(engine.start(config))
        eventually(lambda run=run: run.poll().ended)
        news = run.poll()
        assert (news.status, news.step, news.checkpoints[-1], news.problem) == (end, 5, 5, None)
        assert run.ask("?", step=0).step == 0


def test_a_problem_with_the_input_reaches_the_caller(engine: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(engine.start(FakeConfig(bad_text=True)))
    eventually(lambda: run.status == "failed")
    problem = run.poll().problem
    assert (problem.key, problem.values) == ("data.short", {"needed": 40, "characters": 1})
    with pytest.raises(Problem, match=r"data\.short"):
        run.ask("?")


def test_a_crash_keeps_the_last_good_state(engine: Engine, released: Keep, eventually: Eventually) -> None:
    run = released(engine.start(FakeConfig(crash_at=200)))
    eventually(lambda: run.status == "failed")
    news = run.poll()
    assert (news.problem.key, "made to crash" in str(news.problem)) == ("jobs.broken", True)
    assert news.step == 200
    assert run.ask("?").step == news.checkpoints[-1] > 0


def test_only_the_owner_finds_a_run(engine: Engine, released: Keep) -> None:
    run = released(engine.start(FakeConfig()))
    other = released(engine.start(FakeConfig(), owner="字" * 40))
    assert engine.find(run.id, run.owner) is run
    assert engine.find(other.id, "字" * 40) is other
    assert len(run.owner) >= 40
    for run_id, owner in ((run.id, other.owner), (run.id, ""), ("", run.owner), (other.id, run.owner)):
        with pytest.raises(Problem) as unknown:
            engine.find(run_id, owner)
        assert unknown.value.key == "jobs.unknown"


def test_runs_share_the_workers(engine: Engine, released: Keep) -> None:
    runs = [released(engine.start(FakeConfig())) for _ in range(8)]
    pids = [run.ask("?", limit=60.0).pid for run in runs]
    assert sorted(Counter(pids).values()) == [4, 4]


def test_a_released_run_is_gone(engine: Engine) -> None:
    run = engine.start(FakeConfig())
    run.release()
    run.release()
    assert run.status == "freed"
    assert run.poll().problem.key == "jobs.released"
    with pytest.raises(Problem):
        run.ask("?")
    with pytest.raises(Problem):
        engine.find(run.id, run.owner)
