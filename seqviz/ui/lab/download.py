"""The figures of the run, to take home."""

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.ui.lab import session
from seqviz.ui.live.export import curves_csv
from seqviz.ui.live.watch import Watch


def download_button(t: Catalog) -> None:
    """Draw the button that hands over the curves of the run as they are when it is pressed."""
    watch = session.current_watch()
    st.download_button(
        t("lab.download"), data=lambda: _table(watch), file_name="seqviz-run.csv", mime="text/csv",
        key="lab.download", icon=":material/download:", help=t("lab.download.help"), on_click="ignore",
        disabled=watch is None,
    )  # fmt: skip


def _table(watch: Watch | None) -> str:
    if watch is None:
        return ""
    description = watch.poll.description
    return curves_csv(watch.curves, description.parameters if description else ())
