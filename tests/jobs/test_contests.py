"""Contestants through a run: commands, questions, settings and trails name them."""

from collections.abc import Callable

import pytest
from fake_training import FakeConfig, FakeDescription

from seqviz.config.contest import Contest
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem
from seqviz.records.trail import TrailCopy, TrailName
from seqviz.records.training import OutcomeRecord

Eventually = Callable[[Callable[[], object]], None]
Begin = Callable[..., Run]

PAIR = Contest(names=("gru", "rnn"), configs=(FakeConfig(), FakeConfig(diverge_at=400)))


@pytest.fixture
def run(begin: Begin, eventually: Eventually) -> Run:
    run = begin(PAIR)
    eventually(lambda: run.poll().step > 10)
    return run


def test_records_and_the_description_name_the_contestants(run: Run) -> None:
    assert run.poll().description == dict.fromkeys(("gru", "rnn"), FakeDescription(device="none"))
    records = run.poll().records
    assert {record.contestant for record in records} == {"gru", "rnn"}
    assert [record.contestant for record in records[:2]] == ["gru", "rnn"]


def test_settings_are_of_one_contestant_or_of_all(run: Run, eventually: Eventually) -> None:
    run.command("learning_rate", 0.5, "rnn")
    settings = run.poll().settings
    assert (settings["gru"]["learning_rate"], settings["rnn"]["learning_rate"]) == (0.1, 0.5)
    run.command("theta", 3.0)
    assert {values["theta"] for values in run.poll().settings.values()} == {3.0}
    since = run.poll().last
    eventually(lambda: len(run.poll(since).records) >= 2)
    assert {record.contestant: record.learning_rate for record in run.poll(since).records} == {"gru": 0.1, "rnn": 0.5}


def test_a_knob_never_jumps_back(begin: Begin, eventually: Eventually) -> None:
    run = begin(FakeConfig(step_seconds=5.0))
    eventually(lambda: run.poll().status == "training")
    run.command("learning_rate", 0.7)  # the step takes longer than the command waits
    news = run.poll()
    assert news.step == 0
    assert news.settings[""]["learning_rate"] == 0.7


def test_a_refused_value_is_not_shown(run: Run) -> None:
    with pytest.raises(Problem):
        run.command("learning_rate", -1.0, "gru")
    assert run.poll().settings["gru"]["learning_rate"] == 0.1


def test_questions_are_for_one_contestant(run: Run, eventually: Eventually) -> None:
    assert run.ask("?").step <= run.ask("?", contestant="gru").step
    eventually(lambda: run.poll().step > 450)
    run.command("pause")
    assert run.ask("?", contestant="rnn").step == 400
    assert run.ask("?", contestant="gru").step == run.poll().step
    assert run.ask("?", contestant="rnn", step=0).step == 0
    work = run.work((2, 0.0), contestant="rnn")
    eventually(lambda: run.poll().work[0].done)
    assert run.poll().work[0].work == work
    assert run.poll().work[0].partial == [400, 400]


def test_each_contestant_has_a_trail_and_outcomes_come_beside_it(run: Run, eventually: Eventually) -> None:
    copies: dict[TrailName, TrailCopy] = {}
    since, outcomes = 0, []

    def look() -> int:
        nonlocal since
        news = run.poll(since, trails={name: copy.mark for name, copy in copies.items()})
        since = news.last
        outcomes.extend(news.records)
        for name, trail in news.trails.items():
            copies.setdefault(name, TrailCopy()).take(trail)
        return news.step

    eventually(lambda: look() > 450)
    run.command("pause")
    look()
    fresh = run.poll(trails={}).trails
    assert set(fresh) == set(copies) == {TrailName("FakeStep", "gru"), TrailName("FakeStep", "rnn")}
    for name, news in fresh.items():
        again = TrailCopy()
        again.take(news)
        assert {column: values.tolist() for column, values in again.columns.items()} == {
            column: values.tolist() for column, values in copies[name].columns.items()
        }
    assert copies[TrailName("FakeStep", "rnn")].newest("step") == 400
    assert copies[TrailName("FakeStep", "gru")].newest("step") == run.poll().step
    assert outcomes == [OutcomeRecord(step=400, outcome="diverged", last_good_step=399, contestant="rnn")]


def test_a_contest_has_diverged_only_when_all_have(begin: Begin, eventually: Eventually) -> None:
    mixed = Contest(names=("a", "b"), configs=(FakeConfig(diverge_at=3), FakeConfig(finish_at=9)))
    run = begin(mixed)
    eventually(lambda: run.poll().ended)
    assert run.status == "finished"
    both = Contest(names=("a", "b"), configs=(FakeConfig(diverge_at=3), FakeConfig(diverge_at=9)))
    run = begin(both)
    eventually(lambda: run.poll().ended)
    assert run.status == "diverged"
