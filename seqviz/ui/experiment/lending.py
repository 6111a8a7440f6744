"""Runs that pages lend each other: a borrower looks at one and asks it, and only its own page commands it."""

from typing import Any

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.ui.course import COURSE, Lesson
from seqviz.ui.experiment.slot import OTHER_RUN, Slot, find_watch, keep_in_address
from seqviz.ui.language import current_language
from seqviz.ui.page import Page

GONE = ("lost", "freed")
NO_NEWS = ("jobs.unknown", "jobs.released")
"""What became of a run that its own page let go, or of one that is not this browser's."""


def lenders(kind: type[Any], *, apart_from: str) -> dict[str, Slot]:
    """Return the slots of this session's other pages that hold a run of ``kind`` which is still there, by page."""
    slots = [one for one in st.session_state.values() if isinstance(one, Slot) and one.page != apart_from]
    return {
        slot.page: slot
        for slot in slots
        if slot.watch is not None
        and not slot.lender
        and isinstance(slot.watch.contest.configs[0], kind)
        and slot.watch.poll.status not in GONE
    }


def borrow(slot: Slot, kind: type[Any], *, first: str = "") -> None:
    """Look at a run of another page: at what that page has now, of which this one was looking at a run before.

    A slot without any run takes that of the page ``first``, else the first there is; after a reload the one that the
    address names, which its own page then finds again too.
    """
    if not slot.lender:
        _borrow_again(slot, kind)
    _notice_loss(slot)
    found = lenders(kind, apart_from=slot.page)
    lender = found.get(slot.lender)
    if lender is None:
        slot.give_back()
        if slot.watch is None:
            lender = found.get(first) or next(iter(found.values()), None)
    if lender is not None and lender.watch is not None and (slot.watch is None or slot.watch.run != lender.watch.run):
        slot.borrow(lender)
    keep_in_address(slot.watch if slot.lender else None, OTHER_RUN, slot.page)


def lend_nothing(slot: Slot) -> None:
    """Return to the slot's own run, and stay there after a reload."""
    slot.give_back()
    keep_in_address(None, OTHER_RUN, slot.page)


def lender_name(page: Page, lender: str) -> str:
    """Return what a page that lends is called; where it has two runs, which of them."""
    lesson = _lesson(lender)
    return page.t.get(f"kit.lender.{lender}") or page.t(f"course.{lesson.url_path}")


def link_to(page: Page, lender: str, label: str) -> None:
    """Draw the way to a page."""
    lesson = _lesson(lender)
    key = f"{page.name}.to-{lesson.url_path}"
    if st.button(label, key=key, icon=":material/arrow_forward:", type="tertiary"):
        st.switch_page(lesson.file, query_params={"lang": current_language()})


def _lesson(slot_page: str) -> Lesson:
    """Return the lesson of a slot, of which a page may have several."""
    return next(lesson for lesson in COURSE if lesson.url_path == slot_page.partition("/")[0])


def _borrow_again(slot: Slot, kind: type[Any]) -> None:
    """Borrow what the address names; the page that has started it finds it in its own place."""
    run_id = st.query_params.get(OTHER_RUN, "")
    if not run_id:
        return
    try:
        watch = find_watch(kind, run_id)
    except Problem as problem:
        slot.gone = None if problem.key in NO_NEWS else problem
        return
    if watch is None or watch.run.label in ("", slot.page):
        return
    slot.borrow(st.session_state.setdefault(f"{watch.run.label}.slot", Slot(watch.run.label, watch)))


def _notice_loss(slot: Slot) -> None:
    """Tell the page that lends, which nobody looks at meanwhile, that its run is no more; say so here."""
    if not slot.lender or slot.watch is None or slot.watch.poll.status not in GONE:
        return
    problem = slot.watch.poll.problem
    slot.gone = None if problem is None or problem.key in NO_NEWS else problem
    lender = st.session_state.get(f"{slot.lender}.slot")
    if isinstance(lender, Slot) and lender.watch is not None:
        lender.watch.refresh()
