"""Predict first: a question before every experiment, the guess beside the outcome afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from seqviz.ui.language_models.settings import PAGE, Screen
from seqviz.ui.page import Page


@dataclass(frozen=True)
class Prediction:
    """A learner's guess; ``value`` is empty where they looked without guessing or the question has changed since."""

    value: str


def ask(page: Page, screen: Screen, *, about: str, question: str, options: Mapping[str, str]) -> Prediction | None:
    """Ask once for each screen; return ``None`` until there is an answer.

    ``about`` names what the question depends on (text, n ...): after a change the results stay on the screen, and the
    old guess is no longer compared with them.
    """
    answered: dict[str, tuple[str, str]] = st.session_state.setdefault(f"{PAGE}.predictions", {})
    if screen in answered:
        asked, value = answered[screen]
        return Prediction(value if asked == about else "")
    with page.panel(f"{PAGE}-predict", title=page.t(f"{PAGE}.predict"), hint=question):
        picked = st.pills(
            question, list(options), format_func=lambda value: options[value], key=f"{PAGE}.guess.{screen}.{about}",
            label_visibility="collapsed",
        )  # fmt: skip
        skipped = st.button(page.t(f"{PAGE}.predict.skip"), type="tertiary", key=f"{PAGE}.skip.{screen}")
    if picked is not None or skipped:
        answered[screen] = (about, picked or "")
        st.rerun()
    return None


def verdict(page: Page, screen: Screen, prediction: Prediction, *, right: bool, guess: str, outcome: str) -> None:
    """Say what was predicted and what came out, and offer to ask again."""
    t = page.t
    with page.panel(f"{PAGE}-verdict", title=t(f"{PAGE}.predict.outcome"), hint=outcome):
        if prediction.value:
            sign = ":green[:material/check_circle:]" if right else ":orange[:material/cancel:]"
            st.markdown(f"{sign} {t(f'{PAGE}.predict.right' if right else f'{PAGE}.predict.wrong', guess=guess)}")
        if st.button(t(f"{PAGE}.predict.again"), type="tertiary", key=f"{PAGE}.again.{screen}"):
            st.session_state[f"{PAGE}.predictions"].pop(screen, None)
            st.rerun()
