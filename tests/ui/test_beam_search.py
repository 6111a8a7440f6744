"""The beam search page without Streamlit: addresses, questions, exercises, sentences, the drawing's data."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS, LECTURE, random_table
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.sheet import ROW, columns, override_rows, step_rows
from seqviz.decoding.tables import TableModel
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import SHOW
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.beam_search.controls import choose
from seqviz.ui.lessons.beam_search.exercises import greedy_loses, tricky, wide_enough
from seqviz.ui.lessons.beam_search.facts import facts
from seqviz.ui.lessons.beam_search.memory import compared
from seqviz.ui.lessons.beam_search.outline import OUTLINE, BeamConfig, BeamView
from seqviz.ui.lessons.beam_search.predictions import is_open, outcomes_of, path_options, questions_of
from seqviz.ui.page import Page

LECTURE_TABLE = EditableTable.of(LECTURE)
QUERY = ("tokens", "rows", "after", "k", "alpha", "prefix", "ends", "step", "cost", "shown", "predicted")
CONFIG = BeamConfig()
PAGE = Page("beam-search", load_catalog("en"))
EVEN = EditableTable(vocabulary=tuple("ABCDEFGH"), steps=((0.125,) * 8,) * 8, overrides=(), ends=False)


def opened(query=None, **changes):
    """The settings that an address opens, changed."""
    found = Settings(OUTLINE, BeamConfig(), BeamView())
    found.read(query or {})
    if changes:
        found.change(**changes)
    return found


class TestAddress:
    def test_the_lecture_needs_no_words(self):
        assert opened().query == {}
        assert opened().config == CONFIG

    @settings(max_examples=40)
    @given(st.integers(0, 10**6), st.integers(1, 10), st.floats(0, 2), st.sampled_from(["A", "B A", ""]), st.booleans())
    def test_an_address_restores_everything_to_the_last_digit(self, seed, k, alpha, forced, own):
        table = EditableTable.of(random_table(seed)) if own else LECTURE_TABLE
        if own:
            third = (1 / 3, 1 / 3, 1 / 3, 0.0)
            table = replace(table, steps=(third, *table.steps[1:]))
        before = opened(
            table=table, k=k, alpha=alpha, forced=tuple(forced.split()), stopping="never", search="greedy", step=2,
            cost=(50, 3, 9),
        )  # fmt: skip
        after = opened(before.query)
        assert (after.config, after.view, after.problems) == (before.config, before.view, ())

    def test_addresses_of_before_open_the_same(self):
        query = {
            "k": "3", "alpha": "0.5", "prefix": "A C", "stop": "leader", "search": "greedy", "step": "2",
            "cost": "10-5-2", "shown": "yes", "table": "k-equals-n",
        }  # fmt: skip
        found = opened({**query, "prefix": "B"})
        assert found.config.table.vocabulary == ("A", "B")
        assert (found.config.k, found.config.alpha, found.config.forced) == (3, 0.5, ("B",))
        assert (found.config.stopping, found.view.search, found.view.step) == ("leader", "greedy", 2)
        assert (found.view.cost, found.view.shown, found.problems) == ((10, 5, 2), True, ())
        rows = "0.5_0.2_0.2_0.1~0.1_0.4_0.3_0.2~0.2_0.2_0.4_0.2~0_0.2_0.2_0.6"
        own = opened({"tokens": "A B C <eos>", "rows": rows, "after": "0-2_0.1_0.6_0.2_0.1~0-2-1_0.1_0.2_0.1_0.6"})
        assert own.config.table == LECTURE_TABLE

    @pytest.mark.parametrize(
        ("query", "key"),
        [
            ({"k": "0"}, "config.out-of-range"),
            ({"k": "100000"}, "config.out-of-range"),
            ({"k": "two"}, "config.not-a-number"),
            ({"k": "1.5"}, "config.not-a-number"),
            ({"k": "2" + 19 * " " + "junk"}, "config.not-a-number"),
            ({"alpha": "-1"}, "config.out-of-range"),
            ({"alpha": "nan"}, "config.out-of-range"),
            ({"step": "99"}, "config.out-of-range"),
            ({"step": "-1"}, "config.out-of-range"),
            ({"search": "magic"}, "config.not-an-option"),
            ({"stop": "soon"}, "config.not-an-option"),
            ({"table": "mine"}, "config.not-an-option"),
            ({"table": 30 * "x"}, "config.too-long"),
            ({"shown": 30 * "x"}, "config.too-long"),
            ({"cost": "10-10"}, "config.unreadable"),
            ({"cost": "3.5-x-99"}, "config.unreadable"),
            ({"prefix": "Z"}, "beam-search.error.prefix-unknown"),
            ({"prefix": "A A A A"}, "beam-search.error.prefix-long"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.6_-0.1"}, "beam-search.error.negative"),
            ({"tokens": "A B <eos>", "rows": "0_0_0"}, "beam-search.error.zero-sum"),
            ({"tokens": "A B <eos>", "rows": "nan_0.5_0.5"}, "beam-search.error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "half_0.5_0.5"}, "beam-search.error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "\uff11_0_0"}, "beam-search.error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "1_0_0" + 400 * "0"}, "beam-search.error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.5"}, "beam-search.error.row-length"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.3_0.1"}, "beam-search.error.sum"),
            ({"tokens": "A B <eos>", "rows": "1e308_1e308_0"}, "beam-search.error.sum"),
            ({"tokens": "A B <eos>", "rows": ""}, "beam-search.error.length-range"),
            ({"tokens": "A B <eos>", "rows": "~".join(["0_0_1"] * 9)}, "beam-search.error.length-range"),
            ({"tokens": "A B C", "rows": "0.5_0.3_0.2"}, "beam-search.error.no-eos"),
            ({"tokens": "A A <eos>", "rows": "0.5_0.3_0.2"}, "beam-search.error.token-twice"),
            ({"tokens": "", "rows": "1"}, "beam-search.error.no-tokens"),
            ({"tokens": " ".join(f"t{i}" for i in range(50)), "rows": "1"}, "beam-search.error.too-many-tokens"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "k": "5"}, "beam-search.error.width-over"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "7_0.5_0.5"}, "beam-search.error.unknown-token"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "1_0.5_0.5"}, "beam-search.error.eos-inside"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "0-0_0.5_0.5"}, "beam-search.error.prefix-too-long"),
        ],
    )
    def test_what_an_address_gets_wrong_falls_back_with_a_sentence(self, query, key):
        found = opened(query)
        assert [problem.key for problem in found.problems] == [key]
        for problem, language in product(found.problems, LANGUAGES):
            assert "{" not in sentence(problem, load_catalog(language), settings=OUTLINE.labels)

    @given(st.dictionaries(st.sampled_from(QUERY), st.text(max_size=30)))
    def test_no_address_breaks_the_page(self, query):
        found = opened(query)
        questions_of(PAGE, found)
        assert all(sentence(problem, PAGE.t, settings=OUTLINE.labels) for problem in found.problems)

    def test_a_table_with_a_single_sequence_can_be_left_again(self):
        found = opened({"tokens": "A", "rows": "1", "ends": "no"})
        assert (found.config.k, found.problems) == (1, ())
        found.choose("lecture")
        assert found.config == CONFIG
        found.read({"tokens": "A", "rows": "1", "ends": "no"})
        found.read({})
        assert found.config == CONFIG


class TestChanges:
    def test_what_does_not_work_leaves_the_last_good_table(self):
        state = opened(table=replace(LECTURE_TABLE, steps=((2.0, 0, 0, 0),)))
        assert state.config == CONFIG
        assert state.refused is not None
        state.change(k=3)
        assert state.refused is None
        assert state.config.k == 3

    def test_another_table_begins_at_the_end_of_its_search(self):
        state = opened({"step": "2"})
        state.change(table=LECTURE_TABLE.with_length(3))
        assert state.view.step is None

    def test_the_searches_run_once(self):
        state = opened()
        first = compared(state)
        state.change(search="greedy", step=2)
        assert compared(state) is first
        state.change(alpha=0.0)
        assert compared(state) is not first


class TestQuestions:
    def answered(self, state, **answers):
        for question in questions_of(PAGE, state):
            if guess := answers.get(question.subject.partition("/")[0]):
                state.guesses[question.subject] = guess
        return questions_of(PAGE, state)

    def outcomes(self, state):
        return outcomes_of(PAGE, state, questions_of(PAGE, state))

    def test_the_results_open_when_all_are_answered(self):
        state = opened()
        self.answered(state, path="0-1-2-3")
        assert not is_open(state)
        assert self.outcomes(state) == [None, None, None]
        self.answered(state, better="no")
        assert not is_open(state)
        self.answered(state, kept="0-1_1-1")
        assert is_open(state)
        path, better, kept = self.outcomes(state)
        assert path.answers == {"0-1-2-3"}
        assert better.answers == {"yes"}
        assert "**A C B \\<eos\\>** scores −1.032, greedy −1.074" in better.measured
        assert kept.answers == {"0-1_0-2"}
        assert kept.measured.startswith("The least likely one that is kept has p = 0.15")

    def test_who_skips_one_question_has_skipped_all(self):
        state = opened()
        self.answered(state, path=SHOW)
        assert is_open(state)
        assert set(state.guesses.values()) == {SHOW}

    def test_who_wants_to_be_asked_again_is_asked_all(self):
        state = opened()
        self.answered(state, path=SHOW)
        state.guesses.pop(next(iter(state.guesses)))
        questions_of(PAGE, state)
        assert not is_open(state)
        assert state.guesses == {}

    def test_turning_alpha_later_does_not_change_what_was_asked_nor_what_came_out(self):
        table = EditableTable.of(TableModel(("A", EOS), ((0.55, 0.45), (0.9, 0.1), (0.1, 0.9)), {}, EOS))
        state = opened(table=table, alpha=0.75)
        self.answered(state, path=SHOW)
        before = self.outcomes(state)
        state.change(alpha=0.0)
        assert questions_of(PAGE, state)[1].text.endswith("α = 0.75?")
        assert self.outcomes(state) == before
        assert opened(state.query).guesses == state.guesses
        assert before[1].answers == {"no"}

    def test_turning_k_later_does_not_change_which_survivors_were_asked_for(self):
        state = opened()
        self.answered(state, path=SHOW)
        before = self.outcomes(state)
        state.change(k=3)
        assert "k = 2" in questions_of(PAGE, state)[2].text
        assert self.outcomes(state)[2] == before[2]

    def test_nobody_is_asked_for_survivors_where_nothing_is_dropped(self):
        state = opened(k=2, table=EditableTable.of(TableModel(("A", EOS), ((0.6, 0.4), (0.6, 0.4)), {}, EOS)))
        assert [question.subject.partition("/")[0] for question in questions_of(PAGE, state)] == ["path", "better"]

    def test_open_results_stay_open_when_the_table_is_edited_and_nobody_is_judged(self):
        state = opened()
        self.answered(state, path="0-1-2-3", better="no", kept=SHOW)
        state.change(table=LECTURE_TABLE.with_length(3))
        questions_of(PAGE, state)
        assert is_open(state)
        assert set(state.guesses.values()) == {SHOW}
        assert not state.view.shown
        reloaded = opened(state.query)
        questions_of(PAGE, reloaded)
        assert is_open(reloaded)

    @pytest.mark.parametrize("name", ["lecture", "k-equals-n", "greedy-fails", "beam-fails", "random"])
    def test_a_chip_asks_anew_even_the_same_one(self, name):
        state = opened({"shown": "yes"})
        questions_of(PAGE, state)
        assert is_open(state)
        choose(state, name)
        questions_of(PAGE, state)
        assert not is_open(state)
        assert state.guesses == {}

    def test_the_searches_play_for_who_was_asked_and_not_for_who_opened_a_link(self):
        state = opened({"shown": "yes"})
        questions_of(PAGE, state)
        assert state.memory["beam"].plays == 0
        choose(state, "k-equals-n")
        questions_of(PAGE, state)
        self.answered(state, path=SHOW)
        questions_of(PAGE, state)
        assert state.memory["beam"].plays == 1

    def test_a_tree_too_large_to_know_the_best_makes_no_claim(self):
        state = opened({"shown": "yes"}, table=EVEN)
        questions_of(PAGE, state)
        better = self.outcomes(state)[1]
        assert better.answers == frozenset()
        assert "1.7·10⁷" in better.measured

    def test_the_options_hold_greedys_path_and_no_other_twice(self):
        options = path_options(CONFIG.compared())
        assert ("A", "B", "C", EOS) in options
        assert len(set(options)) == len(options) == 4


class TestExercises:
    def test_greedy_loses_only_on_a_table_that_is_bad_enough(self):
        state = opened()
        assert greedy_loses(PAGE, state).done is False
        trap = ((0.36, 0.34, 0.3), (0.34, 0.33, 0.33), (0.34, 0.33, 0.33))
        table = EditableTable(vocabulary=("A", "B", EOS), steps=trap, overrides=((("B",), (0.0, 0.0, 1.0)),), ends=True)
        state.change(table=table)
        told = greedy_loses(PAGE, state)
        assert told.done is True
        assert "× 8.17" in told.measured

    def test_the_best_attempt_is_kept_for_each_limit_by_itself(self):
        state = opened()
        greedy_loses(PAGE, state)
        state.change(table=LECTURE_TABLE.with_length(2))
        assert "your best × 1" in greedy_loses(PAGE, state).measured

    def test_the_least_width_that_finds_the_best_is_asked_for(self):
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
    def test_a_beam_that_stops_too_early_is_not_called_wide_enough(self, stopping):
        state = opened(table=tricky(), stopping=stopping)
        for k in range(1, 11):
            state.change(k=k)
            found = compared(state)
            if wide_enough(PAGE, state).done:
                assert found.beam.best.score == pytest.approx(found.exhaustive.best.score)

    def test_on_a_table_on_which_two_are_enough_it_is_not_judged(self):
        assert wide_enough(PAGE, opened(k=2)).done is None


class TestEditor:
    def frame(self, *rows):
        return pd.DataFrame(rows, columns=[ROW, *columns(LECTURE_TABLE)])

    def test_rows_are_read_as_they_stand(self):
        assert step_rows(self.frame(("step 1", 0.5, 0.2, 0.2, 0.1)), LECTURE_TABLE) == ((0.5, 0.2, 0.2, 0.1),)
        rows = override_rows(self.frame(("A C", 0.1, 0.6, 0.2, 0.1), (None, None, None, None, None)), LECTURE_TABLE)
        assert rows == ((("A", "C"), (0.1, 0.6, 0.2, 0.1)),)

    @pytest.mark.parametrize("cell", [None, float("nan"), float("inf"), "half"])
    def test_a_cell_without_a_number_is_named(self, cell):
        with pytest.raises(Problem) as caught:
            step_rows(self.frame(("1", 0.5, cell, 0.2, 0.1)), LECTURE_TABLE)
        assert (caught.value.key, caught.value.values["step"]) == ("beam-search.error.not-a-number", 1)
        assert sentence(caught.value, load_catalog("en")).startswith("Step 1 has a cell")

    def test_a_row_begun_counts_its_empty_cells_as_zero(self):
        assert override_rows(self.frame(("B", 1.0, None, None, None)), LECTURE_TABLE) == ((("B",), (1.0, 0, 0, 0)),)

    def test_a_row_without_a_prefix_is_refused(self):
        with pytest.raises(Problem, match="empty-prefix"):
            override_rows(self.frame((None, 1.0, None, None, None)), LECTURE_TABLE)


def test_the_facts_come_from_searches():
    values = {name: numbers for name, _, numbers in facts("en")}
    assert (values["greedy"]["greedy_p"], values["greedy"]["best_p"]) == ("0.048", "0.054")
    assert (values["raw"]["raw_p"], values["raw"]["turn"]) == ("0.100", "0.34")
    assert (values["k-equals-n"]["beam_p"], values["k-equals-n"]["best_p"]) == ("0.165", "0.216")
