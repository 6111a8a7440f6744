"""The book's sentence pairs, which are in no package: the button that fetches them, on the pages that offer them."""

from typing import Any

import streamlit as st

from seqviz.data.pairs.d2l import ENGLISH_FRENCH
from seqviz.data.pairs.library import load_pairs
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.page import Page


def fetch_pairs_button(page: Page, settings: Settings[Any, Any]) -> None:
    """Offer the download where the chosen pairs are not here yet; one that fails is said in the head of the page."""
    if settings.config.pairs != "d2l-en-fr" or ENGLISH_FRENCH.present:
        return

    def fetch() -> None:
        settings.refused = None
        try:
            load_pairs("d2l-en-fr", fetch=True)
        except Problem as met:
            settings.refused = met

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"fetch-pairs-{page.name}"):
        problem = Problem("pairs.not-fetched", url=ENGLISH_FRENCH.url)
        st.caption(sentence(problem, page.t), width="stretch")
        st.button(
            page.t("kit.pairs.fetch"), key=f"{page.name}.fetch-pairs", icon=":material/download:", on_click=fetch
        )  # fmt: skip
