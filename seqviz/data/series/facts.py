"""What is known of a series before any model is trained on it: the cut, the baselines, how far one can look."""

from dataclasses import replace
from typing import Any, Literal

from seqviz.config.fields import range_of
from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.library import load_series, season_of
from seqviz.data.series.split import baseline_forecasts, lonely_baselines, reach_of, shuffled, split_series
from seqviz.records.forecast import Facts
from seqviz.records.series import Series

HORIZONS = (1, 4, 16, 64)
"""Distances whose forecasts are drawn, as far as the series allows them; besides them the furthest."""
UNSEEN = ("width", "batch_size", "learning_rate", "max_steps", "device", "model")
UNSEEDED = ("weather", "stocks", "own")
"""The series that no seed decides."""


def facts_of_series(config: ForecastConfig) -> Facts:
    """Return the facts of an experiment; raise ``Problem`` when there is no series."""
    series = load_series(config)
    reach = reach_of(config, len(series))
    split, season = split_series(series, reach), season_of(config, series)
    horizons = sorted({*(h for h in HORIZONS if h <= split.furthest), split.furthest})
    return Facts(
        series=series,
        shuffled=replace(series, values=shuffled(series.values, seed=config.seed)),
        season=season,
        reach=reach,
        split=split,
        baselines=baseline_forecasts(series, split, season=season, horizons=horizons),
        lonely=lonely_baselines(series, split, season=season),
    )


def untrained(config: ForecastConfig) -> ForecastConfig:
    """Return the config with everything as usual that decides training alone: what is the same has the same facts."""
    usual, unseen = ForecastConfig(), set(UNSEEN)
    if config.source in UNSEEDED and config.task != "order":
        unseen.add("seed")
    if config.source != "own":
        unseen.add("own")
    return replace(config, **{name: getattr(usual, name) for name in unseen})


def most_of(config: ForecastConfig, series: Series, name: Literal["tau", "horizon"]) -> int:
    """Return the greatest setting that makes a difference: a short series shortens the sight."""
    widest: dict[str, Any] = {name: int(range_of(ForecastConfig, name).high)}
    reach = reach_of(replace(config, **widest), len(series))
    if name == "horizon":
        return split_series(series, reach).furthest
    return reach.window // 2 if config.task == "fill" else reach.window
