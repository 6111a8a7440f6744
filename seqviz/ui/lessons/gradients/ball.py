"""Back onto the ball: one step's gradient, its length and direction, and what theta makes of it."""

import math

import numpy as np
import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.figures.ball import DOTS, ball_figure
from seqviz.jobs.watch import Watch
from seqviz.records.clipping import ClippingAnswer, ClippingQuestion
from seqviz.text.numbers import decimals_text, number_text
from seqviz.text.saying import sayer
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.knobs import THETAS
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.experiment.readings import STEPS
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.lessons.gradients.questions import ball_outcome, ball_question
from seqviz.ui.lessons.gradients.story import CLIPPED, parts_of_norm
from seqviz.ui.page import Page

ASK_SECONDS = 1.0
_CHOSEN = "ball-step"


def ball_column(page: Page, settings: GradientSettings, watch: Watch | None) -> None:
    """Draw the ball and its question; what clipping does to the direction is measured once that is answered."""
    t = page.t
    ball_panel(page, settings, watch)
    predict(page, settings, ball_question(t), ball_outcome(t))


def ball_panel(page: Page, settings: GradientSettings, watch: Watch | None) -> None:
    """Draw the gradients of all steps, one of them in full, and the arithmetic of its clipping."""
    t = page.t
    ready = watch is not None and watch.description(CLIPPED) is not None and len(watch.trail(STEPS, CLIPPED)) > 0
    with page.panel("ball", title=t("gradients.ball.title"), hint=t("gradients.ball.hint")):
        if watch is None or not ready:
            st.markdown(f":gray[{t('gradients.ball.empty')}]")
            return
        recurrent, others, _ = parts_of_norm(watch)
        theta, place = settings.view.radius, _place(settings, watch)
        figure = ball_figure(recurrent, others, theta=theta, chosen=place, say=sayer(t))
        clicked = fresh_chart(figure, key=f"{page.name}-ball", label=t("gradients.ball.title"), clickable=True).clicked
        steps = watch.trail(STEPS, CLIPPED).columns["step"]
        if clicked is not None and clicked.trace == DOTS and clicked.index < len(steps):
            settings.memory[_CHOSEN] = (watch.run.id, int(steps[clicked.index]))
        control(settings, "radius", t, options=THETAS)
        shown = guess_of(settings, ball_question(t)) is not None
        _arithmetic(
            page,
            watch if shown else None,
            step=int(steps[place]),
            norm=math.hypot(recurrent[place], others[place]),
            theta=theta,
        )


def _place(settings: GradientSettings, watch: Watch) -> int:
    """Return the place of the step that the learner has clicked, else of the longest gradient."""
    columns = watch.trail(STEPS, CLIPPED).columns
    run, step = settings.memory.get(_CHOSEN, ("", 0))
    if run == watch.run.id:
        return int(min(np.searchsorted(columns["step"], step), len(columns["step"]) - 1))
    norms = columns["norm_before.most"]
    return int(np.argmax(np.where(np.isfinite(norms), norms, 0.0)))


def _arithmetic(page: Page, watch: Watch | None, *, step: int, norm: float, theta: float) -> None:
    t = page.t
    factor = min(1.0, theta / (norm + 1e-6))
    rows = [
        (t("gradients.ball.row.norm", step=step), number_text(norm, t.language)),
        (t("gradients.ball.row.factor"), f"× {decimals_text(factor, t.language)}"),
    ]
    answer = None if watch is None else _measured(watch, theta)
    if answer is not None:
        rows += _angles(page, answer)
    first, *others = (f"| {name} | **{value}** |" for name, value in rows)
    st.markdown("\n".join([first, "|:---|---:|", *others]))


def _angles(page: Page, answer: ClippingAnswer) -> list[tuple[str, str]]:
    """Return what both ways do to the direction of one measured gradient."""
    t = page.t
    values = {"step": answer.step + 1, "norm": number_text(answer.norm, t.language)}
    if answer.cut is None:
        return [(t("gradients.ball.row.short", **values), "–")]
    cut = number_text(answer.cut, t.language)
    return [
        (t("gradients.ball.row.angle", **values), _angle(answer.cosine_by_norm, page)),
        (t("gradients.ball.row.cut", cut=cut), _angle(answer.cosine_by_value, page)),
        (t("gradients.ball.row.largest"), number_text(answer.largest, t.language)),
    ]


def _angle(cosine: float, page: Page) -> str:
    language = page.t.language
    degrees = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    return f"{decimals_text(degrees, language, digits=0)}° (cos {decimals_text(cosine, language, digits=2)})"


def _measured(watch: Watch, theta: float) -> ClippingAnswer | None:
    """Ask for the longest gradient among the steps whose weights are kept."""
    columns = watch.trail(STEPS, CLIPPED).columns
    norms = dict(zip(columns["step"].astype(int), columns["norm_before"], strict=True))
    kept = [step for step in watch.poll.checkpoints if step + 1 in norms]
    past = max(kept, key=lambda step: norms[step + 1], default=None)
    asked = watch.ask("clipping", ClippingQuestion(theta=theta), CLIPPED, past=past, every=ASK_SECONDS)
    answer: ClippingAnswer | None = asked.answer
    return answer
