"""What the page says about a pair when it happens: p_n = 0, missing orders, hidden characters, the wrong unit."""

from collections.abc import Iterator

import streamlit as st

from seqviz.metrics.tokens import hidden_characters, looks_unsegmented, mixes_scripts
from seqviz.records.bleu import BleuTrace
from seqviz.text.catalog import Catalog
from seqviz.ui.lessons.bleu.outline import BleuSettings, BleuView
from seqviz.ui.page import Page


def draw_remarks(page: Page, settings: BleuSettings, trace: BleuTrace) -> None:
    """Say, in one quiet line each, what is special about this pair."""
    t, view = page.t, settings.view
    for remark in _remarks(t, view, trace):
        st.info(remark, icon=":material/info:")
    texts = (view.prediction, *view.references)
    if view.unit == "words" and any(map(looks_unsegmented, texts)):
        st.info(t("bleu.remark.unsegmented"), icon=":material/translate:")
        mixed = mixes_scripts("".join(texts))
        st.button(
            t("bleu.remark.unsegmented.mixed" if mixed else "bleu.remark.unsegmented.fix"), key="bleu.fix-unit",
            on_click=settings.change, kwargs={"unit": "mixed" if mixed else "characters"},
        )  # fmt: skip


def _remarks(t: Catalog, view: BleuView, trace: BleuTrace) -> Iterator[str]:
    if not trace.reference:
        yield t("bleu.remark.no_reference")
    elif trace.ignored:
        yield t("bleu.references.empty", count=trace.ignored)
    if not trace.prediction:
        yield t("bleu.remark.no_prediction")
    elif trace.absent:
        yield t("bleu.remark.absent", n=len(trace.prediction), absent=", ".join(map(str, trace.absent)))
    texts = "".join((view.prediction, *view.references))
    if hidden := hidden_characters(texts):
        yield t("bleu.remark.hidden", count=hidden)
    if view.unit == "characters" and mixes_scripts(texts):
        yield t("bleu.remark.mixed")
    if view.too_long_for_address:
        yield t("bleu.link.too_long")
