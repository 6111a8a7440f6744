"""What the page says about a pair when it happens: p_n = 0, missing orders, hidden characters, the wrong unit."""

import streamlit as st

from seqviz.metrics.tokens import hidden_characters, looks_unsegmented, mixes_scripts
from seqviz.records.bleu import BleuTrace
from seqviz.ui.address import shown_problem, warn
from seqviz.ui.bleu.session import BleuSession
from seqviz.ui.page import Page


def draw_problems(page: Page, state: BleuSession) -> None:
    """Say what the address got wrong and what is used instead."""
    warn([shown_problem(problem, page.t) for problem in state.problems])


def draw_remarks(page: Page, state: BleuSession, trace: BleuTrace) -> None:
    """Say, in one quiet line each, what is special about this pair."""
    t, settings = page.t, state.settings
    for key, values in _remarks(state, trace):
        st.info(t(key, **values), icon=":material/info:")
    unsegmented = looks_unsegmented(settings.prediction) or looks_unsegmented(settings.reference)
    if settings.unit == "words" and unsegmented:
        st.info(t("bleu.remark.unsegmented"), icon=":material/translate:")
        mixed = mixes_scripts(f"{settings.prediction} {settings.reference}")
        st.button(
            t("bleu.remark.unsegmented.mixed") if mixed else t("bleu.remark.unsegmented.fix"), key="bleu-fix-unit",
            on_click=state.change, kwargs={"unit": "mixed" if mixed else "characters"},
        )  # fmt: skip


def _remarks(state: BleuSession, trace: BleuTrace) -> list[tuple[str, dict[str, object]]]:
    settings = state.settings
    remarks: list[tuple[str, dict[str, object]]] = []
    if not trace.reference:
        remarks.append(("bleu.remark.no_reference", {}))
    if not trace.prediction:
        remarks.append(("bleu.remark.no_prediction", {}))
    elif trace.absent:
        remarks.append(("bleu.remark.absent", {"n": len(trace.prediction), "absent": _listed(trace.absent)}))
    texts = f"{settings.prediction} {settings.reference}"
    if hidden := hidden_characters(texts):
        remarks.append(("bleu.remark.hidden", {"count": hidden}))
    if settings.unit == "characters" and mixes_scripts(texts):
        remarks.append(("bleu.remark.mixed", {}))
    if settings.too_long_for_address:
        remarks.append(("bleu.link.too_long", {}))
    return remarks


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
