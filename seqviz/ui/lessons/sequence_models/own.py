"""The learner's own series: a CSV file, its columns, and what was put right while reading it."""

from typing import get_args

import streamlit as st

from seqviz.data.series.table import SeriesTable, read_table
from seqviz.data.series.upload import best_columns, series_from_table
from seqviz.records.forecast import Task
from seqviz.records.problem import Problem
from seqviz.records.series import Series
from seqviz.text.markdown import plain
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.lessons.sequence_models.training import slot_of, trained
from seqviz.ui.page import Page

NO_DATES = ""
MEGABYTES = 20
"""More than fits, so that the app itself can say so in the learner's language."""


def own_series_panel(page: Page, settings: SequenceSettings) -> None:
    """Draw the upload and its columns; a good series becomes part of the settings."""
    t, series = page.t, None
    with page.panel("own-series", title=t("sequence-models.own.title"), hint=t("sequence-models.own.hint")):
        file = st.file_uploader(
            t("sequence-models.own.upload"),
            type=["csv", "tsv", "txt"],
            key="sequence-models.file",
            label_visibility="collapsed",
            max_upload_size=MEGABYTES,
        )
        if file is None:
            series = settings.config.own or _that_of_the_run(page, settings)
            if series is not None:
                st.caption(t("sequence-models.own.kept", name=plain(series.name)))
        else:
            try:
                series = _pick(page, settings, file.file_id, file.getvalue())
            except Problem as problem:
                st.error(sentence(problem, t, settings=settings.outline.labels))
    if series is not settings.config.own:
        settings.change(own=series)


def _that_of_the_run(page: Page, settings: SequenceSettings) -> Series | None:
    """After a reload the learner's series lives on in the run alone."""
    watch = slot_of(page, settings).watch if settings.view.idea in get_args(Task) else None
    return trained(watch.contest).own if watch else None


def _pick(page: Page, settings: SequenceSettings, file_id: str, content: bytes) -> Series:
    """Let the learner choose the columns; the same choice gives the same series object, so that a run is found."""
    t, table = page.t, _table(content)
    value, date = best_columns(table)
    chosen: dict[str, str] = settings.memory.setdefault(
        f"columns/{file_id}", {"value": value, "date": date or NO_DATES}
    )
    columns = [str(name) for name in table.cells.columns]
    dates = [NO_DATES, *(c for c in columns if c not in table.numeric)]
    for place, name, options in zip(st.columns(2), ("value", "date"), (columns, dates), strict=True):

        def take(picked: str | None, name: str = name) -> None:
            if picked is not None:
                chosen[name] = picked

        tie = tied(f"sequence-models.{name}-{file_id}", chosen[name], take, options=options)
        place.selectbox(
            t(f"sequence-models.own.{name}"),
            options,
            format_func=lambda column: column or t("sequence-models.own.no-dates"),
            **tie.index(options),
        )
    series = _series(settings, table, chosen["value"], chosen["date"] or None)
    low, high = f"{series.values.min():.4g}", f"{series.values.max():.4g}"
    st.caption(t("sequence-models.own.summary", rows=t.number(len(series)), low=low, high=high))
    for notice in series.notices:
        st.info(t(notice.key, **{name: t.number(float(str(number))) for name, number in notice.values}))
    return series


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def _table(content: bytes) -> SeriesTable:
    return read_table(content)


def _series(settings: SequenceSettings, table: SeriesTable, value: str, date: str | None) -> Series:
    """Keep the last series of this session."""
    kept: tuple[SeriesTable, str, str | None, Series] | None = settings.memory.get("own-series")
    if kept is not None and kept[0] is table and kept[1:3] == (value, date):
        return kept[3]
    series = series_from_table(table, value=value, date=date)
    settings.memory["own-series"] = (table, value, date, series)
    return series
