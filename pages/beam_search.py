"""Greedy, exhaustive and beam search on one tree whose probabilities the learner can edit."""

import streamlit as st

from seqviz.ui.beam_search.challenge import draw_challenge
from seqviz.ui.beam_search.controls import draw_bar, draw_presets
from seqviz.ui.beam_search.cost import draw_cost
from seqviz.ui.beam_search.editor import draw_tables
from seqviz.ui.beam_search.facts import draw_alpha, draw_facts
from seqviz.ui.beam_search.outcome import draw_answers, draw_tree
from seqviz.ui.beam_search.question import draw_question, draw_verdict
from seqviz.ui.beam_search.session import keep_address, open_session
from seqviz.ui.beam_search.style import draw_style
from seqviz.ui.page import open_page

page = open_page("beam-search")
draw_style()
state = open_session()
draw_presets(page, state)
draw_bar(page, state)
if not state.settings.shown:
    draw_question(page, state)
    draw_tables(page, state)
else:
    draw_verdict(page, state)
    draw_tree(page, state)
    draw_answers(page, state)
    tables, challenge = st.columns([2.65, 1], gap="small")
    with tables:
        draw_tables(page, state)
    with challenge:
        draw_challenge(page, state)
    page.lesson("exponent")
    facts, exponent = st.columns(2, gap="small")
    with facts:
        draw_facts(page, state)
    with exponent:
        draw_alpha(page, state)
    page.lesson("cost")
    draw_cost(page, state)
    page.lesson("try")
page.source(page.t("beam-search.source"))
keep_address(state)
