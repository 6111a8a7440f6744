"""A problem becomes a sentence; a part of it may have a label of its own."""

from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.messages import sentence


def test_a_problem_within_a_problem_names_a_part_by_its_own_label():
    row = Problem("beam-search.row.after", prefix="<b>A</b> C")
    said = sentence(Problem("beam-search.error.negative", row=row), load_catalog("en"))
    assert said.startswith("The row after \\<b\\>A\\</b\\> C holds a negative number.")
