"""The forms in which people write a date, and what time each means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from seqviz.data.reading.calendar_words import is_weekday, month_of
from seqviz.data.reading.eras import ERA, year_in

Order = Literal["day", "month", "year"]
"""What comes first in 3/4/24."""
Match = re.Match[str]
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]{2,12})\.?,?\s+)?"
_EASTERN_WEEKDAY = (
    r"(?:\s*[(\uff08]?(?:\u661f\u671f|\u5468|\u9031)?[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929][)\uff09]?)?"
)
_HALF = (
    r"(?P<before>\u4e0a\u5348|\u4e0b\u5348|\u51cc\u6668|\u65e9\u4e0a|\u4e2d\u5348|\u665a\u4e0a"
    r"|\uc624\uc804|\uc624\ud6c4|[ap]m)"
)
_ZONE = (
    r"(?P<zone>z|(?:utc|gmt)?[+-]\d\d(?::?\d\d)?|(?:utc|gmt)[+-]\d|utc|gmt|cest|cet|mesz|mez|eest|eet|wet|msk|jst|kst|hkt|sgt"
    r"|[ecmp][ds]t)(?:\s?\[[\w/]+\])?"
)
_CLOCK = (
    rf"(?:(?:t|,?\s+)(?:{_HALF}\s*)?(?P<h>\d{{1,2}})(?:(?P<colon>[:.])(?P<mi>\d\d)(?:(?P=colon)(?P<s>\d\d)(?:[.,]\d{{1,9}})?)?)?"
    rf"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*uhr)?\s*(?:{_ZONE})?)?"
)
_EASTERN_CLOCK = (
    rf"(?:\s*(?:{_HALF})?\s*(?P<h>\d{{1,2}})[\u65f6\u6642\u70b9\u9ede\uc2dc:]"
    r"(?:\s*(?P<mi>\d{1,2})[\u5206\ubd84]?)?(?:[:\s]*(?P<s>\d{1,2})[\u79d2\ucd08]?)?)?"
)
_FIRST_CLOCK = r"(?P<h>\d{1,2}):(?P<mi>\d\d)(?::(?P<s>\d\d))?(?:\s*(?P<half>[ap])\.?m\.?)?,?\s+"
_YMD = r"(?P<y>\d{4})(?P<mark>[-/.]\s?)(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})\.?"
_ABC = r"(?P<a>\d{1,2})(?P<mark>[-/.]\s?)(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d\d)"
_YEAR = r"(?P<y>\d{4})"
_WHOLE = (
    rf"{_WEEKDAY}{_YMD}{_EASTERN_WEEKDAY}{_CLOCK}",
    rf"{_WEEKDAY}{_ABC}{_EASTERN_WEEKDAY}{_CLOCK}",
    rf"{_FIRST_CLOCK}(?:{_YMD})",
    rf"{_FIRST_CLOCK}(?:{_ABC})",
    rf"{_YEAR}\s*[\u5e74\ub144]\s*(?P<m>\d{{1,2}})\s*[\u6708\uc6d4](?:\s*(?P<d>\d{{1,2}})\s*[\u65e5\u53f7\u865f\uc77c])?"
    rf"{_EASTERN_WEEKDAY}{_EASTERN_CLOCK}",
    rf"{ERA}\s*\u5e74\s*(?P<m>\d{{1,2}})\s*\u6708(?:\s*(?P<d>\d{{1,2}})\s*[\u65e5\u53f7\u865f])?"
    rf"{_EASTERN_WEEKDAY}{_EASTERN_CLOCK}",
    rf"{ERA}\s*(?P<mark>[-/.])\s*(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}}){_EASTERN_WEEKDAY}{_CLOCK}",
    rf"{ERA}\s*\u5e74",
    rf"{_YEAR}\s*[\u5e74\ub144](?:\s*\u7b2c?\s*(?P<q>[1-4\u4e00\u4e8c\u4e09\u56db])\s*\u5b63\u5ea6?)?",
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)?[-\s./]*(?:de\s+)?{_NAME}[-\s,./]*(?:de\s+)?(?:{_YEAR}|(?P<yy>\d\d)){_CLOCK}",
    rf"{_WEEKDAY}{_NAME}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_CLOCK}",
    rf"{_YEAR}[-\s./]*{_NAME}(?:[-\s./]*(?P<d>\d{{1,2}}))?",
    rf"{_NAME}[-\s,./']*{_YEAR}",
    rf"{_NAME}[-\s./']+(?P<nn>\d\d)",
    rf"{_YEAR}(?:[-/]|\s?m)(?P<m>\d{{1,2}})",
    rf"(?P<m>\d{{1,2}})[/-]{_YEAR}",
    rf"{_YEAR}[-\s/]?[qt](?P<q>[1-4])",
    rf"[qt](?P<q>[1-4])[-\s/.]*{_YEAR}",
    rf"(?P<q>[1-4])\.?\s*(?:q|quartal|quarter|trimestre)\s*{_YEAR}",
    rf"{_YEAR}[-\s]?(?:w|kw)(?P<w>\d{{1,2}})(?:-?(?P<wd>[1-7]))?",
    rf"(?:w|kw|cw|week)\s*(?P<w>\d{{1,2}})[-\s/,]*{_YEAR}",
)
_PARTS = (
    r"(?P<noyear>)(?P<m>\d{1,2})\s*[\u6708\uc6d4](?:\s*(?P<d>\d{1,2})\s*[\u65e5\u53f7\u865f\uc77c])?",
    rf"(?P<noyear>){_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-\s./]*{_NAME}",
    rf"(?P<noyear>){_NAME}(?:\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?)?",
    r"(?P<noyear>)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.",
    rf"(?P<noday>)(?:{_HALF}\s*)?(?P<h>\d{{1,2}}):(?P<mi>\d\d)(?::(?P<s>\d\d)(?:[.,]\d{{1,9}})?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*uhr)?",
)
FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (*_WHOLE, *_PARTS))
_START = datetime(1970, 1, 1)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_CHINESE_DIGITS = "\u4e00\u4e8c\u4e09\u56db"
_AFTER_NOON = frozenset(["\u4e0b\u5348", "\u665a\u4e0a", "\u4e2d\u5348", "\uc624\ud6c4", "pm"])


@dataclass(frozen=True, kw_only=True)
class Matches:
    """The matches of all cells of a column, and the ``forms`` in which they are written."""

    cells: Sequence[Match]
    forms: frozenset[re.Pattern[str]]

    @property
    def parts(self) -> frozenset[str]:
        """The parts that some form has."""
        return frozenset().union(*(form.groupindex for form in self.forms))

    def part(self, name: str) -> list[str | None]:
        """Return what each cell has of a part; ``None`` where its form has none, or the cell leaves it out."""
        if name not in self.parts:
            return [None] * len(self.cells)
        if len(self.forms) == 1:
            return [match[name] for match in self.cells]
        return [match[name] if has(match, name) else None for match in self.cells]


def match_date(cell: str, form: re.Pattern[str]) -> Match | None:
    """Return the match of a cell with a form; its words have to be names of months and days of the week."""
    match = form.fullmatch(cell)
    if match is None:
        return None
    if has(match, "name") and month_of(match["name"]) is None:
        return None
    if has(match, "weekday") and match["weekday"] and not is_weekday(match["weekday"]):
        return None
    return match


def has(match: Match, part: str) -> bool:
    """Tell whether the form of a match has a part, be it written in this cell or not."""
    return part in match.re.groupindex


def is_date(cell: str) -> bool:
    """Tell whether a cell is a date that could be no number; one without its year counts, a clock alone does not."""
    match = _match(cell)
    return match is not None and not has(match, "noday")


def is_clock(cell: str) -> bool:
    """Tell whether a cell is a time of the day alone."""
    match = _match(cell)
    return match is not None and has(match, "noday")


def _match(cell: str) -> Match | None:
    if _NUMBER.fullmatch(cell):
        return None
    return next((match for form in FORMS if (match := match_date(cell, form)) is not None), None)


def moment_of(match: Match, order: Order) -> datetime:
    """Return the time as it is written, on whatever clock; raise ``ValueError`` for one that no calendar has."""
    part = match.groupdict()
    if part.get("epoch"):
        return _START + timedelta(seconds=int(part["epoch"][:10]))
    if part.get("w"):
        day = datetime.fromisocalendar(int(part["y"]), int(part["w"]), int(part.get("wd") or 1))
    else:
        day = datetime(*_day_of(part, order))
    return _at(day, part) if part.get("h") else day


def _at(day: datetime, part: Mapping[str, str]) -> datetime:
    """Return the hour of a day; 24:00 is the beginning of the next."""
    hour, minute, second = _hour_of(part, int(part["h"])), int(part.get("mi") or 0), int(part.get("s") or 0)
    if hour == 24 and not minute and not second:
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=min(second, 59))


def _day_of(part: Mapping[str, str], order: Order) -> tuple[int, int, int]:
    if part.get("a"):
        return day_in(int(part["a"]), int(part["b"]), int(part["c"]), order)
    year = _year_of(part)
    if part.get("q"):
        quarter = part["q"]
        return year, 3 * (_CHINESE_DIGITS.find(quarter) + 1 or int(quarter)) - 2, 1
    month = month_of(part["name"]) if part.get("name") else int(part.get("m") or 1)
    return year, month or 1, int(part.get("d") or 1)


def _year_of(part: Mapping[str, str]) -> int:
    if part.get("era"):
        return year_in(part["era"], part["ey"])
    short = part.get("yy") or part.get("nn")
    return full_year(int(short)) if short else int(part["y"])


def day_in(a: int, b: int, c: int, order: Order) -> tuple[int, int, int]:
    """Return year, month and day of three numbers in an order."""
    year, month, day = {"day": (c, b, a), "month": (c, a, b), "year": (a, b, c)}[order]
    return full_year(year), month, day


def full_year(year: int) -> int:
    """Return a year whose first two digits may be left out: 68 is 2068, 69 is 1969."""
    return year if year > 99 else year + (2000 if year < 69 else 1900)


def _hour_of(part: Mapping[str, str], hour: int) -> int:
    if half := part.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        return hour % 12 + 12 * (half.lower() == "p")
    before = part.get("before")
    if not before or hour > 12:
        return hour
    if before == "\u4e2d\u5348":
        return hour if hour >= 11 else hour + 12
    return hour % 12 + 12 * (before.lower() in _AFTER_NOON)
