"""A run: its records, replay, learning rate, and how it breaks and goes on."""

import numpy as np
import pytest
import torch

from seqviz.config.forecast import contest_of
from seqviz.records.forecast import ForecastEvaluation, ForecastStep, HorizonQuestion
from seqviz.records.problem import Problem
from seqviz.records.trail import Point
from seqviz.records.training import OutcomeRecord
from seqviz.training.forecast import Training, train
from seqviz.training.loop import records_of
from tests.training.forecast.small_run import TASKS, contestants, small


@pytest.mark.parametrize(("task", "family"), TASKS)
def test_the_same_config_gives_the_same_records(task: str, family: str) -> None:
    for config in contest_of(small(task=task, family=family, max_steps=12)).configs:
        assert list(train(config)) == list(train(config))


def test_records_stand_on_curves() -> None:
    records = list(train(small(max_steps=10)))
    assert all(isinstance(record, Point) for record in records)
    seconds = [record.seconds for record in records if isinstance(record, ForecastStep)]
    assert 0 < seconds[0] < seconds[-1]
    assert seconds == sorted(seconds)


def test_records_come_in_order_and_the_run_ends_by_itself() -> None:
    records = list(train(small()))
    steps = [r.step for r in records if isinstance(r, ForecastStep)]
    assert steps == list(range(1, 31))
    assert [r.step for r in records if isinstance(r, ForecastEvaluation)] == [0, 1, 2, 5, 10, 20, 30]


@pytest.mark.parametrize("task", ["forecast", "fill", "order"])
def test_a_snapshot_replays_to_the_bit(task: str) -> None:
    for training in contestants(small(task=task)).values():
        for _ in range(7):
            training.advance()
        kept = training.snapshot()
        ahead = [training.advance() for _ in range(5)]
        training.set("learning_rate", 0.5)
        training.restore(kept)
        assert [training.advance() for _ in range(5)] == ahead


def test_the_learning_rate_changes_the_next_step_and_stays_in_its_range() -> None:
    training = Training(small())
    training.set("learning_rate", 0.01)
    assert training.settings == {"learning_rate": 0.01}
    assert [r.learning_rate for r in training.advance() if isinstance(r, ForecastStep)] == [0.01]
    with pytest.raises(Problem, match="out-of-range"):
        training.set("learning_rate", -1.0)
    with pytest.raises(ValueError, match="theta"):
        training.set("theta", 1.0)


def test_a_step_with_an_infinite_gradient_leaves_the_weights_as_they_are() -> None:
    training = Training(small())
    before = {name: value.clone() for name, value in training.model.state_dict().items()}
    training.values.fill_(1e30)
    step = training.advance()[1]
    assert not np.isfinite(step.loss)
    assert all(torch.equal(value, before[name]) for name, value in training.model.state_dict().items())


def test_a_run_that_diverges_stops_and_keeps_its_last_good_state() -> None:
    training = Training(small(source="stocks", max_steps=400, learning_rate=10.0, width=256))
    training.model.network[-1].weight.data.fill_(1e9)
    records = []
    while not training.finished:
        records += training.advance()
    assert isinstance(records[-1], OutcomeRecord)
    assert records[-1].outcome == "diverged"
    assert records[-1].last_good_step == 0
    answer = training.answer(HorizonQuestion())
    assert np.isfinite(answer.errors).all()


def test_a_run_that_broke_goes_on_from_its_good_weights_and_one_that_ended_does_not() -> None:
    training = Training(small())
    good = {name: value.clone() for name, value in training.model.state_dict().items()}
    training.model.network[-1].weight.data.fill_(1e9)
    while not training.finished:
        training.advance()
    (told,) = training.go_on(0.0001)
    assert told.outcome == "running"
    assert all(torch.equal(value, good[name]) for name, value in training.model.state_dict().items())
    assert training.settings == {"learning_rate": 0.0001}
    training.model.network[-1].weight.data.fill_(1e9)
    while not training.finished:
        training.advance()
    assert training.step < training.config.max_steps  # it broke again, and that was noticed
    training.go_on(0.0001)
    records = [record for record in records_of(training) if isinstance(record, ForecastStep)]
    assert records[-1].step == training.config.max_steps
    assert records[-1].loss < 10
    assert training.go_on(0.1) == ()
