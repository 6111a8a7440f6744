"""What the browser holds already need not be sent again: a live page is drawn several times a second."""

import streamlit as st

from seqviz.components.script_runs import whole_script_runs

WHOLE_EVERY = 8
"""Updates after which everything is sent once more: one may have been overtaken on its way."""


def sent_before(key: str, version: object) -> bool:
    """Whether the browser should hold this version of what the component ``key`` draws; called once in each update."""
    sent, updates = st.session_state.get(f"{key}.sent", (None, 0))
    there = sent == version and updates < WHOLE_EVERY and not whole_script_runs()
    st.session_state[f"{key}.sent"] = (version, updates + 1 if there else 0)
    return bool(there)
