"""Along the assembly line: by a step, by an order, to its ends, and by itself while it plays."""

import time
from collections.abc import Callable
from functools import partial

import streamlit as st

from seqviz.components.bleu_alignment import Move
from seqviz.metrics.stops import AssemblyLine, next_order
from seqviz.ui.lessons.bleu.controls import draw_knobs
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page

BEAT_SECONDS = 0.85


def go(settings: BleuSettings, line: AssemblyLine, step: int) -> None:
    """Go to a stop; the last one is kept as "everything", so that another k shows everything too."""
    memory_of(settings).playing = False
    settings.change(step=-1 if step == line.last else step)


def move(settings: BleuSettings, line: AssemblyLine, where: Move) -> None:
    """Go to the stop before, the next one, the start or the end."""
    targets = {"back": max(0, line.step - 1), "next": min(line.last, line.step + 1), "start": 0, "end": line.last}
    go(settings, line, targets[where])


def draw_bar(page: Page, settings: BleuSettings, line: AssemblyLine) -> None:
    """Draw transport, live figures, k and the formula."""
    with page.control_bar():
        _draw_transport(page, settings, line)
        _draw_figures(page, line)
        draw_knobs(page, settings)
    # Always there, so that nothing below changes its place, and loses what is being typed, when it begins to play.
    st.fragment(_beat, run_every=BEAT_SECONDS if memory_of(settings).playing else None)(settings, line)


def _draw_transport(page: Page, settings: BleuSettings, line: AssemblyLine) -> None:
    t, n, playing = page.t, line.asked, memory_of(settings).playing
    at_start, at_end, only = line.step == 0, line.step == line.last, line.last == 0
    step = partial(move, settings, line)
    jump = partial(go, settings, line, next_order(line.stops, line.step))
    name = t("bleu.next", n=n) if n and not line.stop.done else t("bleu.next_score")
    ends = (t("bleu.restart"), "restart_alt", "start") if at_end else (t("bleu.all"), "fast_forward", "end")
    play = (t("bleu.pause"), "pause") if playing else (t("bleu.play"), "play_arrow")
    with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
        _button("bleu.back", t("bleu.back"), "arrow_back", at_start, partial(step, "back"), t("bleu.back.help"))
        _button("bleu.step", t("bleu.step"), "arrow_forward", at_end, partial(step, "next"), t("bleu.step.help"))
        st.button(name, key="bleu.next", type="primary", help=t("bleu.next.help"), disabled=at_end, on_click=jump)
        _button("bleu.play", *play, only, partial(_toggle, settings, line))
        _button("bleu.all", *ends[:2], only, partial(step, ends[2]))


def _button(key: str, label: str, icon: str, disabled: bool, act: Callable[[], None], told: str | None = None) -> None:
    st.button(label, key=key, icon=f":material/{icon}:", help=told, disabled=disabled, on_click=act)


def _draw_figures(page: Page, line: AssemblyLine) -> None:
    t = page.t
    figures = (
        (t("bleu.figure.n"), t("bleu.of", value=line.stop.n, total=max(1, len(line.trace.ngrams)))),
        (t("bleu.figure.matched"), t("bleu.of", value=line.matched, total=line.order.total)),
        (t("bleu.figure.so_far"), f"{line.score_so_far:.3f}"),
    )
    with st.container(horizontal=True, width="content", gap="small"):
        for name, value in figures:
            st.markdown(f":small[:gray[{name}]]  \n**{value}**", width="content")


def _toggle(settings: BleuSettings, line: AssemblyLine) -> None:
    memory = memory_of(settings)
    memory.playing, memory.moved_at = not memory.playing, time.monotonic()
    if memory.playing and line.step == line.last:
        settings.change(step=0)


def _beat(settings: BleuSettings, line: AssemblyLine) -> None:
    """Move on by one stop once a beat has passed; stop playing at the end."""
    memory, now = memory_of(settings), time.monotonic()
    if memory.playing and now - memory.moved_at >= 0.9 * BEAT_SECONDS:
        go(settings, line, line.step + 1)
        memory.playing, memory.moved_at = line.step + 1 < line.last, now
        st.rerun()
