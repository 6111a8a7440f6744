"""A small Streamlit app that shows the components with invented data; the address says which, and how."""

import plotly.graph_objects as go
import streamlit as st
from invented import LABELS, MARKUP, PARAMETERS, ROWS, WORDS, frame, run_series, series, template
from invented_machine import invented_answer

from seqviz.components.address import watch_address
from seqviz.components.board import board
from seqviz.components.board_frame import BoardFrame
from seqviz.components.chart import chart
from seqviz.components.machine import machine
from seqviz.components.machine_labels import machine_labels
from seqviz.components.owner import remember_owner
from seqviz.components.readout import LiveFigure, readout
from seqviz.components.timeline import timeline
from seqviz.components.words import provide_words
from seqviz.exercises.blanks import blanks_of
from seqviz.figures.theme import base_layout, colour
from seqviz.figures.training import gradient_norm_figure, parameter_norms_figure, perplexity_figure
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


def trained():
    """The charts of a run after as many steps as the address says, or of a contest of three."""
    steps = int(st.query_params.get("steps", 1))
    names = ("",) if st.query_params.get("contest") != "1" else ("RNN", "GRU", "LSTM")
    curves = run_series(steps, names)
    chart(perplexity_figure(WORDS, names), key="perplexity", series=curves["perplexity"])
    chart(gradient_norm_figure(WORDS, names), key="norm", series=curves["gradient_norm"])
    chart(parameter_norms_figure(PARAMETERS), key="parameters", series=curves["parameter_norms"])


def several():
    """Boards side by side, linked with each other if the address says so."""
    group = st.query_params.get("group", "")
    for number, column in enumerate(st.columns(2)):
        with column:
            board(
                frame(number + 1),
                key=f"board-{number}",
                labels=LABELS,
                figures={},
                panels=PANELS[1:],
                bands=3,
                rows=ROWS,
                group=group,
            )


def taken():
    """Charts and boards whose content is awkward in a file."""
    provide_words({"menu": "Take home", "png": "Picture", "svg": "Drawing", "csv": "Numbers", "txt": "Text"})
    figure = go.Figure(layout=base_layout())
    figure.add_scatter(name="=1+1", x=[0, 1, 2], y=[1.5, None, -2])
    figure.add_scatter(name="other", x=[0, 1, 2], y=[3, 4, 5])
    figure.add_scatter(name="late", x=[10, 20], y=[7, 8], meta={"end_label": "late"})
    chart(figure, key="awkward chart/1")
    tokens = ("=cmd", "a,b", "-1", "@x", "plain")
    board(
        frame(1, tokens=tokens, joiner=" "),
        key="board",
        labels=LABELS,
        figures={"perplexity": live_template()},
        panels=PANELS,
        bands=3,
        rows=ROWS,
    )


def watched():
    """Settings that follow the learner through the history."""
    watch_address("address", lambda parameters: st.session_state.update(setting=parameters.get("n", "1")))
    settings()


def settings():
    """A page with one setting in its address, as the kit keeps it: the widget is a view of the setting."""
    state = st.session_state
    state.setdefault("setting", st.query_params.get("n", "1"))

    def chosen():
        state["setting"] = state["pick"]

    state["pick"] = state["setting"]
    st.radio("n", ["1", "2", "3", "4"], key="pick", on_change=chosen, horizontal=True)
    st.text(f"n is {state['setting']}")
    language = st.toggle("language")
    st.query_params.from_dict({"show": "settings", "n": state["setting"], "lang": "zh" if language else "en"})


def arrivals():
    """Two pages: the second completes its address."""
    page = st.navigation(
        [
            st.Page(other_page, title="start", url_path="other", default=True),
            st.Page(settings, title="settings", url_path="settings"),
        ]
    )
    watch_address("address", lambda parameters: None)
    page.run()


def other_page():
    """Where the learner comes from."""
    st.text("the other page")
    st.page_link(st.Page(settings, title="settings", url_path="settings"))


def cookies():
    """Two tabs that each bring a token of their own."""
    state = st.session_state
    state.setdefault("token", st.query_params.get("token", "first"))
    remember_owner("laboratory_owner", state["token"], lambda other: state.update(token=other))
    st.text(f"token {state['token']}")


@st.fragment(run_every=0.2)
def travel():
    """Time travel whose checkpoints come and go."""
    step = st.session_state["step"] = st.session_state.get("step", 0) + 1
    timeline(
        list(range(0, 10 * step, 10)),
        now=10 * step,
        key="timeline",
        label="time",
        live_label="now",
        past_label="at {step}",
        back_label="back",
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


def machines():
    """One unit of the cell that the address names; says where the learner went."""
    state, cell = st.session_state, st.query_params.get("cell", "lstm")
    state.setdefault("unit", 5)
    state.setdefault("token", 3)
    answer = invented_answer(cell, state["unit"])
    machine(
        answer,
        key="machine",
        labels=machine_labels("en"),
        unit=state["unit"],
        at=state["token"],
        version=str(state["unit"]),
        blanks=lambda: blanks_of(answer),
        on_move=lambda move: state.update(unit=move.unit, token=move.at),
    )
    st.text(f"unit {state['unit']} at {state['token']}")


st.set_page_config(layout="wide")
apply_style(load_catalog("en"), projector=False)
SHOWS = {
    "chart": charts, "readout": figures, "board": laboratory, "trained": trained, "several": several, "taken": taken,
    "settings": watched, "cookies": cookies, "travel": travel, "pages": arrivals,
    "machine": machines,
}  # fmt: skip
SHOWS[st.session_state.setdefault("show", st.query_params.get("show", "board"))]()
