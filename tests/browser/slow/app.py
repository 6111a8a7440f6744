"""The app on a slow machine: whoever brings the cookie ``slow`` waits so many seconds for each run of the script."""

import time

import streamlit as st

from seqviz.ui.router import route

if __name__ == "__main__":
    time.sleep(float(st.context.cookies.get("slow", "0")))
    route()
