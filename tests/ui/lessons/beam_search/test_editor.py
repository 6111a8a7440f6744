"""The rows of the table as a learner types them."""

import pandas as pd
import pytest

from seqviz.decoding.sheet import ROW, columns, override_rows, step_rows
from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.messages import sentence
from tests.ui.lessons.beam_search.beam_settings import LECTURE_TABLE


def frame(*rows):
    return pd.DataFrame(rows, columns=[ROW, *columns(LECTURE_TABLE)])


def test_rows_are_read_as_they_stand():
    assert step_rows(frame(("step 1", 0.5, 0.2, 0.2, 0.1)), LECTURE_TABLE) == ((0.5, 0.2, 0.2, 0.1),)
    rows = override_rows(frame(("A C", 0.1, 0.6, 0.2, 0.1), (None, None, None, None, None)), LECTURE_TABLE)
    assert rows == ((("A", "C"), (0.1, 0.6, 0.2, 0.1)),)


@pytest.mark.parametrize("cell", [None, float("nan"), float("inf"), "half"])
def test_a_cell_without_a_number_is_named(cell):
    with pytest.raises(Problem) as caught:
        step_rows(frame(("1", 0.5, cell, 0.2, 0.1)), LECTURE_TABLE)
    assert (caught.value.key, caught.value.values["step"]) == ("beam-search.error.not-a-number", 1)
    assert sentence(caught.value, load_catalog("en")).startswith("Step 1 has a cell")


def test_a_row_begun_counts_its_empty_cells_as_zero():
    assert override_rows(frame(("B", 1.0, None, None, None)), LECTURE_TABLE) == ((("B",), (1.0, 0, 0, 0)),)


def test_a_row_without_a_prefix_is_refused():
    with pytest.raises(Problem, match="empty-prefix"):
        override_rows(frame((None, 1.0, None, None, None)), LECTURE_TABLE)
