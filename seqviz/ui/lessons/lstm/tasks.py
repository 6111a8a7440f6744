"""The exercises of the page: two of arithmetic, and one that the run judges."""

import math

from seqviz.exercises.gates import memory_step
from seqviz.records.training import EvaluationAnswer
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.half_life import HALF_LIFE
from seqviz.ui.experiment.laboratory import Laboratory

GOAL = 1.6
"""Times the perplexity of the model as it is."""


def tasks(lab: Laboratory) -> tuple[Exercise, ...]:
    """Return the exercises of the page."""
    set_up = {
        "idea": "hold", "cell": "lstm", "gate": "forget", "level": "value", "held_at": 0.9, "held_layer": 1,
        "held_units": "",
    }  # fmt: skip
    return (
        Arithmetic(name="step", make=memory_step),
        HALF_LIFE,
        Experiment(name="constant", set_up=set_up, judge=lambda: _constant(lab)),
    )


def _constant(lab: Laboratory) -> Told:
    """Whether one number for all forget gates has been found that costs little."""
    watch, t, view = lab.slot.watch, lab.page.t, lab.settings.view
    chosen = (getattr(view, "gate", ""), getattr(view, "level", ""), getattr(view, "held_units", "-"))
    if watch is None or chosen != ("forget", "value", ""):
        return Told(done=None, measured=t("lstm.constant.wait"))
    live, held = (watch.asked(f"held-forget-{level}", watch.names[0]) for level in ("live", "value"))
    if not all(isinstance(asked.answer, EvaluationAnswer) and asked.current for asked in (live, held)):
        return Told(done=None, measured=t("lstm.constant.wait"))
    ratio = math.exp(min(held.answer.loss - live.answer.loss, 500.0))
    key = "lstm.constant.done" if ratio < GOAL else "lstm.constant.not"
    return Told(done=ratio < GOAL, measured=t(key, ratio=f"{ratio:.3g}"))
