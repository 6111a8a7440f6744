"""Series, their statistics, the chain rule and the split, each against an independent way to compute it."""

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.chain import chain_rule, poke, states_of
from seqviz.data.series.library import load_series, season_of
from seqviz.data.series.made import OMORI_C, OMORI_P, earthquakes, film_ratings, noisy_sine, omori_rate
from seqviz.data.series.real import seattle_temperatures, stock_prices
from seqviz.data.series.split import baseline_forecasts, reach_of, root_mean_square, shuffled, split_series
from seqviz.data.series.statistics import autocorrelation, seasonal_profile
from seqviz.records.problem import Problem
from seqviz.records.series import Reach, Series, frozen

LONG_SERIES = [noisy_sine(noise=0.2, seed=0), seattle_temperatures(), stock_prices("IBM"), earthquakes(seed=0)]


def series_of(values: object, **more: object) -> Series:
    return Series(name="x", kind="own", values=frozen(values), unit="", **{"season": 7, **more})


def reach(*, before: int, horizon: int) -> Reach:
    return Reach(window=1, before=before, after=0, horizon=horizon)


class TestSources:
    def test_the_sine_is_the_books(self) -> None:
        series = noisy_sine(noise=0.0, seed=3)
        assert series.values[0] == pytest.approx(np.sin(0.01))
        assert series.values[999] == pytest.approx(np.sin(10.0))
        assert np.std(noisy_sine(noise=0.2, seed=3).values - series.values) == pytest.approx(0.2, rel=0.1)

    def test_the_weather_is_daily_for_four_years_with_its_kind(self) -> None:
        series = seattle_temperatures()
        assert len(series) == 1461
        assert np.all(np.diff(series.times) == np.timedelta64(1, "D"))
        assert set(series.states) == {"sun", "fog", "rain", "drizzle", "snow"}
        assert series.kind == "real"

    def test_stocks_are_monthly_in_order(self) -> None:
        series = stock_prices("AAPL")
        assert len(series) == 123
        assert np.all(np.diff(series.times) > np.timedelta64(0))

    @pytest.mark.parametrize("source", ["sine", "ratings", "earthquake"])
    def test_made_series_say_so_and_depend_on_the_seed_alone(self, source: str) -> None:
        series = load_series(ForecastConfig(source=source, seed=5))
        assert series.kind == "made"
        assert np.array_equal(series.values, load_series(ForecastConfig(source=source, seed=5)).values)
        assert not np.array_equal(series.values, load_series(ForecastConfig(source=source, seed=6)).values)

    def test_a_prize_lifts_the_ratings_and_habit_brings_them_back(self) -> None:
        series = film_ratings(noise=0.0, seed=0, event=620)
        assert series.values[627] - series.values[613] > 1.0
        assert series.values[627 + 140] - series.values[613] < 0.1
        assert 1 <= series.values.min() <= series.values.max() <= 10

    def test_aftershocks_follow_omoris_law(self) -> None:
        days = np.arange(0, 400, dtype=np.float64)
        rate = omori_rate(days, productivity=100)
        slope = np.polyfit(np.log(days + OMORI_C), np.log(rate), 1)[0]
        assert slope == pytest.approx(-OMORI_P)
        assert np.all(omori_rate(np.arange(-5.0, 0.0), productivity=100) == 0)

    def test_the_poisson_counts_have_mean_and_variance_of_the_rate(self) -> None:
        counts = 10 ** np.concatenate([earthquakes(seed=s, event=899).values[700:890] for s in range(20)]) - 1
        assert counts.mean() == pytest.approx(counts.var(), rel=0.15)

    def test_a_link_carries_no_file(self) -> None:
        with pytest.raises(Problem, match="no-file"):
            load_series(ForecastConfig(source="own"))

    def test_the_season_is_the_learners_choice_first_and_never_longer_than_the_series(self) -> None:
        series = stock_prices("IBM")
        assert season_of(ForecastConfig(), series) == 12
        assert season_of(ForecastConfig(season=6), series) == 6
        assert season_of(ForecastConfig(season=5000), series) == 122


class TestPoke:
    @pytest.mark.parametrize(
        "make", [lambda e: film_ratings(noise=0.2, seed=1, event=e), lambda e: earthquakes(seed=1, event=e)]
    )
    @pytest.mark.parametrize("moved", [500, 700])
    def test_moving_an_event_leaves_the_past_as_it_was_to_the_bit(self, make, moved: int) -> None:
        found = poke(make(600), make(moved))
        assert found.changed_before == 0
        assert found.first_change == min(600, moved)

    def test_an_event_that_stays_changes_nothing(self) -> None:
        assert poke(earthquakes(seed=1, event=600), earthquakes(seed=1, event=600)).first_change is None


class TestAutocorrelation:
    @given(st.lists(st.floats(-1e3, 1e3), min_size=5, max_size=60).filter(lambda v: np.std(v) > 1e-3))
    @settings(max_examples=60, deadline=None)
    def test_equals_the_definition(self, values: list[float]) -> None:
        array = np.array(values)
        centred = array - array.mean()
        found = autocorrelation(array, lags=4).values
        expected = [float(np.dot(centred[: len(array) - k], centred[k:]) / np.dot(centred, centred)) for k in range(5)]
        assert found == pytest.approx(expected, abs=1e-8)
        assert np.all(np.abs(found) <= 1 + 1e-9)

    def test_finds_the_season_of_a_noisy_wave_and_none_in_noise(self) -> None:
        steps = np.arange(700)
        noise = np.random.default_rng(0).standard_normal(700)
        wave = np.sin(2 * np.pi * steps / 24) + 0.3 * noise
        assert autocorrelation(wave, lags=100).peak in (23, 24, 25)
        assert autocorrelation(noise, lags=100).peak is None
        assert autocorrelation(np.arange(50.0), lags=20).peak is None

    def test_seattle_has_a_year(self) -> None:
        assert autocorrelation(seattle_temperatures().values, lags=500).peak == pytest.approx(365, abs=12)


