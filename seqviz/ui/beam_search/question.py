"""Predict first: which path does greedy take, is there a better one? Afterwards both stand beside the outcome."""

import random
from functools import partial
from zlib import crc32

import streamlit as st

from seqviz.decoding.comparison import Comparison
from seqviz.decoding.tables import Prefix
from seqviz.records.search import TIE_DIGITS
from seqviz.text.markdown import plain
from seqviz.ui.beam_search.session import BeamSession, Prediction
from seqviz.ui.beam_search.writing import p_text, sequence_text, signed
from seqviz.ui.page import Page

OPTIONS = 4


def draw_question(page: Page, state: BeamSession) -> None:
    """Ask before the run; the answers offered are sequences of this table."""
    t = page.t
    paths = greedy_options(state.searches())
    with page.panel("beam-search-question", title=t("beam-search.predict.title"), hint=t("beam-search.predict.hint")):
        which, whether = st.columns([3, 2], gap="medium")
        path = which.radio(
            t("beam-search.predict.path"), paths, key=f"beam-search-path-{state.table_name}", index=None,
            format_func=lambda tokens: plain(sequence_text(tokens)), horizontal=True,
        )  # fmt: skip
        better = whether.radio(
            t("beam-search.predict.better"), (True, False), key=f"beam-search-better-{state.table_name}", index=None,
            format_func=lambda answer: t("beam-search.predict.yes" if answer else "beam-search.predict.no"),
            horizontal=True, help=t("beam-search.alpha.help"),
        )  # fmt: skip
        ready = path is not None and better is not None
        prediction = Prediction(greedy=path, better_exists=better) if path is not None and better is not None else None
        with st.container(horizontal=True):
            st.button(
                t("beam-search.predict.run"), key="beam-search-run", type="primary", disabled=not ready,
                icon=":material/play_arrow:", on_click=partial(state.run, prediction),
            )  # fmt: skip
            st.button(
                t("beam-search.predict.skip"), key="beam-search-skip", type="tertiary",
                on_click=partial(state.run, None),
            )  # fmt: skip


def draw_verdict(page: Page, state: BeamSession) -> None:
    """Show what was expected beside what the searches found; say nothing to someone who did not predict."""
    verdict = state.verdict
    if verdict is None or verdict.table != state.table_name:
        return
    t, expected, greedy, best = page.t, verdict.expected, verdict.greedy, verdict.best
    right = expected.greedy == greedy.tokens
    exists = round(best.score - greedy.score, TIE_DIGITS) > 0
    values = {
        "said": plain(sequence_text(expected.greedy)), "greedy": plain(sequence_text(greedy.tokens)),
        "best": plain(sequence_text(best.tokens)), "greedy_score": signed(greedy.score),
        "best_score": signed(best.score), "greedy_p": p_text(greedy.probability),
        "best_p": p_text(best.probability),
    }  # fmt: skip
    first = t(f"beam-search.verdict.path.{'right' if right else 'wrong'}", **values)
    agreed = "right" if expected.better_exists == exists else "wrong"
    second = t(f"beam-search.verdict.{'better' if exists else 'none'}.{agreed}", **values)
    both = right and agreed == "right"
    with page.panel("beam-search-verdict", title=t("beam-search.verdict.title")):
        st.markdown(f"{_mark(right)} {first}  \n{_mark(agreed == 'right')} {second}")
        if both:
            st.caption(t("beam-search.verdict.both"))


def greedy_options(searches: Comparison) -> list[Prefix]:
    """Return greedy's path among likely other ones, in an order that the table alone decides."""
    options: list[Prefix] = [searches.greedy.best.tokens]
    rivals = [answer.tokens for answer in (searches.exhaustive or searches.beam).top(3 * OPTIONS)]
    rivals += [answer.tokens for answer in searches.contenders]
    for tokens in rivals:
        if tokens not in options and len(options) < OPTIONS:
            options.append(tokens)
    random.Random(crc32(repr(sorted(options)).encode())).shuffle(options)
    return options


def _mark(right: bool) -> str:
    return ":green[:material/check_circle:]" if right else ":orange[:material/cancel:]"
