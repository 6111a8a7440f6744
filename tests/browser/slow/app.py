"""The app on a slow machine, which says what its workers do.

Whoever brings the cookie ``slow`` waits so many seconds for each run of the script. Below the page stands what the
workers report of this session's runs: the settings that are in force.
"""

import json
import time

import streamlit as st

from seqviz.ui.experiment.slot import Slot
from seqviz.ui.router import route


def report() -> None:
    """Draw the settings in force of each run, as its worker knows them now."""
    slots = [value for value in st.session_state.to_dict().values() if isinstance(value, Slot) and value.watch]
    with st.container(key="reported"):
        for slot in slots:
            slot.watch.refresh()
            st.text(json.dumps({"page": slot.page, **slot.watch.poll.settings}))


if __name__ == "__main__":
    time.sleep(float(st.context.cookies.get("slow", "0")))
    route()
    report()
