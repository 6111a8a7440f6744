"""The cookie by which a browser finds its own runs again."""

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer


def remember_owner(cookie: str, token: str) -> None:
    """Let the browser keep ``token`` for a day. The token says nothing about the learner."""
    with st.container(key="owner"):
        renderer("owner")(key="owner-cookie", data=encode({"cookie": cookie, "token": token}))
