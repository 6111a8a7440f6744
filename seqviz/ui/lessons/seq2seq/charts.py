"""The charts of a run, filled with its newest numbers: the loss, and how much is right."""

import math
from functools import lru_cache

from seqviz.components.chart import FigureTemplate, chart
from seqviz.figures.seq2seq import LOSSES, RIGHT, loss_figure, right_figure
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Language, load_catalog
from seqviz.ui.page import Page

STEPS, EVALUATIONS = "StepRecord", "TranslationEvaluation"
NAMED = (*LOSSES, *RIGHT)
NO_STEPS_YET = {"x": [0.0, 100.0], "y": [math.nan, math.nan]}
"""Shows the axes before the first step."""


def draw_charts(page: Page, watch: Watch | None) -> None:
    """Draw both charts one below the other; before the first run they are empty."""
    t = page.t
    losses, right = _templates(t.language)
    with page.panel("seq2seq-loss", title=t("seq2seq.loss.title"), hint=t("seq2seq.loss.hint")):
        series = {"training": _curve(watch, STEPS, "average_loss"), "held_out": _curve(watch, EVALUATIONS, "loss")}
        chart(losses, series=series, key="seq2seq-loss-chart", label=t("seq2seq.loss.title"))
    with page.panel("seq2seq-right", title=t("seq2seq.right.title"), hint=t("seq2seq.right.hint")):
        series = {name: _curve(watch, EVALUATIONS, name) for name in RIGHT}
        chart(right, series=series, key="seq2seq-right-chart", label=t("seq2seq.right.title"))


@lru_cache(maxsize=4)
def _templates(language: Language) -> tuple[FigureTemplate, FigureTemplate]:
    t = load_catalog(language)
    names = {name: t(f"seq2seq.curve.{name}") for name in NAMED}
    return FigureTemplate.of(loss_figure(names)), FigureTemplate.of(right_figure(names))


def _curve(watch: Watch | None, kind: str, name: str) -> dict[str, list[float]]:
    columns = watch.trail(kind, watch.names[0]).columns if watch else {}
    if not columns:
        return NO_STEPS_YET
    return {"x": columns["step"].tolist(), "y": columns[name].tolist()}
