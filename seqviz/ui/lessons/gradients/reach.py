"""What does pass: the loss of one letter, followed back to every earlier one in three cells, through their training."""

from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.gradients import cell_name, reaches_told, strip_template
from seqviz.components.readout import LiveFigure
from seqviz.config.cells import CELLS
from seqviz.figures.gradient_strip import Strip, strip_series
from seqviz.jobs.watch import Watch
from seqviz.records.gradients import LayerReach, ReachesQuestion, ReachQuestion
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.lessons.gradients.cells import (
    ENOUGH,
    cells_bar,
    cells_slot,
    say_problems,
    sentence_of,
    tokens_of,
)
from seqviz.ui.page import Page

ASK_SECONDS, MANY_SECONDS = 0.3, 3.0
LONGEST = 200


def reach_screen(page: Page, settings: Settings[Any, Any]) -> None:
    """Draw the strips of three cells and keep them live."""
    slot = cells_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: Settings[Any, Any], slot: Slot) -> None:
    t, question = page.t, _question(page.t)
    watch = slot.watch if guess_of(settings, question) is not None else None  # no answer beside its question
    tokens = tokens_of(settings, t)
    followed, pinned = settings.view.followed_in(len(tokens)), settings.view.pinned_in(len(tokens))
    cells_bar(page, settings, slot, question, _figures(watch, t))
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
    with page.panel("strips", title=t("gradients.reach.title"), hint=t("gradients.reach.hint")):
        picture = st.container()
        _row(page, settings, tokens, followed)
        marked = followed - settings.view.mark if 1 <= settings.view.mark <= followed else None
        past = time_travel(page, slot.watch)
        if len(tokens) < 2:
            st.caption(f":material/error: {sentence(Problem('lab.probe-too-short'), t)}")
            return
        strips = _ask(settings, watch, t, followed, pinned, past)
        with picture:
            _picture(page, settings, strips, tokens, followed, pinned, marked)
        if watch is not None and (found := watch.ask_all("reaches", ReachesQuestion(), past=past, every=MANY_SECONDS)):
            st.markdown(reaches_told(found, t))
        say_problems(page, watch, "reach")
    if guess_of(settings, question) is not None:  # what is answered makes room for the picture
        predict(page, settings, question, _outcome(watch, tokens, followed, t))


def _row(page: Page, settings: Settings[Any, Any], tokens: list[str], followed: int) -> None:
    """Draw the sentence, the place that is followed, and what keeps a place to compare."""
    t, usual = page.t, page.t(f"kit.probe.{settings.config.text}")

    def take(written: str | None) -> None:
        settings.change(sentence="" if not written or written == usual else written)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            t("settings.sentence"), help=t("settings.sentence.help"), max_chars=LONGEST, width="stretch",
            **tied("gradients.sentence", str(settings.view.sentence) or usual, take).value,
        )  # fmt: skip
        if len(tokens) > 2:
            st.slider(
                t("settings.followed"), 1, len(tokens) - 1, help=t("settings.followed.help"), width=200,
                **tied("gradients.followed", followed, lambda place: settings.change(followed=place, mark=0)).value,
            )  # fmt: skip
            st.slider(
                t("settings.mark"), 0, followed, help=t("settings.mark.help"), width=150,
                **tied("gradients.mark", min(settings.view.mark, followed), settings.taker("mark")).value,
            )  # fmt: skip
        kept = settings.view.pinned == followed
        label = t("gradients.reach.unpin" if kept else "gradients.reach.pin", token=plain(_shown(tokens, followed)))
        st.button(
            label, key="gradients.pin", help=t("settings.pinned"), on_click=settings.change,
            kwargs={"pinned": 0 if kept else followed},
        )  # fmt: skip


def _shown(tokens: list[str], place: int) -> str:
    return "·" if not tokens or tokens[place] == " " else tokens[place]


