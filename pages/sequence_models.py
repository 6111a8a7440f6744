"""Sequence models: chain rule, memory, forecasts, filling in, and what order is worth."""

import streamlit as st

from seqviz.records.problem import Problem
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.lessons.sequence_models.chain import chain_screen
from seqviz.ui.lessons.sequence_models.exercises import exercises_of
from seqviz.ui.lessons.sequence_models.facts import facts_of
from seqviz.ui.lessons.sequence_models.files import files_of
from seqviz.ui.lessons.sequence_models.memory import memory_screen
from seqviz.ui.lessons.sequence_models.outline import SEQUENCE_MODELS, experiment_of, groups_of, idea_and_series
from seqviz.ui.lessons.sequence_models.own import own_series_panel
from seqviz.ui.lessons.sequence_models.source import source_line
from seqviz.ui.lessons.sequence_models.training import training_screen
from seqviz.ui.page import open_page

page = open_page("sequence-models")
settings = open_settings(SEQUENCE_MODELS)
header(
    page,
    settings,
    chips=lambda: idea_and_series(settings, page.t),
    groups=groups_of(settings),
    downloads=lambda: files_of(page, settings),
)
if settings.config.source == "own":
    own_series_panel(page, settings)
try:
    series = facts_of(experiment_of(settings)).series
except Problem as problem:
    st.info(sentence(problem, page.t))
    st.stop()
if settings.view.idea == "chain":
    chain_screen(page, settings, series)
elif settings.view.idea == "series":
    memory_screen(page, settings, series)
else:
    training_screen(page, settings)
exercises(page, settings, exercises_of(page, settings))
source_line(page, settings)
