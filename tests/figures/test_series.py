"""Figures of a series and of a forecasting run: the numbers drawn are the numbers of the records."""

import math

import numpy as np
import pytest

from seqviz.components.chart import FigureTemplate
from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.chain import chain_rule, poke, states_of
from seqviz.data.series.library import load_series
from seqviz.data.series.made import film_ratings
from seqviz.data.series.split import baseline_forecasts, reach_of, split_series
from seqviz.data.series.statistics import autocorrelation, seasonal_profile
from seqviz.figures.forecast import error_figure, forecast_figure, horizon_figure, training_trace
from seqviz.figures.series import (
    along,
    autocorrelation_figure,
    chain_figure,
    poke_figure,
    positions,
    season_figure,
    series_figure,
)

WORDS = (
    "window", "latent", "past", "both", "ordered", "shuffled", "last", "seasonal", "mean", "line", "noise", "truth",
    "value", "training", "held_out", "event", "lag", "season", "range", "forward", "backward", "before", "after",
)  # fmt: skip
LABELS = {word: f"<{word}>" for word in WORDS}
WEATHER = load_series(ForecastConfig(source="weather"))


def trace(figure, name):
    return next(t for t in figure.data if t.name == name)


def test_a_series_is_drawn_whole_and_cut_where_it_is_held_out():
    figure = series_figure(WEATHER, start=1000, labels=LABELS)
    assert list(trace(figure, "training").y) == WEATHER.values[:1000].tolist()
    assert list(trace(figure, "held-out").y) == WEATHER.values[999:].tolist()
    assert figure.layout.xaxis.type == "date"


def test_dates_become_milliseconds_and_steps_stay_steps():
    assert positions(WEATHER)[1] - positions(WEATHER)[0] == 86_400_000
    assert np.datetime64(int(positions(WEATHER)[0]), "ms") == WEATHER.times[0]
    assert positions(load_series(ForecastConfig(source="sine")))[:3] == [0, 1, 2]


def test_only_places_that_are_uneven_are_listed():
    months = positions(load_series(ForecastConfig(source="stocks")))
    assert along(months, 3, 9) == {"x": months[3:9]}
    days = positions(WEATHER)
    assert along(days, 3, 9) == {"x0": days[3], "dx": 86_400_000}


def test_an_event_is_marked_where_it_happens():
    figure = series_figure(film_ratings(noise=0.1, seed=0, event=500), labels=LABELS)
    assert figure.layout.shapes[0].x0 == 500
    assert figure.layout.annotations[0].text == LABELS["event"]


def test_autocorrelation_shows_the_curve_the_band_and_the_season():
    found = autocorrelation(WEATHER.values, lags=730)
    figure = autocorrelation_figure(found, season=365, labels=LABELS)
    assert list(trace(figure, "r").y) == found.values.tolist()
    assert {shape.x0 for shape in figure.layout.shapes if shape.type == "line"} >= {365}
    assert any(shape.y1 == found.band for shape in figure.layout.shapes)


def test_the_season_shows_mean_and_range():
    found = seasonal_profile(WEATHER, 365)
    figure = season_figure(found, labels=LABELS)
    for name in ("low", "high", "mean"):
        assert list(trace(figure, name).y) == getattr(found, name).tolist()


def test_factors_that_are_not_shown_yet_are_not_drawn():
    states = states_of(WEATHER)
    found = chain_rule(states, states[1001:1005])
    figure = chain_figure(found, shown=1, labels=LABELS)
    assert [list(trace(figure, way).y) for way in ("forward", "backward")] == [
        [1.0, float(found.forward[0].probability)],
        [1.0, float(found.backward[0].probability)],
    ]


@pytest.mark.parametrize("length", [2, 4, 6])
def test_both_ways_through_the_chain_start_at_one_and_end_together(length):
    states = states_of(WEATHER)
    found = chain_rule(states, states[1001 : 1001 + length])
    figure = chain_figure(found, shown=length, labels=LABELS)
    for way in ("forward", "backward"):
        drawn = trace(figure, way).y
        assert len(drawn) == length + 1
        assert (drawn[0], drawn[-1]) == (1, float(found.probability))
    low, high = figure.layout.yaxis.range
    assert all(low <= math.log10(tick) <= high for tick in figure.layout.yaxis.tickvals)


def test_twins_are_drawn_with_their_events():
    found = poke(film_ratings(noise=0.1, seed=0), film_ratings(noise=0.1, seed=0, event=400))
    figure = poke_figure(found, labels=LABELS)
    assert {shape.x0 for shape in figure.layout.shapes} == {620, 400}
    assert list(trace(figure, "before").y[:400]) == list(trace(figure, "after").y[:400])


@pytest.mark.parametrize("source", ["weather", "stocks", "sine"])
def test_charts_of_a_run_hold_the_baselines_and_wait_for_the_models(source):
    config = ForecastConfig(source=source)
    series = load_series(config)
    split = split_series(series, reach_of(config, len(series)))
    baselines = baseline_forecasts(series, split, season=series.season, horizons=(1, 4))
    horizon = horizon_figure(("window", "latent"), baselines, names=LABELS)
    assert list(trace(horizon, "last").y) == baselines.errors["last"].tolist()
    assert not trace(horizon, "latent").y
    errors = error_figure(("window", "latent"), {"last": 2.0, "noise": 0.2}, names=LABELS)
    assert list(trace(errors, "noise").y) == [0.2, 0.2]
    assert trace(errors, "last").meta["baseline"]
    assert trace(errors, training_trace("window")).line.dash == "dot"
    rows = {"last": baselines.forecasts["last"][1], "seasonal": baselines.forecasts["seasonal"][1]}
    figure = forecast_figure(series, split, ("window", "latent"), rows, first=split.first, names=LABELS)
    assert trace(figure, "last").y == pytest.approx(rows["last"], rel=1e-6)
    assert trace(figure, "truth").y[-1] == pytest.approx(series.values[split.last - 1], rel=1e-6)
    places = positions(series)[split.first : split.last]
    for name in ("window", "last"):
        drawn = trace(figure, name)
        if drawn.x is None:
            assert [drawn.x0 + i * drawn.dx for i in range(len(places))] == places
        else:
            assert list(drawn.x) == places
    low, high = figure.layout.yaxis.range
    assert low < series.values[split.first : split.last].min() < series.values[split.first : split.last].max() < high
    for drawn in (horizon, errors, figure):
        assert "NaN" not in FigureTemplate.of(drawn).text


def test_a_seasonal_value_before_the_record_is_a_gap():
    config = ForecastConfig(source="sine")
    series = load_series(config)
    split = split_series(series, reach_of(config, len(series)))
    baselines = baseline_forecasts(series, split, season=628, horizons=(1,))
    figure = forecast_figure(
        series, split, ("window",), {"seasonal": baselines.forecasts["seasonal"][0]}, first=split.first, names=LABELS
    )
    assert np.isnan(trace(figure, "seasonal").y[0])


def test_charts_to_compare_share_their_span():
    config = ForecastConfig(source="weather", task="order")
    split = split_series(WEATHER, reach_of(config, len(WEATHER)))
    ranges = {
        tuple(
            forecast_figure(
                WEATHER, split, (name,), {}, first=first, names=LABELS, span=WEATHER.values
            ).layout.yaxis.range
        )
        for name, first in (("ordered", split.first), ("shuffled", split.last - 50))
    }
    assert len(ranges) == 1
