"""The screens of the page, by the names that choose them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.prediction import predict
from seqviz.ui.experiment.translators import translator_chart, translator_standings
from seqviz.ui.lessons.seq2seq.charts import draw_charts
from seqviz.ui.lessons.seq2seq.fits import fits_screen
from seqviz.ui.lessons.seq2seq.forgets import forgets_screen
from seqviz.ui.lessons.seq2seq.inside import inside_screen
from seqviz.ui.lessons.seq2seq.look import Look
from seqviz.ui.lessons.seq2seq.outline import ScreenName
from seqviz.ui.lessons.seq2seq.padding import padding_screen
from seqviz.ui.lessons.seq2seq.prediction import outcome_of, question_of
from seqviz.ui.lessons.seq2seq.progress import draw_progress
from seqviz.ui.lessons.seq2seq.sentence import sentence_of
from seqviz.ui.lessons.seq2seq.teacher import teacher_screen
from seqviz.ui.lessons.seq2seq.together import together_screen
from seqviz.ui.lessons.seq2seq.vector import swap_screen


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


SCREENS: Mapping[ScreenName, Callable[[Look], None]] = MappingProxyType(
    {
        "learn": learn_screen, "inside": inside_screen, "teacher": teacher_screen, "swap": swap_screen,
        "forgets": forgets_screen, "together": together_screen, "fits": fits_screen, "padding": padding_screen,
    }
)  # fmt: skip
