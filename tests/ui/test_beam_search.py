"""The state of the beam search page without Streamlit: tables, addresses, sentences, the drawing's data, the CSV."""

import csv
import io
from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS, LECTURE, random_table
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.text.markdown import plain
from seqviz.ui.beam_search.editor import WHERE, columns, override_rows, step_rows
from seqviz.ui.beam_search.facts import facts
from seqviz.ui.beam_search.outcome import COLUMNS, candidates_csv
from seqviz.ui.beam_search.question import greedy_options
from seqviz.ui.beam_search.session import BeamSession, Prediction
from seqviz.ui.beam_search.settings import BeamSettings, settings_from_query
from seqviz.ui.beam_search.story import Story, prefix_of
from seqviz.ui.beam_search.writing import p_text, problem_text, short

LECTURE_TABLE = EditableTable.of(LECTURE)
QUERY = ("tokens", "rows", "after", "k", "alpha", "prefix", "ends", "step", "cost")
SETTINGS = BeamSettings(table=LECTURE_TABLE)


class TestAddress:
    def test_the_lecture_needs_no_words(self):
        assert SETTINGS.to_query() == {}
        assert settings_from_query({}) == (SETTINGS, ())

    @settings(max_examples=40)
    @given(st.integers(0, 10**6), st.integers(1, 10), st.floats(0, 2), st.booleans(), st.sampled_from(["A", "B A", ""]))
    def test_an_address_restores_everything(self, seed, width, alpha, shown, forced):
        original = BeamSettings(
            table=EditableTable.of(random_table(seed)), width=width, alpha=round(alpha, 2), shown=shown,
            stopping="never", search="greedy", step=2 if shown else None, forced=tuple(forced.split()),
            cost_n=50, cost_length=3, cost_k=9,
        )  # fmt: skip
        try:
            original.checked()
        except Problem:
            return
        assert settings_from_query(original.to_query()) == (original, ())

    @pytest.mark.parametrize(
        ("query", "key"),
        [
            ({"k": "0"}, "address.number"),
            ({"k": "100000"}, "address.number"),
            ({"k": "two"}, "address.number"),
            ({"k": "1.5"}, "address.number"),
            ({"alpha": "-1"}, "address.number"),
            ({"alpha": "nan"}, "address.number"),
            ({"step": "99"}, "address.number"),
            ({"search": "magic"}, "address.choice"),
            ({"stop": "soon"}, "address.choice"),
            ({"table": "mine"}, "address.choice"),
            ({"cost": "10-10"}, "address.choice"),
            ({"cost": "3.5-x-99"}, "address.choice"),
            ({"prefix": "Z"}, "error.prefix-unknown"),
            ({"prefix": "A A A A"}, "error.prefix-long"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.6_-0.1"}, "error.negative"),
            ({"tokens": "A B <eos>", "rows": "0_0_0"}, "error.zero-sum"),
            ({"tokens": "A B <eos>", "rows": "nan_0.5_0.5"}, "error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "half_0.5_0.5"}, "error.not-a-number"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.5"}, "error.row-length"),
            ({"tokens": "A B <eos>", "rows": "0.5_0.3_0.1"}, "error.sum"),
            ({"tokens": "A B <eos>", "rows": ""}, "error.length-range"),
            ({"tokens": "A B <eos>", "rows": "~".join(["0_0_1"] * 9)}, "error.length-range"),
            ({"tokens": "A B C", "rows": "0.5_0.3_0.2"}, "error.no-eos"),
            ({"tokens": "A A <eos>", "rows": "0.5_0.3_0.2"}, "error.token-twice"),
            ({"tokens": "", "rows": "1"}, "error.no-tokens"),
            ({"tokens": " ".join(f"t{i}" for i in range(50)), "rows": "1"}, "error.too-many-tokens"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "k": "5"}, "error.width-over"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "7_0.5_0.5"}, "error.unknown-token"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "1_0.5_0.5"}, "error.eos-inside"),
            ({"tokens": "A <eos>", "rows": "0.5_0.5~0_1", "after": "0-0_0.5_0.5"}, "error.prefix-too-long"),
        ],
    )
    def test_what_an_address_gets_wrong_falls_back_with_a_sentence(self, query, key):
        found, problems = settings_from_query(query)
        assert f"beam-search.{key}" in [problem.key for problem in problems]
        found.checked()
        for problem, language in product(problems, LANGUAGES):
            assert problem_text(problem, load_catalog(language))

    @given(st.dictionaries(st.sampled_from(QUERY), st.text(max_size=30)))
    def test_no_address_breaks_the_page(self, query):
        found, problems = settings_from_query(query)
        found.checked()
        assert all(problem_text(problem, load_catalog("zh")) for problem in problems)


