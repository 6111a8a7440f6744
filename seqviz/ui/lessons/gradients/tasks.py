"""The exercises of each screen, and the files that may be taken home."""

from functools import partial

import numpy as np

from seqviz.config.sweep import NAMES
from seqviz.exercises.gradients import BestTheta, half_life, reach_of_norms
from seqviz.exercises.instance import Instance
from seqviz.exercises.training import clipped_entry, clipped_length, clipping_factor, longest_step
from seqviz.exercises.wall import BOUNDS, descents, largest_bound
from seqviz.jobs.watch import Watch
from seqviz.records.gradients import mark_of
from seqviz.records.sweep import together
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.readings import run_files, standing_of
from seqviz.ui.experiment.take_home import Download
from seqviz.ui.lessons.gradients.cells import cells_slot
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.lessons.gradients.product_tasks import product_tasks
from seqviz.ui.lessons.gradients.reach import reaches_of
from seqviz.ui.lessons.gradients.story import CLIPPED, FREE, parts_of_norm, twins_of
from seqviz.ui.lessons.gradients.sweep import kept_of, sweep_slot
from seqviz.ui.lessons.gradients.twins import twins_slot
from seqviz.ui.page import Page

ENOUGH = 100
"""Steps after which the twins may be judged."""
RISKY_RATE = 3.0


def tasks(page: Page, settings: GradientSettings) -> tuple[Exercise, ...]:
    """Return the exercises of the screen that is shown."""
    if settings.view.screen == "product":
        return product_tasks(page, settings)
    if settings.view.screen == "reach":
        mark = Experiment(name="mark", set_up={"mark": 1}, judge=partial(_judge_mark, page, settings))
        return Arithmetic(name="reach", make=reach_of_norms), mark
    if settings.view.screen == "recall":
        return (Arithmetic(name="half-life", make=half_life),)
    if settings.view.screen == "wall":
        set_up = {"screen": "wall", "w": 4.5, "b": -1.78, "rate": 0.5, "bound": 0.05}
        return (Experiment(name="bound", set_up=set_up, judge=partial(_judge_bound, page, settings)),)
    if settings.view.screen == "sweep":
        found = BestTheta.of(together(kept_of(settings).values())) if kept_of(settings) else None
        best = () if found is None else (Arithmetic(name="best", make=lambda _: found),)
        return Arithmetic(name="longest", make=longest_step), *best
    watch = twins_slot(page).watch
    set_up = {"learning_rate": RISKY_RATE, "theta": 2.0, "optimizer": "sgd", "turn_at": 0, "cell": "rnn"}
    return (
        Arithmetic(name="length", make=clipped_length),
        Arithmetic(name="entry", make=clipped_entry),
        Arithmetic(name="factor", make=partial(live_factor, watch)),
        Experiment(name="save", set_up=set_up, judge=partial(_judge_save, page, watch)),
    )


def live_factor(watch: Watch | None, rng: np.random.Generator) -> Instance:
    """Ask for the factor of the first step that the run has clipped; before there is one, of a step made up."""
    twins = twins_of(watch)
    if watch is None or twins is None or twins.first_clipped is None:
        return clipping_factor(norm=round(float(rng.uniform(0.8, 4.0)), 2), theta=0.5)
    place = int(np.searchsorted(twins.clipped.step, twins.first_clipped))
    recurrent, others, theta = (part[place] for part in parts_of_norm(watch))
    return clipping_factor(norm=float(f"{np.hypot(recurrent, others):.3g}"), theta=float(theta))


def _judge_bound(page: Page, settings: GradientSettings) -> Told:
    """Whether no larger theta of the slider would bring the clipped descent down."""
    t, view = page.t, settings.view
    loss = float(descents(view.w, view.b, view.rate, view.bound)[1].losses[-1])
    best = largest_bound(view)
    values = {"theta": f"{view.bound:g}", "loss": number_text(loss, t.language), "most": f"{BOUNDS[-1]:g}"}
    if best is None:
        return Told(done=None, measured=t("gradients.exercise.bound.none", **values))
    key = "done" if view.bound == best else "larger" if view.bound < best else "too-large"
    return Told(done=view.bound == best, measured=t(f"gradients.exercise.bound.{key}", **values))


def _judge_mark(page: Page, settings: GradientSettings) -> Told:
    """Whether the mark stands where the strip of the RNN first falls below the line."""
    t, back, found = page.t, settings.view.mark, reaches_of(cells_slot(page).watch)
    if not back or "rnn" not in found:
        return Told(done=None, measured=t("gradients.exercise.mark.wait"))
    mark = mark_of(found["rnn"].hidden, back)
    measured = t(f"gradients.exercise.mark.{mark}", back=back)
    return Told(done=None if mark == "everywhere" else mark == "right", measured=measured)


def _judge_save(page: Page, watch: Watch | None) -> Told:
    """Whether theta alone has kept the clipped twin whole at a rate that broke the other."""
    t = page.t
    twins = twins_of(watch)
    if watch is None or twins is None or twins.broken_at is None or twins.steps < ENOUGH:
        return Told(done=None, measured=t("gradients.exercise.save.wait", steps=ENOUGH))
    if CLIPPED in watch.outcomes:
        return Told(done=False, measured=t("gradients.exercise.save.broken", step=watch.outcomes[CLIPPED].step))
    rate = watch.setting("learning_rate", CLIPPED)
    if rate is None or rate < RISKY_RATE:
        return Told(done=None, measured=t("gradients.exercise.save.wait", steps=ENOUGH))
    clipped = standing_of(watch, CLIPPED).clipped
    return Told(done=True, measured=t("gradients.exercise.save.done", step=twins.steps, clipped=clipped))


def files_of(page: Page, settings: GradientSettings) -> list[Download]:
    """Return the settings, and the figures of the run that is shown."""
    t = page.t
    if settings.view.screen == "sweep":
        return run_files(page, settings, sweep_slot(page).watch, {name: f"theta {name}" for name in NAMES})
    watch = twins_slot(page).watch if settings.view.screen == "twins" else None
    return run_files(page, settings, watch, {name: t(f"gradients.name.{name}") for name in (CLIPPED, FREE)})
