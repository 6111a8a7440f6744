"""Screen 4: held-out perplexity against n and against the smoothing's strength: why counting stops."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.counting import AxisNames
from seqviz.figures.counting_perplexity import perplexity_by_n, perplexity_by_strength
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.smoothing import RULES, Rule, Smoothing
from seqviz.records.counting import PerplexityCurve
from seqviz.ui.language_models.markup import draw, note, table
from seqviz.ui.language_models.notation import decimal, number
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, Settings
from seqviz.ui.page import Page

RANGES: Mapping[Rule, tuple[float, ...]] = MappingProxyType(
    {
        "add-k": tuple(np.geomspace(1e-3, 300, 23)),
        "interpolated": tuple(np.geomspace(0.01, 1000, 26)),
        "kneser-ney": tuple(np.linspace(0.05, 1, 20)),
    }
)
ADD_ONE = Smoothing(rule="add-k", strength=1.0)


def draw_smoothing(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Compare the rules on text that none of them has counted."""
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("smoothing")
        prediction = _ask(page, corpus)
        page.lesson(f"rule-{settings.rule}", title=False)
        if prediction:
            page.lesson("stop", title=False)
    with right:
        if prediction is None:
            _one_row(page, settings, corpus)
            return
        _by_n(page, settings, corpus)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        _one_row(page, settings, corpus)
    with right:
        _by_strength(page, settings, corpus)


def _by_n(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    curves = [corpus.examiner.by_n(settings.with_rule(rule).smoothing) for rule in RULES]
    training = corpus.memory.by_n(settings.smoothing)
    with page.panel(f"{PAGE}-by-n", title=t(f"{PAGE}.smoothing.by-n"), hint=t(f"{PAGE}.smoothing.by-n.hint")):
        figure = perplexity_by_n(
            curves, training, current=RULES.index(settings.rule), here=settings.n,
            names=[t(f"{PAGE}.smoothing.curve.{rule}") for rule in RULES],
            training_name=t(f"{PAGE}.smoothing.training"),
            axes=AxisNames(x="n", y=t(f"{PAGE}.smoothing.perplexity")),
        )  # fmt: skip
        chart(figure, key=f"{PAGE}-by-n-chart", label=t(f"{PAGE}.smoothing.by-n"))
        draw(_table(page, settings, curves, training))
        unknown = float((corpus.validation == 0).mean())
        if unknown:
            draw(note(t(f"{PAGE}.smoothing.unknown", share=f"{unknown:.1%}"), kind="lm-soft"))


def _table(page: Page, settings: Settings, curves: list[PerplexityCurve], training: PerplexityCurve) -> str:
    t = page.t
    named = [(t(f"{PAGE}.smoothing.curve.{rule}"), curve) for rule, curve in zip(RULES, curves, strict=True)]
    named.append((t(f"{PAGE}.smoothing.training"), training))
    rows = [[name, *(number(page, float(p)) for p in curve.perplexities)] for name, curve in named]
    return table(
        [t(f"{PAGE}.smoothing.head"), *(f"n = {n}" for n in range(1, 6))], rows, here=RULES.index(settings.rule)
    )


def _by_strength(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    rule: Rule = "add-k" if settings.rule == "none" else settings.rule
    curves = [corpus.examiner.by_strength(n, rule, RANGES[rule]) for n in range(1, 6)]
    best = curves[settings.n - 1]
    title = t(f"{PAGE}.smoothing.by-k.{rule}")
    hint = t(
        f"{PAGE}.smoothing.by-k.hint",
        n=settings.n,
        best=f"{best.x[best.best]:.3g}",
        value=number(page, float(best.perplexities[best.best])),
    )
    with page.panel(f"{PAGE}-by-k", title=title, hint=hint):
        figure = perplexity_by_strength(
            curves, current=settings.n - 1, here=settings.with_rule(rule).smoothing.strength,
            names=[f"n = {n}" for n in range(1, 6)],
            axes=AxisNames(x=t(f"{PAGE}.smoothing.axis.{rule}"), y=t(f"{PAGE}.smoothing.perplexity")),
        )  # fmt: skip
        chart(figure, key=f"{PAGE}-by-k-chart", label=title)


def _one_row(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Show what the rules do to one held-out n-gram that the text never had."""
    t = page.t
    place = corpus.first_unseen(settings.n)
    if place is None:
        return
    tokens = corpus.vocabulary.decode(corpus.validation[place - settings.n + 1 : place + 1])
    pair = corpus.separator.join(tokens)
    ids = corpus.validation[: place + 1]
    rows = []
    for rule in RULES:
        model = settings.with_rule(rule).model(corpus)
        p = float(model.distribution(ids[:-1])[ids[-1]])
        rows.append([t(f"{PAGE}.smoothing.curve.{rule}"), decimal(p)])
    hint = t(f"{PAGE}.smoothing.row.hint")
    with page.panel(f"{PAGE}-row", title=t(f"{PAGE}.smoothing.row"), hint=hint):
        draw(note(f"“{pair}”", kind="lm-product"))
        draw(table([t(f"{PAGE}.smoothing.head"), "p"], rows, here=RULES.index(settings.rule)))


def _ask(page: Page, corpus: CountedCorpus) -> Prediction | None:
    t = page.t
    curve = corpus.examiner.by_n(ADD_ONE)
    options = {str(n): f"n = {n}" for n in range(1, 6)}
    question = t(f"{PAGE}.smoothing.question")
    prediction = ask(page, "smoothing", about=f"{corpus.source.name}-{corpus.unit}", question=question, options=options)
    if prediction:
        best = curve.best + 1
        outcome = t(
            f"{PAGE}.smoothing.outcome", n=best, best=number(page, float(curve.perplexities[best - 1])),
            last=number(page, float(curve.perplexities[-1])),
        )  # fmt: skip
        guess = options.get(prediction.value, "")
        verdict(page, "smoothing", prediction, right=prediction.value == str(best), guess=guess, outcome=outcome)
    return prediction
