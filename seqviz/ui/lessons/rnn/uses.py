"""The screen of applications: how many tokens go in and how many words come out, each kind on real text."""

import streamlit as st

from seqviz.components.unrolled import Cell, unrolled
from seqviz.config.language_model import LanguageModelConfig
from seqviz.figures.counting import shown
from seqviz.records.training import SampleAnswer
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.inside import writing
from seqviz.ui.experiment.laboratory import Laboratory, LabSettings
from seqviz.ui.experiment.language_model import ask, inside_of, writing_row
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.experiment.unit_screens import draw_machine
from seqviz.ui.lessons.rnn.labels import labels_screen
from seqviz.ui.lessons.rnn.outline import RnnView
from seqviz.ui.lessons.rnn.readers import TASKS
from seqviz.ui.page import Page

DRAWN = 16
"""Characters of a written text that are drawn step by step."""


def is_elsewhere(settings: LabSettings) -> bool:
    """Whether an application is shown that is no language model."""
    view = settings.view
    return isinstance(view, RnnView) and view.idea == "uses" and (view.use in TASKS or view.use == "unaligned")


def draw_screen(lab: Laboratory) -> None:
    """Draw the chosen screen: the language models of the page, or an application with a run of its own."""
    page, view = lab.page, lab.settings.view
    assert isinstance(view, RnnView)
    if view.idea == "uses":
        control(lab.settings, "use", page.t, shape="buttons", bare=True, width="content")
        if not page.on_stage:  # who stands there explains
            st.caption(page.t(f"rnn.uses.about.{view.use}"))
        if view.use in TASKS:
            labels_screen(page, lab.settings, view.use)
            return
        if view.use == "unaligned":
            _unaligned(page)
            return
    lab.draw()
    draw_machine(lab)
    text_source(page, lab.settings)


def writes_screen(lab: Laboratory, past: int | None) -> None:
    """Draw one to many: what is written is read again at the next step."""
    page, settings, watch, t = lab.page, lab.settings, lab.slot.watch, lab.page.t
    writing_row(page, settings)
    if watch is None:
        st.info(t("units.train-first"), icon=":material/play_arrow:")
        return
    ask(page, settings, watch, past=past)
    inside = inside_of(settings, watch.names)
    wrote = watch.asked("sample", inside[0]).answer
    configs = zip(watch.contest.names, watch.contest.configs, strict=True)
    found = {name: one for name, one in configs if name in inside and isinstance(one, LanguageModelConfig)}
    with page.panel(
        "written-step-by-step",
        title=t("rnn.uses.steps-of"),
        hint=t("rnn.uses.steps-of.hint", name=lab.names[inside[0]]),
    ):
        if isinstance(wrote, SampleAnswer):
            cells = written_cells(wrote.prefix, wrote.text, by_words=found[inside[0]].unit == "word")
            unrolled(cells, label=t("rnn.uses.steps-of"))
    for name in found:
        writing(page, watch, name, past=past is not None, name=lab.names[name] if len(found) > 1 else "")


def written_cells(prefix: str, text: str, *, by_words: bool = False) -> list[Cell]:
    """Return the steps of a written text: the prefix is read, then each token said is read at the next step."""
    begun, said = (part.split() if by_words else list(part) for part in (prefix, text))
    read = [*begun, *said[:DRAWN]]
    return [
        Cell(read=token, said="" if place < len(begun) - 1 else shown(read[place + 1]))
        for place, token in enumerate(read[:-1])
    ]


def _unaligned(page: Page) -> None:
    t: Catalog = page.t
    source, target = (t(f"rnn.uses.unaligned.{side}").split() for side in ("source", "target"))
    with page.panel("unaligned", title=t("rnn.uses.unaligned"), hint=t("rnn.uses.unaligned.hint")):
        cells = [Cell(read=word) for word in source]
        cells += [Cell(read=read, said=said) for read, said in zip(("<bos>", *target), (*target, "<eos>"), strict=True)]
        unrolled(cells, label=t("rnn.uses.unaligned"))
    page.lesson("unaligned", title=False)
