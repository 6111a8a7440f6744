"""The questions before the results, and when these open."""

import pytest

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS
from seqviz.decoding.tables import TableModel
from seqviz.ui.experiment.prediction import SHOW
from seqviz.ui.lessons.beam_search.controls import choose
from seqviz.ui.lessons.beam_search.predictions import is_open, outcomes_of, path_options, questions_of
from tests.ui.lessons.beam_search.beam_settings import CONFIG, LECTURE_TABLE, PAGE, opened

EVEN = EditableTable(vocabulary=tuple("ABCDEFGH"), steps=((0.125,) * 8,) * 8, overrides=(), ends=False)


def answered(state, **answers):
    for question in questions_of(PAGE, state):
        if guess := answers.get(question.subject.partition("/")[0]):
            state.guesses[question.subject] = guess
    return questions_of(PAGE, state)


def outcomes(state):
    return outcomes_of(PAGE, state, questions_of(PAGE, state))


def test_the_results_open_when_all_are_answered():
    state = opened()
    answered(state, path="0-1-2-3")
    assert not is_open(state)
    assert outcomes(state) == [None, None, None]
    answered(state, better="no")
    assert not is_open(state)
    answered(state, kept="0-1_1-1")
    assert is_open(state)
    path, better, kept = outcomes(state)
    assert path.answers == {"0-1-2-3"}
    assert better.answers == {"yes"}
    assert "**A C B \\<eos\\>** scores −1.032, greedy −1.074" in better.measured
    assert kept.answers == {"0-1_0-2"}
    assert kept.measured.startswith("The least likely one that is kept has p = 0.15")


def test_who_skips_one_question_has_skipped_all():
    state = opened()
    answered(state, path=SHOW)
    assert is_open(state)
    assert set(state.guesses.values()) == {SHOW}


def test_who_wants_to_be_asked_again_is_asked_all():
    state = opened()
    answered(state, path=SHOW)
    state.guesses.pop(next(iter(state.guesses)))
    questions_of(PAGE, state)
    assert not is_open(state)
    assert state.guesses == {}


def test_turning_alpha_later_does_not_change_what_was_asked_nor_what_came_out():
    table = EditableTable.of(TableModel(("A", EOS), ((0.55, 0.45), (0.9, 0.1), (0.1, 0.9)), {}, EOS))
    state = opened(table=table, alpha=0.75)
    answered(state, path=SHOW)
    before = outcomes(state)
    state.change(alpha=0.0)
    assert questions_of(PAGE, state)[1].text.endswith("α = 0.75?")
    assert outcomes(state) == before
    assert opened(state.query).guesses == state.guesses
    assert before[1].answers == {"no"}


def test_turning_k_later_does_not_change_which_survivors_were_asked_for():
    state = opened()
    answered(state, path=SHOW)
    before = outcomes(state)
    state.change(k=3)
    assert "k = 2" in questions_of(PAGE, state)[2].text
    assert outcomes(state)[2] == before[2]


def test_nobody_is_asked_for_survivors_where_nothing_is_dropped():
    state = opened(k=2, table=EditableTable.of(TableModel(("A", EOS), ((0.6, 0.4), (0.6, 0.4)), {}, EOS)))
    assert [question.subject.partition("/")[0] for question in questions_of(PAGE, state)] == ["path", "better"]


def test_open_results_stay_open_when_the_table_is_edited_and_nobody_is_judged():
    state = opened()
    answered(state, path="0-1-2-3", better="no", kept=SHOW)
    state.change(table=LECTURE_TABLE.with_length(3))
    questions_of(PAGE, state)
    assert is_open(state)
    assert set(state.guesses.values()) == {SHOW}
    assert not state.view.shown
    reloaded = opened(state.query)
    questions_of(PAGE, reloaded)
    assert is_open(reloaded)


@pytest.mark.parametrize("name", ["lecture", "k-equals-n", "greedy-fails", "beam-fails", "random"])
def test_a_chip_asks_anew_even_the_same_one(name):
    state = opened({"shown": "yes"})
    questions_of(PAGE, state)
    assert is_open(state)
    choose(state, name)
    questions_of(PAGE, state)
    assert not is_open(state)
    assert state.guesses == {}


def test_the_searches_play_for_who_was_asked_and_not_for_who_opened_a_link():
    state = opened({"shown": "yes"})
    questions_of(PAGE, state)
    assert state.memory["beam"].plays == 0
    choose(state, "k-equals-n")
    questions_of(PAGE, state)
    answered(state, path=SHOW)
    questions_of(PAGE, state)
    assert state.memory["beam"].plays == 1


def test_a_tree_too_large_to_know_the_best_makes_no_claim():
    state = opened({"shown": "yes"}, table=EVEN)
    questions_of(PAGE, state)
    better = outcomes(state)[1]
    assert better.answers == frozenset()
    assert "1.7·10⁷" in better.measured


def test_the_options_hold_greedys_path_and_no_other_twice():
    options = path_options(CONFIG.compared())
    assert ("A", "B", "C", EOS) in options
    assert len(set(options)) == len(options) == 4
