"""Gradients through time in the learner's language: charts without numbers, used by every learner, and words."""

from collections.abc import Mapping
from functools import lru_cache
from statistics import median

from seqviz.components.chart import FigureTemplate
from seqviz.figures.gradient_products import jacobian_figure
from seqviz.figures.gradient_strip import CELLS, strip_figure
from seqviz.records.gradients import ReachesAnswer
from seqviz.text.catalog import Catalog, Language, load_catalog


def cell_name(cell: str, t: Catalog) -> str:
    """Return what a cell is called."""
    return t(f"settings.cell.{cell}")


@lru_cache(maxsize=64)
def jacobian_template(language: Language, length: int) -> FigureTemplate:
    """Return the chart of the products of three cells, over so many steps back."""
    t = load_catalog(language)
    words = {cell: cell_name(cell, t) for cell in CELLS}
    words |= {"start": t("gradients.jacobian.start"), "back": t("gradients.product.back")}
    return FigureTemplate.of(jacobian_figure(length, labels=words))


@lru_cache(maxsize=64)
def strip_template(
    language: Language, tokens: tuple[str, ...], followed: int, pinned: int | None, marked: int | None, short: bool
) -> FigureTemplate:
    """Return the strips of three cells over one line of tokens."""
    t = load_catalog(language)
    labels = {cell: cell_name(cell, t) for cell in CELLS}
    labels |= {name: t(f"gradients.reach.{name}") for name in ("memory", "start", "pinned")}
    figure = strip_figure(tokens, followed=followed, pinned=pinned, marked=marked, labels=labels, short=short)
    return FigureTemplate.of(figure)


def reaches_told(found: Mapping[str, ReachesAnswer], t: Catalog) -> str:
    """Say how far the top layer of each cell reaches at half of many places, and the memory of the LSTM."""
    parts = []
    for cell, answer in found.items():
        top = answer.layers[-1]
        parts.append(f"{cell_name(cell, t)} **{t.number(median(top.hidden), digits=1)}**")
        if top.cell is not None:
            parts.append(t("gradients.reach.median.memory", reach=t.number(median(top.cell), digits=1)))
    newest = next(iter(found.values()))
    return t("gradients.reach.median", places=newest.places, step=t.number(newest.step), reaches=" · ".join(parts))
