"""Edit the memory of a trained model at one token: wipe it, negate it, or put in that of another sentence."""

import streamlit as st

from seqviz.data.texts import own_text
from seqviz.records.effects import EffectAnswer
from seqviz.records.problem import Problem
from seqviz.records.training import ProbeAnswer, ProbeQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.effect import (
    Subject,
    as_text,
    effect_of,
    expected_next,
    felt,
    freshness,
    subject_of,
    written,
)  # fmt: skip
from seqviz.ui.experiment.holding import GATES_OF, HoldView, memory_edits
from seqviz.ui.experiment.laboratory import Laboratory, LabSettings
from seqviz.ui.experiment.language_model import LONGEST_PROBE, probe_of, question_row
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.tied import tied

STILL_FELT = 0.05
"""Nats: below this two distributions count as the same."""
BANDS = {"3": 3, "10": 10, "20": 20}
"""Answer to the most tokens for which the edit is still felt; anything longer is ``more``."""


def memory_screen(lab: Laboratory, past: int | None) -> None:
    """Draw what is done to the memory, the question, and both runs side by side."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    view, cell = settings.view, settings.config.cell
    assert isinstance(view, HoldView)
    question_row(page, settings)
    with page.panel(f"edit-{page.name}", title=t("hold.edit.title"), hint=t("hold.edit.hint")):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            control(settings, "edit", t, shape="buttons", width="content")
            if cell == "lstm":
                control(settings, "memory", t, shape="buttons", width="content")
            _place(lab, view)
        if view.edit == "transplant":
            _donor(lab, view)
    subject = subject_of(page, settings, lab.slot.watch, past)
    found = _found(subject, view) if subject is not None else None
    about = "-".join((view.edit, view.memory if cell == "lstm" and GATES_OF[cell] else "hidden"))
    options = {band: t(f"hold.lasts.{band}") for band in (*BANDS, "more")}
    question = Question(subject=f"edit/{about}", text=t("hold.lasts"), options=options, why="memory")
    outcome = _outcome(found, view.place - 1, t) if found else None
    if predict(page, settings, question, outcome) is None or subject is None:
        return
    freshness(subject)
    if found is not None:
        _results(subject, view, found)


def last_felt(divergence: tuple[float, ...], position: int) -> int:
    """Return how many tokens after ``position`` two runs still differ; 0 where they never do."""
    after = divergence[position + 1 :]
    return max((place + 1 for place, value in enumerate(after) if value >= STILL_FELT), default=0)


def _place(lab: Laboratory, view: HoldView) -> None:
    t, tokens = lab.page.t, max(3, min(LONGEST_PROBE, len(probe_of(lab.settings, lab.page.t))))
    st.slider(
        t("settings.place"), 1, max(tokens - 1, view.place), help=t("settings.place.help"), width=240,
        **tied(f"{lab.page.name}.setting-place", view.place, lab.settings.taker("place")).value,
    )  # fmt: skip


def _donor(lab: Laboratory, view: HoldView) -> None:
    page, settings = lab.page, lab.settings
    usual = donor_of(settings, page.t, written="")

    def take(written: str | None) -> None:
        settings.change(donor="" if not written or written == usual else written)

    st.text_input(
        page.t("settings.donor"), help=page.t("settings.donor.help"), max_chars=LONGEST_PROBE,
        **tied(f"{page.name}.setting-donor", view.donor or usual, take).value,
    )  # fmt: skip


def donor_of(settings: LabSettings, t: Catalog, *, written: str) -> str:
    """Return the sentence whose memory is taken: the learner's, or the one that goes with the text."""
    if written:
        return written
    if settings.config.text == "own" and settings.config.own_text:
        try:
            return own_text(settings.config.own_text[-400:]).text[-40:]
        except Problem:
            pass  # the learner's text is refused elsewhere, with its reason
    return t(f"hold.donor.{settings.config.text}")


def _found(subject: Subject, view: HoldView) -> EffectAnswer | None:
    """Ask for the states that are needed, then for the effect of the edit."""
    t, settings = subject.page.t, subject.settings
    text = as_text(subject, probe_of(settings, t))
    donor = as_text(subject, donor_of(settings, t, written=view.donor))
    insides: list[ProbeAnswer] = []
    for what, line in (("own-state", text), ("donor-state", donor)):
        answer = subject.ask(what, ProbeQuestion(text=line))
        if isinstance(answer, Problem):
            st.caption(f":material/error: {sentence(answer, t)}")
        if not isinstance(answer, ProbeAnswer):
            return None
        insides.append(answer)
    own, other = insides
    position = min(view.place, len(own.tokens) - 1) - 1
    return effect_of(subject, text, memory_edits(view, subject.config.cell, position=position, own=own, donor=other))


def _outcome(found: EffectAnswer, position: int, t: Catalog) -> Outcome:
    position = min(position, len(found.tokens) - 2)
    lasts, left = last_felt(found.divergence, position), len(found.tokens) - 1 - position
    measured = t("hold.lasted", count=lasts, left=left, nats=f"{max(found.divergence):.2f}", still=STILL_FELT)
    if lasts >= left and lasts <= max(BANDS.values()):
        return Outcome(measured=t("hold.too-short", count=left))
    band = next((name for name, most in BANDS.items() if lasts <= most), "more")
    return Outcome(answers=frozenset({band}), measured=measured)


def _results(subject: Subject, view: HoldView, found: EffectAnswer) -> None:
    position = min(view.place, len(found.tokens) - 1) - 1
    felt(subject, found, place=position)
    joiner = " " if subject.config.unit == "word" else ""
    own = subject.watch.asked("own-state", subject.name).answer
    donor = subject.watch.asked("donor-state", subject.name).answer
    hold = memory_edits(view, subject.config.cell, position=position, own=own, donor=donor)
    left, right = st.columns([2, 3], gap="small")
    with left:
        expected_next(subject, found, position + 1)
    with right:
        written(subject, joiner.join(found.tokens[: position + 1]), hold)
