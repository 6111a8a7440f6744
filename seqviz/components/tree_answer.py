"""The search trees that a translator answers with, as the component draws them, and their answers in words."""

from seqviz.components.tree import TreeView
from seqviz.components.tree_labels import drawing_labels
from seqviz.components.tree_rows import ScoredRows
from seqviz.components.tree_story import Story, search_title
from seqviz.components.tree_words import sequence_text
from seqviz.figures.search_tree import Prefix
from seqviz.records.trees import TreeAnswer
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text, decimals_text

ROWS = 12
"""Nodes of a column before unlikely ones fold: a sentence has many columns."""


def tree_view(answer: TreeAnswer, t: Catalog, *, table: str, unfolded: frozenset[Prefix]) -> TreeView:
    """Return the searches as the component draws them, the beam first in view."""
    rows = ScoredRows(*answer.traces.values())
    return TreeView(
        table=table, search="beam", step=None, play=0, sequences="", unfolded=bool(unfolded),
        searches=[
            Story(answer.traces, name, rows, t, more="trees.more").view(unfolded, rows=ROWS) for name in answer.traces
        ],
        labels=drawing_labels(t),
    )  # fmt: skip


def answer_lines(answer: TreeAnswer, t: Catalog) -> list[str]:
    """Return a line for the answer of each search; the exact one says whether it is proven, and what it read."""
    lines = []
    for name, trace in answer.traces.items():
        best, width = trace.best, trace.width if name == "beam" else None
        log_prob, score = (decimals_text(value, t.language, digits=2) for value in (best.log_prob, best.score))
        numbers = t("trees.numbers", log_p=log_prob, length=len(best.tokens), score=score)
        if name == "exact":
            count = count_text(trace.expanded, t.language)
            numbers += " · " + t("trees.proven" if trace.proven else "trees.unproven", count=count)
        lines.append(
            f":small[:gray[{search_title(name, width, t)}]] **{plain(sequence_text(best.tokens))}** :small[{numbers}]"
        )
    return lines
