"""A table as short texts, for an address: tokens, rows joined by ``~``, cells by ``_``, prefixes as places."""

from collections.abc import Mapping
from itertools import islice

from seqviz.decoding.editable import MAX_LENGTH, MAX_OVERRIDES, EditableTable, Row
from seqviz.decoding.tables import Prefix, TableProblem
from seqviz.records.problem import Problem

LONGEST = 400
"""Characters of a row."""


def write_table(table: EditableTable) -> dict[str, str]:
    """Return a table as texts; ``read_table`` undoes it."""
    query = {"tokens": " ".join(table.vocabulary), "rows": "~".join(_row_text(row) for row in table.steps)}
    if table.overrides:
        query["after"] = "~".join(
            "-".join(str(table.vocabulary.index(token)) for token in prefix) + "_" + _row_text(row)
            for prefix, row in table.overrides
        )
    return query if table.ends else query | {"ends": "no"}


def read_table(query: Mapping[str, str]) -> EditableTable:
    """Return the table that the texts are; raise a ``Problem`` when it is no probability table."""
    vocabulary = tuple(query.get("tokens", "").split())
    overrides: list[tuple[Prefix, Row]] = []
    for text in islice(filter(None, query.get("after", "").split("~")), MAX_OVERRIDES + 1):
        places, _, cells = text.partition("_")
        overrides.append((_prefix(places, vocabulary), _cells(cells, after=places)))
    rows = query["rows"].split("~") if query.get("rows") else []
    if len(rows) > MAX_LENGTH:
        raise Problem("beam-search.error.length-range", got=len(rows), most=MAX_LENGTH)
    table = EditableTable(
        vocabulary=vocabulary, steps=tuple(_cells(text, step=step) for step, text in enumerate(rows, start=1)),
        overrides=tuple(overrides), ends=query.get("ends") != "no",
    )  # fmt: skip
    table.model()
    return table


def _prefix(places: str, vocabulary: tuple[str, ...]) -> Prefix:
    try:
        return tuple(vocabulary[int(place)] for place in places.split("-"))
    except (ValueError, IndexError):
        raise TableProblem("beam-search.error.unknown-token", token=places[:40], after=places[:40]) from None


def _cells(text: str, **where: object) -> Row:
    # float() alone would take other scripts' digits.
    try:
        if not text.isascii() or len(text) > LONGEST:
            raise ValueError
        return tuple(float(cell) for cell in text.split("_"))
    except ValueError:
        raise TableProblem("beam-search.error.not-a-number", **where) from None


def _row_text(row: Row) -> str:
    return "_".join(repr(float(cell)) for cell in row)
