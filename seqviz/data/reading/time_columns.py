"""Which columns of a table tell the time, and which of them only together: year and month, date and hour."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from seqviz.data.reading.calendar_words import is_day, is_hour, is_month, is_year, month_of, speaks_of_time
from seqviz.data.reading.cells import is_missing, is_number
from seqviz.data.reading.date_forms import is_clock, is_date
from seqviz.data.reading.digit_dates import digit_form
from seqviz.data.reading.table import Table

SHOWN = 3
"""Rows that are shown as they were read."""
HEAD = 200
"""The first cells of a column that hold something say what it is."""
_CHINESE_DIGITS = frozenset("\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341")


@dataclass(frozen=True, kw_only=True)
class WrittenDates:
    """The cells of one column of dates, or of several read together; ``names`` are the columns.

    ``shown`` are the first cells as they stand in the file.
    """

    names: tuple[str, ...]
    cells: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def name(self) -> str:
        """What to call them."""
        return " + ".join(self.names)


def head_of(cells: Sequence[str], most: int = HEAD) -> list[str]:
    """Return the first cells that hold something."""
    return list(islice((cell for cell in cells if not is_missing(cell)), most))


def dated_columns(table: Table, numeric: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of dates. The last column of numbers is never one, unless its heading says so."""
    written, digits, unread = [], [], []
    for name, cells in zip(table.names, table.columns, strict=True):
        head = head_of(cells)
        named = speaks_of_time(name)
        if not head:
            continue
        if 2 * sum(is_date(cell) or (named and is_clock(cell)) for cell in head) >= len(head):
            written.append(name)
        elif digit_form(name, [cell for cell in cells if cell]):
            digits.append(name)
        elif named and 2 * sum(_counts(cell) and not is_number(cell) for cell in head) > len(head):
            unread.append(name)
    if digits and set(numeric) <= {*digits, *written}:
        digits.remove(next((name for name in reversed(digits) if not speaks_of_time(name)), digits[-1]))
    found = {*written, *digits} or set(unread)
    return tuple(name for name in table.names if name in found)


def first_dated(table: Table, dated: Sequence[str], value: str) -> str | None:
    """Return the column of dates beside the values: one that moves on from row to row before one that stands still."""
    others = [name for name in dated if name != value]
    moving = (
        name for name in others
        if 2 * len(set(table.column(name))) > len(table.rows) or any(_parts_of(table, name))
    )  # fmt: skip
    return next(moving, others[0] if others else None)


def unread_dates(table: Table, numeric: Sequence[str]) -> tuple[str, str] | None:
    """Return name and first cell of a column that could be dates in an unknown writing: figures, and rarely twice."""
    for name, cells in zip(table.names, table.columns, strict=True):
        head = head_of(cells)
        if (
            name not in numeric
            and len(head) > 2
            and len(set(head)) > 0.8 * len(head)
            and sum(map(_counts, head)) > 0.8 * len(head)
        ):
            return name, head[0]
    return None


def written_dates(table: Table, name: str) -> WrittenDates:
    """Return a column of dates, together with those that belong to it: month and day to a year, the hour to a day."""
    month, day, hour, clock = _parts_of(table, name)
    joined: Sequence[str] = table.column(name)
    if month:
        months = _each(table.column(month), lambda cell: f"-{_month(cell) or cell:0>2}")
        days = _each(table.column(day), lambda cell: f"-{cell:0>2}") if day else repeat("-01")
        joined = list(map("".join, zip(joined, months, days, strict=False)))
    if hour:
        joined = list(map("".join, zip(joined, _each(table.column(hour), lambda cell: f" {cell:0>2}:00"), strict=True)))
    elif clock:
        joined = list(map(" ".join, zip(joined, table.column(clock), strict=True)))
    names = tuple(part for part in (name, month, day, hour, clock) if part)
    shown = tuple(" ".join(cells) for cells in islice(zip(*map(table.column, names), strict=True), SHOWN))
    return WrittenDates(names=names, cells=tuple(joined), shown=shown)


def _parts_of(table: Table, name: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Return the columns of month, day, hour and clock that belong to a column of dates, ``None`` for each not there.

    A column whose cells mostly differ needs no other one; the day of a year has none without its month.
    """
    cells, month, day = table.column(name), None, None
    if _year_cells(name, cells):
        month = _column(table, is_month, _month)
    if month:
        day = _column(table, is_day, lambda cell: _whole(cell, 1, 31))
    elif 2 * len(set(cells)) > len(cells):
        return None, None, None, None
    hour = _column(table, is_hour, lambda cell: _whole(cell, 0, 24))
    taken = [part for part in (name, month, day) if part]
    if hour and hour not in taken:
        return month, day, hour, None
    return month, day, None, _clock_column(table, taken)


def _each(cells: Sequence[str], written: Callable[[str], str]) -> Iterator[str]:
    """Write every cell anew; a column says the same few things again and again."""
    known = {cell: written(cell) for cell in set(cells)}
    return map(known.__getitem__, cells)


def _clock_column(table: Table, names: Sequence[str]) -> str | None:
    for name, cells in zip(table.names, table.columns, strict=True):
        head = head_of(cells)
        if name not in names and speaks_of_time(name) and head:
            form = digit_form(name, head)
            if all(map(is_clock, head)) or (form is not None and "noday" in form.groupindex):
                return name
    return None


def _column(table: Table, named: Callable[[str], bool], read: Callable[[str], int | None]) -> str | None:
    """Return the column with such a heading whose cells can all be read."""
    return next(
        (
            name
            for name, cells in zip(table.names, table.columns, strict=True)
            if named(name) and all(read(cell) is not None for cell in set(cells))
        ),
        None,
    )


def _year_cells(name: str, cells: Sequence[str]) -> bool:
    return is_year(name) and all(_whole(cell, 1000, 2199) is not None for cell in set(cells))


def _month(cell: str) -> int | None:
    return _whole(cell, 1, 12) if cell.isdecimal() else month_of(cell)


def _whole(cell: str, least: int, most: int) -> int | None:
    return int(cell) if cell.isdecimal() and len(cell) < 5 and least <= int(cell) <= most else None


def _counts(cell: str) -> bool:
    """Tell whether a cell holds a figure, an Arabic or a Chinese one."""
    return any(c.isdecimal() or c in _CHINESE_DIGITS for c in cell)
