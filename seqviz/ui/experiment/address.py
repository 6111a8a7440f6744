"""The address of a page: it always restores what the page shows, and Back undoes the last change."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqviz.components.address import watch_address
from seqviz.ui.experiment.settings import Settings

KEPT = ("lang", "run", "other-run", "projector")
"""Parameters that are no settings."""


def keep_address(settings: Settings[Any, Any]) -> None:
    """Make the address say what the page shows; hear when the learner goes back or forward."""

    def moved(query: Mapping[str, str]) -> None:
        settings.read(query)

    watch_address(key=f"{settings.outline.page}.address", on_move=moved)
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    wanted = kept | settings.query
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
