"""The learner's runs: one engine for the server, and who still wants which run."""

import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from seqviz.jobs.engine import Engine
from seqviz.jobs.run import Run

CLAIM_EVERY = 2.0
_PRESENT = "presence"


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the server's engine; its workers start warming at the first call."""
    shared = Engine()
    shared.warm()
    return shared


@dataclass
class Presence:
    """A connected browser tab: the page that it shows, and the runs of all its pages.

    A tab in the background asks seldom or never, yet its run shall go on: while the connection stands, the server
    claims the run of the page that is shown. Those of other pages rest, and are kept for a return.
    """

    connected: bool = True
    page: str = ""
    runs: "weakref.WeakKeyDictionary[Run[Any], str]" = field(default_factory=weakref.WeakKeyDictionary)

    def hold(self, run: Run[Any], page: str) -> None:
        """Keep ``run`` from now on, as long as the tab is there; claim it while its page is shown."""
        self.runs[run] = page

    def look_after(self) -> None:
        """Claim the run on the screen, keep the others."""
        for run, page in list(self.runs.items()):
            if page == self.page:
                _ = run.status  # whoever asks claims the run
            else:
                run.keep()


def _release(presence: Presence) -> None:
    presence.connected = False


@st.cache_resource(scope="session", on_release=_release, show_spinner=False)
def _presence() -> Presence:
    here = Presence()
    threading.Thread(target=_while_connected, args=(here,), name="seqviz-presence", daemon=True).start()
    return here


def _while_connected(here: Presence) -> None:
    while here.connected:
        here.look_after()
        time.sleep(CLAIM_EVERY)


def hold(run: Run[Any], page: str) -> None:
    """Say that this session wants ``run`` for its ``page``."""
    st.session_state[_PRESENT] = True
    here = _presence()
    here.page = page
    here.hold(run, page)


def arrive(page: str) -> None:
    """Say which page this session shows now; a session without runs is spared the thread."""
    if st.session_state.get(_PRESENT):
        _presence().page = page
