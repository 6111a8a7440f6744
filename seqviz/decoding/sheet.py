"""A probability table as the sheet of an editor: a column for each token, a row for each step or prefix."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from seqviz.decoding.editable import EditableTable, Row
from seqviz.decoding.tables import Prefix, TableProblem
from seqviz.records.problem import Problem

ROW = "row"
"""Column that names the row."""


def columns(table: EditableTable) -> tuple[str, ...]:
    """Return the names of the editor's columns, one per token: by place, since a token may be called anything."""
    return tuple(f"token {place}" for place in range(len(table.vocabulary)))


def sheet_frame(table: EditableTable, rows: list[tuple[str, Row]]) -> pd.DataFrame:
    """Return rows of a table, each with its name, as an editor shows them."""
    frame = pd.DataFrame([(name, *row) for name, row in rows], columns=[ROW, *columns(table)])
    return frame.astype({ROW: "object", **dict.fromkeys(columns(table), "float64")})


def step_rows(frame: pd.DataFrame, table: EditableTable) -> tuple[Row, ...]:
    """Read the rows of the steps; raise a ``Problem`` for a cell that holds no number."""
    return tuple(_row(record, table, step=step) for step, record in enumerate(frame.to_dict(orient="records"), start=1))


def override_rows(frame: pd.DataFrame, table: EditableTable) -> tuple[tuple[Prefix, Row], ...]:
    """Read the rows after prefixes; a line that is still empty does not count."""
    rows: list[tuple[Prefix, Row]] = []
    for record in frame.to_dict(orient="records"):
        where = record[ROW]
        prefix = tuple(where.split()) if isinstance(where, str) else ()
        if not prefix and all(_empty(record[column]) for column in columns(table)):
            continue
        if not prefix:
            raise Problem("beam-search.error.empty-prefix")
        rows.append((prefix, _row(record, table, after=" ".join(prefix))))
    return tuple(rows)


def _row(record: Mapping[Hashable, Any], table: EditableTable, **where: object) -> Row:
    cells = [record[column] for column in columns(table)]
    # A line just begun: cells that are still empty count as 0 once one of them is filled.
    if "after" in where and any(not _empty(cell) for cell in cells):
        cells = [0.0 if _empty(cell) else cell for cell in cells]
    try:
        numbers = tuple(float(cell) for cell in cells)
    except (TypeError, ValueError):
        raise TableProblem("beam-search.error.not-a-number", **where) from None
    if not all(math.isfinite(number) for number in numbers):
        raise TableProblem("beam-search.error.not-a-number", **where)
    return numbers


def _empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))
