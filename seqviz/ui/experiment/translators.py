"""Translators side by side: their curves, the table of how they stand, and their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from seqviz.components.chart import FigureTemplate, chart
from seqviz.config.contest import Budget
from seqviz.figures.curve_series import PLACES
from seqviz.figures.translators import exact_figure, held_out_loss_figure
from seqviz.jobs.watch import Watch
from seqviz.records.seq2seq import TranslationDescription
from seqviz.text.catalog import Catalog, Language, load_catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text, decimals_text, percent_text
from seqviz.ui.experiment.readings import STEPS, figures_csv
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.page import Page

Names = Mapping[str, str]
"""Contestant to the words that name it on the page."""
EVALUATIONS = "TranslationEvaluation"
COLUMNS = ("model", "steps", "seconds", "parameters", "bridge", "loss", "exact", "bleu")


@dataclass(frozen=True, kw_only=True)
class Examined:
    """How one translator did on ``sentences`` held-out sentences of ``tokens`` real tokens, after ``step`` steps.

    ``loss`` is in nats a token; ``exact`` and ``bleu`` lie between 0 and 1.
    """

    step: int
    sentences: int
    tokens: int
    loss: float
    exact: float
    bleu: float
    seconds: float


def examined(watch: Watch | None, contestant: str, *, at: int | None = None) -> Examined | None:
    """Return the newest evaluation of a translator, or the last one ``at`` a step; ``None`` where there is none."""
    columns = watch.trail(EVALUATIONS, contestant).columns if watch is not None else {}
    if not columns:
        return None
    steps = columns["step"].tolist()
    place = len(steps) - 1 if at is None else max((p for p, step in enumerate(steps) if step <= at), default=0)
    found: dict[str, Any] = {name: int(columns[name][place]) for name in ("step", "sentences", "tokens")}
    found |= {name: float(columns[name][place]) for name in ("loss", "exact", "bleu", "seconds")}
    return Examined(**found)


def translator_chart(
    page: Page, watch: Watch | None, names: Names, what: Literal["exact", "loss"], *, axis: Budget = "steps"
) -> None:
    """Draw what is translated without a mistake, or the loss, of held-out sentences, against ``axis``."""
    t = page.t
    series = {names[who]: _curve(watch, who, what, axis) for who in names}
    with page.panel(f"translators-{what}", title=t(f"kit.translators.{what}"), hint=t(f"kit.translators.{what}.hint")):
        template = _template(what, t.language, tuple(names.values()), axis)
        chart(template, series=series, key=f"{page.name}.translators-{what}", label=t(f"kit.translators.{what}"))


@lru_cache(maxsize=64)
def _template(
    what: Literal["exact", "loss"], language: Language, shown: tuple[str, ...], axis: Budget
) -> FigureTemplate:
    words = {"steps": "step", "seconds": "seconds", "tokens": "tokens"}
    about = load_catalog(language)(f"live.curve.{words[axis]}")
    return FigureTemplate.of((exact_figure if what == "exact" else held_out_loss_figure)(shown, axis=about))


def _curve(watch: Watch | None, contestant: str, column: str, axis: Budget) -> dict[str, list[float]]:
    columns = watch.trail(EVALUATIONS, contestant).columns if watch is not None else {}
    if not columns:
        return {"x": [0.0, 100.0], "y": [float("nan")] * 2}  # shows the axes before the first step
    return {"x": columns[PLACES[axis]].tolist(), "y": columns[column].tolist()}


def translator_standings(page: Page, watch: Watch, names: Names, *, at: int | None = None) -> None:
    """Draw the table of the translators, as they stand, or stood ``at`` a step."""
    t = page.t
    head = [t(f"kit.translators.column.{column}") for column in COLUMNS]
    rows = [[plain(names[who]), *_row(watch, who, t, at)] for who in watch.names]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    with page.panel("translators", title=t("kit.standings"), hint=t("kit.translators.hint")):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _row(watch: Watch, contestant: str, t: Catalog, at: int | None = None) -> list[str]:
    found, described = examined(watch, contestant, at=at), watch.description(contestant)
    sizes = ("–", "–")
    if isinstance(described, TranslationDescription):
        sizes = (
            count_text(described.parameter_count, t.language),
            count_text(described.bridge_parameters, t.language),
        )
    if found is None:
        return ["–", "–", *sizes, "–", "–", "–"]
    return [
        count_text(found.step, t.language),
        decimals_text(found.seconds, t.language, digits=1),
        *sizes,
        decimals_text(found.loss, t.language),
        percent_text(found.exact, t.language, digits=1),
        decimals_text(100 * found.bleu, t.language, digits=1),
    ]


def translator_files(page: Page, watch: Watch | None, names: Names) -> list[Download]:
    """Return the files of a run of translators: all its figures, and the table."""
    if watch is None:
        return []
    t = page.t

    def rows() -> Sequence[Sequence[object]]:
        return [[names[who], *_row(watch, who, t)] for who in watch.names]

    return [
        Download(
            label=t("kit.file.figures"), file_name=f"seqviz-{page.name}-figures.csv",
            content=lambda: figures_csv(watch, names, kinds=(STEPS, EVALUATIONS)),
        ),
        Download(
            label=t("kit.file.standings"), file_name=f"seqviz-{page.name}-models.csv",
            content=lambda: table_csv(COLUMNS, rows()),
        ),
    ]  # fmt: skip
