"""The times of a whole column of matched dates, computed at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seqviz.data.reading.calendar_words import month_of
from seqviz.data.reading.date_forms import Matches, Order
from seqviz.records.series import Times

Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]
_ONE_BY_ONE = frozenset({"q", "w", "epoch", "era", "nn"})
"""Parts of forms that are read cell by cell: quarters, weeks, seconds, eras, and years of two digits behind a name."""


def times_at_once(matches: Matches, order: Order) -> Times | None:
    """Return what ``moment_of`` gives for each match.

    ``None`` where the cells are written in several forms or in a rare one, or a cell is in no calendar.
    """
    if len(matches.forms) > 1 or _ONE_BY_ONE & matches.parts:
        return None
    if any(any(matches.part(part)) for part in ("before", "yy")):
        return None
    days, exists = _days(matches, order)
    seconds, shown = _seconds(matches)
    return days + seconds.astype("timedelta64[s]") if (exists & shown).all() else None


def numbers_of(cells: Sequence[str | None], *, missing: int) -> Numbers:
    """Return cells of digits as numbers; a column writes the same few again and again."""
    known = {cell: int(cell) if cell else missing for cell in set(cells)}
    return np.fromiter(map(known.__getitem__, cells), np.int64, len(cells))


def _days(matches: Matches, order: Order) -> tuple[Times, _Flags]:
    """Return the days, and which of them a calendar has."""
    if "a" in matches.parts:
        first, second, third = (numbers_of(matches.part(part), missing=0) for part in "abc")
        year, month, day = {
            "day": (third, second, first), "month": (third, first, second), "year": (first, second, third),
        }[order]  # fmt: skip
        year = np.where(year > 99, year, year + np.where(year < 69, 2000, 1900))
    else:
        year, month = numbers_of(matches.part("y"), missing=0), _months(matches)
        day = numbers_of(matches.part("d"), missing=1)
    # The year 9999 is left to ``moment_of``: 24:00 on its last day is no time at all.
    exists = (year > 0) & (year < 9999) & (month > 0) & (month < 13) & (day > 0)
    months = (12 * (year - 1970) + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return days, exists & (days < (months + 1).astype("datetime64[D]"))


def _months(matches: Matches) -> Numbers:
    if "name" not in matches.parts:
        return numbers_of(matches.part("m"), missing=1)
    names = matches.part("name")
    known = {name: month_of(name or "") or 1 for name in set(names)}
    return np.fromiter(map(known.__getitem__, names), np.int64, len(names))


def _seconds(matches: Matches) -> tuple[Numbers, _Flags]:
    """Return the seconds since midnight, and which of them a clock shows; 24:00 is the end of a day."""
    hour, minute, second = (numbers_of(matches.part(part), missing=0) for part in ("h", "mi", "s"))
    shown = minute < 60
    halves = matches.part("half")
    if any(halves):
        told, after = (np.array([half is not None and half in those for half in halves]) for those in ("apAP", "pP"))
        shown &= ~told | ((hour >= 1) & (hour <= 12))
        hour = np.where(told, hour % 12 + 12 * after, hour)
    shown &= (hour < 24) | ((hour == 24) & (minute == 0) & (second == 0))
    return 3600 * hour + 60 * minute + np.minimum(second, 59), shown
