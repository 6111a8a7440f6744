"""Long work on any page: a question that the page's run answers piece by piece.

Its progress is shown, it can be cancelled, it waits in the queue like a run, and a reload finds it again: all that is
known of it comes from the run.
"""

from typing import Any

import streamlit as st

from seqviz.config.contest import Contest
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.page import Page


def begin(slot: Slot, contest: Contest, question: Any) -> str | None:
    """Hand a question to the page's run and return the name of the work; ``None`` where the run refuses it.

    A run that is gone is started anew. What was still in progress is cancelled.
    """
    cancel(slot)
    if slot.watch is None or slot.watch.poll.status in ("lost", "freed"):
        slot.start(contest)
    if slot.watch is None:
        return None  # the slot knows why
    slot.refused, work = None, None
    try:
        work = slot.watch.run.work(question)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()
    return work


def cancel(slot: Slot) -> None:
    """Let go of the work in progress, if there is any."""
    news = newest(slot)
    if slot.watch is None or news is None or news.done:
        return
    try:
        slot.watch.run.cancel(news.work)
    except Problem as problem:
        slot.refused = problem
    slot.watch.refresh()


def newest(slot: Slot) -> WorkNews | None:
    """Return how the work stands that was begun last."""
    return slot.watch.works[-1] if slot.watch is not None and slot.watch.works else None


def in_progress(slot: Slot) -> bool:
    """Whether there is something to wait for."""
    news = newest(slot)
    return slot.watch is not None and slot.watch.waiting and news is not None and not news.done


def draw_progress(page: Page, slot: Slot, text: str) -> None:
    """Draw how far the work is, with ``text`` beside it, or that it waits; and what has gone wrong."""
    news, watch = newest(slot), slot.watch
    problem = slot.refused or (watch.poll.problem if watch is not None else None)
    if watch is not None and news is not None and in_progress(slot):
        if watch.poll.rested:
            st.button(
                page.t("kit.work.resume"), key=f"{page.name}.resume", help=page.t("kit.status.rested"),
                on_click=slot.command, args=("resume",),
            )  # fmt: skip
        place = watch.poll.place
        st.progress(news.share, text=text if place is None else page.t("kit.work.queued", place=place))
    elif problem is None and news is not None:
        problem = news.problem
    if problem is not None:
        (st.info if problem.key == "jobs.cancelled" else st.error)(sentence(problem, page.t))
