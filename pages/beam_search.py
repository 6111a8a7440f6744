"""Greedy, exhaustive and beam search on one tree: of a table that can be edited, of a translator; and sampling."""

import streamlit as st

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.conventions import conventions_panel
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.prediction import predict
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.lessons.beam_search.controls import draw_bar, draw_header
from seqviz.ui.lessons.beam_search.cost import draw_cost
from seqviz.ui.lessons.beam_search.dice import draw_dice_bar, draw_throw
from seqviz.ui.lessons.beam_search.editor import draw_tables
from seqviz.ui.lessons.beam_search.exercises import draw_exercises
from seqviz.ui.lessons.beam_search.facts import draw_alpha, draw_facts
from seqviz.ui.lessons.beam_search.outcome import draw_answers, draw_tree
from seqviz.ui.lessons.beam_search.outline import OUTLINE
from seqviz.ui.lessons.beam_search.predictions import is_open, outcomes_of, questions_of
from seqviz.ui.lessons.beam_search.sampling_tasks import draw_sampling_tasks
from seqviz.ui.lessons.beam_search.spread import draw_spread
from seqviz.ui.lessons.translator_tree.run import open_run, pick_run
from seqviz.ui.lessons.translator_tree.screen import draw_live
from seqviz.ui.page import open_page


def search() -> None:
    """Draw the screen that searches the table."""
    draw_bar(page, settings, asked)
    if is_open(settings):
        draw_tree(page, settings)
        draw_answers(page, settings)
    else:
        draw_tables(page, settings)
    outcomes = outcomes_of(page, settings, asked)
    for place, question, outcome in zip(st.columns(len(asked), gap="small"), asked, outcomes, strict=True):
        with place:
            predict(page, settings, question, outcome)
    if is_open(settings):
        draw_tables(page, settings)
        draw_exercises(page, settings)
        if not any(question.why == "kept" for question in asked):
            page.lesson("kept")
        page.lesson("bound")
        page.lesson("exponent")
        facts, exponent = st.columns(2, gap="small")
        with facts:
            draw_facts(page, settings)
        with exponent:
            draw_alpha(page, settings)
        page.lesson("conventions")
        config = settings.config
        conventions_panel(
            page, config.model, width=config.k, max_length=config.table.length, alpha=config.alpha, prefix=config.forced
        )
        page.lesson("cost")
        draw_cost(page, settings)
        page.lesson("try")


def sample() -> None:
    """Draw the screen that samples it."""
    draw_dice_bar(page, settings)
    draw_throw(page, settings)
    page.lesson("sampling")
    draw_spread(page, settings, asked)
    page.lesson("temperature")
    draw_tables(page, settings)
    draw_sampling_tasks(page, settings)


def translate() -> None:
    """Draw the screen that searches a trained translator."""
    draw_live(page, settings, open_run(page, settings))
    page.lesson("translator")
    page.lesson("forcing")
    page.lesson("conventions")


page = open_page("beam-search")
settings = open_settings(OUTLINE)
asked = questions_of(page, settings)
if settings.view.screen == "translator":
    header(page, settings, chips=lambda: pick_run(page, settings, open_run(page, settings)))
else:
    draw_header(page, settings)
control(settings, "screen", page.t, shape="buttons", bare=True, width="content")
{"search": search, "translator": translate, "sample": sample}[settings.view.screen]()
page.source(page.t("beam-search.source"))
