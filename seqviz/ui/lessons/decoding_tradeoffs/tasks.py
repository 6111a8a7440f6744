"""The exercises of the page."""

from seqviz.exercises.tradeoffs import costly, culprit, overtaking
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import decodings, judged
from seqviz.ui.page import Page

NEAR = 0.01
WIDE = 64


def tasks(page: Page, settings: TradeoffsSettings, slot: Slot) -> tuple[Exercise, ...]:
    """Return the exercises: an answer that overtakes, whose mistake, the cost of exact search, lengths put right."""
    set_up = {"k": WIDE, "alpha": 0.0, "moment": "early"}
    return (
        Arithmetic(name="overtaking", make=overtaking),
        Arithmetic(name="culprit", make=culprit),
        Arithmetic(name="costly", make=costly),
        Experiment(name="lengths", set_up=set_up, judge=lambda: lengths(page, settings, slot)),
    )


def lengths(page: Page, settings: TradeoffsSettings, slot: Slot) -> Told:
    """Judge whether the answers of the widest beam at the early moment are as long as the references."""
    t, view = page.t, settings.view
    found = decodings(slot.watch).get("early")
    wide = beam_of(judged(slot.watch, found, view.alpha), WIDE) if slot.watch and found else None
    if wide is None or view.moment != "early" or view.width != WIDE:
        return Told(done=None, measured=t("decoding-tradeoffs.lengths.wait", k=WIDE))
    ratio = decimals_text(wide.length_ratio, t.language, digits=3)
    done = abs(wide.length_ratio - 1) <= NEAR
    key = "decoding-tradeoffs.lengths.done" if done else "decoding-tradeoffs.lengths.far"
    return Told(done=done, measured=t(key, ratio=ratio, alpha=f"{view.alpha:g}"))
