"""How the learner's series was read: its first rows as they were understood, and the other readings."""

from math import isnan
from typing import Any

import streamlit as st

from seqviz.data.reading.cells import Decimal
from seqviz.data.reading.series import FirstRow, SeriesRead
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.reading import encoding_control
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": "none"}
_DECIMALS: dict[str, Decimal | None] = {"auto": None, "point": ".", "comma": ","}
_ORDERS = {"day": True, "month": False}


def readings(settings: SequenceSettings) -> dict[str, Any]:
    """Return the readings that the learner chose, as the reader takes them; encoding apart."""
    view = settings.view
    clock = None if view.clock == "auto" else view.clock
    return {
        "decimal": _DECIMALS[view.decimal],
        "day_first": _ORDERS.get(view.day_order),
        "year_first": view.day_order == "year",
        "clock": clock,
    }


def reading_controls(settings: SequenceSettings, t: Catalog) -> None:
    """Draw the choices that a file may leave open."""
    with st.container(horizontal=True, gap="medium"):
        control(settings, "decimal", t, shape="buttons", label="reading.setting.decimal", width="content")
        control(settings, "day_order", t, shape="buttons", label="reading.setting.day_order", width="content")
        control(settings, "clock", t, shape="buttons", label="reading.setting.clock", width="content")
        encoding_control(settings, t)


def how_it_was_read(read: SeriesRead, t: Catalog) -> str:
    """Return the sentence that names encoding, separator, decimal sign, and the order of day and month."""
    name = SEPARATORS.get(read.separator)
    order = {True: "day", False: "month", None: "written" if read.date_column else "none"}[read.day_first]
    return t(
        "reading.as-table",
        encoding=t(f"reading.setting.encoding.{read.encoding}"),
        separator=t(f"reading.separator.{name}") if name else t("reading.separator.other", sign=plain(read.separator)),
        decimal=plain(read.decimal),
        order=t(f"reading.order.{order}"),
    )


def draw_beginning(read: SeriesRead, t: Catalog) -> None:
    """Show the first rows as they stand in the file, beside what was understood."""
    st.dataframe(_table(read.beginning, t, dated=read.date_column is not None), hide_index=True, width="content")


def _table(rows: tuple[FirstRow, ...], t: Catalog, *, dated: bool) -> dict[str, list[str]]:
    """Return the columns of the small table: as written, and as understood."""
    times: dict[str, list[str]] = {}
    if dated:
        times = {
            t("reading.column.date"): [row.date for row in rows],
            t("reading.column.time"): [_shown(row) for row in rows],
        }
    return times | {
        t("reading.column.written"): [row.cell for row in rows],
        t("reading.column.value"): [
            t.number(row.value, digits=6) if not isnan(row.value) else t("reading.missing") for row in rows
        ],
    }


def _shown(row: FirstRow) -> str:
    return str(row.time).replace("T", " ").removesuffix(":00").removesuffix(" 00:00")
