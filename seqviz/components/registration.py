"""Components are registered when they are first drawn: Streamlit knows their files only once its server runs."""

from functools import cache
from threading import Lock

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_registering = Lock()


def renderer(name: str) -> ComponentRenderer:
    """Return the mounting command of the component ``seqviz.<name>``, registered once in a process.

    Its files are ``frontend/<name>/<name>.js`` and ``.css``; it lives in the page itself (no shadow root), so that
    it inherits palette and type.

    Raises
    ------
    StreamlitAPIException
        No entry of that name in ``pyproject.toml``, or no such files.
    """
    with _registering:
        return _register(name)


@cache
def _register(name: str) -> ComponentRenderer:
    return st.components.v2.component(
        f"seqviz.{name}", js=f"{name}/{name}.js", css=f"{name}/{name}.css", isolate_styles=False
    )
