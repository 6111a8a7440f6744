"""Files to take home: what a page computed, as tables for a spreadsheet or a notebook.

Each chart, canvas and table has its own menu in the browser (see ``seqviz.components``); here are the files that only
the server can write.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from seqviz.records.tables import cell
from seqviz.ui.page import Page

Mime = Literal["text/csv", "text/plain", "application/json"]


@dataclass(frozen=True, kw_only=True)
class Download:
    """One file: its label, its name, and what makes its content when it is asked for."""

    label: str
    file_name: str
    content: Callable[[], str | bytes]
    mime: Mime = "text/csv"


def take_home(page: Page, downloads: Callable[[], Sequence[Download]]) -> None:
    """Draw the menu of files; out of reach while there is none."""
    t, files = page.t, downloads()
    with (
        st.container(key="take-home-menu", width="content"),
        st.popover(t("kit.take-home"), icon=":material/download:", disabled=not files, help=t("kit.take-home")),
    ):
        for file in files:
            st.download_button(
                file.label, data=partial(written, file), file_name=file.file_name, mime=file.mime,
                key=f"{page.name}.download-{file.file_name}", on_click="ignore", width="stretch",
            )  # fmt: skip


def written(file: Download) -> str | bytes:
    """Return a file's content as it is saved: spreadsheets need the mark at the front to read UTF-8."""
    content = file.content()
    return f"\ufeff{content}" if file.mime == "text/csv" and isinstance(content, str) else content


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV; what would be a formula in a spreadsheet stays text."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(value) for value in row] for row in rows)
    return sheet.getvalue()


def settings_csv(settings: Mapping[str, object]) -> str:
    """Return settings as a table of two columns."""
    return table_csv(("setting", "value"), settings.items())