class TestSeasonalProfile:
    def test_a_pure_season_explains_everything_and_noise_nearly_nothing(self) -> None:
        assert seasonal_profile(series_of(np.tile([1.0, 5.0, 2.0], 30)), 3).share == pytest.approx(1)
        noise = np.random.default_rng(0).standard_normal(3000)
        assert seasonal_profile(series_of(noise), 7).share < 0.02

    def test_long_seasons_are_binned_and_no_phase_is_lost(self) -> None:
        profile = seasonal_profile(seattle_temperatures(), 365)
        assert len(profile.mean) == 52
        assert profile.phases[-1] < 365
        assert np.all(profile.low <= profile.high)
        assert profile.share > 0.6


class TestChainRule:
    @given(st.lists(st.sampled_from("abc"), min_size=6, max_size=80), st.integers(1, 5), st.data())
    @settings(max_examples=80, deadline=None)
    def test_both_products_are_the_same_exact_fraction(
        self, record: list[str], length: int, data: st.DataObject
    ) -> None:
        start = data.draw(st.integers(0, len(record) - length))
        tokens = record[start : start + length]
        found = chain_rule(record, tokens)
        windows = [tuple(record[i : i + length]) for i in range(len(record) - length + 1)]
        expected = Fraction(windows.count(tuple(tokens)), len(windows))
        assert prod((f.probability for f in found.forward), start=Fraction(1)) == expected
        assert prod((f.probability for f in found.backward), start=Fraction(1)) == expected
        assert found.probability == expected

    def test_the_factors_are_the_counts_one_makes_by_hand(self) -> None:
        found = chain_rule("aabab", "ab")
        assert [(f.matches, f.among) for f in found.forward] == [(3, 4), (2, 3)]
        assert [(f.matches, f.among) for f in found.backward] == [(2, 4), (2, 2)]
        assert found.backward[1].given == ((1, "b"),)

    def test_probabilities_of_all_sequences_sum_to_one(self) -> None:
        record = states_of(stock_prices("IBM"))
        seen = set(zip(record, record[1:], record[2:], strict=False))
        assert sum(chain_rule(record, s).probability for s in product(set(record), repeat=3) if s in seen) == 1

    @pytest.mark.parametrize(
        ("tokens", "key"), [("ca", "chain-unseen"), ("", "chain-length"), ("aabaaba", "chain-length")]
    )
    def test_what_cannot_be_factored_is_said(self, tokens: str, key: str) -> None:
        with pytest.raises(Problem, match=key):
            chain_rule("aabab", tokens)


class TestSplit:
    @pytest.mark.parametrize("series", LONG_SERIES, ids=lambda s: s.name)
    @pytest.mark.parametrize("horizon", [1, 64])
    def test_every_target_is_held_out_and_has_its_history(self, series: Series, horizon: int) -> None:
        split = split_series(series, reach(before=32 if len(series) > 150 else 24, horizon=horizon))
        assert split.first >= split.start
        assert split.first - split.furthest - split.history >= 0
        assert split.last == len(series)
        assert split.last - split.first >= 10

    @given(
        st.integers(40, 400), st.sampled_from(["forecast", "fill", "order"]), st.sampled_from(["window", "latent"]),
        st.integers(1, 64), st.integers(4, 128), st.integers(1, 128),
    )  # fmt: skip
    @settings(max_examples=100, deadline=None)
    def test_short_series_shorten_the_sight_instead_of_failing(
        self, length: int, task: str, family: str, tau: int, history: int, horizon: int
    ) -> None:
        config = ForecastConfig(task=task, family=family, tau=tau, history=history, horizon=horizon)
        sight = reach_of(config, length)
        split = split_series(series_of(np.arange(length, dtype=float)), sight)
        assert split.last - split.first >= 10
        assert 1 <= split.furthest <= horizon
        assert split.first - split.furthest - split.history >= 0
        assert split.last + sight.after <= length
        assert sight.before + 1 + sight.after <= split.start
        assert sight.window <= sight.before

    def test_baselines_are_what_they_say(self) -> None:
        series = series_of(np.arange(200, dtype=float), season=10)
        split = split_series(series, reach(before=8, horizon=16))
        found = baseline_forecasts(series, split, season=10, horizons=(1, 16, 64))
        assert found.horizons == (1, 16)
        assert found.errors["last"] == pytest.approx(np.arange(1, 17))
        assert found.errors["seasonal"] == pytest.approx([10] * 10 + [20] * 6)
        assert found.errors["line"][:1] == pytest.approx([0], abs=1e-12)
        assert found.forecasts["mean"][0, 0] == pytest.approx(np.arange(120).mean())

    def test_a_season_before_the_record_is_no_forecast_and_no_error(self) -> None:
        series = series_of(np.arange(100, dtype=float))
        found = baseline_forecasts(series, split_series(series, reach(before=8, horizon=4)), season=99, horizons=(1,))
        assert np.isnan(found.forecasts["seasonal"][0, 0])
        assert found.errors["seasonal"][0] == pytest.approx(99)
        assert np.isnan(root_mean_square(np.array([np.nan])))

    def test_shuffling_keeps_the_values_and_loses_the_order(self) -> None:
        values = noisy_sine(noise=0.1, seed=0).values
        mixed = shuffled(values, seed=1)
        assert sorted(mixed) == sorted(values)
        assert abs(autocorrelation(mixed, lags=1).values[1]) < 0.1 < autocorrelation(values, lags=1).values[1]
