"""Predict first: a question with a few answers, locked once given, beside the outcome once there is one."""

from collections.abc import Mapping

import streamlit as st

from seqviz.text.catalog import Catalog
from seqviz.ui.page import Page

PREDICTIONS = "sequence-models.predictions"
SHOW_ME = "show-me"
"""The answer of somebody who would rather see at once."""


def predicted(subject: str) -> str | None:
    """Return what the learner predicted about ``subject``."""
    given: dict[str, str] = st.session_state.setdefault(PREDICTIONS, {})
    return given.get(subject)


def forget(subject: str) -> None:
    """Let the learner predict anew."""
    st.session_state.setdefault(PREDICTIONS, {}).pop(subject, None)
    st.session_state.pop(_key(subject), None)


def prediction_panel(
    page: Page, subject: str, *, question: str, options: Mapping[str, str], outcome: str | None, measured: str = ""
) -> bool:
    """Draw the question; return whether it is answered.

    ``options`` maps answers to labels; ``outcome`` is the answer that the computation gave, ``None`` as long as there
    is none; ``measured`` says it in numbers.
    """
    t = page.t
    given = predicted(subject)
    with page.panel(f"predict-{subject.partition('/')[0]}", title=t("sequence-models.predict"), hint=question):
        if given is None:
            st.pills(
                question, [*options, SHOW_ME], key=_key(subject), on_change=_give, args=(subject,),
                format_func=lambda name: options.get(name, t("sequence-models.predict.show-me")),
                label_visibility="collapsed",
            )  # fmt: skip
            return False
        _verdict(t, given, options, outcome, measured)
    return True


def _verdict(t: Catalog, given: str, options: Mapping[str, str], outcome: str | None, measured: str) -> None:
    lines = []
    if given != SHOW_ME:
        mark = "" if outcome is None else " ✓" if given == outcome else " ✗"
        lines.append(t("sequence-models.predict.yours", answer=f"**{options.get(given, given)}**") + mark)
    if outcome is None:
        lines.append(measured or t("sequence-models.predict.waiting"))
    else:
        lines += [t("sequence-models.predict.outcome", answer=f"**{options[outcome]}**"), measured]
    st.markdown("  \n".join(lines))


def _give(subject: str) -> None:
    answer = st.session_state.get(_key(subject))
    if answer is not None:
        st.session_state.setdefault(PREDICTIONS, {})[subject] = answer


def _key(subject: str) -> str:
    return f"sequence-models.answer-{subject}"
