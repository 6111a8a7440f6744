"""What comes first in 3/4/24: decided by the whole column, and asked for where nothing decides."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from seqviz.data.reading.date_forms import Match, Order, day_in
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

CLEARLY = 5
"""How many times longer the way through a column has to be in one order than in another to rule it out."""
_Numbers = tuple[int, int, int, int]


def find_order(
    name: str, cells: Sequence[str], rows: Sequence[int], matches: Sequence[Match], chosen: Order | None
) -> tuple[Order | None, list[Notice]]:
    """Return the order of day, month and year with what is to be said about it; ``None`` where no cell leaves it open.

    Raises
    ------
    Problem
        ``reading.two-orders``; ``reading.ask.day-first`` and ``reading.ask.year-first``.
    """
    written = [
        (int(m["a"]), int(m["b"]), int(m["c"]), place) for place, m in enumerate(matches) if "a" in m.groupdict()
    ]
    if not written:
        return None, []
    if any(a > 31 for a, _, _, _ in written):
        return "year", []
    dotted = all(matches[place]["mark"].strip() == "." for _, _, _, place in written)
    if chosen is None and _starts_with_year(name, cells, rows, written, dotted=dotted):
        return "year", [Notice.of("reading.notice.year-first")]
    order = chosen or _day_or_month(name, cells, rows, written, dotted=dotted)
    return order, [Notice.of(f"reading.notice.{order}-first")]


def _starts_with_year(
    name: str, cells: Sequence[str], rows: Sequence[int], written: Sequence[_Numbers], *, dotted: bool
) -> bool:
    """Tell whether 24/1/12 begins with the year: the right order leads through a column by the shortest way."""
    if any(c > 31 or b > 12 for _, b, c, _ in written):
        return False
    way = _way(written, "year")
    others = [other for order in ("day", "month") if (other := _way(written, order)) is not None]
    if way is None or not others:
        return way is not None
    other = min(others)
    if way * CLEARLY < other or other * CLEARLY < way:
        return way < other
    if dotted or len({c for _, _, c, _ in written}) == 1:
        return False
    _, _, _, place = written[0]
    raise Problem("reading.ask.year-first", column=name, row=rows[place], text=cells[place][:40])


def _way(written: Sequence[_Numbers], order: Order) -> int | None:
    """Return how many days lie between the rows of a column; ``None`` for an order that is no calendar's."""
    try:
        days = [date(*day_in(a, b, c, order)).toordinal() for a, b, c, _ in written]
    except ValueError:
        return None
    return sum(abs(later - earlier) for earlier, later in pairwise(days))


def _day_or_month(
    name: str, cells: Sequence[str], rows: Sequence[int], written: Sequence[_Numbers], *, dotted: bool
) -> Order:
    day = next((place for a, _, _, place in written if a > 12), None)
    month = next((place for _, b, _, place in written if b > 12), None)
    if day is not None and month is not None:
        raise Problem(
            "reading.two-orders", column=name, row=rows[day], text=cells[day][:40], other_row=rows[month],
            other=cells[month][:40],
        )  # fmt: skip
    open_ = [place for a, b, _, place in written if a != b]
    if day is None and month is None and open_ and not dotted:  # Nobody writes 1.31.2024.
        raise Problem("reading.ask.day-first", column=name, row=rows[open_[0]], text=cells[open_[0]][:40])
    return "day" if month is None else "month"
