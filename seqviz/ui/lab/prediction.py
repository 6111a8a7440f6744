"""Predict first: the learner's guess about the run, and what the run itself says to it."""

from typing import Literal, get_args

import streamlit as st

from seqviz.metrics.perplexity import perplexity
from seqviz.text.catalog import Catalog
from seqviz.ui.lab.transport import perplexity_text
from seqviz.ui.live.watch import Watch

STEP = 200
Band = Literal["worse", "half", "quarter", "less"]
BANDS: tuple[Band, ...] = get_args(Band)


def band_of(loss: float, unigram_loss: float) -> Band:
    """Return where a held-out loss stands, by its perplexity as a share of the unigram's: above 1, 1/2, 1/4, below."""
    share = perplexity(loss) / perplexity(unigram_loss)
    return "worse" if share >= 1 else "half" if share >= 0.5 else "quarter" if share >= 0.25 else "less"


def prediction_row(watch: Watch | None, t: Catalog) -> None:
    """Draw the question, and beside it the outcome once the run has passed step 200 (or ended before)."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lab-prediction"):
        st.markdown(t("lab.predict", step=STEP), width="content")
        loss = _loss_there(watch)
        guess = st.pills(
            t("lab.predict", step=STEP), BANDS, format_func=lambda band: t(f"lab.predict.{band}"), key="lab.prediction",
            label_visibility="collapsed", disabled=loss is not None, persist_state="session",
        )  # fmt: skip
    # The line is there from the start, so that nothing moves when the outcome comes.
    st.caption(_outcome(guess, loss, watch, t))


def _loss_there(watch: Watch | None) -> float | None:
    if watch is None:
        return None
    return next((record.loss for record in watch.curves.evaluations if record.step == STEP), None)


def _outcome(guess: Band | None, loss: float | None, watch: Watch | None, t: Catalog) -> str:
    if watch is not None and watch.outcome is not None and loss is None:
        return t("lab.predict.exploded", step=watch.outcome.step)
    if watch is None or loss is None:
        return t("lab.predict.choose" if guess is None else "lab.predict.wait")
    baseline = watch.poll.description.unigram_loss
    told = "unasked" if guess is None else "right" if band_of(loss, baseline) == guess else "wrong"
    return t(
        f"lab.predict.{told}",
        perplexity=perplexity_text(loss),
        unigram=perplexity_text(baseline),
    )
