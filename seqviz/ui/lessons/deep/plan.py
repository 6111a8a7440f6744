"""The screen of the two plans: a deeper step inside one layer against a second layer, counted."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from seqviz.components.chart import FigureTemplate, chart
from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.parameters import parameters_of, plan_a_parameters
from seqviz.figures.plans import plans_figure
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.lessons.deep.outline import VOCABULARY

DEPTH = 2
APART = 20
"""Tokens between the input and the output whose path is counted."""
COLUMNS = ("plan", "parameters", "weights", "path", "reach")


def plan_screen(lab: Laboratory, _past: int | None) -> None:
    """Draw what each plan costs at the page's hidden size, and how far a gradient has to go in it."""
    page, t, watch = lab.page, lab.page.t, lab.slot.watch
    described = watch.description(watch.names[0]) if watch is not None else None
    vocabulary = described.vocabulary_size if described else VOCABULARY
    size = lab.settings.config.hidden_size
    with page.panel("plans", title=t("deep.plan"), hint=t("deep.plan.hint")):
        figure = _picture(t("deep.plan.inside"), t("deep.plan.stack"))
        chart(figure, key=f"{page.name}.plans", label=t("deep.plan"))
        st.caption(t("deep.plan.bold"))
        st.markdown(plan_table(size, vocabulary, t))
        st.caption(t("deep.plan.told", size=size, vocabulary=vocabulary, apart=APART))


@lru_cache(maxsize=4)
def _picture(inside: str, stack: str) -> FigureTemplate:
    return FigureTemplate.of(plans_figure((inside, stack)))


def plan_table(size: int, vocabulary: int, t: Catalog) -> str:
    """Return the comparison as a table: one plain layer, plan A and the stack, all of one hidden size."""
    one = LanguageModelConfig(cell="rnn", hidden_size=size)
    rows = {
        "one": (parameters_of(one, vocabulary), size * size, 1, APART + 1),
        "inside": (
            plan_a_parameters(size, vocabulary, layers=DEPTH), DEPTH * size * size, DEPTH, DEPTH * (APART + 1),
        ),
        "stack": (
            parameters_of(replace(one, layers=DEPTH), vocabulary), (2 * DEPTH - 1) * size * size, 1, APART + DEPTH,
        ),
    }  # fmt: skip
    head = [t(f"deep.plan.{column}") for column in COLUMNS]
    lines = [[t(f"deep.plan.{name}"), *(count_text(value, t.language) for value in row)] for name, row in rows.items()]
    written = [" | ".join(cells) for cells in (head, ["---", *["---:"] * (len(head) - 1)], *lines)]
    return "\n".join(f"| {line} |" for line in written)
