"""The router, run for every visit and every click: language, look, menu, then the page that the address names."""

import streamlit as st

from seqviz.ui.course import COURSE, PAGES
from seqviz.ui.experiment.runs import engine
from seqviz.ui.frame import draw_frame
from seqviz.ui.style import SIDEBAR_WIDTH

ICON = PAGES.parent / "assets" / "images" / "icon.svg"


def route() -> None:
    """Draw the frame and the page."""
    st.set_page_config(page_title="seqviz", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    page = draw_frame()
    if any(lesson.trains and lesson.url_path == page.url_path for lesson in COURSE):
        engine()  # the workers start while the page is still being imported and drawn
    page.run()


# Worker processes import the main module again: without the guard each would draw a page of its own.
if __name__ == "__main__":
    route()
