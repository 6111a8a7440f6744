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


def live(settings: Settings[Any, Any], slot: Slot, draw: Callable[[], None]) -> None:
    """Call ``draw`` now and at each look; where the run or the settings have changed, draw the whole page again."""
    status = _status(slot)
    period = None if status is None else PERIOD.get(status)
    if period is None and slot.watch is not None and slot.watch.waiting:
        period = WAITING
    st.fragment(_tick, run_every=period)(settings, slot, draw, status, settings.query)


def _tick(
    settings: Settings[Any, Any], slot: Slot, draw: Callable[[], None], drawn_for: RunStatus | None,
    drawn_with: dict[str, str],
) -> None:  # fmt: skip
    if slot.watch is not None:
        slot.watch.refresh()
    if _status(slot) != drawn_for or settings.query != drawn_with:
        st.rerun()
    draw()


def _status(slot: Slot) -> RunStatus | None:
    return slot.watch.poll.status if slot.watch is not None else None
