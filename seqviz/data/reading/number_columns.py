"""Which columns of a table are numbers, and which of them only count the rows."""

from collections.abc import Sequence

from seqviz.data.reading.cells import is_number, number_of
from seqviz.data.reading.date_forms import is_clock, is_date
from seqviz.data.reading.numbers import read_column
from seqviz.data.reading.table import Table
from seqviz.data.reading.time_columns import head_of
from seqviz.records.problem import Problem


def numeric_columns(table: Table) -> tuple[str, ...]:
    """Return the columns whose first cells are mostly numbers, and no dates.

    Raises ``Problem`` where there is none: ``reading.not-a-number`` for the column that comes nearest, or
    ``reading.no-numbers``.
    """
    names = []
    for name, cells in zip(table.names, table.columns, strict=True):
        head = head_of(cells)
        if head and sum(is_number(cell) and not is_date(cell) for cell in head) >= len(head) / 2:
            names.append(name)
    if not names:
        _refuse_the_likeliest(table)
        raise Problem("reading.no-numbers", columns=", ".join(table.names[:5]))
    return tuple(names)


def _refuse_the_likeliest(table: Table) -> None:
    """Say what keeps the column with the most figures, dates apart, from being one of numbers."""
    figures = {}
    for name, cells in zip(table.names, table.columns, strict=True):
        head = [cell for cell in head_of(cells) if not is_date(cell) and not is_clock(cell)]
        figures[name] = sum(any(c.isdecimal() for c in cell) for cell in head)
    likeliest = max(figures, key=lambda name: figures[name])
    if 2 * figures[likeliest] > len(head_of(table.column(likeliest))):
        read_column(likeliest, table.column(likeliest), table.rows, decimal=None, elsewhere=None, likely=".")


def counts_rows(cells: Sequence[str]) -> bool:
    """Tell whether every cell is one more, or one less, than the cell before."""
    if len(cells) < 3:
        return False
    first, second = _whole(cells[0]), _whole(cells[1])
    if first is None or second is None or abs(second - first) != 1:
        return False
    return all(_whole(cell) == first + place * (second - first) for place, cell in enumerate(cells))


def _whole(cell: str) -> int | None:
    """Return a whole number in any writing: 001, 1.0 and 1,001 count as well."""
    if cell.isdecimal():
        return int(cell) if len(cell) < 16 else None
    found = number_of(cell)
    wholes = [size for size in found.readings.values() if size.is_integer()] if found else []
    return round(wholes[0]) if wholes else None
