"""A product of T numbers, then of T matrices: an untrained recurrence under the learner's hand, no run needed."""

from typing import Any

import numpy as np
import streamlit as st

from seqviz.cells.products import untrained
from seqviz.components.chart import chart
from seqviz.exercises.recurrence import lengths_of, singular_values_of
from seqviz.figures.factors import factor_line
from seqviz.figures.gradient_products import product_figure, singular_figure
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.page import Page

RHOS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 1.7, 2.0, 2.5, 3.0)
LOW, HIGH, POWER = 0.9, 1.1, 35
SMALL = 3


def number_question(t: Catalog) -> Question:
    """Ask how far two numbers are apart after 35 multiplications."""
    options = {name: t(f"gradients.product.numbers.{name}") for name in ("little", "hundred", "thousand", "million")}
    text = t("gradients.product.numbers", low=LOW, high=HIGH, count=POWER)
    return Question(subject="numbers", text=text, options=options, why="product-why")


def numbers_part(page: Page, settings: Settings[Any, Any]) -> None:
    """Ask, then show the product with everything that can be turned about it."""
    t, question = page.t, number_question(page.t)
    low, high = LOW**POWER, HIGH**POWER
    words = {"low": decimals_text(low, t.language), "high": decimals_text(high, t.language, digits=1)}
    told = t("gradients.product.numbers.measured", ratio=t.number(high / low), count=POWER, **words)
    predict(page, settings, question, Outcome(answers=frozenset({"thousand"}), measured=told))
    if guess_of(settings, question) is None:
        return
    with page.panel("product", title=t("gradients.product.title"), hint=t("gradients.product.hint")):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            control(settings, "rho", t, options=RHOS, width=190)
            control(settings, "depth", t, shape="slider", width=150)
            control(settings, "tanh", t)
            control(settings, "singular", t)
        _pictures(page, settings)


def _pictures(page: Page, settings: Settings[Any, Any]) -> None:
    t, view, seed = page.t, settings.view, settings.config.seed
    curves = {
        "number": tuple(float(np.log10(view.rho)) * back for back in range(view.depth + 1)),
        "linear": lengths_of(view.rho, view.depth, False, seed),
        "tanh": lengths_of(view.rho, view.depth, True, seed),
    }
    labels = {name: t(f"gradients.product.{name}") for name in ("linear", "tanh", "explodes", "vanishes", "back")}
    labels["number"] = f"{view.rho:g}ᵏ"
    figure = product_figure(curves, labels=labels, chosen="tanh" if view.tanh else "linear")
    chart(figure, key="gradients-product", label=t("gradients.product.title"))
    if view.singular:
        values = singular_values_of(view.rho, view.depth, view.tanh, seed)
        label = t("gradients.product.singular", count=view.depth)
        chart(singular_figure(values, labels={"singular": label}), key="gradients-singular", label=label)


def factors_panel(page: Page, settings: Settings[Any, Any]) -> None:
    """Write out the product of a recurrence of two units, factor by factor, once its number may be seen."""
    t, view = page.t, settings.view
    if guess_of(settings, number_question(t)) is None:
        return
    small = untrained(rho=view.rho, size=2, steps=SMALL, tanh=view.tanh, seed=settings.config.seed)
    product = np.eye(2)
    with page.panel("factors", title=t("gradients.factors.title"), hint=t("gradients.factors.hint")):
        for back in range(1, SMALL + 1):
            factor, slopes = small.factor(SMALL - back), small.slopes[SMALL - back][0]
            product = product @ factor
            line = factor_line(back, slopes=slopes, factor=factor, product=product, all_values=view.singular)
            st.markdown(f"${line}$")
        st.caption(t("gradients.factors.read"))
