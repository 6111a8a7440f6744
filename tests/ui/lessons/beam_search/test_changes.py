"""Changes of the table and of the searches."""

from dataclasses import replace

from seqviz.ui.lessons.beam_search.memory import compared
from tests.ui.lessons.beam_search.beam_settings import CONFIG, LECTURE_TABLE, opened


def test_what_does_not_work_leaves_the_last_good_table():
    state = opened(table=replace(LECTURE_TABLE, steps=((2.0, 0, 0, 0),)))
    assert state.config == CONFIG
    assert state.refused is not None
    state.change(k=3)
    assert state.refused is None
    assert state.config.k == 3


def test_another_table_begins_at_the_end_of_its_search():
    state = opened({"step": "2"})
    state.change(table=LECTURE_TABLE.with_length(3))
    assert state.view.step is None


def test_the_searches_run_once():
    state = opened()
    first = compared(state)
    state.change(search="greedy", step=2)
    assert compared(state) is first
    state.change(alpha=0.0)
    assert compared(state) is not first
