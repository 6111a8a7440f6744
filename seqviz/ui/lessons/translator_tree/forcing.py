"""Words that the translation must begin with: typed, or clicked in the tree; and what they cost."""

import math
from typing import Any

import streamlit as st

from seqviz.components.tree_words import sequence_text
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import decimals_text, number_text
from seqviz.ui.experiment.search_trees import LONGEST_FORCED
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.translator_tree.searched import Searched
from seqviz.ui.page import Page


def draw_forced(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the line in which the forced words stand, and the button that frees them."""
    t, view = page.t, settings.view
    st.text_input(
        t("trees.forced"), max_chars=LONGEST_FORCED, help=t("trees.forced.help"),
        placeholder=t("translator-tree.forced.none"),
        **tied(f"{page.name}.forced_words", view.forced_words, settings.taker("forced_words")).value,
    )  # fmt: skip
    st.button(
        t("translator-tree.free"), key=f"{page.name}.free", icon=":material/undo:", disabled=not view.forced_words,
        on_click=settings.change, kwargs={"forced_words": ""},
    )  # fmt: skip


def forced_lines(found: Searched, t: Catalog) -> list[str]:
    """Say what the forced words are worth, and what exact search writes without them."""
    trees, forced = found.trees, found.question.forced
    if not forced:
        return []
    beam = trees.traces["beam"]
    log_prob = float(beam.log_prob[beam.steps[len(forced) - 1].first])
    lines = [
        t(
            "translator-tree.forced.counts", words=plain(sequence_text(forced)), count=len(forced),
            log_p=decimals_text(log_prob, t.language, digits=2),
        )
    ]  # fmt: skip
    if found.free is not None:
        best, free = trees.traces["exact"].best, found.free.traces["exact"].best
        ratio = number_text(math.exp(free.log_prob - best.log_prob), t.language)
        words = plain(sequence_text(free.tokens))
        log_p = decimals_text(free.log_prob, t.language, digits=2)
        lines.append(t("translator-tree.forced.free", words=words, log_p=log_p, factor=ratio))
    return lines
