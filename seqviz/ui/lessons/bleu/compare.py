"""The lecture's formula and the standard one side by side on the same counts, and why they differ."""

from zlib import crc32

import streamlit as st

from seqviz.figures import bleu_working as working
from seqviz.metrics.bleu import score_counts
from seqviz.records.bleu import BleuScore, BleuTrace
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Outcome, Question, follow, predict, skip
from seqviz.ui.lessons.bleu.outline import FORMULAS, BleuSettings
from seqviz.ui.page import Page

SAME = 1e-12


def draw_comparison(page: Page, settings: BleuSettings, trace: BleuTrace) -> bool:
    """Ask which score is higher, then draw both with their arithmetic; return whether they may be seen.

    Smoothing is a switch on the standard side.
    """
    t = page.t
    page.lesson("two")
    if trace.precisions:  # without a token there is nothing to compare
        question = _question(page, settings)
        follow(settings, question)
        if settings.view.step < 0:  # who wants everything at once wants this too
            skip(settings, question)
        if predict(page, settings, question, _outcome(page, trace)) is None:
            return False
    for column, formula in zip(st.columns(2, gap="small"), FORMULAS, strict=True):
        score = score_counts(trace.counts, formula, settings.view.smoothing if formula == "standard" else "none")
        title, hint = t(f"bleu.compare.{formula}"), t(f"bleu.compare.{formula}.hint")
        with column, page.panel(f"bleu-{formula}", title=title, hint=hint):
            st.markdown(f"## {score.score:.4f}")
            st.markdown(f"$$\n{working.product(score)}\n$$")
            if formula == "standard":
                _draw_smoothing(page, settings, score)
            _draw_zero(page, settings, score)
    return True


def _question(page: Page, settings: BleuSettings) -> Question:
    view = settings.view
    pair = f"{crc32(repr((view.tokens, view.max_n)).encode()):08x}"
    options: dict[str, str] = {answer: page.t(f"bleu.two.{answer}") for answer in (*FORMULAS, "equal")}
    return Question(subject=f"two/{pair}", text=page.t("bleu.two"), options=options, why="two-why")


def _outcome(page: Page, trace: BleuTrace) -> Outcome:
    lecture, standard = (score_counts(trace.counts, formula).score for formula in FORMULAS)
    equal = abs(lecture - standard) < SAME
    answer = "equal" if equal else "lecture" if lecture > standard else "standard"
    return Outcome(answers=frozenset({answer}), measured=_reason(page, trace))


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


def _reason(page: Page, trace: BleuTrace) -> str:
    """Say which of the two is higher here and why; the exponents decide, the fractions are the same."""
    t = page.t
    both = score_counts(trace.counts, "lecture"), score_counts(trace.counts, "standard")
    lecture, standard = (score.score for score in both)
    if abs(lecture - standard) < SAME:
        return t("bleu.compare.equal")
    values = {"lecture": f"{lecture:.4f}", "standard": f"{standard:.4f}", "sum": sum(both[0].weights)}
    return t("bleu.compare.lecture_higher" if lecture > standard else "bleu.compare.standard_higher", **values)
