"""The exercises of the page: two of arithmetic, and one that the run judges."""

import math

from seqviz.exercises.gates import kept_or_replaced, place_of_the_reset
from seqviz.records.training import EvaluationAnswer
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.laboratory import Laboratory

GATES = ("reset", "update")


def tasks(lab: Laboratory) -> tuple[Exercise, ...]:
    """Return the exercises of the page."""
    set_up = {"idea": "hold", "cell": "gru", "level": "mean", "held_layer": 1, "held_units": ""}
    return (
        Arithmetic(name="keep", make=kept_or_replaced),
        Arithmetic(name="place", make=place_of_the_reset),
        Experiment(name="timing", set_up=set_up, judge=lambda: _timing(lab)),
    )


def _timing(lab: Laboratory) -> Told:
    """Whether the chosen gate is the one whose timing the model can least do without."""
    watch, t, view = lab.slot.watch, lab.page.t, lab.settings.view
    if watch is None:
        return Told(done=None, measured=t("gru.timing.wait"))
    losses: dict[str, float] = {}
    for what in ("reset-live", *(f"{gate}-mean" for gate in GATES)):
        answer = watch.asked(f"held-{what}", watch.names[0]).answer
        if isinstance(answer, EvaluationAnswer):
            losses[what] = answer.loss
    live, held = losses.get("reset-live"), {gate: losses.get(f"{gate}-mean") for gate in GATES}
    if live is None or None in held.values():
        return Told(done=None, measured=t("gru.timing.wait"))
    ratios = {gate: math.exp(loss - live) for gate, loss in held.items() if loss is not None}
    numbers = {gate: f"{ratio:.3g}" for gate, ratio in ratios.items()}
    worst = max(ratios, key=ratios.__getitem__)
    done = getattr(view, "level", "") == "mean" and getattr(view, "gate", "") == worst
    return Told(done=done, measured=t("gru.timing.measured", **numbers))
