"""The challenge: a table on which greedy loses as much as possible, scored against the optimum of that very table."""

import streamlit as st

from seqviz.text.markdown import plain
from seqviz.ui.beam_search.session import BeamSession
from seqviz.ui.beam_search.writing import factor_of, p_text, problem_text, sequence_text
from seqviz.ui.page import Page

MEDALS = ((0.75, "gold"), (0.5, "silver"), (0.25, "bronze"))
"""Share of the largest possible loss, on a logarithmic scale, that earns each remark."""


def draw_challenge(page: Page, state: BeamSession) -> None:
    """Score the table that is in the editor."""
    t, loss, refusal = page.t, state.searches().loss, state.searches().refusal
    with page.panel(
        "beam-search-challenge", title=t("beam-search.challenge.title"), hint=t("beam-search.challenge.hint")
    ):
        if loss is None:
            st.info(problem_text(refusal, t) if refusal else "")
            return
        state.record = max(state.record, loss.factor)
        now, best = st.columns(2)
        now.metric(t("beam-search.challenge.factor"), factor_of(loss.factor, t))
        best.metric(t("beam-search.challenge.record"), factor_of(state.record, t))
        st.progress(min(loss.share, 1.0), text=t("beam-search.challenge.most", most=factor_of(loss.most, t)))
        st.markdown(
            t(
                "beam-search.challenge.pair",
                greedy=plain(sequence_text(loss.greedy.tokens)), greedy_p=p_text(loss.greedy.probability),
                best=plain(sequence_text(loss.best.tokens)), best_p=p_text(loss.best.probability),
            )
        )  # fmt: skip
        earned = next((name for share, name in MEDALS if loss.share >= share), "none")
        st.caption(t(f"beam-search.challenge.{earned}"))
        with st.expander(t("beam-search.challenge.why")):
            page.lesson("bound", title=False)
