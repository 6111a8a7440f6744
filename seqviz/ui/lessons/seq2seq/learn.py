"""It gets better: the question, one sentence through the kept states, and the curves."""

import streamlit as st

from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import predict
from seqviz.ui.experiment.translators import translator_chart, translator_standings
from seqviz.ui.lessons.seq2seq.charts import draw_charts
from seqviz.ui.lessons.seq2seq.prediction import outcome_of, question_of
from seqviz.ui.lessons.seq2seq.progress import draw_progress
from seqviz.ui.lessons.seq2seq.sentence import sentence_of


def learn_screen(look: Look) -> None:
    """Draw the question, one sentence through the kept states, and the curves beside it."""
    page, settings, watch = look.page, look.settings, look.watch
    same = watch is not None and watch.contest == contest(settings)
    predict(page, settings, question_of(settings, page.t), outcome_of(watch if same else None, page.t))
    words, curves = st.columns([1.5, 1], gap="medium")
    with words:
        draw_progress(page, watch, sentence_of(page, settings, watch))
    names = contestant_names(watch.contest if watch else contest(settings), page.t)
    with curves:
        if len(names) == 1:
            draw_charts(page, watch)
        else:
            translator_chart(page, watch, names, "exact")
            translator_chart(page, watch, names, "loss")
    if watch and len(names) > 1:
        translator_standings(page, watch, names)
