"""The router, run for every visit and every click: language, look, menu, then the page that the address names."""

import streamlit as st

from seqviz.ui.course import PAGES
from seqviz.ui.frame import draw_frame

ICON = PAGES.parent / "assets" / "images" / "icon.svg"


def route() -> None:
    """Draw the frame and the page."""
    st.set_page_config(page_title="seqviz", page_icon=str(ICON), layout="wide")
    draw_frame().run()


# Worker processes import the main module again: without the guard each would draw a page of its own.
if __name__ == "__main__":
    route()
