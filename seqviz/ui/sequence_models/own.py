"""The learner's own series: a CSV file, its columns, and what was put right while reading it."""

from dataclasses import replace

import streamlit as st

from seqviz.data.series.table import SeriesTable, read_table
from seqviz.data.series.upload import best_columns, series_from_table
from seqviz.records.problem import Problem
from seqviz.records.series import Series
from seqviz.text.markdown import plain
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.settings import CONFIG, current_config, say

NO_DATES = ""
MEGABYTES = 20
"""More than fits, so that the app itself can say so in the learner's language."""
KEPT = "sequence-models.own-series"


def own_series_panel(page: Page) -> None:
    """Draw the upload and its columns; a good series becomes part of the config."""
    t, series = page.t, None
    with page.panel("own-series", title=t("sequence-models.own.title"), hint=t("sequence-models.own.hint")):
        file = st.file_uploader(
            t("sequence-models.own.upload"), type=["csv", "tsv", "txt"], key="sequence-models.file",
            label_visibility="collapsed", max_upload_size=MEGABYTES,
        )  # fmt: skip
        try:
            if file is not None:
                series = _pick(page, file.file_id, file.getvalue())
        except Problem as problem:
            st.error(say(problem, t))
        kept = current_config().own
        if file is None and kept is not None:
            st.caption(t("sequence-models.own.kept", name=plain(kept.name)))
            series = kept
    st.session_state[CONFIG] = replace(current_config(), own=series)


def _pick(page: Page, file_id: str, content: bytes) -> Series:
    """Let the learner choose the columns; the same choice gives the same series object, so that a run is found."""
    t = page.t
    table = _table(content)
    value, date = best_columns(table)
    columns = [str(name) for name in table.cells.columns]
    dates = [NO_DATES, *(c for c in columns if c not in table.numeric)]
    left, right = st.columns(2)
    chosen = left.selectbox(
        t("sequence-models.own.value"), columns, index=columns.index(value), key=f"sequence-models.value-{file_id}"
    )
    dated = right.selectbox(
        t("sequence-models.own.date"), dates, dates.index(date or NO_DATES), key=f"sequence-models.date-{file_id}",
        format_func=lambda name: name or t("sequence-models.own.no-dates"),
    )  # fmt: skip
    series = _series(table, chosen, dated or None)
    low, high = f"{series.values.min():.4g}", f"{series.values.max():.4g}"
    st.caption(t("sequence-models.own.summary", rows=t.number(len(series)), low=low, high=high))
    for notice in series.notices:
        numbers = {name: t.number(float(str(number))) for name, number in notice.values}
        st.info(t(notice.key, **numbers))
    return series


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def _table(content: bytes) -> SeriesTable:
    return read_table(content)


def _series(table: SeriesTable, value: str, date: str | None) -> Series:
    """Keep the last series of this session."""
    kept = st.session_state.get(KEPT)
    if kept is not None and kept[0] is table and kept[1:3] == (value, date):
        found: Series = kept[3]
        return found
    series = series_from_table(table, value=value, date=date)
    st.session_state[KEPT] = (table, value, date, series)
    return series
