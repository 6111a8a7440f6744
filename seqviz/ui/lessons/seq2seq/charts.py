"""The charts of a run, filled with its newest numbers: the loss, and how much is right."""

import math
from functools import lru_cache

from seqviz.components.chart import FigureTemplate, chart
from seqviz.config.published import TRANSLATION_BLEU_2, TRANSLATION_LOSS, TRANSLATION_WIDTH, published_translation_loss
from seqviz.config.seq2seq import D2L, Seq2SeqConfig
from seqviz.figures.seq2seq import BAND, LOSSES, RIGHT, loss_figure, right_figure
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog, Language, load_catalog
from seqviz.ui.page import Page

STEPS, EVALUATIONS = "StepRecord", "TranslationEvaluation"
NAMED = (*LOSSES, *RIGHT, "book")
NO_STEPS_YET = {"x": [0.0, 100.0], "y": [math.nan, math.nan]}
"""Shows the axes before the first step."""
NO_BAND: dict[str, list[float]] = {"x": [], "y": []}


def draw_charts(page: Page, watch: Watch | None) -> None:
    """Draw both charts one below the other; before the first run they are empty."""
    t = page.t
    losses, right = _templates(t.language)
    band = _published(watch)
    with page.panel("seq2seq-loss", title=t("seq2seq.loss.title"), hint=_hint(band, t)):
        series = {"training": _curve(watch, STEPS, "average_loss"), "held_out": _curve(watch, EVALUATIONS, "loss")}
        for edge, level in zip(BAND, band or (math.nan, math.nan), strict=True):
            series[edge] = {"x": [0.0, float(D2L["max_steps"])], "y": [level, level]} if band else NO_BAND
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


def _published(watch: Watch | None) -> tuple[float, float] | None:
    """Return the band of the book, if its run is shown."""
    config = watch.contest.configs[0] if watch else None
    return published_translation_loss(config) if isinstance(config, Seq2SeqConfig) else None


def _hint(band: tuple[float, float] | None, t: Catalog) -> str:
    if band is None:
        return t("seq2seq.loss.hint")
    numbers = (*TRANSLATION_LOSS, *band, *TRANSLATION_BLEU_2)
    names = ("printed_least", "printed_most", "least", "most", "bleu_least", "bleu_most")
    told = {name: t.number(one, digits=3 if one < 0.1 else 2) for name, one in zip(names, numbers, strict=True)}
    return t("seq2seq.loss.book-hint", width=TRANSLATION_WIDTH, **told)