def _ask(
    settings: Settings[Any, Any], watch: Watch | None, t: Catalog, followed: int, pinned: int | None, past: int | None
) -> dict[str, Strip]:
    """Keep the strips fresh: of now or of a kept state, of before training, and of the kept letter."""
    if watch is None:
        return {}
    text = sentence_of(settings, t)
    question = ReachQuestion(text=text, position=followed)
    start = watch.ask_all("reach-start", question, past=0) if watch.keeps_beginning else {}
    kept: dict[str, Any] = {}
    if pinned is not None and pinned != followed:
        other = ReachQuestion(text=text, position=pinned)
        kept = watch.ask_all("reach-pinned", other, past=past, every=ASK_SECONDS)
    now = watch.ask_all("reach", question, past=past, every=ASK_SECONDS)
    return {cell: Strip(now=_top(now, cell), start=_top(start, cell), pinned=_top(kept, cell)) for cell in CELLS}


def _top(found: dict[str, Any], cell: str) -> LayerReach | None:
    return found[cell].layers[-1] if cell in found else None


def _picture(
    page: Page, settings: Settings[Any, Any], strips: dict[str, Strip], tokens: list[str], followed: int,
    pinned: int | None, marked: int | None,
) -> None:  # fmt: skip
    events = chart(
        strip_template(page.t.language, tuple(tokens), followed, pinned, marked, page.on_stage),
        series=strip_series(strips), clickable=True, key="gradients-strips", label=page.t("gradients.reach.title"),
    )  # fmt: skip
    if events.clicked is not None and isinstance(events.clicked.x, int | float):
        place = round(events.clicked.x)
        if 1 <= place < len(tokens) and place != followed:
            settings.change(followed=place, mark=0)  # it was set for another letter
            st.rerun()


def reaches_of(watch: Watch | None) -> dict[str, LayerReach]:
    """Return what the newest strips say, by cell."""
    if watch is None:
        return {}
    found = {cell: watch.asked("reach", cell).answer for cell in watch.names}
    return {cell: answer.layers[-1] for cell, answer in found.items() if answer is not None}


def _figures(watch: Watch | None, t: Catalog) -> list[LiveFigure]:
    """Return the reach of each cell for the control bar, and that of the LSTM's memory."""
    found = reaches_of(watch)
    told = {cell: t.number(found[cell].reach) if cell in found else "" for cell in CELLS}
    figures = [
        LiveFigure(label=t("gradients.reach.of", cell=cell_name(cell, t)), value=told[cell], colour="accent", room=7)
        for cell in CELLS
    ]
    memory = found["lstm"].cell_reach if "lstm" in found else None
    value = "" if memory is None else t.number(memory)
    return [*figures, LiveFigure(label=t("gradients.reach.of-memory"), value=value, colour="cell", room=7)]


def _question(t: Catalog) -> Question:
    options: dict[str, str] = {cell: cell_name(cell, t) for cell in CELLS}
    return Question(subject="reach", text=t("gradients.reach.question", step=ENOUGH), options=options, why="reach-why")


def _outcome(watch: Watch | None, tokens: list[str], followed: int, t: Catalog) -> Outcome | None:
    """Judge by the strips that are on the screen, once the cells have learned something."""
    found = reaches_of(watch)
    if watch is None or len(found) < len(CELLS):
        return None
    answer = watch.asked("reach", "lstm").answer
    if answer.step < ENOUGH or answer.position != followed:
        return Outcome(measured=t("gradients.wait", step=ENOUGH))
    reaches = {cell: layer.reach for cell, layer in found.items()}
    longest = max(reaches.values())
    told = " · ".join(f"{cell_name(cell, t)} {reaches[cell]}" for cell in CELLS)
    measured = t(
        "gradients.reach.measured", token=plain(_shown(tokens, followed)), step=t.number(answer.step), reaches=told
    )
    return Outcome(answers=frozenset(cell for cell in CELLS if reaches[cell] == longest), measured=measured)
