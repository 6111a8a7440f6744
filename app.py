"""The way in: ``streamlit run app.py`` serves the app; its script is the router, ``seqviz/ui/router.py``.

The router does not stand here because of the folder beside it: for the first visitor of a fresh server who opens a
deep link, Streamlit would run ``pages/`` by its old page discovery, without language, look and menu.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from seqviz.ui.room import KeepRoom
from seqviz.ui.router import route
from seqviz.ui.server import ForgiveDeparture, LeadHome

ROUTER = Path(__file__).parent / "seqviz" / "ui" / "router.py"

app = st.App(ROUTER, middleware=[Middleware(ForgiveDeparture), Middleware(LeadHome), Middleware(KeepRoom)])

# Only a plain script run, as in tests, comes here; worker processes that import the main module again do not.
if __name__ == "__main__":
    route()
