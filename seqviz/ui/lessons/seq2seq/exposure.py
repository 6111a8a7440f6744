"""What reading its own mistakes does, over many held-out sentences: the question, and what is counted."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.translator_shares import lanes_figure
from seqviz.records.exposure import ExposureAnswer, ExposureQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import Outcome, Question

EVERY = 1.5
LANES = ("forced", "free")


def question_of(t: Catalog) -> Question:
    """Ask which lane makes the first mistake earlier."""
    options = {name: t(f"seq2seq.teacher.{name}") for name in LANES} | {"neither": t("seq2seq.exposure.neither")}
    return Question(subject="first-mistake", text=t("seq2seq.exposure.ask"), options=options, why="teacher-why")


def outcome_of(found: ExposureAnswer | None, t: Catalog) -> Outcome | None:
    """Return the lane that is earlier in more sentences; none, while there is no mistake to compare."""
    if found is None or not found.mistaken:
        return None
    gap = found.forced_first - found.free_first
    values = {"forced": found.forced_first, "free": found.free_first, "mistaken": found.mistaken}
    measured = t("seq2seq.exposure.measured", step=t.number(found.step), **values)
    answer = "neither" if gap == 0 else "forced" if gap > 0 else "free"
    return Outcome(answers=frozenset({answer}), measured=measured)


def draw_exposure(look: Look) -> ExposureAnswer | None:
    """Draw what is right in both lanes, and return what was counted."""
    t = look.page.t
    with look.page.panel("seq2seq-exposure", title=t("seq2seq.exposure.title"), hint=t("seq2seq.exposure.hint")):
        found = look.answer("exposure", ExposureQuestion(), every=EVERY)
        if not isinstance(found, ExposureAnswer):
            return None
        lanes = {t(f"seq2seq.teacher.{name}"): getattr(found, name).shares for name in LANES}
        groups = [t(f"seq2seq.exposure.{group}") for group in ("right", "after", "following")]
        figure = look.figure("exposure", found, lambda: lanes_figure(groups, lanes))
        chart(figure, key="seq2seq.exposure", label=t("seq2seq.exposure.title"))
        counts = {"sentences": found.sentences, "words": found.free.after}
        st.caption(t("seq2seq.exposure.count", step=t.number(found.step), **counts))
        return found
