"""The laboratory as the app serves its pages: a browser that leaves in the middle of an update is no error."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from seqviz.ui.server import ForgiveDeparture

app = st.App(Path(__file__).parent / "app.py", middleware=[Middleware(ForgiveDeparture)])
