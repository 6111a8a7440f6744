"""The learner's own series: a CSV file, its columns, and what was put right while reading it."""

from typing import Any, get_args

import streamlit as st

from seqviz.data.reading.cells import Decimal
from seqviz.data.reading.encodings import Encoding
from seqviz.data.reading.series import NO_DATES, SeriesFile, SeriesRead, open_series
from seqviz.data.series.own import series_of
from seqviz.records.forecast import Task
from seqviz.records.problem import Problem
from seqviz.records.series import Series
from seqviz.text.markdown import plain
from seqviz.ui.experiment.reading import chosen_encoding, draw_notices, refuse
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.lessons.sequence_models.reading import draw_beginning, how_it_was_read, reading_controls, readings
from seqviz.ui.lessons.sequence_models.training import slot_of, trained
from seqviz.ui.page import Page

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
                refuse(problem, t, file=file.name, settings=settings.outline.labels)
            reading_controls(settings, t)
    if series is not settings.config.own:
        settings.change(own=series)


def _that_of_the_run(page: Page, settings: SequenceSettings) -> Series | None:
    """After a reload the learner's series lives on in the run alone."""
    watch = slot_of(page, settings).watch if settings.view.idea in get_args(Task) else None
    return trained(watch.contest).own if watch else None


def _pick(page: Page, settings: SequenceSettings, file_id: str, content: bytes) -> Series:
    """Let the learner choose the columns; the same choice gives the same series object, so that a run is found."""
    t, opened = page.t, _opened(content, chosen_encoding(settings), readings(settings)["decimal"])
    names = opened.table.names
    chosen: dict[str, str] = settings.memory.setdefault(
        f"columns/{file_id}/{settings.view.encoding}/{len(names)}",
        {"value": opened.value, "date": opened.date_beside(opened.value) or NO_DATES},
    )
    for place, name, options in zip(st.columns(2), ("value", "date"), (list(names), [NO_DATES, *names]), strict=True):

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
    read, series = _series(settings, opened, chosen["value"], chosen["date"])
    low, high = f"{series.values.min():.4g}", f"{series.values.max():.4g}"
    summary = t("sequence-models.own.summary", rows=t.number(len(series)), low=low, high=high)
    st.caption(t("sequence-models.sentences", first=summary, second=how_it_was_read(read, t)))
    beginning, notices = st.columns([2, 3])
    with beginning:
        draw_beginning(read, t)
    with notices:
        draw_notices(series.notices, t)
    return series


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def _opened(content: bytes, encoding: Encoding | None, decimal: Decimal | None) -> SeriesFile:
    return open_series(content, encoding=encoding, decimal=decimal)


def _series(settings: SequenceSettings, opened: SeriesFile, value: str, date: str) -> tuple[SeriesRead, Series]:
    """Keep the last series of this session."""
    how = {"value": value, "date": date, **readings(settings)}
    kept: tuple[SeriesFile, dict[str, Any], SeriesRead, Series] | None = settings.memory.get("own-series")
    if kept is not None and kept[0] is opened and kept[1] == how:
        return kept[2:]
    read = opened.read(**how)
    series = series_of(read)
    settings.memory["own-series"] = (opened, how, read, series)
    return read, series
