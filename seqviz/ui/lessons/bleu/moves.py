"""Along the assembly line: by a step, by an order, to its ends, and by itself while it plays."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from seqviz.components.bleu_alignment import Move
from seqviz.metrics.stops import AssemblyStop, asked_order, clamp_step, list_stops, next_order, score_so_far
from seqviz.records.bleu import BleuTrace
from seqviz.ui.lessons.bleu.controls import draw_knobs
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page

BEAT_SECONDS = 0.85


@dataclass(frozen=True)
class Line:
    """The assembly line of a pair, and where on it the page stands."""

    trace: BleuTrace
    stops: Sequence[AssemblyStop]
    step: int

    @classmethod
    def of(cls, trace: BleuTrace, step: int) -> "Line":
        """Lay out the line; ``step`` is brought to a stop that exists."""
        stops = list_stops([order.total for order in trace.ngrams])
        return cls(trace, stops, clamp_step(stops, step))

    @property
    def stop(self) -> AssemblyStop:
        """What is known here."""
        return self.stops[self.step]

    @property
    def last(self) -> int:
        """The number of the last stop."""
        return len(self.stops) - 1

    @property
    def asked(self) -> int | None:
        """The order whose fraction is not yet on the screen."""
        return asked_order(self.stops, self.step, [order.total for order in self.trace.ngrams])


def go(settings: BleuSettings, line: Line, step: int) -> None:
    """Go to a stop; the last one is kept as "everything", so that another k shows everything too."""
    memory_of(settings).playing = False
    settings.change(step=-1 if step == line.last else step)


def move(settings: BleuSettings, line: Line, where: Move) -> None:
    """Go to the stop before, the next one, the start or the end."""
    targets = {"back": max(0, line.step - 1), "next": min(line.last, line.step + 1), "start": 0, "end": line.last}
    go(settings, line, targets[where])


def draw_bar(page: Page, settings: BleuSettings, line: Line) -> None:
    """Draw transport, live figures, k and the formula."""
    with page.control_bar():
        _draw_transport(page, settings, line)
        _draw_figures(page, line)
        draw_knobs(page, settings)
    if memory_of(settings).playing:
        st.fragment(_beat, run_every=BEAT_SECONDS)(settings, line)


def _draw_transport(page: Page, settings: BleuSettings, line: Line) -> None:
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


def _draw_figures(page: Page, line: Line) -> None:
    t, trace, stop = page.t, line.trace, line.stop
    order = trace.ngrams[stop.n - 1] if trace.ngrams else None
    matched = sum(place.fate == "matched" for place in order.places[: stop.shown]) if order else 0
    figures = (
        (t("bleu.figure.n"), t("bleu.of", value=stop.n, total=max(1, len(trace.ngrams)))),
        (t("bleu.figure.matched"), t("bleu.of", value=matched, total=order.total if order else 0)),
        (t("bleu.figure.so_far"), f"{score_so_far(trace, stop):.3f}"),
    )
    with st.container(horizontal=True, width="content", gap="small"):
        for name, value in figures:
            st.markdown(f":small[:gray[{name}]]  \n**{value}**", width="content")


def _toggle(settings: BleuSettings, line: Line) -> None:
    memory = memory_of(settings)
    memory.playing, memory.moved_at = not memory.playing, time.monotonic()
    if memory.playing and line.step == line.last:
        settings.change(step=0)


def _beat(settings: BleuSettings, line: Line) -> None:
    """Move on by one stop once a beat has passed; stop playing at the end."""
    memory, now = memory_of(settings), time.monotonic()
    if memory.playing and now - memory.moved_at >= 0.9 * BEAT_SECONDS:
        go(settings, line, line.step + 1)
        memory.playing, memory.moved_at = line.step + 1 < line.last, now
        st.rerun()
