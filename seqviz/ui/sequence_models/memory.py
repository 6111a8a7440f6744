"""The series itself: how long it remembers (autocorrelation) and what returns (season)."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config import ForecastConfig
from seqviz.config.fields import range_of
from seqviz.data.series.library import season_of
from seqviz.data.series.statistics import autocorrelation, seasonal_profile
from seqviz.figures.series import autocorrelation_figure, season_figure, series_figure
from seqviz.records.series import Autocorrelation, Series
from seqviz.text.markdown import plain
from seqviz.ui.bound import show
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.predictions import forget, prediction_panel
from seqviz.ui.sequence_models.settings import change, current_config, key_of

NEAR = 0.15
"""A peak this close to the season (as a part of it) is the season."""


def memory_screen(page: Page, config: ForecastConfig, series: Series) -> None:
    """Draw the series, ask when it resembles itself again, then show its memory and its season."""
    t, season = page.t, season_of(config, series)
    found = autocorrelation(series.values, lags=min(len(series) // 2, max(2 * season + season // 4, 60)))
    subject = f"series/{config.source}/{season}"
    with page.control_bar():
        st.button(t("sequence-models.reset"), key="sequence-models.series-reset", on_click=forget, args=(subject,))
        _season_input(page, season, len(series))
    lesson, question = st.columns([1.15, 1], gap="medium")
    with lesson:
        page.lesson("memory")
    labels = {
        "value": unit_name(page, series), "training": "", "held_out": "",
        "event": t(f"sequence-models.event.{series.name}") if series.event is not None else "",
    }  # fmt: skip
    with page.panel(
        "series",
        title=plain(series_name(page, series)),
        hint=t("sequence-models.series.hint", count=t.number(len(series)), unit=unit_name(page, series)),
    ):
        chart(series_figure(series, labels=labels), key="sequence-models-series", label=series_name(page, series))
    with question:
        answered = _ask(page, subject, season, found)
    if answered:
        _memory_and_season(page, series, season, found)


def _season_input(page: Page, season: int, length: int) -> None:
    t, found = page.t, range_of(ForecastConfig, "season")
    key = key_of("season-number")
    show(key, season)
    st.number_input(
        t("sequence-models.season.steps"), 2, min(int(found.high), length - 1), step=1, key=key, width=180,
        on_change=_take_season, help=t("sequence-models.setting.season.help"),
    )  # fmt: skip


def _take_season() -> None:
    st.session_state[key_of("season")] = st.session_state[key_of("season-number")]
    change("season")


def _ask(page: Page, subject: str, season: int, found: Autocorrelation) -> bool:
    """Ask for the lag at which the series resembles itself again; the answer is the peak of the curve."""
    t = page.t
    lags = {"half": max(1, season // 2), "season": season}
    options = {name: t("sequence-models.memory.answer.after", lag=t.number(lag)) for name, lag in lags.items()}
    options |= {name: t(f"sequence-models.memory.answer.{name}") for name in ("other", "never")}
    peak = found.peak
    if peak is None:
        outcome, measured = "never", t("sequence-models.memory.no-peak", band=t.number(found.band, digits=2))
    else:
        near = [name for name, lag in lags.items() if abs(peak - lag) <= NEAR * season]
        outcome = near[0] if near else "other"
        measured = t("sequence-models.memory.peak", lag=t.number(peak), r=t.number(float(found.values[peak]), digits=2))
    return prediction_panel(
        page, subject, question=t("sequence-models.memory.question"), options=options, outcome=outcome,
        measured=measured,
    )  # fmt: skip


def _memory_and_season(page: Page, series: Series, season: int, found: Autocorrelation) -> None:
    t = page.t
    left, right = st.columns(2, gap="medium")
    with left, page.panel("autocorrelation", title=t("sequence-models.acf.title"), hint=t("sequence-models.acf.hint")):
        labels = {
            "lag": t("sequence-models.acf.lag"),
            "season": t("sequence-models.acf.season", season=t.number(season)),
        }
        figure = autocorrelation_figure(found, season=season, labels=labels)
        chart(figure, key="sequence-models-acf", label=t("sequence-models.acf.title"))
    profile = seasonal_profile(series, season)
    hint = t(
        "sequence-models.season.hint", seasons=t.number(profile.seasons, digits=1), share=t.number(100 * profile.share)
    )
    with right, page.panel("season", title=t("sequence-models.season.title"), hint=hint):
        labels = {name: t(f"sequence-models.season.{name}") for name in ("mean", "range")}
        chart(
            season_figure(profile, labels=labels), key="sequence-models-season", label=t("sequence-models.season.title")
        )


def series_name(page: Page, series: Series) -> str:
    """Return what a series is called: the label of the page's own, the column name of the learner's."""
    if series.kind == "own":
        return series.name
    config = current_config()
    name = page.t(f"sequence-models.series.{series.name}")
    return f"{name} · {config.stock}" if series.name == "stocks" else name


def unit_name(page: Page, series: Series) -> str:
    """Return the unit of a series, or what a number without one is called."""
    return page.t(f"sequence-models.unit.{series.unit or 'none'}")
