"""What could pass: products of T numbers and matrices, then those of three cells while they learn."""

from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.gradients import cell_name, jacobian_template
from seqviz.config.cells import CELLS
from seqviz.exercises.gradients import FAR, far_of, lead_of
from seqviz.jobs.watch import Watch
from seqviz.records.gradients import JacobianQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.lessons.gradients.cells import (
    ENOUGH,
    cells_bar,
    cells_slot,
    say_problems,
    sentence_of,
    tokens_of,
)
from seqviz.ui.lessons.gradients.numbers import factors_panel, numbers_part
from seqviz.ui.page import Page

ALIKE = 3.0
"""A lead of less than this factor is none."""
ASK_SECONDS = 1.0


def product_screen(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the product of an untrained recurrence, and what could pass through three cells, live."""
    slot = cells_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def logs_of(watch: Watch | None, name: str = "jacobian") -> dict[str, tuple[float, ...]]:
    """Return the newest products by cell, from the last token backwards."""
    if watch is None:
        return {}
    found = {cell: watch.asked(name, cell).answer for cell in watch.names}
    return {cell: answer.layers[-1].state[::-1] for cell, answer in found.items() if answer is not None}


def _draw(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    t, question = page.t, _question(page.t)
    cells_bar(page, settings, slot, question, [])
    left, right = st.columns(2, gap="medium")
    with left:
        numbers_part(page, settings)
    with right:
        outcome = st.container()
        with page.panel("jacobians", title=t("gradients.jacobian.title"), hint=t("gradients.jacobian.hint")):
            picture = st.container()
            past = time_travel(page, slot.watch)
            watch = slot.watch if guess_of(settings, question) is not None else None  # no answer beside its question
            logs = _ask(page, settings, watch, past)
            with picture:
                _picture(page, settings, logs, watch)
            if len(logs) == len(CELLS):
                st.markdown(_told(logs, t))
            say_problems(page, watch, "jacobian")
        with outcome:
            predict(page, settings, question, _outcome(watch, logs, past, t))
        factors_panel(page, settings)


def _ask(
    page: Page, settings: Settings[Any, Any], watch: Watch | None, past: int | None
) -> dict[str, tuple[float, ...]]:
    if watch is None:
        return {}
    question = JacobianQuestion(text=sentence_of(settings, page.t))
    if watch.keeps_beginning:
        watch.ask_all("jacobian-start", question, past=0)
    found = watch.ask_all("jacobian", question, past=past, every=ASK_SECONDS)
    return {cell: answer.layers[-1].state[::-1] for cell, answer in found.items()}


def _picture(page: Page, settings: Settings[Any, Any], logs: dict[str, tuple[float, ...]], watch: Watch | None) -> None:
    length = len(tokens_of(settings, page.t)) - 1
    series = {f"{cell}/start": _curve(curve) for cell, curve in logs_of(watch, "jacobian-start").items()}
    series |= {cell: _curve(curve) for cell, curve in logs.items()}
    empty: dict[str, dict[str, list[float]]] = {
        name: {"x": [], "y": []} for cell in CELLS for name in (cell, f"{cell}/start")
    }
    chart(
        jacobian_template(page.t.language, max(length, 1)), series=empty | series, key="gradients-jacobians",
        label=page.t("gradients.jacobian.title"),
    )  # fmt: skip


def _curve(logs: tuple[float, ...]) -> dict[str, list[float]]:
    return {"x": [float(back) for back in range(len(logs))], "y": list(logs)}


def _question(t: Catalog) -> Question:
    options = {cell: cell_name(cell, t) for cell in CELLS} | {"same": t("gradients.jacobian.same")}
    return Question(
        subject="could-pass", text=t("gradients.jacobian.question", count=FAR), options=options, why="could-why"
    )


def _outcome(watch: Watch | None, logs: dict[str, tuple[float, ...]], past: int | None, t: Catalog) -> Outcome | None:
    """Judge by the curves of now, once the cells have learned something."""
    if watch is None or len(logs) < len(CELLS) or past is not None:
        return None
    if watch.poll.step < ENOUGH:
        return Outcome(measured=t("gradients.wait", step=ENOUGH))
    back = far_of(logs)
    ranked = sorted(CELLS, key=lambda cell: logs[cell][back], reverse=True)
    clear = 10 ** (logs[ranked[0]][back] - logs[ranked[1]][back]) >= ALIKE
    told = t("gradients.at-step", step=t.number(watch.poll.step), what=_told(logs, t))
    return Outcome(answers=frozenset({ranked[0] if clear else "same"}), measured=told)


def _told(logs: dict[str, tuple[float, ...]], t: Catalog) -> str:
    ratios = {over: number_text(float(f"{lead_of(logs, over):.2g}"), t.language, figures=2) for over in ("rnn", "gru")}
    return t("gradients.jacobian.measured", count=far_of(logs), **ratios)
