"""The forecasts that a run answers with."""

from itertools import islice

import numpy as np
import pytest
import torch

from seqviz.data.series.library import load_series
from seqviz.records.forecast import HorizonQuestion
from seqviz.training.forecast import Training, train
from seqviz.training.horizon import k_steps, one_step
from tests.training.forecast.small_run import contestants, small


def test_a_forecast_reads_nothing_later_than_its_origin() -> None:
    training = contestants(small())["latent"]
    values, split = training.values.clone(), training.split
    before = k_steps(training.model, values, split, split.history)
    values[split.last - 5 :] += 100.0
    after = k_steps(training.model, values, split, split.history)
    for k in (1, 5, 16):
        same = torch.all(before[k - 1] == after[k - 1]).item()
        assert same == (k >= 5)


@pytest.mark.parametrize("name", ["window", "latent"])
def test_one_step_is_the_first_of_k_steps(name: str) -> None:
    training = contestants(small())[name]
    path = k_steps(training.model, training.values, training.split, training.reach.before)
    direct = one_step(training.model, training.values, training.split, (training.reach.before, 0))
    torch.testing.assert_close(path[0], direct)


@pytest.mark.parametrize("name", ["window", "latent"])
def test_a_fed_back_truth_makes_every_step_a_one_step_forecast(name: str) -> None:
    training = contestants(small())[name]
    answer = training.answer(HorizonQuestion(feedback="truth"))
    assert np.ptp(answer.errors) == pytest.approx(0)
    fed_back = training.answer(HorizonQuestion())
    assert fed_back.errors[0] == pytest.approx(answer.errors[0], rel=1e-5)


@pytest.mark.parametrize("name", ["window", "latent"])
def test_errors_are_those_of_the_forecasts(name: str) -> None:
    training = contestants(small())[name]
    answer = training.answer(HorizonQuestion(horizons=(1, 4, 16, 64), alone=True))
    series = load_series(training.config)
    truth = series.values[training.split.first : training.split.last]
    assert answer.horizons == (1, 4, 16)
    for row, k in enumerate(answer.horizons):
        found = np.sqrt(np.mean((answer.forecasts[row] - truth) ** 2))
        assert found == pytest.approx(answer.errors[k - 1], rel=1e-4)
    assert answer.alone is not None
    assert len(answer.alone) == len(series) - training.split.start


@pytest.mark.parametrize("task", ["fill", "order"])
def test_other_tasks_answer_one_step_ahead(task: str) -> None:
    for training in contestants(small(task=task)).values():
        answer = training.answer(HorizonQuestion())
        assert answer.horizons == (1,)
        assert len(answer.forecasts) == len(answer.errors) == 1
        assert answer.alone is None


def test_asking_does_not_disturb_the_run_and_a_snapshot_answers_as_it_was() -> None:
    training = Training(small())
    kept = training.snapshot()
    first = training.answer(HorizonQuestion())
    records = [training.advance() for _ in range(3)]
    again = training.answer(HorizonQuestion(), kept)
    assert again.step == 0
    assert np.array_equal(again.errors, first.errors)
    assert [r for part in records for r in part] == list(islice(train(small()), sum(map(len, records))))
