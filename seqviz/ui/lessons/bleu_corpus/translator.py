"""A test set out of the learner's own translator: what it writes for the held-out sentences at a kept state."""

from functools import partial

import streamlit as st

from seqviz.records.outputs import OutputsAnswer, OutputsQuestion
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.translator_run import (
    draw_lender,
    draw_no_translator,
    outputs_at,
    pick_translator,
    steps_of,
    translator_slot,
)
from seqviz.ui.lessons.bleu_corpus.settings import PageSettings, memory_of
from seqviz.ui.page import Page

_SHOWN = 4


def draw_outputs(page: Page, settings: PageSettings) -> None:
    """Draw the choice of a state and the beginning of its outputs, which are the test set from then on."""
    slot = translator_slot(page)
    if slot.watch is None:
        memory_of(settings).translated = None
        draw_no_translator(page, slot)
    else:
        draw_lender(page, slot)
        live(settings, slot, partial(_draw, page, settings, slot))


def _draw(page: Page, settings: PageSettings, slot: Slot) -> None:
    t, watch, memory = page.t, slot.watch, memory_of(settings)
    steps = steps_of(watch) if watch is not None else []
    if watch is None or not steps:
        st.caption(t("bleu.translator.waiting"))
        return
    who = pick_translator(page, settings, watch)
    if memory.translator != (watch.run.id, who):
        memory.translator, memory.moment, memory.translated = (watch.run.id, who), steps[-1], None
    # A state that was chosen stays, though the training goes on and keeps others.
    steps = sorted({*steps, memory.moment})

    def take(step: int | None) -> None:
        if step is not None:
            memory.moment, memory.translated = step, None

    st.pills(
        t("bleu.translator.moment"), steps, format_func=lambda step: t("bleu.translator.step", step=t.number(step)),
        **tied("bleu.corpus-moment", memory.moment, take, options=steps).default,
    )  # fmt: skip
    asked = outputs_at(watch, who, memory.moment, OutputsQuestion.MOST)
    if asked.problem is not None:
        st.caption(f":material/error: {why_not(asked.problem, t)}")
    elif not isinstance(asked.answer, OutputsAnswer) or not asked.current:
        st.caption(t("bleu.translator.waiting"))
    else:
        memory.translated = text_of(asked.answer)
        several = sum(len(line.references) > 1 for line in asked.answer.lines)
        step = t.number(asked.answer.step)
        st.markdown(t("bleu.translator.set", count=len(asked.answer.lines), step=step, several=t.number(several)))
        st.code("\n".join(memory.translated.split("\n")[:_SHOWN]).replace("\t", "  \u21e5  "), language=None)


def text_of(answer: OutputsAnswer) -> str:
    """Return outputs as a test set: in each line the output, and its references behind tabs."""
    return "".join("\t".join(map(" ".join, (line.output, *line.references))) + "\n" for line in answer.lines)
