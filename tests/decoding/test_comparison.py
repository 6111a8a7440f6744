"""Three searches beside each other, what they say together, and their candidates as a table."""

import pytest
from hypothesis import given

from seqviz.decoding.comparison import compare_searches
from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import EOS, LECTURE, beam_fails
from seqviz.decoding.listing import COLUMNS, candidate_rows
from seqviz.decoding.model import SearchProblem
from seqviz.decoding.search import beam_search, exhaustive_search
from seqviz.decoding.tables import TableModel
from seqviz.decoding.verdicts import least_width
from tests.decoding.models import Case, alphas, cases

LECTURES = compare_searches(LECTURE, width=2, max_length=4, alpha=0.75)


def test_a_tree_that_is_too_large_is_refused_and_the_others_run() -> None:
    model = TableModel(tuple("ABCDEFGH"), ((0.125,) * 8,), {}, None)
    found = compare_searches(model, width=2, max_length=8, alpha=0.75)
    assert found.exhaustive is None
    assert found.refusal is not None
    assert found.refusal.values["sequences"] == 8**8
    assert set(found.paths) == {"greedy", "beam"}
    assert found.best == found.beam.best


def test_what_no_search_can_start_with_is_refused() -> None:
    with pytest.raises(SearchProblem):
        compare_searches(LECTURE, width=2, max_length=4, alpha=0.75, prefix=("Z",))


@given(cases(), alphas)
def test_the_best_at_another_exponent_is_exhaustive_searchs(case: Case, alpha: float) -> None:
    model, length = case
    found = compare_searches(model, width=1, max_length=length, alpha=0.3).best_at(alpha)
    best = exhaustive_search(model, max_length=length, alpha=alpha).best
    assert found.log_prob / len(found.tokens) ** alpha == pytest.approx(best.score)


@given(cases())
def test_likely_paths_begin_with_greedys_and_repeat_none(case: Case) -> None:
    model, length = case
    found = compare_searches(model, width=2, max_length=length, alpha=0.75)
    paths = found.likely_paths(4)
    assert paths[0] == found.greedy.best.tokens
    assert len(set(paths)) == len(paths) <= 4


@given(cases(), alphas)
def test_no_narrower_beam_finds_the_best(case: Case, alpha: float) -> None:
    model, length = case
    best = exhaustive_search(model, max_length=length, alpha=alpha).best
    least = least_width(model, best=best, max_length=length, alpha=alpha, most=256)
    assert least is not None
    assert beam_search(model, width=least, max_length=length, alpha=alpha).best.score == pytest.approx(best.score)
    for width in range(1, least):
        narrower = beam_search(model, width=width, max_length=length, alpha=alpha).best.score
        assert narrower < best.score - 1e-11


def test_where_no_beam_is_wide_enough_there_is_no_least_one() -> None:
    model, _ = beam_fails(0)
    best = exhaustive_search(model, max_length=4).best
    assert least_width(model, best=best, max_length=4, alpha=0.75, most=2) is None


def test_the_table_holds_every_candidate_of_every_search() -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in candidate_rows(LECTURES)]
    assert len(rows) == sum(len(trace) for trace in LECTURES.traces.values())
    kept = next(row for row in rows if row["search"] == "beam" and row["prefix"] == "A C")
    assert (kept["step"], kept["rank"], kept["fate"]) == (2, 2, "kept")
    assert kept["p"] == pytest.approx(0.15)
    assert kept["p_conditional"] == pytest.approx(0.3)
    assert {row["prefix"] for row in rows if row["search"] == "greedy"} >= {f"A B C {EOS}"}


def test_a_draft_of_a_model_is_that_model() -> None:
    assert EditableTable.of(LECTURE).model().row(("A", "C")) == pytest.approx(LECTURE.row(("A", "C")))
