"""The screen with counting and networks on one ladder: perplexities on the same held-out tokens."""

import math

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.language_model import LanguageModelConfig
from seqviz.figures.ladder import Rung, ladder_figure
from seqviz.records.ladder import Ladder
from seqviz.records.problem import Problem
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.experiment.readings import perplexity_text_of, standing_of
from seqviz.ui.lessons.rnn.counted import counted
from seqviz.ui.lessons.rnn.prediction import outcome_of, question_of

ASKED = (1, 2)
"""Shares of the width: question and ladder."""


def ladder_screen(lab: Laboratory, _past: int | None) -> None:
    """Draw the question of the page, and behind the guess the ladder at the present step."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    question = question_of(settings, t)
    if question is None:
        _panel(lab)
        return
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    asked, shown = st.columns(ASKED, gap="small")
    with asked:
        predict(page, settings, question, outcome_of(settings, lab.slot.watch, t), narrow=True)
    with shown:
        _panel(lab)


def _panel(lab: Laboratory) -> None:
    page, settings, t = lab.page, lab.settings, lab.page.t
    with page.panel("ladder", title=t("rnn.ladder"), hint=t("rnn.ladder.hint")):
        shown = lab.slot.watch.contest if lab.slot.watch is not None else contest(settings)
        config = shown.configs[0]
        assert isinstance(config, LanguageModelConfig)
        try:
            found = counted(config)
        except Problem as problem:
            st.info(sentence(problem, t), icon=":material/edit_note:")
            return
        figure = ladder_figure(rungs_of(lab, found), axis=t("rnn.ladder.axis"))
        chart(figure, key="rnn.ladder", label=t("rnn.ladder"))
        st.caption(t("rnn.ladder.told", tokens=count_text(found.tokens, t.language)))


def rungs_of(lab: Laboratory, found: Ladder) -> list[Rung]:
    """Return the counted models, and the networks that have been examined."""
    t, watch = lab.page.t, lab.slot.watch
    told = {rung: perplexity_text_of(loss, t) for rung, loss in found.losses.items()}
    rungs = [
        Rung(name=t(f"rnn.rung.{rung}"), perplexity=math.exp(loss), told=told[rung])
        for rung, loss in found.losses.items()
    ]
    for lane, (one, name) in enumerate(lab.names.items() if watch is not None else ()):
        loss = standing_of(watch, one).held_out_loss if watch is not None else None
        if loss is not None and math.isfinite(loss):
            said = perplexity_text_of(loss, t)
            rungs.append(Rung(name=name, perplexity=math.exp(min(loss, 500.0)), told=said, lane=lane))
    return rungs
