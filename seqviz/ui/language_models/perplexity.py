"""Screen 7: perplexity as the effective number of choices, with its best, uniform and infinite cases."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.counting import AxisNames
from seqviz.figures.counting_perplexity import certainty_curve, surprisal_bars
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.model import mean_nll
from seqviz.ngrams.smoothing import Smoothing
from seqviz.ui.language_models.markup import Bar, bars, draw, draw_minimum_width, note, shown
from seqviz.ui.language_models.notation import number
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.sentence import score_input
from seqviz.ui.language_models.settings import PAGE, Settings, bind
from seqviz.ui.page import Page

ONE_MISS = 100
"""Tokens of the question: all but the last one predicted with certainty."""


def draw_perplexity(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """From -log p of each token to one number for a text."""
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("perplexity")
        prediction = _ask(page)
    with right:
        _token_by_token(page, settings, corpus)
    if prediction is None:
        return
    left, right = st.columns([5, 8], gap="medium")
    with left:
        _ladder(page, settings, corpus)
    with right:
        _dial(page, settings, corpus)


def _token_by_token(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    hint = t(f"{PAGE}.perplexity.tokens.hint")
    with page.panel(f"{PAGE}-tokens", title=t(f"{PAGE}.perplexity.tokens"), hint=hint):
        score = score_input(page, settings, corpus, "sentence")
        if score is None:
            return
        surprisals = [-math.log(f.probability) if f.probability else math.inf for f in score.factors]
        figure = surprisal_bars(
            surprisals, [f.token for f in score.factors], mean=score.mean_nll,
            mean_name=t(f"{PAGE}.perplexity.mean", mean=f"{score.mean_nll:.2f}"), y="−log p",
        )  # fmt: skip
        with st.container(key=f"{PAGE}-wide"):
            draw_minimum_width(_room([f.token for f in score.factors]))
            chart(figure, key=f"{PAGE}-tokens-chart", label=t(f"{PAGE}.perplexity.tokens"))
        mean = "∞" if score.zeros else f"{score.mean_nll:.3f}"
        values = {"mean": mean, "perplexity": number(page, perplexity(score.mean_nll))}
        draw(note(t(f"{PAGE}.perplexity.arithmetic", **values), kind="lm-product"))
        if score.zeros:
            draw(note(t(f"{PAGE}.perplexity.infinite", token=shown(score.factors[score.zeros[0]].token))))


def _room(tokens: Sequence[str]) -> int:
    """Return the pixels in which no token's name touches its neighbour's, the chart's margins included."""
    # Letters take about 6.3 pixels and ideographs 12.5; the number below a short token takes about 28.
    widths = [max(28.0, sum(12.5 if ord(letter) > 0x2E7F else 6.3 for letter in token)) for token in tokens]
    apart = max((left + right) / 2 for left, right in pairwise([*widths, widths[-1]]))
    return 144 + round(len(tokens) * (apart + 6))


def _dial(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Let the learner set p of every right token: 1, 1/V and 0 are the three cases."""
    t = page.t
    size = len(corpus.vocabulary)
    if math.isclose(settings.certainty, 1 / size, rel_tol=1e-4):  # the address keeps six figures
        settings = replace(settings, certainty=1 / size)
    with page.panel(f"{PAGE}-dial", title=t(f"{PAGE}.perplexity.dial"), hint=t(f"{PAGE}.perplexity.dial.hint")):
        options = sorted({0.0, 1 / size, 0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.9, 1.0, settings.certainty})
        st.select_slider(
            t(f"{PAGE}.perplexity.p"), options, **bind("certainty", settings),
            format_func=lambda p: t(f"{PAGE}.perplexity.one-of", size=t.number(size)) if p == 1 / size else f"{p:g}",
        )  # fmt: skip
        p = settings.certainty
        value = perplexity(mean_nll(np.full(8, p)))
        case = "best" if p == 1 else "endless" if p == 0 else "uniform" if p == 1 / size else "between"
        draw(note(f"exp(−log {p:.4g}) = {number(page, value)}", kind="lm-product"))
        draw(note(t(f"{PAGE}.perplexity.case.{case}", value=number(page, value), size=t.number(size)), kind="lm-soft"))
        figure = certainty_curve(
            p, size, here=number(page, value), uniform=t(f"{PAGE}.perplexity.uniform-mark", size=t.number(size)),
            axes=AxisNames(x="p", y=t(f"{PAGE}.smoothing.perplexity")),
        )  # fmt: skip
        chart(figure, key=f"{PAGE}-dial-chart", label=t(f"{PAGE}.perplexity.dial"))


def _ladder(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Put the page's models between the three corner cases, all on the same held-out tokens."""
    t = page.t
    size = len(corpus.vocabulary)
    count = len(corpus.validation) - corpus.examiner.skip
    one_zero = np.ones(count)
    one_zero[-1] = 0.0
    unigram = Smoothing(rule="add-k", strength=1.0)
    rows = [
        ("best", mean_nll(np.ones(count)), "quiet"),
        ("here", corpus.examiner.mean_nll(settings.n, settings.smoothing), ""),
        ("unigram", corpus.examiner.mean_nll(1, unigram), "quiet"),
        ("uniform", mean_nll(np.full(count, 1 / size)), "quiet"),
        ("one-zero", mean_nll(one_zero), "quiet"),
    ]
    top = math.log(size) * 1.25
    hint = t(f"{PAGE}.perplexity.ladder.hint", count=t.number(count))
    with page.panel(f"{PAGE}-ladder", title=t(f"{PAGE}.perplexity.ladder"), hint=hint):
        drawn = [
            Bar(
                name=t(f"{PAGE}.perplexity.row.{name}", n=settings.n, rule=t(f"{PAGE}.rule.{settings.rule}")),
                share=1.0 if math.isinf(nll) else nll / top, value=number(page, perplexity(nll)),
                kind="endless" if math.isinf(nll) else kind,
            )
            for name, nll, kind in rows
        ]  # fmt: skip
        draw(bars(drawn))


def _ask(page: Page) -> Prediction | None:
    t = page.t
    options = {name: t(f"{PAGE}.perplexity.option.{name}") for name in ("one", "little", "hundred", "endless")}
    question = t(f"{PAGE}.perplexity.question", right=ONE_MISS - 1, all=ONE_MISS)
    prediction = ask(page, "perplexity", about="", question=question, options=options)
    if prediction:
        p = np.ones(ONE_MISS)
        p[-1] = 0.0
        value = perplexity(mean_nll(p))
        outcome = t(f"{PAGE}.perplexity.outcome", value=number(page, value))
        right = prediction.value == "endless" and math.isinf(value)
        guess = options.get(prediction.value, "")
        verdict(page, "perplexity", prediction, right=right, guess=guess, outcome=outcome)
    return prediction
