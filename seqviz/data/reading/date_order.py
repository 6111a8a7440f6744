"""What comes first in 3/4/24: decided by the whole column, and asked for where nothing decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from seqviz.data.reading.date_forms import Matches, Order, day_in
from seqviz.data.reading.moments import Numbers, numbers_of
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

CLEARLY = 5
"""How many times longer the way through a column has to be in one order than in another to rule it out."""


@dataclass(frozen=True, kw_only=True)
class _Written:
    """The numbers a/b/c of the cells that are written so, and the ``places`` of these in the column."""

    a: Numbers
    b: Numbers
    c: Numbers
    places: Numbers
    dotted: bool


def find_order(
    name: str, cells: Sequence[str], rows: Sequence[int], matches: Matches, chosen: Order | None
) -> tuple[Order | None, list[Notice]]:
    """Return the order of day, month and year with what is to be said about it; ``None`` where no cell leaves it open.

    Raises
    ------
    Problem
        ``reading.two-orders``; ``reading.ask.day-first`` and ``reading.ask.year-first``.
    """
    if "a" not in matches.parts:
        return None, []
    written = _written(matches)
    if (written.a > 31).any():
        return "year", []
    if chosen is None and _starts_with_year(name, cells, rows, written):
        return "year", [Notice.of("reading.notice.year-first")]
    order = chosen or _day_or_month(name, cells, rows, written)
    return order, [Notice.of(f"reading.notice.{order}-first")]


def _written(matches: Matches) -> _Written:
    a, b, c = (numbers_of(matches.part(part), missing=-1) for part in "abc")
    places = np.flatnonzero(a >= 0)
    marks = matches.part("mark")
    used = set(marks) if len(places) == len(marks) else {marks[place] for place in places}
    dotted = all(mark is not None and mark.strip() == "." for mark in used)
    return _Written(a=a[places], b=b[places], c=c[places], places=places, dotted=dotted)


def _starts_with_year(name: str, cells: Sequence[str], rows: Sequence[int], written: _Written) -> bool:
    """Tell whether 24/1/12 begins with the year: the right order leads through a column by the shortest way."""
    if (written.c > 31).any() or (written.b > 12).any():
        return False
    way = _way(written, "year")
    others = [other for order in ("day", "month") if (other := _way(written, order)) is not None]
    if way is None or not others:
        return way is not None
    other = min(others)
    if way * CLEARLY < other or other * CLEARLY < way:
        return way < other
    if written.dotted or (written.c == written.c[0]).all():
        return False
    place = written.places[0]
    raise Problem("reading.ask.year-first", column=name, row=rows[place], text=cells[place][:40])


def _way(written: _Written, order: Order) -> int | None:
    """Return how many days lie between the rows of a column; ``None`` for an order that is no calendar's."""
    numbers = zip(written.a.tolist(), written.b.tolist(), written.c.tolist(), strict=True)
    try:
        days = [date(*day_in(a, b, c, order)).toordinal() for a, b, c in numbers]
    except ValueError:
        return None
    return sum(abs(later - earlier) for earlier, later in pairwise(days))


def _day_or_month(name: str, cells: Sequence[str], rows: Sequence[int], written: _Written) -> Order:
    a, b, places = written.a, written.b, written.places
    days, months, open_ = places[a > 12], places[b > 12], places[a != b]
    if len(days) and len(months):
        day, month = days[0], months[0]
        raise Problem(
            "reading.two-orders", column=name, row=rows[day], text=cells[day][:40], other_row=rows[month],
            other=cells[month][:40],
        )  # fmt: skip
    if not len(days) and not len(months) and len(open_) and not written.dotted:  # Nobody writes 1.31.2024.
        raise Problem("reading.ask.day-first", column=name, row=rows[open_[0]], text=cells[open_[0]][:40])
    return "month" if len(months) else "day"
