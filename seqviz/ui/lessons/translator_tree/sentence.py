"""The sentence whose trees are drawn: one of the held-out ones, or one that the learner types."""

from typing import Any

import streamlit as st

from seqviz.components.tree_words import sequence_text
from seqviz.data.pairs.cutting import cut
from seqviz.records.seq2seq import TranslationDescription
from seqviz.ui.experiment.search_trees import LONGEST_SENTENCE, source_text
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.page import Page


def pick_sentence(page: Page, settings: Settings[Any, Any], described: Any) -> str:
    """Draw the list of held-out sentences and the line for the learner's own; return the one that is chosen.

    ``described`` is what the translator has said about itself, if it has.
    """
    t, pairs = page.t, described.samples if isinstance(described, TranslationDescription) else ()
    sources = [source_text(pair) for pair in pairs]
    now = settings.view.sentence or (sources[0] if sources else "")

    def take(picked: str | None) -> None:
        if picked is not None:
            settings.change(sentence="" if picked in ("", *sources[:1]) else picked, forced_words="")

    st.selectbox(
        t("translator-tree.held-out"), sources, placeholder=t("translator-tree.held-out.none"),
        **tied(f"{page.name}.sentence-list", now, take, options=sources).index(sources),
    )  # fmt: skip
    st.text_input(
        t("beam-search.sentence"), max_chars=LONGEST_SENTENCE, help=t("beam-search.sentence.help"),
        **tied(f"{page.name}.sentence", now, take).value,
    )  # fmt: skip
    return now


def reference_of(described: Any, sentence: str) -> str:
    """Return the translation of a held-out sentence, nothing for another one."""
    if not isinstance(described, TranslationDescription):
        return ""
    source = cut(sentence, described.source_kind)
    return next((sequence_text(pair.target) for pair in described.samples if pair.source == source), "")
