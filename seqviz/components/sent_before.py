"""What the browser holds already need not be sent again: a live page is drawn several times a second."""

import time

import streamlit as st

from seqviz.components.script_runs import whole_script_runs

OVERTAKEN = 3.0
"""Seconds in which an update may be overtaken by the next one, so that the browser sees the next one alone."""
WHOLE_EVERY = 8
"""Updates after which everything is sent once more, should that have been too short."""


def sent_before(key: str, version: object) -> bool:
    """Whether the browser should hold this version of what the component ``key`` draws; called once in each update.

    A page may fall silent at any update, so a new version goes with all of its first ones.
    """
    sent, since, updates = st.session_state.get(f"{key}.sent", (None, 0.0, 0))
    now = time.monotonic()
    if sent != version:
        since, updates = now, 0
    there = now - since > OVERTAKEN and updates < WHOLE_EVERY and not whole_script_runs()
    st.session_state[f"{key}.sent"] = (version, since, updates + 1 if there else 0)
    return bool(there)
