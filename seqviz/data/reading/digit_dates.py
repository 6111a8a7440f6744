"""Dates that look like numbers, 20240131 or 01.2024: only a whole column of them says that it is one of dates."""

import re
from collections.abc import Sequence
from itertools import pairwise

from seqviz.data.reading.calendar_words import has_dotted_clock, is_year, speaks_of_dates, speaks_of_time

_Y, _M, _D, _H = (
    r"(?P<y>(?:1[5-9]|20|21)\d\d)",
    "(?P<m>0[1-9]|1[0-2])",
    r"(?P<d>0[1-9]|[12]\d|3[01])",
    r"(?P<h>[01]\d|2[0-4])",
)
_MI, _S = r"(?P<mi>[0-5]\d)", r"(?P<s>[0-5]\d)"
_DAYS = tuple(
    re.compile(form)
    for form in (rf"{_Y}{_M}{_D}", rf"{_Y}{_M}{_D}{_H}", rf"{_Y}{_M}{_D}{_H}{_MI}", rf"{_Y}{_M}{_D}{_H}{_MI}{_S}")
)
_EPOCHS = (re.compile(r"(?P<epoch>[1-3]\d{9})"), re.compile(r"(?P<epoch>[1-3]\d{12})"))
_MONTHS = (
    re.compile(_Y + _M),
    re.compile(rf"(?P<m>0?[1-9]|1[0-2])\.{_Y}"),
    re.compile(rf"{_Y}\.{_M}"),
    re.compile(rf"{_Y}\.(?P<m>[1-9]|1[0-2])"),
)
_YEARS = re.compile(_Y)
_DAY_OF_MONTH = re.compile(r"(?P<noyear>)(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])")
_CLOCK = re.compile(r"(?P<noday>)(?P<h>[01]?\d|2[0-4])\.(?P<mi>[0-5]\d)")
DIGITS = (*_DAYS, *_MONTHS, _YEARS)


def digit_form(name: str, cells: Sequence[str]) -> re.Pattern[str] | None:
    """Return the form of a column of numbers that are dates; ``None`` where they are numbers.

    A heading that speaks of time is enough for days and months in any writing, and for years in order; without one,
    days have to be in order, and months and years to follow each other without a gap.
    """
    if len(cells) < 2 or not cells[0][:1].isdigit():
        return None
    named = speaks_of_time(name)
    for form in (*_DAYS, *_EPOCHS, *_MONTHS, _YEARS, _DAY_OF_MONTH, _CLOCK):
        fitting = form.fullmatch(cells[0]) and form.fullmatch(cells[-1]) and all(map(form.fullmatch, cells))
        if fitting and _is_meant(name, cells, form, named=named):
            return form
    return None


def _is_meant(name: str, cells: Sequence[str], form: re.Pattern[str], *, named: bool) -> bool:
    if form is _CLOCK:
        return has_dotted_clock(name)
    if form is _DAY_OF_MONTH:
        return speaks_of_dates(name) and not has_dotted_clock(name)
    if form is _YEARS and is_year(name):
        return True
    steps = _steps(cells, form)
    if form in _EPOCHS:
        return named or (len(cells) > 3 and len(set(steps)) == 1 and steps[0] != 0 and steps[0] % 60 == 0)
    if form in _DAYS:
        return named or _in_order(steps, strictly=False)
    if form is _YEARS:
        return (named and _in_order(steps, strictly=True)) or (len(cells) > 3 and _by_one(steps))
    if form is _MONTHS[0]:
        return (named and _in_order(steps, strictly=False)) or (len(cells) > 3 and _by_one(steps))
    return named or (len(cells) > 3 and _by_one(steps))


def _steps(cells: Sequence[str], form: re.Pattern[str]) -> list[int]:
    """Return the steps from cell to cell, in the unit of the form: years, months, seconds, or digits in order."""
    numbers = []
    for cell in cells:
        match = form.fullmatch(cell)
        assert match is not None
        if form in _MONTHS:
            numbers.append(12 * int(match["y"]) + int(match["m"]))
        else:
            numbers.append(int(match["epoch"][:10]) if form in _EPOCHS else int(cell))
    return [b - a for a, b in pairwise(numbers)]


def _by_one(steps: Sequence[int]) -> bool:
    return set(steps) in ({1}, {-1})


def _in_order(steps: Sequence[int], *, strictly: bool) -> bool:
    least = 1 if strictly else 0
    return all(step >= least for step in steps) or all(step <= -least for step in steps)
