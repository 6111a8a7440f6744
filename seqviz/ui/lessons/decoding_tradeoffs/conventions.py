"""What hides behind the word "beam": every convention on the same sentences, sorted by how much it changes."""

from functools import partial

import streamlit as st

from seqviz.components.tradeoffs import numbers
from seqviz.jobs.moments import moments
from seqviz.records.decoding_sweep import ConventionResult, ConventionsQuestion
from seqviz.text.numbers import count_text, decimals_text
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import compare, compared, open_work
from seqviz.ui.page import Page


def draw_conventions(page: Page, settings: TradeoffsSettings, slot: Slot) -> None:
    """Draw the comparison at the moment that is looked at, and the button that makes it."""
    t, view = page.t, settings.view
    step = moments(slot.watch).get(view.moment)
    answer = compared(slot.watch, step)
    title, hint = t("decoding-tradeoffs.conventions.title"), t("decoding-tradeoffs.conventions.hint")
    with page.panel("tradeoffs-conventions", title=title, hint=hint):
        question = ConventionsQuestion(most=view.sentences, width=view.width, alpha=view.alpha)
        st.button(
            t("decoding-tradeoffs.conventions.compare", k=view.width, alpha=f"{view.alpha:g}"),
            key=f"{page.name}.compare", disabled=step is None or bool(open_work(slot.watch)),
            on_click=partial(compare, slot, question, step or 0),
        )  # fmt: skip
        if answer is None:
            return
        usual, *others = answer.results
        ordered = [usual, *sorted(others, key=lambda one: -one.changed)]
        head = [
            t("decoding-tradeoffs.conventions.name", k=answer.width, alpha=f"{usual.convention.alpha:g}"),
            t("decoding-tradeoffs.conventions.changed"), "BLEU", t("decoding-tradeoffs.column.length"),
            t("decoding-tradeoffs.conventions.prefixes"),
        ]  # fmt: skip
        st.html(numbers(head, [_row(page, one) for one in ordered], here=0))


def _row(page: Page, one: ConventionResult) -> list[str]:
    t = page.t
    return [
        t(f"kit.convention.{one.name}", alpha=f"{one.convention.alpha:g}"),
        f"{one.changed} / {one.sentences}",
        decimals_text(100 * one.bleu, t.language, digits=1),
        decimals_text(one.length_ratio, t.language, digits=2),
        count_text(one.expanded, t.language),
    ]
