"""The learner's own series: a file of columns becomes numbers and times that say how they were understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from seqviz.data.reading.dates import Clock, Dates, are_digit_dates, is_date, read_dates
from seqviz.data.reading.encodings import Encoding
from seqviz.data.reading.numbers import Column, Decimal, evidence, is_missing, is_number, read_column
from seqviz.data.reading.table import Table, read_table
from seqviz.data.reading.text import read_text
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem
from seqviz.records.series import Times, Values, frozen

NO_DATES = ""
"""As ``date``: the rows are steps in the order of the file, whatever dates stand beside them."""
REPEATED_HOUR = "reading.notice.repeated-hour"
_HEAD, _SHOWN = 200, 3
_TIME_WORDS = (
    "date", "time", "day", "month", "year", "datum", "zeit", "jahr", "monat", "fecha", "jour", "mois",
    "\u65e5\u671f", "\u65f6\u95f4", "\u6642\u9593", "\u5e74", "\u6708",
)  # fmt: skip
_HOUR, _DAY = 3600, 86_400


@dataclass(frozen=True, kw_only=True)
class FirstRow:
    """A row as it stands in the file, and as it was understood."""

    date: str
    time: np.datetime64 | None
    cell: str
    value: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SeriesRead:
    """One column of a file as numbers, by date where there are dates, else as the file has them.

    ``values`` are NaN where one is missing; ``times`` are ``None`` without dates. ``day_first`` is ``None`` where no
    date is written as 3/4/2024. ``beginning`` are the first rows of the file.
    """

    values: Values
    times: Times | None
    value_column: str
    date_column: str | None
    notices: tuple[Notice, ...]
    encoding: Encoding
    separator: str
    decimal: Decimal
    day_first: bool | None
    beginning: tuple[FirstRow, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SeriesFile:
    """A file that was opened: its cells, and which columns hold mostly numbers (``numeric``) and dates (``dated``)."""

    table: Table
    encoding: Encoding
    notices: tuple[Notice, ...]
    numeric: tuple[str, ...]
    dated: tuple[str, ...]

    @property
    def value(self) -> str:
        """The first column of numbers that neither tells the time nor counts the rows; the last resort is any."""
        free = [name for name in self.numeric if name not in self.dated]
        values = [name for name in free if not _counts_rows(self.table.column(name))]
        return ([name for name in values if not _speaks_of_time(name)] or values or free or list(self.numeric))[0]

    def date_beside(self, value: str) -> str | None:
        """Return the first column of dates besides the values."""
        return next((name for name in self.dated if name != value), None)

    def read(
        self, *, value: str | None = None, date: str | None = None, decimal: Decimal | None = None,
        day_first: bool | None = None, clock: Clock | None = None,
    ) -> SeriesRead:  # fmt: skip
        """Return a series of the file; see :func:`read_series`."""
        column = self.value if value is None else value
        when = self.date_beside(column) if date is None else date or None
        found = self._numbers(column, decimal)
        dates = (
            None
            if when is None
            else read_dates(when, self.table.column(when), self.table.rows, day_first=day_first, clock=clock)
        )
        notices = [*self.notices, *self.table.notices, *_said_of(found)]
        if _counts_rows(self.table.column(column)):
            notices.append(Notice.of("reading.notice.row-number", column=column))
        order, times = np.arange(len(found.values)), None
        if dates is not None:
            order, more = _by_date(dates.times)
            notices += [*dates.notices, *more]
            times = dates.times[order]
            times.setflags(write=False)
        return SeriesRead(
            values=frozen(np.array(found.values)[order]), times=times, value_column=column, date_column=when,
            notices=tuple(notices), encoding=self.encoding, separator=self.table.separator, decimal=found.decimal,
            day_first=dates.day_first if dates else None, beginning=self._beginning(column, when, found, dates),
        )  # fmt: skip

    def _numbers(self, name: str, decimal: Decimal | None) -> Column:
        """Read a column of numbers; where it settles no decimal sign, the other columns may."""
        cells, table = self.table.column(name), self.table
        others = (
            c for n, column in zip(table.names, table.columns, strict=True) if n != name for c in _said(column, 20)
        )
        # Between commas 1.234 is a point and three decimals; in a file of semicolons it may as well be a thousand.
        likely: Decimal | None = None if table.separator == ";" else "."
        return read_column(name, cells, table.rows, decimal=decimal, elsewhere=evidence(others), likely=likely)

    def _beginning(self, value: str, date: str | None, found: Column, dates: Dates | None) -> tuple[FirstRow, ...]:
        cells = self.table.column(value)[:_SHOWN]
        written = [""] * len(cells) if date is None else self.table.column(date)[:_SHOWN]
        return tuple(
            FirstRow(
                date=written[row], time=None if dates is None else dates.times[row], cell=cell, value=found.values[row]
            )
            for row, cell in enumerate(cells)
        )


def open_series(content: bytes, *, encoding: Encoding | None = None) -> SeriesFile:
    """Open a CSV file of up to 5 MB; raise ``Problem`` for what is no table, or holds no column of numbers."""
    text = read_text(content, encoding=encoding)
    table = read_table(text.text)
    return SeriesFile(
        table=table, encoding=text.encoding, notices=text.notices, numeric=_numeric(table), dated=_dated(table)
    )


def read_series(
    content: bytes, *, value: str | None = None, date: str | None = None, decimal: Decimal | None = None,
    day_first: bool | None = None, clock: Clock | None = None,
) -> SeriesRead:  # fmt: skip
    """Read a series from a CSV file of up to 5 MB; what is not given is found in the file, and said.

    Parameters
    ----------
    value, date
        The columns by name: by default the first of numbers that neither counts rows nor tells the time, and the first
        of dates. ``NO_DATES`` keeps the order of the file.
    decimal, day_first
        How numbers, and dates such as 3/4/2024, are read, where the file allows of two readings.
    clock
        Whether times with an offset from UTC stand as ``"written"`` or are moved to ``"utc"``: by default as written
        where there is one offset, in UTC where there are several.

    Raises
    ------
    Problem
        What cannot be read, with column, line and sign; ``reading.ask.decimal`` and ``reading.ask.day-first`` where
        only the learner knows.
    """
    return open_series(content).read(value=value, date=date, decimal=decimal, day_first=day_first, clock=clock)


def _said(cells: Sequence[str], most: int = _HEAD) -> list[str]:
    """Return the first cells that hold something."""
    return list(islice((cell for cell in cells if not is_missing(cell)), most))


def _numeric(table: Table) -> tuple[str, ...]:
    """Return the columns whose first cells are mostly numbers, and no dates."""
    names = []
    for name, cells in zip(table.names, table.columns, strict=True):
        head = _said(cells)
        if head and sum(is_number(cell) and not is_date(cell) for cell in head) >= len(head) / 2:
            names.append(name)
    if not names:
        raise Problem("reading.no-numbers", columns=", ".join(table.names[:5]))
    return tuple(names)


def _dated(table: Table) -> tuple[str, ...]:
    names = []
    for name, cells in zip(table.names, table.columns, strict=True):
        head = _said(cells)
        digits = are_digit_dates([cell for cell in cells if cell], named=_speaks_of_time(name))
        if head and (digits or sum(map(is_date, head)) >= len(head) / 2):
            names.append(name)
    return tuple(names)


def _speaks_of_time(name: str) -> bool:
    return any(word in name.lower() for word in _TIME_WORDS)


def _counts_rows(cells: Sequence[str]) -> bool:
    """Tell whether a column is nothing but 0, 1, 2 and so on, or 1, 2, 3."""
    if len(cells) < 3 or cells[0] not in ("0", "1"):
        return False
    return all(cell == str(number) for number, cell in enumerate(cells, start=int(cells[0])))


def _said_of(column: Column) -> list[Notice]:
    notices = [Notice.of("reading.notice.decimal-comma")] if column.decimal == "," else []
    if column.unit in ("%", "\u2030"):
        notices.append(Notice.of("reading.notice.percent", unit=column.unit))
    elif column.unit:
        notices.append(Notice.of("reading.notice.currency", unit=column.unit))
    return notices


def _by_date(times: Times) -> tuple[NDArray[np.intp], list[Notice]]:
    """Return the order of the rows by date; where clocks were put back, the file's own order is the right one."""
    steps = np.diff(times.astype("int64"))
    if not len(steps) or (steps > 0).all():
        return np.arange(len(times)), []
    if _clocks_were_put_back(times, steps):
        return np.arange(len(times)), [Notice.of(REPEATED_HOUR, count=int((steps <= 0).sum()))]
    if (steps >= 0).all():
        return np.arange(len(times)), []
    return np.argsort(times, kind="stable"), [Notice.of("reading.notice.sorted", count=int((steps < 0).sum()))]


def _clocks_were_put_back(times: Times, steps: NDArray[np.int64]) -> bool:
    """Tell whether times go on, but for one hour of the night that is told twice, about once a year."""
    back = np.flatnonzero(steps <= 0)
    usual = np.median(steps)
    years = 1 + steps.sum() / (300 * _DAY)
    night = times[back].astype("int64") % _DAY < 4 * _HOUR
    return bool(0 < usual <= _HOUR and len(back) <= years and night.all() and (steps[back] == usual - _HOUR).all())
