"""A column of cells as times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from seqviz.data.reading.clocks import Clock, on_one_clock
from seqviz.data.reading.date_forms import FORMS, Match, Order, has, match_date, moment_of
from seqviz.data.reading.date_order import find_order
from seqviz.data.reading.digit_dates import DIGITS, digit_form
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

Times = NDArray[np.datetime64]
_PLAIN = re.compile(r"(?:[12]\d{3}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?\n)+")


@dataclass(frozen=True, kw_only=True)
class Dates:
    """A column of times; ``day_first`` is the order of 3/4/2024, ``None`` where no cell is written so."""

    times: Times
    day_first: bool | None
    notices: tuple[Notice, ...]


def read_dates(
    name: str, cells: Sequence[str], rows: Sequence[int], *, order: Order | None, clock: Clock | None = None
) -> Dates:
    """Read a column of dates, in file order; ``order`` is what the learner says comes first.

    Times with one offset from UTC stand as written there; where offsets differ they are in UTC, unless ``clock`` says
    otherwise. What was done is said.

    Raises
    ------
    Problem
        ``reading.date``, ``reading.no-date``, ``reading.no-year``, ``reading.no-day``, ``reading.two-orders``,
        ``reading.two-zones``, and ``reading.ask.day-first`` or ``reading.ask.year-first`` where the learner has to say
        what comes first.
    """
    plain = _plain(cells)
    if plain is not None:
        return Dates(times=plain, day_first=None, notices=())
    matches = _matched(name, cells, rows)
    _refuse_parts(name, cells, rows, matches)
    found, notices = find_order(name, cells, rows, matches, order)
    moments: list[datetime] = []
    for place, match in enumerate(matches):
        try:
            moments.append(moment_of(match, found or "day"))
        except ValueError as error:
            raise Problem("reading.date", column=name, text=cells[place][:40], row=rows[place]) from error
    moments, more = on_one_clock(name, rows, matches, moments, clock)
    return Dates(
        times=np.array(moments, dtype="datetime64[s]"),
        day_first=None if found in (None, "year") else found == "day",
        notices=(*notices, *more),
    )


def _plain(cells: Sequence[str]) -> Times | None:
    """Read a column of 2024-01-31 or 2024-01-31 12:00 all at once; ``None`` where some cell is another thing."""
    if not _PLAIN.fullmatch("\n".join(cells) + "\n"):
        return None
    try:
        return np.array(cells, dtype="datetime64[s]")
    except ValueError:
        return None


def _matched(name: str, cells: Sequence[str], rows: Sequence[int]) -> list[Match]:
    """Match every cell, with the form of the cell before first: a column is mostly written in one."""
    digits = digit_form(name, [cell for cell in cells if cell])
    matches: list[Match] = []
    forms = [*([digits] if digits else []), *FORMS, *DIGITS]
    for cell, row in zip(cells, rows, strict=True):
        for place, form in enumerate(forms):
            match = match_date(cell, form)
            if match is not None:
                forms.insert(0, forms.pop(place))
                matches.append(match)
                break
        else:
            if not cell:
                raise Problem("reading.no-date", column=name, row=row)
            raise Problem("reading.date", column=name, text=cell[:40], row=row)
    return matches


def _refuse_parts(name: str, cells: Sequence[str], rows: Sequence[int], matches: Sequence[Match]) -> None:
    """Refuse dates without a year and clocks without a day; Jan-24 may be either, and one column is all alike."""
    short = [12 * int(match["nn"]) + moment_of(match, "day").month for match in matches if has(match, "nn")]
    years = len(set(short)) == len(short) and short in (sorted(short), sorted(short, reverse=True))
    for place, match in enumerate(matches):
        if has(match, "noday"):
            raise Problem("reading.no-day", column=name, text=cells[place][:40], row=rows[place])
        if has(match, "noyear") or (not years and has(match, "nn")):
            raise Problem("reading.no-year", column=name, text=cells[place][:40], row=rows[place])
