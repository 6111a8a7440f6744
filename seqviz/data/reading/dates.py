"""A column of cells as times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seqviz.data.reading.calendar_words import is_weekday, month_of
from seqviz.data.reading.clocks import Clock, on_one_clock
from seqviz.data.reading.date_forms import FORMS, Match, Matches, Order, has, match_date, moment_of
from seqviz.data.reading.date_order import find_order
from seqviz.data.reading.digit_dates import DIGITS, digit_form
from seqviz.data.reading.eras import lacks_its_era
from seqviz.data.reading.moments import times_at_once
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

Times = NDArray[np.datetime64]
_PLAIN = re.compile(r"(?:[12]\d{3}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?\n)+")
_WORDS = ("name", "weekday")


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
        ``reading.date``, ``reading.era``, ``reading.no-date``, ``reading.no-year``, ``reading.no-day``,
        ``reading.two-orders``, ``reading.two-zones``, and ``reading.ask.day-first`` or ``reading.ask.year-first`` where
        the learner has to say what comes first.
    """
    plain = _plain(cells)
    if plain is not None:
        return Dates(times=plain, day_first=None, notices=())
    matches = _matched(name, cells, rows)
    _refuse_parts(name, cells, rows, matches)
    found, notices = find_order(name, cells, rows, matches, order)
    times, more = on_one_clock(name, rows, matches, _times_of(name, cells, rows, matches, found or "day"), clock)
    if "era" in matches.parts:
        place = next(place for place, era in enumerate(matches.part("era")) if era)
        more.append(Notice.of("reading.notice.era", text=cells[place], date=str(times[place])[:10]))
    return Dates(
        times=times,
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


def _matched(name: str, cells: Sequence[str], rows: Sequence[int]) -> Matches:
    """Match every cell, with the form of the cell before first: a column is mostly written in one."""
    digits = digit_form(name, [cell for cell in cells if cell])
    matches: list[Match] = []
    forms = [*([digits] if digits else []), *FORMS, *DIGITS]
    if alike := _alike(cells, forms):
        return alike
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
            key = "reading.era" if lacks_its_era(cell) else "reading.date"
            raise Problem(key, column=name, text=cell[:40], row=row)
    return Matches(cells=matches, forms=frozenset(match.re for match in matches))


def _alike(cells: Sequence[str], forms: Sequence[re.Pattern[str]]) -> Matches | None:
    """Match all cells with the form of the first one; ``None`` where some cell is written in another."""
    form = next((form for form in forms if match_date(cells[0], form)), None)
    if form is None:
        return None
    found = [match for match in map(form.fullmatch, cells) if match is not None]
    if len(found) < len(cells):
        return None
    matches = Matches(cells=found, forms=frozenset([form]))
    names, weekdays = (set(matches.part(part)) - {None, ""} if part in form.groupindex else () for part in _WORDS)
    return matches if all(map(month_of, names)) and all(map(is_weekday, weekdays)) else None


def _times_of(
    name: str, cells: Sequence[str], rows: Sequence[int], matches: Matches, order: Order
) -> Times:  # fmt: skip
    """Return the times as they are written; raise ``Problem`` for the first that no calendar has."""
    times = times_at_once(matches, order)
    if times is not None:
        return times
    moments = []
    for place, match in enumerate(matches.cells):
        try:
            moments.append(moment_of(match, order))
        except ValueError as error:
            raise Problem("reading.date", column=name, text=cells[place][:40], row=rows[place]) from error
    return np.array(moments, dtype="datetime64[s]")


def _refuse_parts(name: str, cells: Sequence[str], rows: Sequence[int], matches: Matches) -> None:
    """Refuse dates without a year and clocks without a day; Jan-24 may be either, and one column is all alike."""
    if not matches.parts & {"noday", "noyear", "nn"}:
        return
    short = [12 * int(match["nn"]) + moment_of(match, "day").month for match in matches.cells if has(match, "nn")]
    years = len(set(short)) == len(short) and short in (sorted(short), sorted(short, reverse=True))
    for place, match in enumerate(matches.cells):
        if has(match, "noday"):
            raise Problem("reading.no-day", column=name, text=cells[place][:40], row=rows[place])
        if has(match, "noyear") or (not years and has(match, "nn")):
            raise Problem("reading.no-year", column=name, text=cells[place][:40], row=rows[place])
