"""The outputs of the learner's translator for one sentence, state by state: each scored, one click to its assembly."""

from functools import partial

import streamlit as st

from seqviz.jobs.watch import Watch
from seqviz.metrics.bleu import trace_bleu
from seqviz.records.outputs import OutputLine, OutputsAnswer
from seqviz.text.markdown import plain
from seqviz.text.numbers import decimals_text
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
from seqviz.ui.lessons.bleu.outline import FORMULAS, BleuSettings, memory_of
from seqviz.ui.page import Page

SENTENCES = 8
"""The first held-out sentences are offered."""


def draw_translator(page: Page, settings: BleuSettings) -> None:
    """Draw the panel; without a translator it says where one is trained."""
    t, slot = page.t, translator_slot(page)
    with page.panel("bleu-translator", title=t("bleu.translator.title"), hint=t("bleu.translator.hint")):
        if slot.watch is None:
            draw_no_translator(page, slot)
        else:
            draw_lender(page, slot)
            live(settings, slot, partial(_draw, page, settings, slot))


def _draw(page: Page, settings: BleuSettings, slot: Slot) -> None:
    t, watch = page.t, slot.watch
    found = _lines(page, settings, watch) if watch is not None else {}
    if not found:
        st.caption(t("bleu.translator.waiting"))
        return
    place = _pick_sentence(page, settings, [line.source for line in next(iter(found.values()))])
    rows = {step: lines[place] for step, lines in found.items()}
    st.markdown(_table(page, settings, rows))

    def take(step: int | None) -> None:
        if step is not None:
            line = rows[step]
            first, *others = map(" ".join, line.references)
            settings.change(
                prediction=" ".join(line.output), reference=first, further="\n".join(others), unit="words", step=0
            )

    now = next((step for step, line in rows.items() if _on_the_line(settings, line)), None)
    st.pills(
        t("bleu.translator.take"), list(rows), format_func=lambda step: t("bleu.translator.step", step=t.number(step)),
        **tied("bleu.translator-take", now, take, options=rows).default,
    )  # fmt: skip


def _lines(page: Page, settings: BleuSettings, watch: Watch) -> dict[int, tuple[OutputLine, ...]]:
    """Draw the choice of a translator; return its outputs at each kept step, as far as they are there."""
    who = pick_translator(page, settings, watch)
    found: dict[int, tuple[OutputLine, ...]] = {}
    for step in steps_of(watch):
        asked = outputs_at(watch, who, step, SENTENCES)
        if asked.problem is not None:
            st.caption(f":material/error: {why_not(asked.problem, page.t)}")
            break
        if isinstance(asked.answer, OutputsAnswer):
            found[asked.answer.step] = asked.answer.lines
    return found


def _pick_sentence(page: Page, settings: BleuSettings, sources: list[tuple[str, ...]]) -> int:
    memory, places = memory_of(settings), range(len(sources))

    def take(place: int) -> None:
        memory.sentence = place

    tie = tied("bleu.translator-sentence", min(memory.sentence, places[-1]), take, options=places)
    st.selectbox(
        page.t("bleu.translator.sentence"), places, **tie.index(places),
        format_func=lambda place: " ".join(sources[place]) if place in places else "",
    )  # fmt: skip
    return min(memory.sentence, places[-1])


def _table(page: Page, settings: BleuSettings, rows: dict[int, OutputLine]) -> str:
    t, view = page.t, settings.view
    head = (t("bleu.translator.column.step"), t("bleu.translator.column.output"))
    lines = [(*head, *(t(f"bleu.formula.{formula}") for formula in FORMULAS)), ("---:", "---", "---:", "---:")]
    for step, line in rows.items():
        first, *others = line.references
        scores = [trace_bleu(line.output, first, view.max_n, formula=one, others=others).score for one in FORMULAS]
        texts = [decimals_text(score, t.language, digits=4) for score in scores]
        if view.step >= 0 and _on_the_line(settings, line):
            texts = [t("bleu.translator.assembling"), ""]  # its score is what the learner is about to find out
        lines.append((t.number(step), plain(" ".join(line.output)) or "∅", *texts))
    references = next(iter(rows.values())).references
    lines += [(t("bleu.reference"), f"**{plain(' '.join(reference))}**", "", "") for reference in references]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _on_the_line(settings: BleuSettings, line: OutputLine) -> bool:
    view = settings.view
    return (view.prediction, view.references) == (" ".join(line.output), tuple(map(" ".join, line.references)))
