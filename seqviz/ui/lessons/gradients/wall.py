"""The wall: a network of one unit, its loss over two numbers, and two descents from the learner's start."""

from functools import lru_cache

import numpy as np
import streamlit as st

from seqviz.cells.wall import wall_loss
from seqviz.components.descents import told, walks_of, wall_labels
from seqviz.components.wall import Landscape, wall
from seqviz.config.fields import range_of
from seqviz.config.gradients import GradientsView
from seqviz.exercises.wall import BOUNDS, DESCENT_STEPS, LANDINGS, descents, landing_of
from seqviz.records.descent import Descent
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Outcome, Question, follow, guess_of, predict
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.page import Page

GRID = 110
RATES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5)


def wall_screen(page: Page, settings: GradientSettings) -> None:
    """Draw the question, the landscape and what moves the start."""
    t, view = page.t, settings.view
    free, clipped = descents(view.w, view.b, view.rate, view.bound)
    question = _question(view, t)
    follow(settings, question)
    guess = guess_of(settings, question)
    if guess is None:
        predict(page, settings, question, None)
    with page.panel("wall", title=t("gradients.wall.title"), hint=t("gradients.wall.hint")):
        if guess is None:
            free = clipped = descents(view.w, view.b, view.rate, view.bound, steps=0)[0]
        picked = wall(_landscape(), walks_of(free, clipped, t), key="gradients-wall", labels=wall_labels(t))
        with st.container(horizontal=True, gap="medium"):
            control(settings, "w", t, shape="slider", width=190)
            control(settings, "b", t, shape="slider", width=190)
            control(settings, "rate", t, options=RATES, width=190)
            control(settings, "bound", t, options=BOUNDS, width=190)
        if guess is not None:
            st.markdown(told(free, clipped, t))
    if guess is not None:
        predict(page, settings, question, _outcome(free, clipped, t))
    if picked is not None and picked != (view.w, view.b):
        settings.change(w=picked[0], b=picked[1])
        st.rerun()


@lru_cache(maxsize=1)
def _landscape() -> Landscape:
    w, b = (range_of(GradientsView, name) for name in ("w", "b"))
    across, along = np.linspace(w.low, w.high, GRID), np.linspace(b.low, b.high, GRID)
    heights, _, _ = wall_loss(across[:, None], along[None, :])
    return Landscape(heights=heights, across=(w.low, w.high), along=(b.low, b.high))


def _question(view: GradientsView, t: Catalog) -> Question:
    return Question(
        subject=f"wall/{view.w:g}-{view.b:g}-{view.rate:g}-{view.bound:g}".replace(".", "_"),
        text=t("gradients.predict.wall", steps=DESCENT_STEPS),
        options={landing: t(f"gradients.predict.wall.{landing}") for landing in LANDINGS},
        why="wall-why",
    )


def _outcome(free: Descent, clipped: Descent, t: Catalog) -> Outcome:
    ends = {"free": free.losses[-1], "clipped": clipped.losses[-1]}
    said = {name: number_text(float(loss), t.language) for name, loss in ends.items()}
    measured = t("gradients.predict.wall.measured", steps=DESCENT_STEPS, **said)
    return Outcome(answers=frozenset({landing_of(float(free.losses[-1]))}), measured=measured)
