"""One pair: presets, the two texts, the assembly line, and what opens once the score is assembled."""

import time

import streamlit as st

from seqviz.metrics.bleu import score_counts, trace_bleu
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.stops import AssemblyStop, clamp_step, list_stops
from seqviz.metrics.tokens import tokenize
from seqviz.records.bleu import BleuTrace
from seqviz.ui.address import write_address
from seqviz.ui.bleu.assembly import draw_arithmetic, draw_assembly, draw_texts
from seqviz.ui.bleu.compare import draw_comparison
from seqviz.ui.bleu.controls import draw_bar, draw_presets
from seqviz.ui.bleu.curves import draw_curves
from seqviz.ui.bleu.edits import draw_edits
from seqviz.ui.bleu.remarks import draw_problems, draw_remarks
from seqviz.ui.bleu.session import BleuSession, open_session
from seqviz.ui.page import Page

DRAWN_TOKENS = 120
_BEAT_SECONDS = 0.85


def draw_pair(page: Page) -> None:
    """Draw the view of one pair; while the assembly line plays, it draws itself again at every beat."""
    playing = open_session().playing
    st.fragment(_draw, run_every=_BEAT_SECONDS if playing else None)(page, playing)


def _draw(page: Page, registered_as_playing: bool) -> None:
    state = open_session()
    if state.playing != registered_as_playing or state.settings.view != "pair":
        st.rerun()
    settings = state.settings
    draw_presets(page, state)
    draw_problems(page, state)
    prediction, reference = (tokenize(text, settings.unit) for text in (settings.prediction, settings.reference))
    if max(len(prediction), len(reference)) > DRAWN_TOKENS:
        _draw_long(page, state, prediction, reference)
    else:
        _draw_short(
            page,
            state,
            trace_bleu(prediction, reference, settings.max_n, formula=settings.formula, smoothing=settings.smoothing),
        )
    write_address(state.settings.to_query())


def _draw_short(page: Page, state: BleuSession, trace: BleuTrace) -> None:
    stops = list_stops([order.total for order in trace.ngrams])
    step = clamp_step(stops, state.settings.step)
    if state.playing:
        step = _play(state, stops, step)
    stop = stops[step]
    draw_bar(page, state, trace, stops, step)
    wide, narrow = st.columns([2.25, 1], gap="small")
    with wide:
        draw_assembly(page, state, trace, stops, step)
    with narrow:
        draw_arithmetic(page, state, trace, stops, step)
    draw_remarks(page, state, trace)
    left, right = st.columns(2, gap="large")
    with left:
        page.lesson("count")
    with right:
        page.lesson("weights")
    if not stop.done:
        st.info(page.t("bleu.locked"), icon=":material/lock:")
        return
    draw_comparison(page, state, trace)
    draw_curves(page, state, trace)
    draw_edits(page, state, trace)


def _draw_long(page: Page, state: BleuSession, prediction: tuple[str, ...], reference: tuple[str, ...]) -> None:
    """Score a pair that is too long to draw: the two numbers and the advice, with the texts left as they are."""
    settings, t = state.settings, page.t
    counts = count_pair(prediction, reference, settings.max_n)
    with page.panel("bleu-long", title=t("bleu.assembly.title"), hint=t("bleu.assembly.hint")):
        draw_texts(page, state)
        st.warning(
            t(
                "bleu.long",
                prediction=t.number(len(prediction)),
                reference=t.number(len(reference)),
                limit=DRAWN_TOKENS,
                lecture=f"{score_counts(counts, 'lecture').score:.4f}",
                standard=f"{score_counts(counts, 'standard', settings.smoothing).score:.4f}",
            ),
            icon=":material/straighten:",
        )


def _play(state: BleuSession, stops: tuple[AssemblyStop, ...], step: int) -> int:
    """Move on by one stop if a beat has passed since the last one; stop playing at the end."""
    now = time.monotonic()
    if now - state.moved_at >= 0.9 * _BEAT_SECONDS and step < len(stops) - 1:
        state.moved_at = now
        step += 1
        last = step == len(stops) - 1
        state.change(step=-1 if last else step)
        state.playing = not last
    return step
