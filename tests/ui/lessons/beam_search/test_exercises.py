"""The exercises, judged by searches."""

import pytest

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.ui.lessons.beam_search.exercises import greedy_loses, tricky, wide_enough
from seqviz.ui.lessons.beam_search.memory import compared
from tests.ui.lessons.beam_search.beam_settings import LECTURE_TABLE, PAGE, opened


def test_greedy_loses_only_on_a_table_that_is_bad_enough():
    state = opened()
    assert greedy_loses(PAGE, state).done is False
    trap = ((0.36, 0.34, 0.3), (0.34, 0.33, 0.33), (0.34, 0.33, 0.33))
    table = EditableTable(vocabulary=("A", "B", EOS), steps=trap, overrides=((("B",), (0.0, 0.0, 1.0)),), ends=True)
    state.change(table=table)
    told = greedy_loses(PAGE, state)
    assert told.done is True
    assert "× 8.17" in told.measured


def test_the_best_attempt_is_kept_for_each_limit_by_itself():
    state = opened()
    greedy_loses(PAGE, state)
    state.change(table=LECTURE_TABLE.with_length(2))
    assert "your best × 1" in greedy_loses(PAGE, state).measured


def test_the_least_width_that_finds_the_best_is_asked_for():
    state = opened(table=tricky(), k=2)
    assert wide_enough(PAGE, state).done is False
    judged = {}
    for k in range(1, 11):
        state.change(k=k)
        judged[k] = wide_enough(PAGE, state).done
    (right,) = [k for k, done in judged.items() if done]
    model, best = tricky().model(), exhaustive_search(tricky().model(), max_length=4).best
    assert beam_search(model, width=right, max_length=4).best.score == pytest.approx(best.score)
    assert beam_search(model, width=right - 1, max_length=4).best.score < best.score


@pytest.mark.parametrize("stopping", ["bound", "leader"])
def test_a_beam_that_stops_too_early_is_not_called_wide_enough(stopping):
    state = opened(table=tricky(), stopping=stopping)
    for k in range(1, 11):
        state.change(k=k)
        found = compared(state)
        if wide_enough(PAGE, state).done:
            assert found.beam.best.score == pytest.approx(found.exhaustive.best.score)


def test_on_a_table_on_which_two_are_enough_it_is_not_judged():
    assert wide_enough(PAGE, opened(k=2)).done is None
