"""Screen 3: Zipf's law and why most of what comes next was never seen."""

import math

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.counting import AxisNames, coverage_chart, zipf_chart
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.statistics import coverage, zipf_curve
from seqviz.records.counting import Coverage
from seqviz.ui.language_models.markup import draw, note, table
from seqviz.ui.language_models.notation import scientific
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, Settings
from seqviz.ui.page import Page

QUARTERS = {"0": (0.0, 0.25), "1": (0.25, 0.5), "2": (0.5, 0.75), "3": (0.75, 1.01)}
ASKED_N = 3


def draw_zipf(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Rank the n-grams, then see how many are rare and how many are missing."""
    t = page.t
    found = coverage(corpus.counts, corpus.validation)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("zipf")
        prediction = _ask(page, corpus, found[ASKED_N - 1])
    with right:
        curves = [zipf_curve(corpus.counts, n) for n in (1, 2, 3)]
        names = [f"n = {curve.n}" for curve in curves]
        with page.panel(f"{PAGE}-zipf", title=t(f"{PAGE}.zipf.panel"), hint=t(f"{PAGE}.zipf.hint")):
            axes = AxisNames(x=t(f"{PAGE}.zipf.rank"), y=t(f"{PAGE}.zipf.frequency"))
            chart(zipf_chart(curves, axes=axes, names=names), key=f"{PAGE}-zipf-chart", label=t(f"{PAGE}.zipf.panel"))
            exponents = " · ".join(f"α = {c.exponent:.2f} (n = {c.n})" for c in curves)
            draw(note(t(f"{PAGE}.zipf.exponents", exponents=exponents), kind="lm-soft"))
    if prediction is None:
        return
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("thin", title=False)
    with right, page.panel(f"{PAGE}-coverage", title=t(f"{PAGE}.thin.panel"), hint=t(f"{PAGE}.thin.hint")):
        figure = coverage_chart(
            found, axes=AxisNames(x="n", y=t(f"{PAGE}.thin.share")), once=t(f"{PAGE}.thin.once"),
            unseen=t(f"{PAGE}.thin.unseen"),
        )  # fmt: skip
        chart(figure, key=f"{PAGE}-coverage-chart", label=t(f"{PAGE}.thin.panel"))
        draw(_table(page, settings, found))


def _table(page: Page, settings: Settings, found: tuple[Coverage, ...]) -> str:
    t = page.t
    head = [t(f"{PAGE}.thin.head.{name}") for name in ("n", "possible", "distinct", "once", "unseen")]
    rows = [
        [
            str(c.n),
            t.number(c.possible) if c.possible < 1e6 else scientific(math.log(c.possible)),
            t.number(c.distinct),
            f"{c.once:.1%}",
            f"{c.unseen:.1%}",
        ]
        for c in found
    ]
    return table(head, rows, here=settings.n - 1)


def _ask(page: Page, corpus: CountedCorpus, asked: Coverage) -> Prediction | None:
    t = page.t
    options = {key: t(f"{PAGE}.zipf.quarter.{key}") for key in QUARTERS}
    question = t(f"{PAGE}.zipf.question", n=ASKED_N)
    prediction = ask(page, "zipf", about=f"{corpus.source.name}-{corpus.unit}", question=question, options=options)
    if prediction:
        truth = next(key for key, (low, high) in QUARTERS.items() if low <= asked.unseen < high)
        outcome = t(f"{PAGE}.zipf.outcome", n=ASKED_N, share=f"{asked.unseen:.0%}", once=f"{asked.once:.0%}")
        guess = options.get(prediction.value, "")
        verdict(page, "zipf", prediction, right=prediction.value == truth, guess=guess, outcome=outcome)
    return prediction
