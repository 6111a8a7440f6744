"""Dates with their weekday in English, Chinese and French, as each language writes them in full (Unicode CLDR)."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

import numpy as np
from babel.dates import get_date_format, get_day_names, get_month_names

from seqviz.data.pairs.cutting import cut
from seqviz.records.pairs import Pair, Pairs, TokenKind

FIRST = dt.date(1900, 1, 1)
LAST = dt.date(2099, 12, 31)
TRAINING = 20_000
HELD_OUT = 2_000

_FIELDS = re.compile("y+|M+|d+|E+|[^yMdE]+")


@cache
def dates(source: str, target: str) -> Pairs:
    """Return 20,000 days of two centuries and 2,000 others that are held out, in two languages of the course."""
    order = np.random.default_rng(0).permutation((LAST - FIRST).days + 1)
    days = [FIRST + dt.timedelta(days=int(offset)) for offset in order[: TRAINING + HELD_OUT]]
    sources, targets = (
        [cut(write(day), _kind(language)) for day in days] for language, write in _writers(source, target)
    )
    pairs = tuple(map(Pair, sources, targets))
    return Pairs(
        training=pairs[HELD_OUT:],
        held_out=pairs[:HELD_OUT],
        source_kind=_kind(source),
        target_kind=_kind(target),
    )


def date_writer(language: str) -> Callable[[dt.date], str]:
    """Return what writes a day out in full: *Thursday, January 1, 1970*."""
    weekdays, months = get_day_names(locale=language), get_month_names(locale=language)
    write: dict[str, Callable[[dt.date], str]] = {
        "E": lambda day: str(weekdays[day.weekday()]),
        "d": lambda day: str(day.day),
        "y": lambda day: str(day.year),
    }
    fields = _FIELDS.findall(str(get_date_format("full", locale=language).pattern))

    def written(field: str, day: dt.date) -> str:
        if field[0] == "M":
            return str(months[day.month]) if len(field) > 2 else str(day.month)
        return write[field[0]](day) if field[0] in write else field

    return lambda day: "".join(written(field, day) for field in fields)


def _writers(*languages: str) -> list[tuple[str, Callable[[dt.date], str]]]:
    return [(language, date_writer(language)) for language in languages]


def _kind(language: str) -> TokenKind:
    return "character" if language == "zh" else "digit"
