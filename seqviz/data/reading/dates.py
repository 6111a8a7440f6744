"""Cells as times: the order of day and month is found by the whole column, and asked for where nothing decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

Times = NDArray[np.datetime64]
Clock = Literal["written", "utc"]
"""Times that name their offset from UTC: as they are written, or moved to UTC."""
_EPOCH = datetime(1970, 1, 1)
_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {name: place for place, name in enumerate(_NAMES.split("|"), start=1)}
_NAME = rf"(?P<name>{_NAMES})[a-z]*\.?"
_ZONE = r"(?P<zone>z|utc|gmt|[+-]\d\d(?::?\d\d)?)"
_CLOCK = (
    r"(?:(?:t|,?\s+)(?P<h>\d{1,2}):(?P<mi>\d\d)(?::(?P<s>\d\d)(?:[.,]\d{1,9})?)?"
    rf"(?:\s*(?P<half>[ap])\.?m\.?)?\s*(?:{_ZONE})?)?"
)
_CHINESE_CLOCK = r"(?:\s*(?P<h>\d{1,2})[\u65f6\u6642:](?:(?P<mi>\d{1,2})\u5206?)?(?::?(?P<s>\d{1,2})\u79d2?)?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<y>\d{{4}})(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}}){_CLOCK}",
        rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark)(?P<c>\d{{4}}|\d\d){_CLOCK}",
        rf"(?P<y>\d{{4}})\s*\u5e74\s*(?P<m>\d{{1,2}})\s*\u6708(?:\s*(?P<d>\d{{1,2}})\s*[\u65e5\u53f7\u865f])?{_CHINESE_CLOCK}",
        r"(?P<y>\d{4})\s*\u5e74",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-\s.]*{_NAME}[-\s,]*(?P<y>\d{{4}}){_CLOCK}",
        rf"{_NAME}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_CLOCK}",
        rf"{_NAME}[-\s,]*(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[/-](?P<y>\d{4})",
        r"(?P<y>\d{4})[-\s]?q(?P<q>[1-4])",
    )
)
_DIGITS = re.compile(r"(?P<y>(?:1[5-9]|20|21)\d\d)(?:(?P<m>0[1-9]|1[0-2])(?:(?P<d>0[1-9]|[12]\d|3[01]))?)?")
"""Dates without marks look like numbers: only a whole column of them, in order, is one of dates."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """A column of times; ``day_first`` is the order of 3/4/2024, ``None`` where no cell is written so."""

    times: Times
    day_first: bool | None
    notices: tuple[Notice, ...]


def is_date(cell: str) -> bool:
    """Tell whether a cell is a date that could be no number."""
    return any(form.fullmatch(cell) for form in _FORMS)


def are_digit_dates(cells: Sequence[str], *, named: bool) -> bool:
    """Tell whether numbers are dates: 20240131 in every cell; years and 202401 in steps of one, or where ``named``.

    ``named`` says that the heading of the column speaks of time.
    """
    found = [_DIGITS.fullmatch(cell) for cell in cells]
    matches = [match for match in found if match]
    if len(matches) < len(found) or len(cells) < 2 or len({len(cell) for cell in cells}) > 1:
        return False
    if len(cells[0]) == 8:
        return True
    months = [12 * int(match["y"]) + int(match["m"] or 0) for match in matches]
    step = 12 if len(cells[0]) == 4 else 1
    return named or (len(cells) > 3 and all(abs(b - a) == step for a, b in pairwise(months)))


def read_dates(
    name: str, cells: Sequence[str], rows: Sequence[int], *, day_first: bool | None, clock: Clock | None = None
) -> Dates:
    """Read a column of dates, in file order.

    Times with one offset from UTC stand as written there; where offsets differ they are in UTC, unless ``clock`` says
    otherwise. What was done is said.

    Raises
    ------
    Problem
        ``reading.date``, ``reading.two-orders``, ``reading.two-zones``, and ``reading.ask.day-first`` where the learner
        has to say what comes first.
    """
    matches = _matched(name, cells, rows)
    order, notices = _order(name, cells, rows, matches, day_first)
    short_years_first = any(m.groupdict().get("a") and int(m["a"]) > 31 for m in matches)
    moments: list[datetime] = []
    for place, match in enumerate(matches):
        try:
            moments.append(_moment(match, day_first=order is not False, year_first=short_years_first))
        except ValueError as error:
            raise Problem("reading.date", column=name, text=cells[place][:40], row=rows[place]) from error
    moments, more = _on_one_clock(name, rows, matches, moments, clock)
    seconds = [round((moment - _EPOCH).total_seconds()) for moment in moments]
    return Dates(
        times=np.array(seconds, dtype="int64").astype("datetime64[s]"), day_first=order, notices=(*notices, *more)
    )


def _matched(name: str, cells: Sequence[str], rows: Sequence[int]) -> list[re.Match[str]]:
    """Match every cell, with the form of the cell before first: a column is mostly written in one."""
    matches: list[re.Match[str]] = []
    forms = [*_FORMS, _DIGITS]
    for cell, row in zip(cells, rows, strict=True):
        for place, form in enumerate(forms):
            match = form.fullmatch(cell)
            if match is not None:
                forms.insert(0, forms.pop(place))
                matches.append(match)
                break
        else:
            raise Problem("reading.date", column=name, text=cell[:40], row=row)
    return matches


def _order(
    name: str, cells: Sequence[str], rows: Sequence[int], matches: Sequence[re.Match[str]], chosen: bool | None
) -> tuple[bool | None, list[Notice]]:
    """Return whether the day comes first, with what is to be said about it."""
    pairs = [(int(m["a"]), int(m["b"]), place) for place, m in enumerate(matches) if m.groupdict().get("a")]
    if not pairs or any(a > 31 for a, _, _ in pairs):
        return None, []
    day = next((place for a, _, place in pairs if a > 12), None)
    month = next((place for _, b, place in pairs if b > 12), None)
    if chosen is None and day is not None and month is not None:
        raise Problem(
            "reading.two-orders", column=name, row=rows[day], text=cells[day][:40], other_row=rows[month],
            other=cells[month][:40],
        )  # fmt: skip
    if chosen is None and day is None and month is None and any(a != b for a, b, _ in pairs):
        # Nobody writes 1.31.2024: with full stops the day comes first.
        if not all(matches[place]["mark"] == "." for _, _, place in pairs):
            place = next(place for a, b, place in pairs if a != b)
            raise Problem("reading.ask.day-first", column=name, row=rows[place], text=cells[place][:40])
        return True, [Notice.of("reading.notice.day-first")]
    order = chosen if chosen is not None else month is None
    return order, [Notice.of("reading.notice.day-first" if order else "reading.notice.month-first")]


def _moment(match: re.Match[str], *, day_first: bool, year_first: bool) -> datetime:
    """Return the time as it is written, on whatever clock; raise ``ValueError`` for one that no calendar has."""
    part = match.groupdict()
    if part.get("a"):
        a, b, c = int(part["a"]), int(part["b"]), int(part["c"])
        if year_first:
            year, month, day = a, b, c
        else:
            year, (day, month) = c, (a, b) if day_first else (b, a)
        if year < 100:
            year += 2000 if year < 69 else 1900
    else:
        year, day = int(part["y"]), int(part.get("d") or 1)
        named = part.get("name")
        month = (
            _MONTHS[named.lower()] if named else 3 * int(part["q"]) - 2 if part.get("q") else int(part.get("m") or 1)
        )
    hour, minute, second = (int(part.get(name) or 0) for name in ("h", "mi", "s"))
    if half := part.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + 12 * (half.lower() == "p")
    whole = hour == 24 and not minute and not second
    return datetime(year, month, day, 0 if whole else hour, minute, min(second, 59)) + timedelta(days=int(whole))


def _on_one_clock(
    name: str, rows: Sequence[int], matches: Sequence[re.Match[str]], moments: list[datetime], clock: Clock | None
) -> tuple[list[datetime], list[Notice]]:
    zones = [match.groupdict().get("zone") for match in matches]
    offsets = {zone: _offset(zone) for zone in set(zones) if zone}
    if not offsets:
        return moments, []
    shifts = set(offsets.values())
    bare = [place for place, zone in enumerate(zones) if not zone]
    if bare and shifts != {timedelta(0)} and clock != "written":
        raise Problem("reading.two-zones", column=name, row=rows[bare[0]], zone=next(iter(offsets)))
    if clock == "written" and (bare or len(shifts) > 1):
        return moments, [Notice.of("reading.notice.clocks", count=len(shifts) + bool(bare))]
    said = [Notice.of("reading.notice.bare-zone", count=len(bare))] if bare else []
    written = [_written(shift) for shift in shifts]
    if shifts == {timedelta(0)} or (len(shifts) == 1 and clock != "utc"):
        return moments, [Notice.of("reading.notice.zone", zone=written[0]), *said]
    moved = [moment - offsets[zone] if zone else moment for moment, zone in zip(moments, zones, strict=True)]
    if len(shifts) == 1:
        return moved, [Notice.of("reading.notice.moved", zone=written[0]), *said]
    return moved, [Notice.of("reading.notice.utc", count=len(shifts)), *said]


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (-1 if zone[0] == "-" else 1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
