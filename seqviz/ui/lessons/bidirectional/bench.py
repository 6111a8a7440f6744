"""What the screens with a run have in common: control bar and status line."""

from collections.abc import Sequence

from seqviz.components.readout import LiveFigure, readout
from seqviz.config.contest import Contest
from seqviz.ui.experiment.prediction import Question, forget, skip
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.status import Name, status_line, status_row
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings
from seqviz.ui.page import Page

STEPS = (10, 100)
SLOW = 5.0
"""Steps per second in slow motion."""
EVERY = 0.5
"""Seconds between two answers while it trains."""


def bench(
    page: Page,
    settings: BidirectionalSettings,
    slot: Slot,
    contest: Contest,
    question: Question,
    figures: Sequence[LiveFigure],
    *,
    name: Name = str,
) -> None:
    """Draw the control bar and the status line."""
    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS, slow=SLOW, on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )  # fmt: skip
        step = page.t.number(slot.watch.poll.step) if slot.watch else ""
        values = [LiveFigure(label=page.t("kit.figure.step"), value=step, room=4), *figures]
        readout(values, key=f"{page.name}.figures-{settings.view.idea}", width="content")
    with status_row(page):
        status_line(page, settings, slot, contest, name=name)
