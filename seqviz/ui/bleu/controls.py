"""Presets, the link, and the one control bar of the page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st

from seqviz.components.bleu_alignment import Move
from seqviz.metrics.stops import AssemblyStop, asked_order, next_order, score_so_far
from seqviz.records.bleu import BleuTrace
from seqviz.ui.bleu.session import BleuSession
from seqviz.ui.bleu.settings import FORMULAS, LONGEST_NGRAM, VIEWS, presets
from seqviz.ui.bound import bound
from seqviz.ui.page import Page
from seqviz.ui.sharing import copy_link


@contextmanager
def top_row(page: Page, state: BleuSession) -> Iterator[None]:
    """Open the row of chips; at its right stand the switch between the two views and the link."""
    t = page.t
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        yield
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            st.segmented_control(
                t("bleu.view"), VIEWS, format_func=lambda view: t(f"bleu.view.{view}"), required=True,
                label_visibility="collapsed", **bound("bleu-view", state.settings.view, state.taker("view")),
            )  # fmt: skip
            copy_link(t, state.settings.to_query())


def draw_presets(page: Page, state: BleuSession) -> None:
    """Draw the pairs to start from as chips."""
    t = page.t
    with top_row(page, state):
        st.pills(
            t("bleu.presets"), list(presets()), format_func=lambda name: t(f"bleu.preset.{name}"),
            label_visibility="collapsed", **bound("bleu-preset", state.settings.preset, partial(_choose, state)),
        )  # fmt: skip


def draw_bar(page: Page, state: BleuSession, trace: BleuTrace, stops: Sequence[AssemblyStop], step: int) -> None:
    """Draw transport, live figures, k and the formula."""
    with page.control_bar():
        _draw_transport(page, state, trace, stops, step)
        _draw_figures(page, trace, stops[step])
        draw_knobs(page, state)


def move(state: BleuSession, stops: Sequence[AssemblyStop], step: int, where: Move) -> None:
    """Go to the stop before, the next one, the start or the end."""
    last = len(stops) - 1
    target = {"back": max(0, step - 1), "next": min(last, step + 1), "start": 0, "end": last}[where]
    go(state, stops, target)


def go(state: BleuSession, stops: Sequence[AssemblyStop], target: int) -> None:
    """Go to a stop; the last one is kept as "everything", so that another k shows everything too."""
    state.playing = False
    state.change(step=-1 if target == len(stops) - 1 else target)


def _draw_transport(page: Page, state: BleuSession, trace: BleuTrace, stops: Sequence[AssemblyStop], step: int) -> None:
    t, last = page.t, len(stops) - 1
    n = asked_order(stops, step, [order.total for order in trace.ngrams])
    label = t("bleu.next", n=n) if n and not stops[step].done else t("bleu.next_score")
    with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
        st.button(
            t("bleu.back"), key="bleu-back", icon=":material/arrow_back:", help=t("bleu.back.help"), disabled=step == 0,
            on_click=move, args=(state, stops, step, "back"),
        )  # fmt: skip
        st.button(
            t("bleu.step"), key="bleu-step", icon=":material/arrow_forward:", help=t("bleu.step.help"),
            disabled=step == last, on_click=move, args=(state, stops, step, "next"),
        )  # fmt: skip
        st.button(
            label, key="bleu-next", type="primary", help=t("bleu.next.help"), disabled=step == last,
            on_click=go, args=(state, stops, next_order(stops, step)),
        )  # fmt: skip
        st.button(
            t("bleu.pause") if state.playing else t("bleu.play"), key="bleu-play", disabled=len(stops) == 1,
            on_click=_toggle, args=(state, stops, step),
            icon=":material/pause:" if state.playing else ":material/play_arrow:",
        )  # fmt: skip
        at_end = step == last
        st.button(
            t("bleu.restart") if at_end else t("bleu.all"), key="bleu-all", disabled=len(stops) == 1,
            icon=":material/restart_alt:" if at_end else ":material/fast_forward:",
            on_click=move, args=(state, stops, step, "start" if at_end else "end"),
        )  # fmt: skip


def _draw_figures(page: Page, trace: BleuTrace, stop: AssemblyStop) -> None:
    t = page.t
    order = trace.ngrams[stop.n - 1] if trace.ngrams else None
    matched = sum(place.fate == "matched" for place in order.places[: stop.shown]) if order else 0
    figures = {
        "bleu.figure.n": t("bleu.of", value=stop.n, total=max(1, len(trace.ngrams))),
        "bleu.figure.matched": t("bleu.of", value=matched, total=order.total if order else 0),
        "bleu.figure.so_far": f"{score_so_far(trace, stop):.3f}",
    }
    with st.container(horizontal=True, width="content", gap="small"):
        for key, value in figures.items():
            st.markdown(f":small[:gray[{t(key)}]]  \n**{value}**", width="content")


def draw_knobs(page: Page, state: BleuSession) -> None:
    """Draw the two knobs that both views share: k and the formula."""
    t, settings = page.t, state.settings
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center", key="bleu-knobs"):
        st.slider(
            t("bleu.k"), 1, LONGEST_NGRAM, help=t("bleu.k.help"), width=110,
            **bound("bleu-k", settings.max_n, state.taker("max_n")),
        )  # fmt: skip
        st.segmented_control(
            t("bleu.formula"), FORMULAS, format_func=lambda formula: t(f"bleu.formula.{formula}"), required=True,
            help=t("bleu.formula.help"), **bound("bleu-formula", settings.formula, state.taker("formula")),
        )  # fmt: skip


def _choose(state: BleuSession, name: str | None) -> None:
    """Take the chip that was picked; a chip picked again starts its pair afresh."""
    if name := name or state.settings.preset:
        state.choose_preset(name)


def _toggle(state: BleuSession, stops: Sequence[AssemblyStop], step: int) -> None:
    playing = not state.playing
    if playing and step == len(stops) - 1:
        state.change(step=0)
    state.playing = playing
