"""The live charts of language models: perplexity and gradient norms of one model, or of several in one chart."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from seqviz.components.board import board
from seqviz.components.board_frame import CURVE_PANELS, BoardFrame, Curves, PanelName
from seqviz.components.chart import FigureTemplate
from seqviz.components.inside import board_labels
from seqviz.config.contest import Budget
from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.published import EPOCHS, published_perplexity
from seqviz.figures.curve_series import curve_series
from seqviz.figures.training import TrainingLabels, gradient_norm_figure, parameter_norms_figure, perplexity_figure
from seqviz.jobs.watch import Watch
from seqviz.records.trail import TrailName
from seqviz.text.catalog import Catalog, Language, load_catalog
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.readings import EVALUATIONS, STEPS, standing_of
from seqviz.ui.page import Page

Names = Mapping[str, str]
"""Contestant to the words that name it on the page."""


def curves(page: Page, watch: Watch | None, names: Names, *, axis: Budget = "steps") -> None:
    """Draw the charts of a run. One model is drawn with its training curve, several each in a hue of its own."""
    t, shown = page.t, _shown(watch, names)
    described = watch.description(watch.names[0]) if watch else None
    parameters = described.parameters if described else ()
    board(
        _frame(watch, shown, axis, t, brief=page.on_stage),
        key=f"{page.name}.curves",
        labels=board_labels(t.language, "curves"),
        figures=_templates(
            t.language, tuple(shown.values()), parameters, axis, published=_published(watch) is not None
        ),
        panels=CURVE_PANELS,
    )


def _shown(watch: Watch | None, names: Names) -> dict[str, str]:
    """One model goes without a name."""
    contestants = watch.names if watch else tuple(names)
    return {contestants[0]: ""} if len(contestants) == 1 else {name: names[name] for name in contestants}


@lru_cache(maxsize=64)
def _templates(
    language: Language, shown: tuple[str, ...], parameters: tuple[str, ...], axis: Budget, *, published: bool
) -> dict[PanelName, FigureTemplate]:
    """Return the charts without numbers: made once, used by every learner."""
    t = load_catalog(language)
    words = tuple(field.name for field in fields(TrainingLabels))
    labels = TrainingLabels(**{word: t(f"live.curve.{word}") for word in words})
    return {
        "perplexity": FigureTemplate.of(perplexity_figure(labels, shown, x=axis, published=published)),
        "gradient_norm": FigureTemplate.of(gradient_norm_figure(labels, shown, x=axis)),
        "parameter_norms": FigureTemplate.of(parameter_norms_figure(parameters, shown[0], labels=labels, x=axis)),
    }


def _published(watch: Watch | None) -> tuple[float, float] | None:
    """Return what the book prints for this very run, if it is the only one on the chart."""
    config = watch.contest.configs[0] if watch and len(watch.names) == 1 else None
    return published_perplexity(config) if isinstance(config, LanguageModelConfig) else None


def _frame(watch: Watch | None, shown: Names, axis: Budget, t: Catalog, *, brief: bool) -> BoardFrame:
    if watch is None:
        return BoardFrame(run="")
    trails = {TrailName(kind, shown[name]): watch.trail(kind, name) for name in shown for kind in (STEPS, EVALUATIONS)}
    first = watch.names[0]
    described: Any = watch.description(first)
    if described is None or not len(trails[TrailName(STEPS, shown[first])]):
        return BoardFrame(run=watch.run.id)
    series: Any = curve_series(
        trails,
        x=axis,
        parameters={shown[first]: described.parameters},
        uniform=described.vocabulary_size,
        unigram_loss=described.unigram_loss,
        published=_published(watch),
    )
    hints = _hints(watch, t, brief=brief)
    return BoardFrame(run=watch.run.id, curves=Curves(version=watch.news, series=series, hints=hints))


def _hints(watch: Watch, t: Catalog, *, brief: bool) -> dict[PanelName, str]:
    described: Any = watch.description(watch.names[0])
    hints: dict[PanelName, str] = {}
    if not brief:
        hints["perplexity"] = t("live.perplexity-hint", uniform=t.number(described.vocabulary_size))
    if published := _published(watch):
        least, most = (t.number(level, digits=1) for level in published)
        hints["perplexity"] = t("live.published-hint", least=least, most=most, epochs=EPOCHS)
    if len(watch.names) == 1:
        standing = standing_of(watch, watch.names[0])
        share = t("live.clipped-share", share=percent_text(standing.clipped_share, t.language))
        skipped = " · " + t("live.skipped", count=standing.skipped) if standing.skipped else ""
        hints["gradient_norm"] = share + skipped
    return hints
