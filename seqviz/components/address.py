"""The address as the learner moves through its history: back and forward inside a page undo and redo its settings."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer

PASSING = ("lang", "run", "projector", "predicted")
"""Parameters whose change is no step that a learner would want to undo."""


def watch_address(key: str, on_move: Callable[[dict[str, str]], None]) -> None:
    """Watch the history of this window; draws nothing.

    When the learner goes back or forward inside a page, ``on_move`` is called with the parameters of the address
    before the script runs. What a page only completes in its address (before the learner has touched it, or one of
    ``PASSING``) adds no step to the history, so that Back leaves an untouched page at once.

    Parameters
    ----------
    key
        Name of the element.
    on_move
        Called with the parameters, blank ones included. It may be called twice for one move.
    """

    def moved() -> None:
        search = st.session_state[key].moved
        if search is not None:
            on_move(dict(parse_qsl(str(search).removeprefix("?"), keep_blank_values=True)))

    with st.container(key="sv-address"):
        renderer("address")(key=key, data=encode({"passing": PASSING}), on_moved_change=moved)
