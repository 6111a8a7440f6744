"""The live view of every page: a fragment that looks at the run a few times a second and draws what has changed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from seqviz.records.jobs import RunStatus
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot

PERIOD: dict[RunStatus, float] = {
    "queued": 0.5, "starting": 0.1, "training": 0.2, "paused": 0.5, "orphaned": 0.5,
}  # fmt: skip
"""Seconds between two looks; a run that has ended needs none."""
WAITING = 0.3
"""Seconds between two looks at a run that has ended and still owes an answer."""
FORGOTTEN = "st.session_state has no key"
"""What Streamlit says where the end of one run of the script swept away a widget that the next one was just drawing."""

Pace = tuple[RunStatus | None, float | None]


def live(settings: Settings[Any, Any], slot: Slot, draw: Callable[[], None]) -> None:
    """Call ``draw`` now and at each look; where the run or the settings have changed, draw the whole page again."""
    drawn_for = _pace(slot)
    st.fragment(_tick, run_every=drawn_for[1])(settings, slot, draw, drawn_for, settings.query)


def _tick(
    settings: Settings[Any, Any], slot: Slot, draw: Callable[[], None], drawn_for: Pace, drawn_with: dict[str, str]
) -> None:
    if slot.watch is not None:
        slot.watch.refresh()
    if _pace(slot) != drawn_for or settings.query != drawn_with:
        st.rerun()
    try:
        draw()
    except KeyError as lost:
        if FORGOTTEN not in str(lost):
            raise
        st.rerun()


def _pace(slot: Slot) -> Pace:
    """Return how the run stands, and the seconds between two looks at it."""
    if slot.watch is None:
        return None, None
    status = slot.watch.poll.status
    return status, PERIOD.get(status, WAITING if slot.watch.waiting else None)
