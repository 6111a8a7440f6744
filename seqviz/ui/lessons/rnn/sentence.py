"""One text under the eyes of a labelling network: a held-out one, or the learner's own."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from seqviz.components.unrolled import Cell, unrolled
from seqviz.data.labelled.tags import words_from
from seqviz.data.labelled.tasks import labelled_set, tokens_of
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import ALIGNED, LabelAnswer, LabelQuestion, LabelTask
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text, percent_text
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.rnn.outline import Reader, Use
from seqviz.ui.lessons.rnn.readers import CONTESTANTS, DIRECTIONS, TASKS, held_out_example
from seqviz.ui.page import Page

EVERY = 0.5
"""Seconds between two answers while it trains."""
LIKELIEST = 3
"""Labels of a whole text that are named."""


def chosen_reader(settings: Settings[Any, Any], use: Use) -> Reader:
    """Return the network whose labels are looked at."""
    wanted: Reader = settings.view.reader
    return wanted if wanted in CONTESTANTS[use] else CONTESTANTS[use][0]


def label_name(task: LabelTask, label: str, t: Catalog) -> str:
    """Return what a label is called."""
    return label if task == "segmentation" else t(f"rnn.label.{task}.{label}")


def sentence_panel(page: Page, settings: Settings[Any, Any], watch: Watch | None, use: Use) -> None:
    """Draw the text and what the chosen network says to it, on the network unrolled along it."""
    t, task, view = page.t, TASKS[use], settings.view
    example, text = held_out_example(labelled_set(task), view.held_out)
    reader = chosen_reader(settings, use)
    with page.panel("label-sentence", title=t("rnn.uses.sentence"), hint=t(f"rnn.uses.sentence.{task}")):
        _choose(page, settings, use, text)
        try:
            tokens = tokens_of(task, view.line or text)
        except Problem as problem:
            st.info(sentence(problem, t), icon=":material/edit_note:")
            return
        question = LabelQuestion(text=view.line or text)
        standing = watch.ask("label", question, reader, every=EVERY) if watch is not None else None
        answer = standing.answer if standing is not None and standing.current else None
        truth = () if view.line or tokens != example.tokens else example.labels
        unrolled(cells_of(task, tokens, answer, truth, t), directions=DIRECTIONS[reader], label=t("rnn.uses.sentence"))
        _told(task, answer, truth, t)


def cells_of(
    task: LabelTask, tokens: Sequence[str], answer: LabelAnswer | None, truth: Sequence[str], t: Catalog
) -> list[Cell]:
    """Return a time step for each token, with what is said there: at each, or at the last one alone."""
    first = 0 if task in ALIGNED else len(tokens) - 1
    cells = [Cell(read=token) for token in tokens[:first]]
    for place, token in enumerate(tokens[first:]):
        if answer is None:
            cells.append(Cell(read=token, said="?"))
            continue
        said, sure = answer.likeliest[place], float(answer.probabilities[place].max())
        wrong = bool(truth) and truth[place] != said
        told = number_text(sure, t.language, figures=2)
        cells.append(Cell(read=token, said=label_name(task, said, t), sure=sure, told=told, wrong=wrong))
    return cells


def _choose(page: Page, settings: Settings[Any, Any], use: Use, text: str) -> None:
    """Let the learner write, take another example, and choose the network."""
    t, view, name = page.t, settings.view, page.name

    def take(written: str | None) -> None:
        settings.change(line="" if not written or written == text else written)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            t("settings.line"), max_chars=200, **tied(f"{name}.line", view.line or text, take).value,
        )  # fmt: skip
        st.button(
            t("rnn.uses.another"), key=f"{name}.another", on_click=settings.change,
            kwargs={"held_out": (view.held_out + 1) % 200, "line": ""},
        )  # fmt: skip
    readers = CONTESTANTS[use]
    if len(readers) > 1:
        st.segmented_control(
            t("settings.reader"), readers, required=True, label_visibility="collapsed",
            format_func=lambda reader: t(f"settings.reader.{reader}"),
            **tied(
                f"{name}.reader-{use}", chosen_reader(settings, use), settings.taker("reader"), options=readers
            ).default,
        )  # fmt: skip


def _told(task: LabelTask, answer: LabelAnswer | None, truth: Sequence[str], t: Catalog) -> None:
    """Say in words what came out, and what is right where that is known."""
    if answer is None:
        st.caption(t("rnn.uses.train-first"))
        return
    lines = []
    if task in ALIGNED:
        lines.append(t("rnn.uses.cut", words=_cut(answer.tokens, answer.likeliest)))
        if truth:
            lines.append(t("rnn.uses.right", words=_cut(answer.tokens, truth)))
    else:
        ranked = sorted(zip(answer.probabilities[0].tolist(), answer.labels, strict=True), reverse=True)[:LIKELIEST]
        said = " · ".join(f"{label_name(task, label, t)} {percent_text(share, t.language)}" for share, label in ranked)
        lines.append(said)
        if truth:
            lines.append(t("rnn.uses.right", words=label_name(task, truth[0], t)))
    if answer.unknown:
        lines.append(t("rnn.uses.unknown", tokens=_plain(" ".join(answer.unknown))))
    st.markdown("  \n".join(lines))


def _cut(tokens: Sequence[str], tags: Sequence[str]) -> str:
    return _plain(" | ".join(words_from(tokens, tags)))


def _plain(text: str) -> str:
    return "`" + text.replace("`", "'") + "`"
