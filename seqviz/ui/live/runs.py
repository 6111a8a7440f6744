"""The learner's runs: one engine for the server, and a run that only its own browser can find again."""

import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from seqviz.jobs.engine import Engine
from seqviz.jobs.run import ConfigT, Run
from seqviz.records.problem import Problem

CLAIM_EVERY = 2.0


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the server's engine; its workers start warming at the first call."""
    shared = Engine()
    shared.warm()
    return shared


@dataclass
class Presence:
    """A connected browser tab and the runs it holds.

    A tab in the background polls seldom or never, yet its run shall go on: while the connection stands, the server
    claims the runs itself.
    """

    connected: bool = True
    runs: "weakref.WeakSet[Run[Any]]" = field(default_factory=weakref.WeakSet)

    def hold(self, run: Run[Any]) -> None:
        """Claim ``run`` from now on, as long as the tab is there."""
        self.runs.add(run)


def _release(presence: Presence) -> None:
    presence.connected = False


@st.cache_resource(scope="session", on_release=_release, show_spinner=False)
def presence() -> Presence:
    """Return the presence of this session; released when the tab closes or its connection drops."""
    here = Presence()
    threading.Thread(target=_claim_while_connected, args=(here,), name="seqviz-presence", daemon=True).start()
    return here


def _claim_while_connected(here: Presence) -> None:
    while here.connected:
        for run in list(here.runs):
            _ = run.status  # whoever asks claims the run
        time.sleep(CLAIM_EVERY)


def find_again(run_id: str, owner: str, kind: type[ConfigT]) -> Run[ConfigT] | None:
    """Return the run that a reloaded page names, if it still exists, is this browser's own and one of this page's."""
    try:
        run = engine().find(run_id, owner)
    except Problem:
        return None
    return run if isinstance(run.config, kind) else None
