"""The view of a whole test set: where the pairs come from, a guess, the run, and what came out."""

from functools import partial

import streamlit as st

from seqviz.metrics.tokens import TOKEN_UNITS
from seqviz.ui.address import write_address
from seqviz.ui.bleu.controls import draw_knobs, top_row
from seqviz.ui.bleu.corpus_report import draw_report
from seqviz.ui.bleu.corpus_run import CorpusRun
from seqviz.ui.bleu.corpus_source import draw_source, pick_source
from seqviz.ui.bleu.remarks import draw_problems
from seqviz.ui.bleu.session import BleuSession, open_session
from seqviz.ui.bleu.settings import SMOOTHINGS
from seqviz.ui.bound import bound
from seqviz.ui.page import Page

GUESSES = ("higher", "equal", "lower")
_POLL_SECONDS = 0.4


def draw_corpus(page: Page) -> None:
    """Draw the view; while a test set is being scored, it looks again several times a second."""
    run = open_session().run
    active = run is not None and run.active
    st.fragment(_draw, run_every=_POLL_SECONDS if active else None)(page, active)


def _draw(page: Page, registered_as_active: bool) -> None:
    state = open_session()
    active = state.run is not None and state.run.active
    if active != registered_as_active or state.settings.view != "corpus":
        st.rerun()
    with top_row(page, state):
        pick_source(page, state)
    draw_problems(page, state)
    bar = st.container()  # above the source on the screen, but what it may do depends on the source
    page.lesson("corpus")
    draw_source(page, state)
    with bar:
        _draw_bar(page, state)
    _draw_guess(page, state)
    _draw_outcome(page, state)
    write_address(state.settings.to_query())


def _draw_bar(page: Page, state: BleuSession) -> None:
    t, run = page.t, state.run
    with page.control_bar():
        if run is not None and run.active:
            st.button(t("bleu.corpus.stop"), key="bleu-corpus-stop", on_click=run.stop)
        else:
            label = "bleu.corpus.score" if run is None else "bleu.corpus.score.again"
            st.button(
                t(label), key="bleu-corpus-score", type="primary", on_click=_start, args=(state,),
                disabled=not state.texts, help=None if state.texts else t("bleu.corpus.nothing"),
            )  # fmt: skip
        st.selectbox(
            t("bleu.unit"), TOKEN_UNITS, format_func=lambda name: t(f"bleu.unit.{name}"), help=t("bleu.unit.help"),
            width=150,
            **bound("bleu-corpus-unit", state.settings.unit, state.taker("unit"), options=TOKEN_UNITS),
        )  # fmt: skip
        st.segmented_control(
            t("bleu.smoothing"), SMOOTHINGS, format_func=lambda name: t(f"bleu.smoothing.{name}"), required=True,
            help=t("bleu.smoothing.help"),
            **bound("bleu-corpus-smoothing", state.settings.smoothing, state.taker("smoothing")),
        )  # fmt: skip
        draw_knobs(page, state)


def _draw_guess(page: Page, state: BleuSession) -> None:
    t = page.t
    st.segmented_control(
        t("bleu.corpus.guess"), GUESSES, format_func=lambda name: t(f"bleu.corpus.guess.{name}"),
        **bound("bleu-corpus-guess", state.corpus_guess, partial(setattr, state, "corpus_guess")),
    )  # fmt: skip


def _draw_outcome(page: Page, state: BleuSession) -> None:
    t, run = page.t, state.run
    if run is None:
        return
    if run.active:
        waiting = run.status == "waiting"
        pairs = t("bleu.corpus.progress", pairs=t.number(run.progress.pairs))
        st.progress(min(1.0, run.progress.share), text=t("bleu.corpus.waiting") if waiting else pairs)
    elif run.status == "stopped":
        st.info(t("bleu.corpus.stopped"))
    elif run.problem is not None:
        st.error(t(run.problem.key, **run.problem.values), icon=":material/error:")
    elif run.report is not None:
        if (run.settings, state.run_source) != (state.corpus_settings, state.source):
            st.warning(t("bleu.corpus.stale"), icon=":material/history:")
        draw_report(page, state, run, run.report)


def _start(state: BleuSession) -> None:
    """Score what is chosen now. Another run of this learner, if any, is stopped."""
    if state.run is not None:
        state.run.stop()
    state.run = CorpusRun(state.texts, state.corpus_settings)
    state.run_source = state.source
