"""A small Streamlit app that shows the components with invented data; the address says which, and how."""

import plotly.graph_objects as go
import streamlit as st
from invented import LABELS, MARKUP, ROWS, frame, series, template

from seqviz.components.board import board
from seqviz.components.board_frame import BoardFrame
from seqviz.components.chart import chart
from seqviz.components.readout import LiveFigure, readout
from seqviz.figures.theme import base_layout, colour
from seqviz.text.catalog import load_catalog
from seqviz.ui.style import apply_style

PANELS = ("perplexity", "cell", "next", "unit", "sample")


@st.cache_resource
def live_template():
    """Encode the live figure once, as a page does."""
    return template()


def bars():
    """A figure that never changes."""
    figure = go.Figure(layout=base_layout())
    return figure.add_bar(name="bars", x=["a", "b"], y=[1, 2], marker={"color": colour("forget")})


@st.fragment(run_every=0.2)
def charts():
    """A live chart and a still one that reports clicks."""
    step = st.session_state["step"] = st.session_state.get("step", 20) + 1
    chart(live_template(), key="live", series=series(step), label="perplexity")
    clicked = chart(bars(), key="still", clickable=True).clicked
    if clicked:
        st.session_state["clicked"] = f"clicked {clicked.trace} {clicked.x} {clicked.y}"
    st.text(st.session_state.get("clicked", "nothing clicked"))


@st.fragment(run_every=0.2)
def figures():
    """A row of figures whose values grow and shrink."""
    step = st.session_state["step"] = st.session_state.get("step", 0) + 1
    value = "9" if step % 2 else "1,234"
    readout(
        [
            LiveFigure(label="step", value=value, room=6),
            LiveFigure(label="ppl", value="", colour="validation"),
            LiveFigure(label="device", value=MARKUP, words=True, room=12),
        ],
        "figures",
    )


@st.fragment(run_every=0.2)
def laboratory():
    """The board, empty until the address or the button says otherwise."""
    query = st.query_params
    if st.button("start"):
        st.session_state["started"] = True
    words = query.get("words") == "1"
    tokens = (MARKUP, "of", "incomprehensibilities", "&amp;", "\n") if words else tuple("the people")
    step = st.session_state["step"] = st.session_state.get("step", 1) + 1
    started = st.session_state.get("started", query.get("empty") != "1")
    now = frame(step if query.get("still") != "1" else 1, tokens=tokens, joiner=" " if words else "")
    shown = now if started else BoardFrame(run="run-1")
    board(shown, key="board", labels=LABELS, figures={"perplexity": live_template()}, panels=PANELS, bands=3, rows=ROWS)


st.set_page_config(layout="wide")
apply_style(load_catalog("en"), projector=False)
{"chart": charts, "readout": figures, "board": laboratory}[st.query_params.get("show", "board")]()