class TestEditor:
    def frame(self, *rows):
        return pd.DataFrame(rows, columns=[WHERE, *columns(LECTURE_TABLE)])

    def test_rows_are_read_as_they_stand(self):
        assert step_rows(self.frame(("step 1", 0.5, 0.2, 0.2, 0.1)), LECTURE_TABLE) == ((0.5, 0.2, 0.2, 0.1),)
        rows = override_rows(self.frame(("A C", 0.1, 0.6, 0.2, 0.1), (None, None, None, None, None)), LECTURE_TABLE)
        assert rows == ((("A", "C"), (0.1, 0.6, 0.2, 0.1)),)

    @pytest.mark.parametrize("cell", [None, float("nan"), float("inf"), "half"])
    def test_a_cell_without_a_number_is_named(self, cell):
        with pytest.raises(Problem) as caught:
            step_rows(self.frame(("1", 0.5, cell, 0.2, 0.1)), LECTURE_TABLE)
        assert (caught.value.key, caught.value.values) == ("beam-search.error.not-a-number", {"step": 1})

    def test_a_row_begun_counts_its_empty_cells_as_zero(self):
        assert override_rows(self.frame(("B", 1.0, None, None, None)), LECTURE_TABLE) == ((("B",), (1.0, 0, 0, 0)),)

    def test_a_row_without_a_prefix_is_refused(self):
        with pytest.raises(Problem, match="empty-prefix"):
            override_rows(self.frame((None, 1.0, None, None, None)), LECTURE_TABLE)


class TestSession:
    def test_what_does_not_work_leaves_the_last_good_table(self):
        state = BeamSession(settings=SETTINGS)
        state.change(table=replace(LECTURE_TABLE, steps=((2.0, 0, 0, 0),)))
        assert state.settings == SETTINGS
        assert state.refused is not None
        state.change(width=3)
        assert state.refused is None
        assert state.settings.width == 3

    def test_a_run_remembers_what_was_expected_and_found(self):
        state = BeamSession(settings=SETTINGS)
        state.run(Prediction(greedy=("A", "B", "C", EOS), better_exists=False))
        assert state.verdict is not None
        assert state.verdict.greedy.tokens == ("A", "B", "C", EOS)
        assert state.verdict.best.tokens == ("A", "C", "B", EOS)
        assert state.settings.shown
        state.change(alpha=0.0)
        assert state.verdict.best.score == pytest.approx(-1.032, abs=5e-4)
        state.choose("k-equals-n")
        assert state.verdict is None
        assert not state.settings.shown

    def test_the_searches_run_once(self):
        state = BeamSession(settings=SETTINGS)
        first = state.searches()
        state.stand("greedy", 2)
        assert state.searches() is first
        assert (state.settings.search, state.settings.step) == ("greedy", 2)
        state.stand("beam", 4)
        assert state.settings.step is None


