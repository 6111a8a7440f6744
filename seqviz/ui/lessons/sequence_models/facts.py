"""What a screen draws before any training, kept for all learners: the facts of a series, the charts' templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import get_args

import streamlit as st

from seqviz.components.chart import FigureTemplate
from seqviz.config import ForecastConfig
from seqviz.data.series.facts import Facts, facts_of_series, untrained
from seqviz.data.series.split import lonely_baselines, shuffled
from seqviz.figures.forecast import error_figure, forecast_figure, horizon_figure
from seqviz.records.forecast import CONTESTANTS, Baseline
from seqviz.records.series import Values
from seqviz.text.catalog import Language, load_catalog
from seqviz.ui.lessons.sequence_models.outline import ALONE, NOISY

SHOWN: Mapping[str, tuple[Baseline, ...]] = {
    "forecast": ("last", "seasonal"), "fill": ("last", "seasonal", "line"), "order": ("last", "seasonal", "mean"),
}  # fmt: skip
"""The baselines in the chart of each experiment."""
FEW = 120
"""Held-out steps drawn where single points matter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Templates:
    """The charts of a run without the numbers of the models; forecasts are drawn from step ``first`` on."""

    errors: FigureTemplate
    horizon: FigureTemplate
    forecasts: tuple[FigureTemplate, ...]
    first: int


def facts_of(config: ForecastConfig) -> Facts:
    """Return the facts of an experiment; raise ``Problem`` when there is no series."""
    return (_own_facts if config.source == "own" else _shared_facts)(untrained(config))


def templates_of(config: ForecastConfig, language: Language, k: int) -> Templates:
    """Return the charts of an experiment for one distance ``k``."""
    draw = _own_templates if config.source == "own" else _shared_templates
    return draw(untrained(config), language, k)


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
    facts, names, contestants = facts_of(config), names_of(language), CONTESTANTS[config.task]
    first, rows = _drawn(config, facts, k)
    drawn, span = [(facts.series, tuple(contestants))], None
    if config.task == "order":
        mixed = replace(facts.series, values=shuffled(facts.series.values, seed=config.seed))
        drawn, span = [(facts.series, contestants[:1]), (mixed, contestants[1:])], facts.series.values
    forecasts = [
        forecast_figure(series, facts.split, models, rows, first=first, names=names, span=span)
        for series, models in drawn
    ]
    return Templates(
        errors=FigureTemplate.of(error_figure(contestants, floors_of(config, facts), names=names)),
        horizon=FigureTemplate.of(horizon_figure(contestants, facts.baselines, names=names)),
        forecasts=tuple(map(FigureTemplate.of, forecasts)),
        first=first,
    )


def _drawn(config: ForecastConfig, facts: Facts, k: int) -> tuple[int, dict[Baseline, Values]]:
    """Return the first step of the forecast chart and the baselines' forecasts from there on."""
    split, baselines = facts.split, facts.baselines
    if config.task != "forecast":
        first = max(split.first, split.last - FEW)
        names: tuple[Baseline, ...] = ("line",) if config.task == "fill" else ()
        return first, {name: baselines.forecasts[name][0][first - split.first :] for name in names}
    if k == ALONE:
        return split.start, lonely_baselines(facts.series, split, season=facts.season)
    row = baselines.horizons.index(facts.nearest_horizon(k))
    return split.first, {name: baselines.forecasts[name][row] for name in SHOWN["forecast"]}


# All learners share what is known of the page's own series; what is known of a file goes with its session.
_shared_facts, _shared_templates = lru_cache(maxsize=64)(facts_of_series), lru_cache(maxsize=64)(_templates)
_of_this_session = st.cache_resource(
    scope="session", max_entries=8, show_spinner=False, hash_funcs={ForecastConfig: hash}
)


@_of_this_session
def _own_facts(config: ForecastConfig) -> Facts:
    return facts_of_series(config)


@_of_this_session
def _own_templates(config: ForecastConfig, language: Language, k: int) -> Templates:
    return _templates(config, language, k)
