"""The exercises of the page."""

from seqviz.exercises.two_sided import joined_share, output_at_the_end, places_with_a_future
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings
from seqviz.ui.lessons.bidirectional.questions import FILL, newest
from seqviz.ui.page import Page

GOAL = 0.02
"""The learner's join has to come so near to the network."""


def tasks(page: Page, settings: BidirectionalSettings, slot: Slot) -> tuple[Exercise, ...]:
    """Return the exercises: three of arithmetic, and one that the run judges."""
    set_up = {"idea": "fill", "text": "hungry-en", "hidden_size": 64, "max_steps": 400}
    return (
        Arithmetic(name="joined", make=joined_share),
        Arithmetic(name="ends", make=output_at_the_end),
        Arithmetic(name="window", make=places_with_a_future),
        Experiment(name="near", set_up=set_up, judge=lambda: _near(page, settings, slot)),
    )


def _near(page: Page, settings: BidirectionalSettings, slot: Slot) -> Told:
    """Whether joining by hand comes within two points of the network that reads both sides."""
    t, watch = page.t, slot.watch if settings.view.idea == "fill" else None
    joined, both = newest(watch, FILL, "joined"), newest(watch, FILL, "both")
    if watch is None or joined is None or both is None or watch.poll.step < 100:
        return Told(done=None, measured=t("bidirectional.near.wait"))
    words = {"joined": percent_text(joined, t.language, digits=1), "both": percent_text(both, t.language, digits=1)}
    done = abs(both - joined) <= GOAL
    return Told(done=done, measured=t("bidirectional.near.done" if done else "bidirectional.near.not", **words))
