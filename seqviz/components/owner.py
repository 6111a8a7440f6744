"""The cookie by which a browser finds its own runs again."""

from collections.abc import Callable

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer

KEY = "owner-cookie"


def remember_owner(cookie: str, token: str, on_other: Callable[[str], None]) -> None:
    """Let the browser keep ``token`` for a day, unless it has one already. The token says nothing about the learner.

    Two first tabs opened at once each bring a token of their own: the cookie that is there first holds, and
    ``on_other`` tells it to the tab that came second, before the script runs.
    """

    def told() -> None:
        other = st.session_state[KEY].other
        if other is not None:
            on_other(str(other))

    with st.container(key="owner"):
        renderer("owner")(key=KEY, data=encode({"cookie": cookie, "token": token}), on_other_change=told)
