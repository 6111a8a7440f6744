"""What a screen knows of its series before any training: the cut, the baselines, the drawn templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import get_args

import streamlit as st

from seqviz.components.chart import FigureTemplate
from seqviz.config import ForecastConfig
from seqviz.data.series.library import load_series, season_of
from seqviz.data.series.split import Reach, baseline_forecasts, lonely_baselines, reach_of, shuffled, split_series
from seqviz.figures.forecast import error_figure, forecast_figure, horizon_figure
from seqviz.records.forecast import CONTESTANTS, Baseline, BaselineForecasts, Contestant
from seqviz.records.series import Series, Split, Values
from seqviz.text.catalog import Language, load_catalog

HORIZONS = (1, 4, 16, 64)
SHOWN: Mapping[str, tuple[Baseline, ...]] = {
    "forecast": ("last", "seasonal"), "fill": ("last", "seasonal", "line"), "order": ("last", "seasonal", "mean"),
}  # fmt: skip
"""The baselines in the chart of each experiment."""
NOISY = ("sine", "ratings")
"""The made series whose noise can be turned."""
REAL = ("weather", "stocks", "own")
"""The series that no seed decides."""
FEW = 120
"""Held-out steps drawn where single points matter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """A series, how it is cut for an experiment, and what forecasts without training achieve."""

    series: Series
    season: int
    reach: Reach
    split: Split
    baselines: BaselineForecasts


@dataclass(frozen=True, kw_only=True, eq=False)
class Templates:
    """The charts of a run without the numbers of the models."""

    errors: FigureTemplate
    horizon: FigureTemplate
    forecasts: tuple[FigureTemplate, ...]
    first: int


def facts_of(config: ForecastConfig) -> Facts:
    """Return the facts of an experiment; raise ``Problem`` when there is no series."""
    seen = _seen(config)
    return _own_facts(seen) if config.source == "own" else _shared_facts(seen)


def templates_of(config: ForecastConfig, language: Language, k: int) -> Templates:
    """Return the charts of an experiment for one horizon ``k`` (0: from the first held-out step to the end)."""
    seen = _seen(config)
    return _own_templates(seen, language, k) if config.source == "own" else _shared_templates(seen, language, k)


def _seen(config: ForecastConfig) -> ForecastConfig:
    """Return the config with everything as usual that a chart without a model does not show: the key of the caches."""
    usual = ForecastConfig()
    unseen = {"width", "batch_size", "learning_rate", "max_steps", "device", "model"}
    if config.source in REAL and config.task != "order":
        unseen.add("seed")
    if config.source != "own":
        unseen.add("own")
    return replace(config, **{name: getattr(usual, name) for name in unseen})


def _facts(config: ForecastConfig) -> Facts:
    series = load_series(config)
    reach = reach_of(config, len(series))
    split, season = split_series(series, reach), season_of(config, series)
    shown = tuple(sorted({*(h for h in HORIZONS if h <= split.furthest), split.furthest}))
    return Facts(
        series=series, season=season, reach=reach, split=split,
        baselines=baseline_forecasts(series, split, season=season, horizons=shown),
    )  # fmt: skip


def names_of(language: Language) -> dict[str, str]:
    """Return the words of the charts: contestants, baselines, truth."""
    t = load_catalog(language)
    words = (*chain.from_iterable(CONTESTANTS.values()), *get_args(Baseline), "noise", "truth")
    return {word: t(f"sequence-models.name.{word}") for word in words}


def floors_of(config: ForecastConfig, facts: Facts) -> dict[str, float]:
    """Return the horizontal lines of the error chart: one-step errors of the baselines, the noise where it is known."""
    floors: dict[str, float] = {name: float(facts.baselines.errors[name][0]) for name in SHOWN[config.task]}
    if config.source in NOISY and config.noise > 0 and config.task != "fill":
        floors["noise"] = config.noise
    return {name: level for name, level in floors.items() if level == level and level > 0}


def _templates(config: ForecastConfig, language: Language, k: int) -> Templates:
    facts, names = facts_of(config), names_of(language)
    contestants: tuple[Contestant, ...] = CONTESTANTS[config.task]
    first, rows = _drawn(config, facts, k)
    forecasts, span = [(facts.series, contestants)], None
    if config.task == "order":
        mixed = replace(facts.series, values=shuffled(facts.series.values, seed=config.seed))
        forecasts, span = [(facts.series, contestants[:1]), (mixed, contestants[1:])], facts.series.values
    return Templates(
        errors=FigureTemplate.of(error_figure(contestants, floors_of(config, facts), names=names)),
        horizon=FigureTemplate.of(horizon_figure(contestants, facts.baselines, names=names)),
        forecasts=tuple(
            FigureTemplate.of(forecast_figure(series, facts.split, drawn, rows, first=first, names=names, span=span))
            for series, drawn in forecasts
        ),
        first=first,
    )


def _drawn(config: ForecastConfig, facts: Facts, k: int) -> tuple[int, dict[Baseline, Values]]:
    """Return the first step of the forecast chart and the baselines' forecasts from there on."""
    split, baselines = facts.split, facts.baselines
    if config.task != "forecast":
        first = max(split.first, split.last - FEW)
        names: tuple[Baseline, ...] = ("line",) if config.task == "fill" else ()
        return first, {name: baselines.forecasts[name][0][first - split.first :] for name in names}
    if k == 0:
        return split.start, lonely_baselines(facts.series, split, season=facts.season)
    row = baselines.horizons.index(nearest_horizon(k, facts))
    return split.first, {name: baselines.forecasts[name][row] for name in SHOWN["forecast"]}


# All learners share what is known of the page's own series; what is known of a file goes with its session.
_shared_facts, _shared_templates = lru_cache(maxsize=64)(_facts), lru_cache(maxsize=64)(_templates)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={ForecastConfig: hash})
def _own_facts(config: ForecastConfig) -> Facts:
    return _facts(config)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={ForecastConfig: hash})
def _own_templates(config: ForecastConfig, language: Language, k: int) -> Templates:
    return _templates(config, language, k)


def nearest_horizon(k: int, facts: Facts) -> int:
    """Return the greatest horizon up to ``k`` that this series allows."""
    return max(h for h in facts.baselines.horizons if h <= max(k, 1))
