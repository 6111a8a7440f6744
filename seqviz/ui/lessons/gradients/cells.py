"""The run behind both screens on gradients through time: an RNN, a GRU and an LSTM of one size, seed and text."""

from typing import Any

import streamlit as st

from seqviz.components.gradients import cell_name
from seqviz.components.readout import LiveFigure, readout
from seqviz.config.cells import CELLS, cells_contest
from seqviz.config.language_model import LanguageModelConfig
from seqviz.data.texts import like_text, words_of
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Question, forget, skip
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line
from seqviz.ui.experiment.transport import transport
from seqviz.ui.page import Page

ENOUGH = 200
"""Steps after which a verdict is due: untrained cells tell little."""


def cells_slot(page: Page) -> Slot:
    """Return the place of their run, which both screens share."""
    return open_slot(f"{page.name}/cells", LanguageModelConfig, fits=lambda contest: contest.names == CELLS)


def sentence_of(settings: Settings[Any, Any], t: Catalog) -> str:
    """Return the sentence that all three read, written as their text is."""
    line = str(settings.view.sentence) or t(f"kit.probe.{settings.config.text}")
    return like_text(settings.config.text, line) or line


def tokens_of(settings: Settings[Any, Any], t: Catalog) -> list[str]:
    """Return the tokens of the sentence."""
    line = sentence_of(settings, t)
    return list(line) if settings.config.unit == "character" else words_of(line)


def cells_bar(
    page: Page, settings: Settings[Any, Any], slot: Slot, question: Question, figures: list[LiveFigure]
) -> None:
    """Draw the control bar and the line below it; starting closes the question, resetting asks it anew."""
    t, contest, watch = page.t, cells_contest(settings.config), slot.watch
    with page.control_bar():
        transport(
            page, slot, contest, on_start=lambda: skip(settings, question), on_reset=lambda: forget(settings, question)
        )
        step = LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=7)
        readout([step, *figures], key=f"{page.name}.cells-figures", width="content")
    status_line(page, settings, slot, contest, name=lambda name: cell_name(name, t))


def say_problems(page: Page, watch: Watch | None, name: str) -> None:
    """Say why a question has no answer, and which tokens the models do not know."""
    if watch is None:
        return
    said: dict[str, None] = {}
    for cell in watch.names:
        standing = watch.asked(name, cell)
        if standing.problem is not None:
            said[sentence(standing.problem, page.t)] = None
        elif standing.answer is not None and standing.answer.unknown:
            said[page.t("kit.unknown", tokens=plain(" ".join(standing.answer.unknown[:12])))] = None
    for words in said:
        st.caption(f":material/error: {words}")