class TestStory:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_node_tells_its_product_its_score_and_why(self, language):
        view = Story(SETTINGS.compared(), "beam", load_catalog(language)).view(frozenset())
        nodes = {node.id: node for node in view.nodes}
        kept, dropped, answer = nodes["0-2"], nodes["0-3"], nodes["0-2-1-3"]
        assert kept.text.lines[0] == "p = 0.5 × 0.3 = 0.150"
        assert kept.text.lines[2].endswith("−1.897 / 2^{0.75} = −1.128")
        assert (kept.fate, dropped.fate, answer.fate) == ("kept", "pruned", "finished")
        assert "−1.128" in dropped.text.why
        assert [end.name for end in answer.ends] == ["beam", "exhaustive"]

    def test_the_table_of_a_step_stands_in_the_searchs_order_with_the_cut(self):
        view = Story(SETTINGS.compared(), "beam", load_catalog("en")).view(frozenset())
        step = view.steps[1]
        assert [row.prefix for row in step.rows[:3]] == ["A B", "A C", "A <eos>"]
        assert (step.kept, step.expanded, step.scored) == (2, "3", "12")
        assert step.rows[0].product == "0.5 × 0.4"
        assert step.cut

    def test_every_line_of_a_shown_node_can_be_marked_and_back(self):
        for name in ("greedy", "beam", "exhaustive"):
            view = Story(SETTINGS.compared(), name, load_catalog("en")).view(frozenset())
            rows = {row.id for step in view.steps for row in step.rows}
            assert {node.id for node in view.nodes if node.fate != "unseen"} <= rows

    @pytest.mark.parametrize(("identity", "prefix"), [("", ()), ("0-2", ("A", "C")), ("9", None), ("x", None)])
    def test_what_the_browser_names_is_a_prefix_or_nothing(self, identity, prefix):
        assert prefix_of(identity, LECTURE.vocabulary) == prefix

    def test_every_reason_has_its_sentence(self):
        cases = [
            SETTINGS,
            replace(SETTINGS, forced=("A",)),
            settings_from_query({"table": "too-early", "stop": "leader"})[0],
            settings_from_query({"table": "k-equals-n"})[0],
            replace(SETTINGS, alpha=0.0),
        ]
        for case, language in product(cases, LANGUAGES):
            searches = case.compared()
            for name in searches.traces:
                assert all(
                    node.text.why for node in Story(searches, name, load_catalog(language)).view(frozenset()).nodes
                )


def test_a_tree_that_is_too_large_is_refused_and_the_others_run():
    size = 8
    table = EditableTable(vocabulary=tuple("ABCDEFGH"), steps=((1 / size,) * size,) * 8, overrides=(), ends=False)
    searches = BeamSettings(table=table).compared()
    assert searches.exhaustive is None
    assert searches.refusal is not None
    assert searches.refusal.values["sequences"] == 8**8
    assert set(searches.paths) == {"greedy", "beam"}


def test_the_options_hold_greedys_path_and_no_other_twice():
    options = greedy_options(SETTINGS.compared())
    assert ("A", "B", "C", EOS) in options
    assert len(set(options)) == len(options) == 4


def test_the_csv_holds_every_candidate_of_every_search():
    searches = SETTINGS.compared()
    rows = list(csv.DictReader(io.StringIO(candidates_csv(searches))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(len(trace) for trace in searches.traces.values())
    kept = next(row for row in rows if row["search"] == "beam" and row["prefix"] == "A C")
    assert (kept["step"], kept["rank"], kept["fate"]) == ("2", "2", "kept")
    assert float(kept["p"]) == pytest.approx(0.15)


def test_a_token_that_looks_like_a_formula_stays_text_in_the_csv():
    table = LECTURE_TABLE.with_vocabulary(("=1+1", "B", "C", EOS), ends=True)
    text = candidates_csv(BeamSettings(table=table).compared())
    assert all(not row["prefix"].startswith("=") for row in csv.DictReader(io.StringIO(text)))


def test_the_facts_come_from_searches():
    values = {name: numbers for name, _, numbers in facts()}
    assert (values["greedy"]["greedy_p"], values["greedy"]["best_p"]) == ("0.048", "0.054")
    assert (values["raw"]["raw_p"], values["raw"]["turn"]) == ("0.100", "0.34")
    assert (values["k-equals-n"]["beam_p"], values["k-equals-n"]["best_p"]) == ("0.165", "0.216")


@pytest.mark.parametrize(
    ("probability", "text"), [(0, "0"), (0.0005, "0.001"), (0.12345, "0.123"), (0.00042, "4.2·10⁻⁴"), (1e-12, "10⁻¹²")]
)
def test_probabilities_are_short(probability, text):
    assert p_text(probability) == text


@given(st.text(max_size=20))
def test_short_tokens_fit_their_pill(token):
    assert len(short(token)) <= 6


def test_markup_in_a_token_stays_text():
    assert plain("<b>*x*</b>") == r"\<b\>\*x\*\</b\>"
