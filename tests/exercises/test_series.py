"""Arithmetic of series, each answer found by another way."""

from itertools import pairwise, product

import numpy as np
import pytest

from seqviz.exercises.series import SKIES, chain_of_days, error_of_the_mean, lag_one, pairs_in_a_series

SEEDS = range(30)


def numbers(said: object) -> list[int]:
    return [int(value) for value in str(said).split(", ")]


class Dice:
    """A generator whose days the test chooses; all else is drawn."""

    def __init__(self, seed: int, days: tuple[int, ...]) -> None:
        self.random, self.days = np.random.default_rng(seed), days

    def choice(self, *arguments, **more):
        return self.random.choice(*arguments, **more)

    def integers(self, low, high, count):
        return np.array(self.days)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_probabilities_of_all_sequences_of_one_table_sum_to_one(seed):
    answers = [chain_of_days(Dice(seed, days))[1].answer for days in product((0, 1), repeat=3)]
    assert sum(answers) == pytest.approx(1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_is_made_of_what_the_table_shows(seed):
    days, instance = chain_of_days(np.random.default_rng(seed))
    shown = {name: float(value) for name, value in instance.values.items()}
    expected = shown["first"] if days[0] == "sun" else 1 - shown["first"]
    for before, day in pairwise(days):
        expected *= shown[f"{before}_{day}"]
    assert instance.answer == pytest.approx(expected)
    assert set(days) <= set(SKIES)


def test_usual_mistakes_in_a_chain_are_known():
    _, instance = chain_of_days(Dice(1, (0, 1, 1)))
    shown = {name: float(value) for name, value in instance.values.items()}
    assert instance.judge(shown["sun_rain"] * shown["rain_rain"]) == "headless"
    assert instance.judge(shown["first"] * (1 - shown["first"]) ** 2) == "unlinked"


@pytest.mark.parametrize("seed", SEEDS)
def test_windows_with_a_target_are_those_that_can_be_counted(seed):
    instance = pairs_in_a_series(np.random.default_rng(seed))
    n, tau = instance.values["n"], instance.values["tau"]
    assert instance.answer == sum(1 for start in range(n) if start + tau < n)
    assert instance.judge(instance.answer + 1) == "targetless"


@pytest.mark.parametrize("seed", SEEDS)
def test_lag_and_spread_are_those_of_numpy(seed):
    lag, spread = (make(np.random.default_rng(seed)) for make in (lag_one, error_of_the_mean))
    values = np.array(numbers(lag.values["values"]))
    centred = values - values.mean()
    assert lag.answer == pytest.approx(np.correlate(centred, centred, "full")[len(values)] / (centred @ centred))
    assert spread.answer == pytest.approx(np.std(numbers(spread.values["values"])))
    assert spread.judge(np.var(numbers(spread.values["values"]))) in ("square", "right", "absolute")
