"""The pieces of the page that need no page: exercises, shared charts, what a run says to the question."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from seqviz.config.forecast import ForecastConfig
from seqviz.text.catalog import Catalog, load_catalog
from seqviz.ui.lessons.sequence_models import exercises, facts
from seqviz.ui.lessons.sequence_models.chain import state_name

T = load_catalog("en")


class Dice:
    """A generator whose integers the test chooses; all else is drawn."""

    def __init__(self, seed: int, days: tuple[int, ...]) -> None:
        self.random, self.days = np.random.default_rng(seed), days

    def choice(self, *arguments, **more):
        return self.random.choice(*arguments, **more)

    def integers(self, low, high, count):
        return np.array(self.days)


def lag_one(values: list[int]) -> float:
    centred = np.array(values) - np.mean(values)
    return float(np.correlate(centred, centred, "full")[len(values)] / (centred @ centred))


def numbers(said: object) -> list[int]:
    return [int(value) for value in str(said).split(", ")]


class TestExercises:
    @pytest.mark.parametrize("seed", range(10))
    def test_the_probabilities_of_all_sequences_sum_to_one(self, seed):
        answers = [exercises.chain_product(T, Dice(seed, days)).answer for days in product((0, 1), repeat=3)]
        assert sum(answers) == pytest.approx(1)

    def test_the_table_shows_what_the_answer_is_made_of(self):
        instance = exercises.chain_product(T, Dice(1, (0, 1, 1)))
        shown = {name: float(value) for name, value in instance.values.items() if name != "sequence"}
        assert instance.values["sequence"] == " → ".join(state_name(day, T) for day in ("sun", "rain", "rain"))
        assert instance.answer == pytest.approx(shown["first"] * shown["sun_rain"] * shown["rain_rain"])

    @pytest.mark.parametrize("seed", range(30))
    def test_windows_with_a_target_are_those_that_can_be_counted(self, seed):
        instance = exercises.pairs_in_a_series(np.random.default_rng(seed))
        n, tau = instance.values["n"], instance.values["tau"]
        assert instance.answer == sum(1 for start in range(n) if start + tau < n)
        assert instance.judge(instance.answer + 1) == "targetless"

    @pytest.mark.parametrize("seed", range(30))
    def test_lag_and_spread_are_those_of_numpy(self, seed):
        lag, spread = (make(np.random.default_rng(seed)) for make in (exercises.lag_one, exercises.error_of_the_mean))
        assert lag.answer == pytest.approx(lag_one(numbers(lag.values["values"])))
        assert spread.answer == pytest.approx(np.std(numbers(spread.values["values"])))


class TestShared:
    @pytest.mark.parametrize(
        "change", [{"learning_rate": 0.1}, {"seed": 7}, {"width": 8}, {"max_steps": 20}, {"batch_size": 8}]
    )
    def test_what_a_chart_does_not_show_makes_no_second_chart(self, change):
        config = ForecastConfig(source="weather")
        assert facts.facts_of(replace(config, **change)) is facts.facts_of(config)
        assert facts.templates_of(replace(config, **change), "en", 4) is facts.templates_of(config, "en", 4)

    @pytest.mark.parametrize(
        ("base", "change"),
        [({"source": "sine"}, {"seed": 7}), ({"task": "order"}, {"seed": 7}), ({"source": "sine"}, {"noise": 0.5}),
         ({}, {"tau": 40}), ({}, {"horizon": 16}), ({"task": "fill"}, {"family": "latent"})],
    )  # fmt: skip
    def test_what_it_shows_makes_another_one(self, base, change):
        config = ForecastConfig(**base)
        changed = replace(config, **change)
        assert facts.facts_of(changed) is not facts.facts_of(config)
        assert facts.templates_of(changed, "en", 16) is not facts.templates_of(config, "en", 16)


def test_the_words_of_the_charts_are_those_of_the_language():
    for language in ("en", "zh"):
        t: Catalog = load_catalog(language)
        assert facts.names_of(language)["latent"] == t("sequence-models.name.latent")
