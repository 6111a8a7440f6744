"""The frame around every page: brand, language, course menu, projector switch."""

from typing import TYPE_CHECKING

import streamlit as st

from seqviz.components.words import WORDS, provide_words
from seqviz.text.catalog import Catalog
from seqviz.ui.course import COURSE, lessons_by_section
from seqviz.ui.experiment.tied import tied
from seqviz.ui.language import catalog, current_language, language_switch
from seqviz.ui.owner import keep_owner
from seqviz.ui.style import apply_style

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

PROJECTOR = "projector"
"""Name of the switch for large type, in the address and in the session."""


def draw_frame() -> "Page":
    """Draw the sidebar and return the page to run. Titles follow the language, addresses never change."""
    t = catalog()
    pages = {
        lesson.url_path: st.Page(lesson.file, title=t(f"course.{lesson.url_path}"), url_path=lesson.url_path)
        for lesson in COURSE
    }
    # Streamlit serves its default page at the bare address alone, so the map is there twice: at / and at /home.
    start = st.Page(COURSE[0].file, title=t("course.home"), url_path="start", default=True)
    chosen = st.navigation([start, *pages.values()], position="hidden")
    projector = _projects()
    apply_style(t, projector=projector)  # first: what follows must not move when it comes
    stage = st.container(key="stage-menu", width="content")  # always there: what follows keeps its place
    with stage.popover("", icon=":material/menu:") if projector else st.sidebar:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="brand"):
            st.markdown("### seqviz", width="content")
            language_switch()
        _menu(pages, t)
        _projector_switch(t, projector)
    provide_words({word: t(f"take-home.{word}") for word in WORDS})
    keep_owner()
    return chosen


def _projects() -> bool:
    """Whether the type is large. It stands in the address, so that a link for the stage opens as it shall."""
    if PROJECTOR not in st.session_state:
        st.session_state[PROJECTOR] = st.query_params.get(PROJECTOR) == "on"
    on: bool = st.session_state[PROJECTOR]
    if on:
        st.query_params[PROJECTOR] = "on"
    else:
        st.query_params.pop(PROJECTOR, None)
    return on


def _projector_switch(t: Catalog, on: bool) -> None:
    """Draw the switch for large type."""

    def take(picked: bool) -> None:
        st.session_state[PROJECTOR] = picked

    st.toggle(t("common.projector"), help=t("common.projector.help"), **tied("projector-switch", on, take).value)


def _menu(pages: "dict[str, Page]", t: Catalog) -> None:
    """Links to all pages by section. Each carries the language, which a menu click would otherwise drop."""
    with st.container(key="menu"):
        for section, lessons in lessons_by_section().items():
            if section != "start":
                st.caption(t(f"course.section.{section}"))
            for lesson in lessons:
                st.page_link(pages[lesson.url_path], width="stretch", query_params={"lang": current_language()})
