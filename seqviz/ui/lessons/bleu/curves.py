"""Two curves of a pair: the brevity penalty with "you are here", and the score against length."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.bleu import brevity_curve, length_chart
from seqviz.metrics.bleu import brevity_penalty
from seqviz.metrics.lengths import most_by_length, score_by_length
from seqviz.records.bleu import BleuTrace
from seqviz.ui.lessons.bleu.outline import FORMULAS, BleuView
from seqviz.ui.page import Page

_LONGEST_CURVE = 60
_BEYOND = 4


def draw_curves(page: Page, view: BleuView, trace: BleuTrace) -> None:
    """Draw both curves; an empty side leaves nothing to draw."""
    if not trace.prediction or not trace.reference:
        return
    page.lesson("brevity")
    left, right = st.columns(2, gap="small")
    with left:
        _draw_brevity(page, trace)
    with right:
        _draw_length(page, view, trace)


def _draw_brevity(page: Page, trace: BleuTrace) -> None:
    t = page.t
    predicted, expected = len(trace.prediction), len(trace.reference)
    lengths = [len(reference) for reference in trace.references]
    penalty = f"{brevity_penalty(predicted, expected):.3f}"
    with page.panel("bleu-brevity", title=t("bleu.brevity.title"), hint=t("bleu.brevity.hint")):
        labels = {
            "here": t("bleu.brevity.here", penalty=penalty),
            "length": t("bleu.brevity.axis"),
            "reference": t("bleu.brevity.reference", length=expected),
        }
        chart(
            brevity_curve(predicted, lengths, labels), key="bleu-brevity-chart",
            label=t("bleu.brevity.label", predicted=predicted, expected=expected, penalty=penalty),
        )  # fmt: skip


def _draw_length(page: Page, view: BleuView, trace: BleuTrace) -> None:
    t, length = page.t, len(trace.prediction)
    with page.panel("bleu-length", title=t("bleu.length.title"), hint=t("bleu.length.hint")):
        if length > _LONGEST_CURVE:
            st.caption(t("bleu.length.too_long", limit=_LONGEST_CURVE))
            return
        longest = max(length, len(trace.reference)) + _BEYOND
        pair, smoothing = (trace.prediction, trace.references, trace.max_n), view.smoothing
        curves = {
            formula: score_by_length(*pair, formula=formula, smoothing=smoothing, longest=longest)
            for formula in FORMULAS
        }
        labels = {str(formula): t(f"bleu.formula.{formula}") for formula in FORMULAS} | {
            "ceiling": t("bleu.length.ceiling"),
            "length": t("bleu.brevity.axis"),
            "here": t("bleu.length.here"),
        }
        ceiling = most_by_length(trace.references, trace.max_n, trace.formula, longest=longest)
        here = {formula: f"{curves[formula][length - 1]:.3f}" for formula in FORMULAS}
        chart(
            length_chart(curves, ceiling, length=length, labels=labels),
            key="bleu-length-chart",
            label=t("bleu.length.label", length=length, **here),
        )
