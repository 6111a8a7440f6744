"""The charts of a run, filled with its newest numbers; the templates stay, so zoom and place stay too."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config import ForecastConfig
from seqviz.figures.forecast import training_trace
from seqviz.records.forecast import CONTESTANTS
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.facts import Facts, nearest_horizon, templates_of
from seqviz.ui.sequence_models.settings import ALONE
from seqviz.ui.sequence_models.watch import ForecastWatch

Numbers = dict[str, dict[str, list[float]]]


def error_chart(page: Page, config: ForecastConfig, watch: ForecastWatch | None, k: int) -> None:
    """Draw one-step errors against steps: held out, and on the batches."""
    numbers: Numbers = {}
    for place, name in enumerate(CONTESTANTS[config.task]):
        for trace, points in (
            (training_trace(name), watch.training_errors(place) if watch else ([], [])),
            (name, watch.held_out_errors(place) if watch else ([], [])),
        ):
            numbers[trace] = {"x": points[0], "y": points[1]}
    chart(
        templates_of(config, page.t.language, k).errors, key=f"sequence-models-chart-errors-{config.task}",
        series=numbers, label=page.t("sequence-models.errors.title"),
    )  # fmt: skip


def horizon_chart(page: Page, config: ForecastConfig, watch: ForecastWatch | None, k: int) -> None:
    """Draw the error against the distance."""
    answer = watch.answer if watch else None
    numbers: Numbers = {}
    for name in CONTESTANTS[config.task]:
        errors = answer.errors[name].tolist() if answer else []
        numbers[name] = {"x": [float(step) for step in range(1, len(errors) + 1)], "y": errors}
    chart(
        templates_of(config, page.t.language, k).horizon, key="sequence-models-chart-horizon", series=numbers,
        label=page.t("sequence-models.horizon.title"),
    )  # fmt: skip


def forecast_chart(page: Page, config: ForecastConfig, watch: ForecastWatch | None, facts: Facts, k: int) -> None:
    """Draw held-out values and the forecasts of them; the order experiment has a chart for each of the two series."""
    t, answer = page.t, watch.answer if watch else None
    templates, split = templates_of(config, t.language, k), facts.split
    numbers: Numbers = {}
    for name in CONTESTANTS[config.task]:
        path: list[float] = []
        if answer is not None and k == ALONE and name in answer.alone:
            path = answer.alone[name].tolist()
        elif answer is not None and k != ALONE and (row := _row(answer.horizons, k, facts)) is not None:
            path = answer.forecasts[name][row][templates.first - split.first :].tolist()
        numbers[name] = {"y": path}
    columns = st.columns(len(templates.forecasts), gap="medium")
    for place, (column, template) in enumerate(zip(columns, templates.forecasts, strict=True)):
        with column:
            chart(
                template, key=f"sequence-models-chart-forecast-{config.task}-{place}", series=numbers,
                label=t(f"sequence-models.{config.task}.title"),
            )  # fmt: skip
    if config.task == "forecast" and k != ALONE and nearest_horizon(k, facts) < k:
        st.caption(t("sequence-models.k.short", k=k, nearest=nearest_horizon(k, facts)))


def _row(horizons: tuple[int, ...], k: int, facts: Facts) -> int | None:
    wanted = nearest_horizon(k, facts)
    return horizons.index(wanted) if wanted in horizons else None
