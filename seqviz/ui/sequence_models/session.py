"""The run of this page in this session: start it, find it again, let it go."""

import streamlit as st

from seqviz.config import ForecastConfig
from seqviz.records.problem import Problem
from seqviz.ui.live.runs import engine, find_again, presence
from seqviz.ui.owner import owner_token
from seqviz.ui.sequence_models.watch import ForecastWatch

WATCH = "sequence-models.watch"
PROBLEM = "sequence-models.start-problem"


def current_watch() -> ForecastWatch | None:
    """Return the watched run of this session; after a reload, the one that the address names."""
    engine()  # begins to warm up while the learner reads
    owner = owner_token()
    if WATCH not in st.session_state:
        run_id = st.query_params.get("run", "")
        run = find_again(run_id, owner, ForecastConfig) if run_id else None
        st.session_state[WATCH] = ForecastWatch(run) if run else None
    watch: ForecastWatch | None = st.session_state[WATCH]
    if watch is None:
        st.query_params.pop("run", None)
    else:
        presence().hold(watch.run)
        st.query_params["run"] = watch.run.id
    return watch


def start(config: ForecastConfig, *, steps: int | None = None) -> None:
    """Start a run of ``config``, for some ``steps`` or without an end; pressed twice, the first run goes on.

    A refusal is kept for the page to show.
    """
    watch: ForecastWatch | None = st.session_state.get(WATCH)
    if watch is not None and not watch.poll.ended and watch.run.config == config:
        return
    discard()
    try:
        st.session_state[WATCH] = ForecastWatch(engine().start(config, owner=owner_token(), steps=steps))
    except Problem as problem:
        st.session_state[PROBLEM] = problem


def discard() -> None:
    """Free the run of this page, so that its place serves the next one."""
    watch: ForecastWatch | None = st.session_state.get(WATCH)
    if watch is not None:
        watch.run.release()
    st.session_state[WATCH] = None
    st.session_state.pop(PROBLEM, None)


def command(name: str, value: float | None = None) -> None:
    """Tell the run; a run that is gone says so in its next poll."""
    watch: ForecastWatch | None = st.session_state.get(WATCH)
    if watch is None:
        return
    try:
        watch.run.command(name, value)
    except Problem as problem:
        st.session_state[PROBLEM] = problem
    watch.refresh()


def start_problem() -> Problem | None:
    """Return why the last start or command was refused."""
    problem: Problem | None = st.session_state.get(PROBLEM)
    return problem
