"""The address as the learner moves through its history: back and forward inside a page undo and redo its settings."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer

PASSING = ("lang", "run", "other-run", "projector", "predicted")
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
        Called with the parameters, blank ones included. ``st.query_params`` are those already.
    """
    heard = f"{key}.heard"

    def moved() -> None:
        move = st.session_state[key].moved
        if move is None or int(move["move"]) == st.session_state.get(heard):
            return  # heard already
        parameters = dict(parse_qsl(str(move["search"]).removeprefix("?"), keep_blank_values=True))
        st.session_state[heard] = int(move["move"])
        st.query_params.from_dict(parameters)
        on_move(parameters)

    # The browser keeps the address of a move as it is until it reads here that the script has heard of it.
    data = {"passing": PASSING, "answered": st.session_state.get(heard, 0)}
    with st.container(key="sv-address"):
        renderer("address")(key=key, data=encode(data), on_moved_change=moved)
