"""The exercises of the laboratory: arithmetic on fresh numbers, and experiments that the run itself judges."""

import math

from seqviz.exercises.training import clipped_entry, perplexity_of_three
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.readings import perplexity_text_of, standing_of

ENOUGH = 300
"""Steps after which an experiment may be judged."""
GOAL = 0.9
"""The share of the other model's perplexity that one must reach to beat it clearly."""


def tasks(lab: Laboratory) -> tuple[Exercise, ...]:
    """Return the exercises of the page."""
    return (
        Arithmetic(name="perplexity", make=perplexity_of_three),
        Arithmetic(name="clipping", make=clipped_entry),
        Experiment(
            name="save", judge=lambda: _saved(lab),
            set_up={
                "text": "lincoln", "cell": "rnn", "hidden_size": 64, "optimizer": "sgd", "learning_rate": 3.5,
                "clip": False, "theta": 0.5, "steps": 35, "rivals": (),
            },
        ),
        Experiment(
            name="beat", judge=lambda: _beaten(lab),
            set_up={
                "text": "lincoln", "cell": "rnn", "hidden_size": 64, "optimizer": "adam", "learning_rate": 0.002,
                "clip": True, "steps": 35, "rivals": ((("cell", "lstm"),),),
            },
        ),
    )  # fmt: skip


def _saved(lab: Laboratory) -> Told:
    """Whether the exploding model was kept alive by theta alone: its rate as it was set up, or higher."""
    watch, t = lab.slot.watch, lab.page.t
    if watch is None:
        return Told(done=None, measured=t("lab.exercise.save.wait"))
    name = watch.names[0]
    standing, rate = standing_of(watch, name), watch.setting("learning_rate", name)
    if name in watch.outcomes:
        return Told(done=False, measured=t("lab.exercise.save.broken", step=watch.outcomes[name].step))
    if standing.step is None or standing.step < ENOUGH or rate is None or rate < 3.5 or not standing.clipped:
        return Told(done=None, measured=t("lab.exercise.save.wait"))
    return Told(
        done=True,
        measured=t("lab.exercise.save.done", step=standing.step, theta=f"{watch.setting('theta', name):g}"),
    )


def _beaten(lab: Laboratory) -> Told:
    """Whether the last of several models has clearly beaten the first on held-out text."""
    watch, t = lab.slot.watch, lab.page.t
    if watch is None or len(watch.names) < 2:
        return Told(done=None, measured=t("lab.exercise.beat.wait"))
    first, last = (standing_of(watch, name) for name in (watch.names[0], watch.names[-1]))
    if first.held_out_loss is None or last.held_out_loss is None or (first.step or 0) < ENOUGH:
        return Told(done=None, measured=t("lab.exercise.beat.wait"))
    done = math.exp(last.held_out_loss - first.held_out_loss) < GOAL
    numbers = {
        "first": perplexity_text_of(first.held_out_loss, t), "last": perplexity_text_of(last.held_out_loss, t),
    }  # fmt: skip
    return Told(done=done, measured=t("lab.exercise.beat.done" if done else "lab.exercise.beat.not", **numbers))
