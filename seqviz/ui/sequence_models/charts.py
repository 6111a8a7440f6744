"""The charts of a run, filled with its newest numbers; the templates stay, so zoom and place stay too."""

import math
from dataclasses import dataclass

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config import ForecastConfig
from seqviz.figures.forecast import MOMENT, training_trace
from seqviz.records.forecast import CONTESTANTS
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.facts import Facts, nearest_horizon, templates_of
from seqviz.ui.sequence_models.settings import ALONE
from seqviz.ui.sequence_models.watch import Curve, ForecastWatch

Numbers = dict[str, dict[str, list[float]]]
NOTHING: Curve = ([], [])
NO_STEPS_YET: Curve = ([0.0, 10.0], [math.nan, math.nan])
"""Keeps an axis of steps from counting in fractions before the first one."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the charts show: a run or none yet, its settings, ``k`` steps ahead, now or as it was at step ``past``."""

    config: ForecastConfig
    watch: ForecastWatch | None
    facts: Facts
    k: int
    past: int | None


def error_chart(page: Page, look: Look, *, height: int) -> None:
    """Draw one-step errors against steps, held out and on the batches, and the moment that is looked at."""
    watch, contestants = look.watch, CONTESTANTS[look.config.task]
    numbers: Numbers = {}
    for place, name in enumerate(contestants):
        numbers[training_trace(name)] = _curve(watch.training_errors(place) if watch else NOTHING)
        numbers[name] = _curve(watch.held_out_errors(place) if watch and watch.evaluations else NO_STEPS_YET)
    drawn = [error for record in watch.evaluations for error in record.errors] if watch else []
    looked_at = look.past if drawn else None
    numbers[MOMENT] = _curve(NOTHING if looked_at is None else ([looked_at] * 2, [min(drawn), max(drawn)]))
    chart(
        templates_of(look.config, page.t.language, look.k).errors, series=numbers, height=height,
        key=f"sequence-models-chart-errors-{look.config.task}", label=page.t("sequence-models.errors.title"),
    )  # fmt: skip


def horizon_chart(page: Page, look: Look, *, height: int) -> None:
    """Draw the error against the distance."""
    answer = look.watch.answer if look.watch else None
    numbers: Numbers = {}
    for name in CONTESTANTS[look.config.task]:
        errors = answer.errors[name].tolist() if answer else []
        numbers[name] = _curve(([float(step) for step in range(1, len(errors) + 1)], errors))
    chart(
        templates_of(look.config, page.t.language, look.k).horizon, series=numbers, height=height,
        key="sequence-models-chart-horizon", label=page.t("sequence-models.horizon.title"),
    )  # fmt: skip


def forecast_chart(page: Page, look: Look) -> None:
    """Draw held-out values and the forecasts of them; the order experiment has a chart for each of the two series."""
    t, task, k = page.t, look.config.task, look.k
    templates = templates_of(look.config, t.language, k)
    numbers = {name: {"y": path} for name, path in _paths(look, templates.first).items()}
    columns = st.columns(len(templates.forecasts), gap="medium")
    for place, (column, template) in enumerate(zip(columns, templates.forecasts, strict=True)):
        with column:
            chart(
                template, series=numbers, key=f"sequence-models-chart-forecast-{task}-{place}",
                label=t(f"sequence-models.{task}.title"),
            )  # fmt: skip
    nearest = nearest_horizon(k, look.facts)
    if task == "forecast" and k != ALONE and nearest < k:
        st.caption(t("sequence-models.k.short", k=k, nearest=nearest))


def _paths(look: Look, first: int) -> dict[str, list[float]]:
    """Return the forecasts of each contestant from step ``first`` on; none before there is an answer."""
    answer, names = look.watch.answer if look.watch else None, CONTESTANTS[look.config.task]
    if answer is not None and look.k == ALONE and answer.alone:
        return {name: answer.alone[name].tolist() for name in names}
    nearest = nearest_horizon(look.k, look.facts)
    if answer is None or look.k == ALONE or nearest not in answer.horizons:
        return {name: [] for name in names}
    row = answer.horizons.index(nearest)
    return {name: answer.forecasts[name][row][first - look.facts.split.first :].tolist() for name in names}


def _curve(points: Curve) -> dict[str, list[float]]:
    return {"x": points[0], "y": points[1]}
