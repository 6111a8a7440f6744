"""The run of a page in this session: start it, find it again, command it, let it go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqviz.config.contest import Contest
from seqviz.jobs.watch import Watch
from seqviz.records.problem import Problem
from seqviz.ui.experiment.runs import engine, hold
from seqviz.ui.owner import owner_token

RUN = "run"
"""The address parameter that finds the run again after a reload."""
OTHER_RUN = "other-run"
"""That of a second run: where a page trains two side by side, or looks at one that another page has lent."""


@dataclass
class Slot:
    """A page's place for one run.

    ``refused`` is why the last start or command was not carried out, ``gone`` why the run that the address names is no
    longer there, ``slow`` the steps per second of slow motion while the learner wants it. A run that another page has
    lent stays that page's: ``lender`` names it, and the slot's ``own`` run waits meanwhile.
    """

    page: str
    watch: Watch | None = None
    refused: Problem | None = None
    gone: Problem | None = None
    slow: float | None = None
    lender: str = ""
    own: Watch | None = None

    def start(self, contest: Contest, *, steps: int | None = None) -> None:
        """Start a run, for some ``steps`` or without an end; pressed twice, the first run goes on."""
        self.give_back()
        watch = self.watch
        if watch is not None and not watch.poll.ended and watch.contest == contest:
            return
        self.discard()
        try:
            run = engine().start(contest, owner=owner_token(), steps=steps, label=self.page)
        except Problem as problem:
            self.refused = problem
            return
        self.watch = Watch(run)
        hold(run, self.page)
        if self.slow is not None:
            self.command("speed", self.slow)

    def discard(self) -> None:
        """Free the run, so that its place serves the next one; one that is lent is only given back."""
        if self.lender:
            self.give_back()
        elif self.watch is not None:
            self.watch.run.release()
            self.watch = None
        self.refused = self.gone = None

    def borrow(self, other: "Slot") -> None:
        """Look at the run of another page."""
        if other.watch is None:
            return
        self.give_back()
        self.own, self.watch, self.lender = self.watch, Watch(other.watch.run), other.page
        self.watch.refresh()

    def give_back(self) -> None:
        """Return to the slot's own run, if there is one."""
        if self.lender:
            self.watch, self.own, self.lender = self.own, None, ""

    def command(self, name: str, value: Any = None, *, contestant: str | None = None) -> None:
        """Tell the run; a run that is gone says so in its next poll."""
        if self.watch is None:
            return
        self.refused = None
        try:
            self.watch.run.command(name, value, contestant=contestant)
        except Problem as problem:
            self.refused = problem
        self.watch.refresh()

    def go_slowly(self, steps_per_second: float | None) -> None:
        """Turn slow motion on or, with ``None``, off; a run that is started later keeps to it."""
        self.slow = steps_per_second
        self.command("speed", steps_per_second)


def open_slot(
    page: str, kind: type[Any], *, fits: Callable[[Contest], bool] = lambda contest: True, parameter: str = RUN
) -> Slot:
    """Return the page's slot; after a reload, with the run of ``kind`` that the address names, or why it is gone.

    A page of several experiments has a slot for each, ``<page>/<experiment>``; ``fits`` says which of the runs that it
    has started it still wants. Two slots that are open at once keep their runs under a ``parameter`` each.
    """
    engine()  # begins to warm up while the learner reads
    key = f"{page}.slot"
    if key not in st.session_state:
        st.session_state[key] = _found_again(page, kind, fits, st.query_params.get(parameter, ""))
    slot: Slot = st.session_state[key]
    keep_in_address(slot.own if slot.lender else slot.watch, parameter, page)
    return slot


def keep_in_address(watch: Watch | None, parameter: str, page: str) -> None:
    """Make the address name a run that a page wants, or none."""
    if watch is None:
        st.query_params.pop(parameter, None)
        return
    hold(watch.run, page)
    if st.query_params.get(parameter) != watch.run.id:
        st.query_params[parameter] = watch.run.id


def _found_again(page: str, kind: type[Any], fits: Callable[[Contest], bool], run_id: str) -> Slot:
    slot = Slot(page)
    if not run_id:
        return slot
    try:
        found = find_watch(kind, run_id)
    except Problem as problem:
        # A link that somebody else was given, or an old one, is no news; what became of this browser's own run is.
        slot.gone = None if problem.key in ("jobs.unknown", "jobs.released") else problem
        return slot
    if found is not None and found.run.label == page and fits(found.contest):
        slot.watch = found
    return slot


def find_watch(kind: type[Any], run_id: str) -> Watch | None:
    """Return this browser's run of ``kind``; raise a ``Problem`` where it is gone, or nobody here knows it."""
    run = engine().find(run_id, owner_token())
    if not isinstance(run.config, Contest) or not isinstance(run.config.configs[0], kind):
        return None
    watch = Watch(run)
    watch.refresh()
    return watch
