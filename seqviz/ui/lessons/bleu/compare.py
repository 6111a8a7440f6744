"""The lecture's formula and the standard one side by side on the same counts, and why they differ."""

import streamlit as st

from seqviz.figures import bleu_working as working
from seqviz.metrics.bleu import score_counts
from seqviz.records.bleu import BleuScore, BleuTrace
from seqviz.ui.experiment.controls import control
from seqviz.ui.lessons.bleu.outline import FORMULAS, BleuSettings
from seqviz.ui.page import Page


def draw_comparison(page: Page, settings: BleuSettings, trace: BleuTrace) -> None:
    """Draw both scores with their arithmetic; smoothing is a switch on the standard side."""
    t = page.t
    page.lesson("two")
    for column, formula in zip(st.columns(2, gap="small"), FORMULAS, strict=True):
        score = score_counts(trace.counts, formula, settings.view.smoothing if formula == "standard" else "none")
        title, hint = t(f"bleu.compare.{formula}"), t(f"bleu.compare.{formula}.hint")
        with column, page.panel(f"bleu-{formula}", title=title, hint=hint):
            st.markdown(f"## {score.score:.4f}")
            st.markdown(f"$$\n{working.product(score)}\n$$")
            if formula == "standard":
                _draw_smoothing(page, settings, score)
            _draw_zero(page, settings, score)
    _draw_reason(page, trace)


def _draw_smoothing(page: Page, settings: BleuSettings, score: BleuScore) -> None:
    t = page.t
    control(settings, "smoothing", t, shape="buttons")
    if score.smoothing != "none":
        st.caption(t(f"bleu.smoothing.{score.smoothing}.says"))
    if score.smoothing == "add-k" and score.absent:
        st.caption(t("bleu.smoothing.add-k.absent"))


def _draw_zero(page: Page, settings: BleuSettings, score: BleuScore) -> None:
    """Say that a zero makes the product zero, and offer the longest k without one."""
    zero = next((n for n, p in enumerate(score.smoothed, start=1) if p == 0), None)
    if zero == 1:
        st.caption(page.t("bleu.remark.zero_words"))
    elif zero is not None:
        st.caption(page.t("bleu.remark.zero", n=zero))
        st.button(
            page.t("bleu.remark.zero.fix", n=zero - 1), key=f"bleu.fix-k-{score.formula}",
            on_click=settings.change, kwargs={"max_n": zero - 1},
        )  # fmt: skip


def _draw_reason(page: Page, trace: BleuTrace) -> None:
    """Say which of the two is higher here and why; the exponents decide, the fractions are the same."""
    t = page.t
    if not trace.precisions:
        return
    both = score_counts(trace.counts, "lecture"), score_counts(trace.counts, "standard")
    lecture, standard = (score.score for score in both)
    if abs(lecture - standard) < 1e-12:
        st.markdown(t("bleu.compare.equal"))
        return
    values = {"lecture": f"{lecture:.4f}", "standard": f"{standard:.4f}", "sum": sum(both[0].weights)}
    st.markdown(t("bleu.compare.lecture_higher" if lecture > standard else "bleu.compare.standard_higher", **values))
