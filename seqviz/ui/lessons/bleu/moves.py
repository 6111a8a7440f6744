"""Along the assembly line: by a step, by an order, to its ends, and by itself while it plays."""

import time

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
    if memory_of(settings).playing:
        st.fragment(_beat, run_every=BEAT_SECONDS)(settings, line)


def _draw_transport(page: Page, settings: BleuSettings, line: AssemblyLine) -> None:
    t, n, playing = page.t, line.asked, memory_of(settings).playing
    at_start, at_end = line.step == 0, line.step == line.last
    with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
        st.button(
            t("bleu.back"), key="bleu.back", icon=":material/arrow_back:", help=t("bleu.back.help"), disabled=at_start,
            on_click=move, args=(settings, line, "back"),
        )  # fmt: skip
        st.button(
            t("bleu.step"), key="bleu.step", icon=":material/arrow_forward:", help=t("bleu.step.help"),
            disabled=at_end, on_click=move, args=(settings, line, "next"),
        )  # fmt: skip
        st.button(
            t("bleu.next", n=n) if n and not line.stop.done else t("bleu.next_score"), key="bleu.next", type="primary",
            help=t("bleu.next.help"), disabled=at_end, on_click=go,
            args=(settings, line, next_order(line.stops, line.step)),
        )  # fmt: skip
        st.button(
            t("bleu.pause" if playing else "bleu.play"), key="bleu.play", disabled=line.last == 0,
            icon=":material/pause:" if playing else ":material/play_arrow:", on_click=_toggle, args=(settings, line),
        )  # fmt: skip
        st.button(
            t("bleu.restart" if at_end else "bleu.all"), key="bleu.all", disabled=line.last == 0,
            icon=":material/restart_alt:" if at_end else ":material/fast_forward:",
            on_click=move, args=(settings, line, "start" if at_end else "end"),
        )  # fmt: skip


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
