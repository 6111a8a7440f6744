"""The learner's own series: a file of columns becomes numbers and times that say how they were understood."""

from dataclasses import dataclass, replace

import numpy as np

from seqviz.data.reading.calendar_words import speaks_of_time
from seqviz.data.reading.cells import Decimal, is_measure
from seqviz.data.reading.clocks import Clock
from seqviz.data.reading.date_forms import Order
from seqviz.data.reading.dates import Dates, read_dates
from seqviz.data.reading.encodings import Encoding
from seqviz.data.reading.number_columns import counts_rows, numeric_columns
from seqviz.data.reading.numbers import Column, evidence, read_column
from seqviz.data.reading.row_order import by_date
from seqviz.data.reading.table import Table, read_table
from seqviz.data.reading.text import read_text
from seqviz.data.reading.time_columns import (
    SHOWN,
    WrittenDates,
    dated_columns,
    first_dated,
    head_of,
    unread_dates,
    written_dates,
)
from seqviz.records.notice import Notice
from seqviz.records.series import Times, Values, frozen

NO_DATES = ""
"""As ``date``: the rows are steps in the order of the file, whatever dates stand beside them."""


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
        """The first column of numbers that changes, and neither tells the time nor counts the rows; else any."""
        free = [name for name in self.numeric if name not in self.dated]
        values = [name for name in free if not counts_rows(self.table.column(name))]
        timeless = [name for name in values if not speaks_of_time(name)]
        changing = (name for name in timeless if len(set(self.table.column(name))) > 1)
        return next(changing, (timeless or values or free or list(self.numeric))[0])

    def date_beside(self, value: str) -> str | None:
        """Return the first column of dates besides the values that moves on from row to row."""
        return first_dated(self.table, self.dated, value)

    def read(
        self, *, value: str | None = None, date: str | None = None, decimal: Decimal | None = None,
        day_first: bool | None = None, year_first: bool = False, clock: Clock | None = None,
    ) -> SeriesRead:  # fmt: skip
        """Return a series of the file; see :func:`read_series`."""
        column = self.value if value is None else value
        when = self.date_beside(column) if date is None else date or None
        found = self._numbers(column, decimal)
        written = None if when is None else written_dates(self.table, when)
        order: Order | None = "year" if year_first else None if day_first is None else "day" if day_first else "month"
        dates = None if written is None else _dates(written, self.table, order, clock)
        notices = [*self.notices, *self.table.notices, *_said_of(found)]
        if counts_rows(self.table.column(column)):
            notices.append(Notice.of("reading.notice.row-number", column=column))
        if date is None and dates is None and (unread := unread_dates(self.table, self.numeric)):
            notices.append(Notice.of("reading.notice.no-dates", column=unread[0], text=unread[1][:40]))
        places, times = np.arange(len(found.values)), None
        if dates is not None:
            places, more = by_date(dates.times)
            notices += [*dates.notices, *more]
            times = dates.times[places]
            times.setflags(write=False)
        return SeriesRead(
            values=frozen(np.array(found.values)[places]), times=times, value_column=column, date_column=when,
            notices=tuple(notices), encoding=self.encoding, separator=self.table.separator, decimal=found.decimal,
            day_first=dates.day_first if dates else None, beginning=self._beginning(column, written, found, dates),
        )  # fmt: skip

    def _numbers(self, name: str, decimal: Decimal | None) -> Column:
        """Read a column of numbers; where it settles no decimal sign, the other columns may."""
        cells, table = self.table.column(name), self.table
        others = (
            cell
            for other, column in zip(table.names, table.columns, strict=True)
            if other != name and other not in self.dated and not speaks_of_time(other)
            for cell in head_of(column, 20)
        )
        # Between commas 1.234 is a point and three decimals; in a file of semicolons it may as well be a thousand.
        likely: Decimal | None = None if table.separator == ";" else "."
        return read_column(name, cells, table.rows, decimal=decimal, elsewhere=evidence(others), likely=likely)

    def _beginning(
        self, value: str, written: WrittenDates | None, found: Column, dates: Dates | None
    ) -> tuple[FirstRow, ...]:
        return tuple(
            FirstRow(
                date="" if written is None else written.shown[row], time=None if dates is None else dates.times[row],
                cell=cell, value=found.values[row],
            )
            for row, cell in enumerate(self.table.column(value)[:SHOWN])
        )  # fmt: skip


def open_series(content: bytes, *, encoding: Encoding | None = None, decimal: Decimal | None = None) -> SeriesFile:
    """Open a CSV file of up to 5 MB; raise ``Problem`` for what is no table, or holds no column of numbers."""
    text = read_text(content, encoding=encoding)
    table = read_table(text.text, decimal=decimal)
    numeric = numeric_columns(table)
    return SeriesFile(
        table=table, encoding=text.encoding, notices=text.notices, numeric=numeric, dated=dated_columns(table, numeric)
    )


def read_series(
    content: bytes, *, value: str | None = None, date: str | None = None, decimal: Decimal | None = None,
    day_first: bool | None = None, year_first: bool = False, clock: Clock | None = None,
) -> SeriesRead:  # fmt: skip
    """Read a series from a CSV file of up to 5 MB; what is not given is found in the file, and said.

    Parameters
    ----------
    value, date
        The columns by name: by default the first of numbers that neither counts rows nor tells the time, and the first
        of dates. ``NO_DATES`` keeps the order of the file.
    decimal, day_first, year_first
        How numbers, and dates such as 3/4/2024 or 24/3/4, are read, where the file allows of several readings.
    clock
        Whether times with an offset from UTC stand as ``"written"`` or are moved to ``"utc"``: by default as written
        where there is one offset, in UTC where there are several.

    Raises
    ------
    Problem
        What cannot be read, with column, line and sign; ``reading.ask.decimal``, ``.comma``, ``.day-first`` and
        ``.year-first`` where only the learner knows.
    """
    return open_series(content, decimal=decimal).read(
        value=value, date=date, decimal=decimal, day_first=day_first, year_first=year_first, clock=clock
    )


def _dates(written: WrittenDates, table: Table, order: Order | None, clock: Clock | None) -> Dates:
    """Read the dates, and say which columns were put together."""
    dates = read_dates(written.name, written.cells, table.rows, order=order, clock=clock)
    if len(written.names) == 1:
        return dates
    return replace(dates, notices=(Notice.of("reading.notice.joined", columns=written.name), *dates.notices))


def _said_of(column: Column) -> list[Notice]:
    notices = [Notice.of("reading.notice.decimal-comma")] if column.decimal == "," else []
    if column.unit in ("%", "\u2030"):
        notices.append(Notice.of("reading.notice.percent", unit=column.unit))
    elif is_measure(column.unit):
        notices.append(Notice.of("reading.notice.measure", unit=column.unit))
    elif column.unit:
        notices.append(Notice.of("reading.notice.currency", unit=column.unit))
    return notices
