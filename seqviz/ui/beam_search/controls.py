"""Presets, settings, the link, and the one control bar of the page."""

from functools import partial

import streamlit as st

from seqviz.components.tree import Position, tree_transport
from seqviz.decoding.editable import MAX_LENGTH, EditableTable
from seqviz.decoding.examples import beam_fails, greedy_fails, random_table
from seqviz.ui.address import warn
from seqviz.ui.beam_search.labels import GROUP, transport_labels
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.settings import FIXED, MAX_ALPHA, MAX_WIDTH, METHODS, STOPPINGS
from seqviz.ui.beam_search.writing import problem_text
from seqviz.ui.bound import bound
from seqviz.ui.page import Page
from seqviz.ui.sharing import copy_link

MADE = ("greedy-fails", "beam-fails", "random")


def draw_presets(page: Page, state: BeamSession) -> None:
    """Draw the tables to start from as chips; settings and the link stand at the right."""
    t = page.t
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.pills(
                t("beam-search.presets"), [*FIXED, *MADE], format_func=lambda name: t(f"beam-search.preset.{name}"),
                label_visibility="collapsed", **bound("beam-search-preset", _chosen(state), partial(_choose, state)),
            )  # fmt: skip
            if _chosen(state) in MADE:
                st.button(
                    t("beam-search.another"), key="beam-search-another", icon=":material/casino:",
                    on_click=_choose, args=(state, _chosen(state)),
                )  # fmt: skip
        with st.container(horizontal=True, width="content"):
            _draw_settings(page, state)
            copy_link(t, state.settings.to_query())
    problems = (*state.problems, *([state.refused] if state.refused else []))
    warn([problem_text(problem, t) for problem in problems])


def draw_bar(page: Page, state: BeamSession) -> None:
    """Draw transport, live figures, k and alpha."""
    t, settings = page.t, state.settings
    with page.control_bar():
        if settings.shown:
            with st.container(width="stretch", key="beam-search-transport-box"):
                labels = transport_labels(t)
                tree_transport(labels, group=GROUP, key="beam-search-transport", on_move=partial(_move, state))
        else:
            st.markdown(t("beam-search.predict.first"), width="stretch")
        st.slider(
            t("beam-search.k"), 1, MAX_WIDTH, width=130, help=t("beam-search.k.help"),
            **bound("beam-search-k", settings.width, state.taker("width")),
        )  # fmt: skip
        st.slider(
            t("beam-search.length"), 1, MAX_LENGTH, width=130, help=t("beam-search.length.help"),
            **bound("beam-search-length", settings.table.length, partial(_set_length, state)),
        )  # fmt: skip
        st.slider(
            t("beam-search.alpha"), 0.0, MAX_ALPHA, step=0.05, width=150, help=t("beam-search.alpha.help"),
            **bound("beam-search-alpha", settings.alpha, state.taker("alpha")),
        )  # fmt: skip


def _draw_settings(page: Page, state: BeamSession) -> None:
    t, settings = page.t, state.settings
    with st.popover(t("beam-search.settings"), icon=":material/tune:"):
        st.text_input(
            t("beam-search.forced"), max_chars=80, help=t("beam-search.forced.help"), placeholder="A C",
            **bound("beam-search-forced", " ".join(settings.forced), partial(_set_forced, state), hidden=True),
        )  # fmt: skip
        st.selectbox(
            t("beam-search.stopping"), STOPPINGS, format_func=lambda name: t(f"beam-search.stopping.{name}"),
            help=t("beam-search.stopping.help"),
            **bound(
                "beam-search-stopping", settings.stopping, state.taker("stopping"), options=STOPPINGS, hidden=True
            ),
        )  # fmt: skip


def _move(state: BeamSession, at: Position) -> None:
    """Follow the learner's steps, which the browser takes by itself; a late report about another table is ignored."""
    if at.table == state.table_name and at.search in METHODS:
        state.stand(at.search, at.step)


def _chosen(state: BeamSession) -> str | None:
    return state.settings.preset or state.made_for


def _choose(state: BeamSession, name: str | None) -> None:
    """Take the chip that was picked; a chip picked again starts its experiment afresh."""
    name = name or _chosen(state)
    for fixed in FIXED:
        if name == fixed:
            state.choose(fixed)
    if name in MADE:
        _make(state, str(name))


def _make(state: BeamSession, kind: str) -> None:
    """Make another table of a kind; the next one starts where the search for this one ended."""
    if kind == "random":
        model, seed = random_table(state.seed), state.seed
    else:
        model, seed = (greedy_fails if kind == "greedy-fails" else beam_fails)(state.seed)
    state.seed = seed + 1
    state.ask_about(EditableTable.of(model), made_for=kind)


def _set_length(state: BeamSession, length: int) -> None:
    state.use_table(state.settings.table.with_length(length))


def _set_forced(state: BeamSession, text: str) -> None:
    state.change(forced=tuple(text.split()))
