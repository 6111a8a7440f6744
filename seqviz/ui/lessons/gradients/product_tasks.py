"""The exercises of the screen on what could pass."""

from typing import Any

from seqviz.config.cells import CELLS
from seqviz.exercises.gradients import factor_needed, far_of, lead_of
from seqviz.exercises.instance import Instance
from seqviz.exercises.recurrence import FAR, LEVEL, NEAR, rise_of
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.gradients.cells import cells_slot
from seqviz.ui.lessons.gradients.product import logs_of
from seqviz.ui.page import Page

WITHIN_THREE = 2 / 3
"""As a tolerance: the smaller of two numbers is at least a third of the larger."""


def product_tasks(page: Page, settings: Settings[Any, Any]) -> tuple[Exercise, ...]:
    """Return the exercises on what could pass; the one on the curves comes with the curves."""
    level = Experiment(
        name="level", set_up={"rho": 0.9, "depth": 60, "tanh": True, "screen": "product"},
        judge=lambda: _level(page, settings),
    )  # fmt: skip
    logs = logs_of(cells_slot(page).watch)
    if len(logs) < len(CELLS):
        return Arithmetic(name="needed", make=factor_needed), level
    lead, count = lead_of(logs), far_of(logs)
    instance = Instance(values={"count": count}, answer=lead, tolerance=WITHIN_THREE)
    ratio = Arithmetic(name="ratio", make=lambda _: instance)
    return Arithmetic(name="needed", make=factor_needed), level, ratio


def _level(page: Page, settings: Settings[Any, Any]) -> Told:
    """The curve is level where little changes between 10 and 35 steps back, on this learner's seed."""
    t, rise = page.t, rise_of(settings.view.rho, settings.config.seed)
    factor = decimals_text(10 ** abs(rise), t.language, digits=1)
    if abs(rise) < LEVEL:
        rho = f"{settings.view.rho:g}"
        return Told(done=True, measured=t("gradients.level.done", rho=rho, near=NEAR, far=FAR, factor=factor))
    way = "falls" if rise < 0 else "rises"
    return Told(done=False, measured=t(f"gradients.level.{way}", near=NEAR, far=FAR, factor=factor))
