"""The run of this page in this session: start it, find it again, let it go."""

import streamlit as st

from seqviz.config import LanguageModelConfig
from seqviz.records.problem import Problem
from seqviz.ui.live.runs import engine, find_again, presence
from seqviz.ui.live.watch import Watch
from seqviz.ui.owner import owner_token

WATCH = "lab.watch"
PROBLEM = "lab.start-problem"


def current_watch() -> Watch | None:
    """Return the watched run of this session; after a reload, the one that the address names."""
    engine()  # begins to warm up while the learner reads
    owner = owner_token()
    if WATCH not in st.session_state:
        run_id = st.query_params.get("run", "")
        run = find_again(run_id, owner, LanguageModelConfig) if run_id else None
        st.session_state[WATCH] = Watch(run) if run else None
        if run is None:
            st.query_params.pop("run", None)
    watch: Watch | None = st.session_state[WATCH]
    if watch is not None:
        presence().hold(watch.run)
        st.query_params["run"] = watch.run.id
    return watch


def start(config: LanguageModelConfig, *, steps: int | None = None) -> None:
    """Start a run of ``config``, for some ``steps`` or without an end; pressed twice, the first run goes on.

    A refusal is kept for the page to show.
    """
    watch: Watch | None = st.session_state.get(WATCH)
    if watch is not None and not watch.poll.ended and watch.run.config == config:
        return
    discard()
    try:
        if config.text == "own" and not config.own_text:
            raise Problem("lab.own-missing")
        st.session_state[WATCH] = Watch(engine().start(config, owner=owner_token(), steps=steps))
    except Problem as problem:
        st.session_state[PROBLEM] = problem


def discard() -> None:
    """Free the run of this page, so that its place serves the next one."""
    watch: Watch | None = st.session_state.get(WATCH)
    if watch is not None:
        watch.run.release()
    st.session_state[WATCH] = None
    st.session_state.pop(PROBLEM, None)


def start_problem() -> Problem | None:
    """Return why the last start was refused."""
    problem: Problem | None = st.session_state.get(PROBLEM)
    return problem
