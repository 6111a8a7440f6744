"""The charts of a run, filled with its newest numbers; the templates stay, so zoom and place stay too."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from seqviz.components.chart import FigureTemplate, chart
from seqviz.config import ForecastConfig
from seqviz.figures.forecast import MOMENT, training_trace
from seqviz.figures.forecast_run import ALONE
from seqviz.jobs.watch import Watch
from seqviz.records.forecast import CONTESTANTS, Facts, HorizonAnswer
from seqviz.ui.lessons.sequence_models.facts import templates_of
from seqviz.ui.page import Page

Curve = dict[str, list[float]]
NOTHING: Curve = {"x": [], "y": []}
NO_STEPS_YET: Curve = {"x": [0.0, 10.0], "y": [math.nan, math.nan]}
"""Keeps an axis of steps from counting in fractions before the first one."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the charts show.

    A run or none yet, its settings and facts, ``k`` steps ahead, as it is now or as it was after step ``past``; and of
    each contestant the forecasts that are there.
    """

    config: ForecastConfig
    watch: Watch | None
    facts: Facts
    k: int
    past: int | None
    answers: Mapping[str, HorizonAnswer]


def error_chart(page: Page, look: Look, *, height: int) -> None:
    """Draw one-step errors against steps, held out and on the batches, and the moment that is looked at."""
    curves: dict[str, Curve] = {}
    for name in CONTESTANTS[look.config.task]:
        curves[training_trace(name)], curves[name] = _errors(look, name)
    drawn = [error for name in CONTESTANTS[look.config.task] for error in curves[name]["y"] if math.isfinite(error)]
    curves[MOMENT] = NOTHING
    if look.past is not None and drawn:
        curves[MOMENT] = {"x": [look.past] * 2, "y": [min(drawn), max(drawn)]}
    template, key = templates_of(look.config, page.t.language, look.k).errors, f"errors-{look.config.task}"
    _draw(template, curves, key, page.t("sequence-models.errors.title"), height=height)


def _errors(look: Look, name: str) -> tuple[Curve, Curve]:
    """Return both curves of a contestant in the unit of the series: on its batches, and held out."""
    if look.watch is None:
        return NOTHING, NO_STEPS_YET
    batches = look.watch.trail("ForecastStep", name).columns
    held_out = look.watch.trail("ForecastEvaluation", name).columns
    scale = look.facts.split.scale
    return (
        {"x": batches["step"].tolist(), "y": (np.sqrt(batches["loss"]) * scale).tolist()} if batches else NOTHING,
        {"x": held_out["step"].tolist(), "y": held_out["error"].tolist()} if held_out else NO_STEPS_YET,
    )


def horizon_chart(page: Page, look: Look, *, height: int) -> None:
    """Draw the error against the distance."""
    curves = dict.fromkeys(CONTESTANTS[look.config.task], NOTHING) | {
        name: {"x": list(range(1, len(answer.errors) + 1)), "y": answer.errors.tolist()}
        for name, answer in look.answers.items()
    }
    template = templates_of(look.config, page.t.language, look.k).horizon
    _draw(template, curves, "horizon", page.t("sequence-models.horizon.title"), height=height)


def forecast_chart(page: Page, look: Look) -> None:
    """Draw held-out values and the forecasts of them; the order experiment has a chart for each of the two series."""
    task = look.config.task
    templates = templates_of(look.config, page.t.language, look.k)
    paths: dict[str, Curve] = {name: {"y": _path(look, name, templates.first)} for name in CONTESTANTS[task]}
    columns = st.columns(len(templates.forecasts), gap="medium")
    for place, (column, template) in enumerate(zip(columns, templates.forecasts, strict=True)):
        with column:
            _draw(template, paths, f"forecast-{task}-{place}", page.t(f"sequence-models.{task}.title"))


def _path(look: Look, name: str, first: int) -> list[float]:
    """Return the forecasts of a contestant from step ``first`` on; none before there is an answer."""
    answer, nearest = look.answers.get(name), look.facts.nearest_horizon(look.k)
    if answer is None:
        return []
    if look.k == ALONE:
        return [] if answer.alone is None else answer.alone.tolist()
    if nearest not in answer.horizons:
        return []
    found: list[float] = answer.forecasts[answer.horizons.index(nearest)][first - look.facts.split.first :].tolist()
    return found


def _draw(template: FigureTemplate, curves: dict[str, Curve], key: str, label: str, height: int | None = None) -> None:
    chart(template, series=curves, key=f"sequence-models-chart-{key}", label=label, height=height)
