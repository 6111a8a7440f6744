"""A screen that measures one kind of task offers it where another one is learnt."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqviz.ui.experiment.look import Look


def offer_task(look: Look, name: str, *, title: str, why: str, take: str, task: Mapping[str, Any]) -> None:
    """Draw a panel that says ``why`` nothing can be measured here, and the button that sets the ``task``."""
    with look.page.panel(f"seq2seq-{name}", title=title):
        st.markdown(why)
        st.button(
            take, key=f"seq2seq.take-{name}", type="primary", on_click=look.settings.change, kwargs=dict(task),
        )  # fmt: skip
