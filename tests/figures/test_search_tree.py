from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.decoding.examples import K_EQUALS_N, LECTURE, random_table
from seqviz.decoding.search import beam_search, exhaustive_search, greedy_search
from seqviz.figures.search_tree import ROWS, TreeLayout, tree_layout
from seqviz.records.search import SearchTrace
from tests.decoding.models import Case, cases


def paths_of(*traces: SearchTrace) -> dict[str, tuple[str, ...]]:
    return {trace.method: trace.best.tokens for trace in traces}


def columns(layout: TreeLayout) -> list[list[float]]:
    """The rows of everything drawn in each column, from top to bottom."""
    rows: dict[int, list[float]] = {}
    for node in layout.nodes:
        rows.setdefault(node.step, []).append(node.row)
    for fold in layout.folds:
        rows.setdefault(len(fold.parent) + 1, []).append(fold.row)
    return [sorted(column) for column in rows.values()]


def assert_clear(layout: TreeLayout) -> None:
    """Nothing overlaps, and no edges cross: children stand in the order of their parents."""
    for column in columns(layout):
        assert all(lower - upper >= 1 - 1e-9 for upper, lower in pairwise(column))
    row = {node.prefix: node.row for node in layout.nodes}
    by_step: dict[int, list[tuple[float, float]]] = {}
    for node in layout.nodes:
        above = layout.root if node.step == 1 else row[node.prefix[:-1]]
        by_step.setdefault(node.step, []).append((node.row, above))
    for edges in by_step.values():
        assert [above for _, above in sorted(edges)] == sorted(above for _, above in edges)
    assert all(-1e-9 <= node.row <= layout.rows + 1e-9 for node in layout.nodes)


@given(cases(most_tokens=6, most_steps=5), st.integers(1, 6), st.integers(3, 30))
def test_nothing_overlaps_and_no_edges_cross(case: Case, width: int, rows: int) -> None:
    model, length = case
    traces = [greedy_search(model, max_length=length), beam_search(model, width=width, max_length=length)]
    if len(model.vocabulary) <= 4:
        traces.append(exhaustive_search(model, max_length=length))
    for trace in traces:
        assert_clear(tree_layout(trace, paths_of(*traces), rows=rows))


@pytest.mark.parametrize("seed", range(5))
def test_the_promised_size_is_shown_whole(seed: int) -> None:
    model = random_table(seed, vocabulary=("A", "B", "C", "D", "E", "<eos>"), length=5)
    trace = beam_search(model, width=4, max_length=5)
    layout = tree_layout(trace, paths_of(trace))
    assert not layout.folds
    assert len(layout.nodes) == len(trace)
    assert_clear(layout)


def test_a_large_tree_folds_and_loses_nobody() -> None:
    trace = exhaustive_search(LECTURE, max_length=4)
    layout = tree_layout(trace, paths_of(trace))
    assert max(len(column) for column in columns(layout)) <= ROWS
    folded = sum(fold.count for fold in layout.folds) + sum(node.hidden for node in layout.nodes)
    assert folded > 0
    visible = {node.prefix for node in layout.nodes}
    parents_shown = [node for node in trace.nodes if node.step == 1 or node.prefix[:-1] in visible]
    assert len(visible) + folded == len(parents_shown)


def test_unfolding_shows_all_children() -> None:
    trace = exhaustive_search(LECTURE, max_length=4)
    folded = tree_layout(trace, paths_of(trace))
    parent = folded.folds[0].parent
    layout = tree_layout(trace, paths_of(trace), unfolded={parent})
    assert parent not in {fold.parent for fold in layout.folds}
    assert sum(node.prefix[:-1] == parent for node in layout.nodes) == len(LECTURE.vocabulary)
    assert_clear(layout)


def test_what_the_beam_never_saw_appears_without_a_node() -> None:
    beam, best = beam_search(K_EQUALS_N, width=2, max_length=3), exhaustive_search(K_EQUALS_N, max_length=3)
    layout = tree_layout(beam, paths_of(beam, best))
    unseen = [node.prefix for node in layout.nodes if node.node is None]
    assert unseen == [("B", "A", "A")]
    marks = {node.prefix: node.marks for node in layout.nodes}
    assert marks[("B",)] == ("exhaustive",)
    assert marks[("A", "A", "A")] == ("beam",)


def test_marked_paths_survive_any_folding() -> None:
    trace = exhaustive_search(LECTURE, max_length=4)
    paths = {"rare": ("B", "A", "A", "C")}
    layout = tree_layout(trace, paths, rows=3)
    assert {("B",), ("B", "A"), ("B", "A", "A"), ("B", "A", "A", "C")} <= {node.prefix for node in layout.nodes}
