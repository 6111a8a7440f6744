"""The series itself: how long it remembers (autocorrelation) and what returns (season)."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.fields import range_of
from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.library import season_of
from seqviz.data.series.statistics import autocorrelation, seasonal_profile
from seqviz.figures.series import autocorrelation_figure, season_figure, series_figure
from seqviz.records.series import Autocorrelation, Series
from seqviz.text.markdown import plain
from seqviz.ui.experiment.prediction import Outcome, Question, forget, guess_of, predict
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.page import Page

NEAR = 0.15
"""A peak this close to the season (as a part of it) is the season."""
COMPARABLE = 0.75
"""Beyond this part of a series too few values are left to compare; a season of more than half of it still shows."""


def memory_screen(page: Page, settings: SequenceSettings, series: Series) -> None:
    """Draw the series, ask when it resembles itself again, then show its memory and its season."""
    t, season = page.t, season_of(settings.config, series)
    lags = min(int(COMPARABLE * len(series)), max(2 * season + season // 4, 60))
    found = autocorrelation(series.values, lags=lags)
    question, outcome = _question(page, settings, season), _outcome(page, season, found)
    with page.control_bar():
        st.button(t("kit.reset"), key=f"{page.name}.reset", on_click=forget, args=(settings, question))
        _season_input(page, settings, season, len(series))
    text, pictures = st.columns([1, 2], gap="medium")
    with text:
        page.lesson("memory")
        predict(page, settings, question, outcome)
    with pictures:
        _series(page, settings, series)
        if guess_of(settings, question) is not None:
            _memory_and_season(page, series, season, found)


def _series(page: Page, settings: SequenceSettings, series: Series) -> None:
    t, unit, name = page.t, page.t(f"sequence-models.unit.{series.unit or 'none'}"), _name(page, settings, series)
    event = t(f"sequence-models.event.{series.name}") if series.event is not None else ""
    labels = {"value": unit, "training": "", "held_out": "", "event": event}
    hint = t("sequence-models.series.hint", count=t.number(len(series)), unit=unit)
    with page.panel("series", title=plain(name), hint=hint):
        chart(series_figure(series, labels=labels), key="sequence-models-series", label=name)


def _season_input(page: Page, settings: SequenceSettings, season: int, length: int) -> None:
    """Draw the season in force, which the series itself suggests as long as the learner chooses none."""
    most = min(int(range_of(ForecastConfig, "season").high), length - 1)
    st.number_input(
        page.t("sequence-models.season.steps"),
        2,
        most,
        step=1,
        width=180,
        help=page.t("sequence-models.setting.season.help"),
        **tied("sequence-models.season", max(season, 2), settings.taker("season")).value,
    )


def _lags(season: int) -> dict[str, int]:
    return {"half": max(1, season // 2), "season": season}


def _question(page: Page, settings: SequenceSettings, season: int) -> Question:
    t = page.t
    options = {name: t("sequence-models.memory.answer.after", lag=t.number(lag)) for name, lag in _lags(season).items()}
    return Question(
        subject=f"series/{settings.config.source}/{season}",
        text=t("sequence-models.memory.question"),
        options=options | {name: t(f"sequence-models.memory.answer.{name}") for name in ("other", "never")},
        why="memory-why",
    )


def _outcome(page: Page, season: int, found: Autocorrelation) -> Outcome:
    """The lag at which the series resembles itself again is the peak of the curve."""
    t, peak = page.t, found.peak
    if peak is None:
        measured = t("sequence-models.memory.no-peak", band=t.number(found.band, digits=2))
        return Outcome(answers=frozenset({"never"}), measured=measured)
    near = [name for name, lag in _lags(season).items() if abs(peak - lag) <= NEAR * season]
    measured = t("sequence-models.memory.peak", lag=t.number(peak), r=t.number(float(found.values[peak]), digits=2))
    if near and _lags(season)[near[0]] != peak:
        near_enough = t("sequence-models.memory.near", share=round(100 * NEAR))
        measured = t("sequence-models.sentences", first=measured, second=near_enough)
    return Outcome(answers=frozenset(near[:1] or ["other"]), measured=measured)


def _memory_and_season(page: Page, series: Series, season: int, found: Autocorrelation) -> None:
    t = page.t
    left, right = st.columns(2, gap="medium")
    with left, page.panel("autocorrelation", title=t("sequence-models.acf.title"), hint=t("sequence-models.acf.hint")):
        words = {
            "lag": t("sequence-models.acf.lag"),
            "season": t("sequence-models.acf.season", season=t.number(season)),
        }
        figure = autocorrelation_figure(found, season=season, labels=words)
        chart(figure, key="sequence-models-acf", label=t("sequence-models.acf.title"))
    profile, title = seasonal_profile(series, season), t("sequence-models.season.title")
    numbers = {"seasons": t.number(profile.seasons, digits=1), "share": t.number(100 * profile.share)}
    with right, page.panel("season", title=title, hint=t("sequence-models.season.hint", **numbers)):
        labels = {name: t(f"sequence-models.season.{name}") for name in ("mean", "range")}
        chart(season_figure(profile, labels=labels), key="sequence-models-season", label=title)


def _name(page: Page, settings: SequenceSettings, series: Series) -> str:
    """Return what a series is called: the label of the page's own, the column name of the learner's."""
    if series.kind == "own":
        return series.name
    name = page.t(f"sequence-models.setting.source.{series.name}")
    return f"{name} · {settings.config.stock}" if series.name == "stocks" else name
