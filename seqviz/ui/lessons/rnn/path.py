"""The screen on which the hidden state moves along the sentence: two principal components, the text written on them."""

from collections.abc import Sequence

import streamlit as st

from seqviz.components.chart import chart
from seqviz.data.features import VOWELS
from seqviz.figures.trajectory import trajectory_figure
from seqviz.metrics.principal_components import principal_components
from seqviz.records.training import ProbeAnswer, ProbeQuestion
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import probed_text, question_row
from seqviz.ui.experiment.machine import MachineView
from seqviz.ui.experiment.prediction import follow, guess_of, predict
from seqviz.ui.experiment.shown_state import EVERY, answered, drawn, whose
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.rnn.places import outcome_of, question_of

ASKED = (1, 2)
"""Shares of the width: question and path."""
SHORTEST = 3
"""Tokens of the shortest path."""


def path_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the sentence and the question about it, and behind the guess the path of the last layer's state."""
    page, settings, t, watch = lab.page, lab.settings, lab.page.t, lab.slot.watch
    question_row(page, settings)
    question = question_of(settings, t)
    if question is None:
        _panel(lab, past)
        return
    follow(settings, question)
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    asked, shown = st.columns(ASKED, gap="small")
    probe = ProbeQuestion(text=probed_text(settings, t))
    states = watch.ask_all("path", probe, past=past, every=EVERY) if watch is not None else {}
    with asked:
        predict(page, settings, question, outcome_of(settings, watch, states, t), narrow=True)
    with shown:
        _panel(lab, past)


def _panel(lab: Laboratory, past: int | None) -> None:
    """Draw the token up to which is read, and the path."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    with page.panel("path", title=t("rnn.path"), hint=t("rnn.path.hint")):
        above, below = st.container(horizontal=True, vertical_alignment="bottom", gap="large"), st.container()
        with above:
            contestant = whose(lab, "path")
        with below:
            found = answered(lab, "path", ProbeQuestion(text=probed_text(settings, t)), contestant, past=past)
            if found is None:
                return
            if len(found.tokens) < SHORTEST:
                st.info(t("rnn.path.short", tokens=SHORTEST), icon=":material/edit_note:")
                return
        with above:
            place = _place(lab, found)
        with below:
            _drawn(lab, found, place)


def kinds_of(tokens: Sequence[str]) -> tuple[int, ...]:
    """Return the kind of each token by its first character: 0 vowel, 1 other letter, 2 other sign, 3 space."""
    return tuple(_kind(token[:1].lower()) for token in tokens)


def _kind(letter: str) -> int:
    if letter.isspace():
        return 3
    return 0 if letter in VOWELS else 1 if letter.isalpha() else 2


def _place(lab: Laboratory, found: ProbeAnswer) -> int:
    """Let the learner walk along the sentence; return the place, counted from 0."""
    view, last = lab.settings.view, len(found.tokens) - 1
    assert isinstance(view, MachineView)
    now = min(view.shown_token, last)
    st.slider(
        lab.page.t("rnn.path.place"), 0, last, format="%d",
        **tied(f"{lab.page.name}.path-place", now, lab.settings.taker("shown_token")).value,
    )  # fmt: skip
    return now


def _drawn(lab: Laboratory, found: ProbeAnswer, at: int) -> None:
    t = lab.page.t
    projected = principal_components(found.layers[-1].gates["hidden"])
    first, second = (percent_text(share, t.language) for share in projected.shares)
    axes = (t("rnn.path.first", share=first), t("rnn.path.second", share=second))
    figure = drawn(
        lab, "path", [found], (at, *axes),
        lambda: trajectory_figure(found.tokens, projected, kinds_of(found.tokens), at=at, axes=axes),
    )  # fmt: skip
    chart(figure, key=f"{lab.page.name}.path", label=t("rnn.path"))
    read = "".join(found.tokens[max(0, at - 20) : at + 1]).replace(" ", "·").replace("`", "'")
    st.markdown(t("rnn.path.read", text=f"`{read}`"))
