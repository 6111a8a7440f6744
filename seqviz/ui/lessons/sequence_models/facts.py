"""What a screen shows before any training, kept for all learners: the facts of a series, the charts as templates."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import get_args

import streamlit as st

from seqviz.components.chart import FigureTemplate
from seqviz.config import ForecastConfig
from seqviz.data.series.facts import facts_of_series, untrained
from seqviz.figures.forecast_run import run_figures
from seqviz.records.forecast import CONTESTANTS, Baseline, Facts
from seqviz.text.catalog import Language, load_catalog


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


def _templates(config: ForecastConfig, language: Language, k: int) -> Templates:
    drawn = run_figures(config, facts_of(config), k=k, names=names_of(language))
    errors, horizon = FigureTemplate.of(drawn.errors), FigureTemplate.of(drawn.horizon)
    forecasts = tuple(map(FigureTemplate.of, drawn.forecasts))
    return Templates(errors=errors, horizon=horizon, forecasts=forecasts, first=drawn.first)


# All learners share what is known of the page's own series; what is known of a file goes with its session.
_shared_facts, _shared_templates = lru_cache(maxsize=64)(facts_of_series), lru_cache(maxsize=64)(_templates)
_kept = st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={ForecastConfig: hash})


@_kept
def _own_facts(config: ForecastConfig) -> Facts:
    return facts_of_series(config)


@_kept
def _own_templates(config: ForecastConfig, language: Language, k: int) -> Templates:
    return _templates(config, language, k)
