"""Sequence models: chain rule, memory, forecasts, filling in, and what order is worth."""

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.ui.address import warn
from seqviz.ui.page import open_page
from seqviz.ui.sequence_models.chain import chain_screen
from seqviz.ui.sequence_models.facts import facts_of
from seqviz.ui.sequence_models.live import training_screen
from seqviz.ui.sequence_models.memory import memory_screen
from seqviz.ui.sequence_models.own import own_series_panel
from seqviz.ui.sequence_models.settings import (
    address_problems,
    current_config,
    idea_switch,
    keep_address,
    say,
    series_chips,
    settings_of_page,
    settings_popover,
)
from seqviz.ui.sequence_models.source import source_line
from seqviz.ui.sharing import copy_link

page = open_page("sequence-models")
idea = idea_switch(page.t)
warn([say(problem, page.t) for problem in address_problems(idea)])
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    series_chips(page.t)
    with st.container(horizontal=True, width="content"):
        settings_popover(page.t)
        copy_link(page.t, settings_of_page(idea))
if current_config().source == "own":
    own_series_panel(page)
keep_address(idea)
config = current_config()
try:
    series = facts_of(config).series
except Problem as problem:
    st.info(say(problem, page.t))
    st.stop()
if idea == "chain":
    chain_screen(page, config, series)
elif idea == "series":
    memory_screen(page, config, series)
else:
    training_screen(page, config)
source_line(page, config, series)
