"""The learner's own series: what was read becomes a series without holes, or a problem that says what is wrong."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from seqviz.data.reading.row_order import REPEATED_HOUR
from seqviz.data.reading.series import SeriesRead
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem
from seqviz.records.series import Series, Times, Values, frozen

SHORTEST = 40
LONGEST = 20_000
MOST_MISSING = 0.2
EXTREME = 1e100
WEEKLY, MONTHLY, DAILY, HOURLY = 6.5, 27.0, 0.9, 0.03
_Steps: TypeAlias = tuple[Values, Times | None]


def series_of(read: SeriesRead) -> Series:
    """Return what was read as a series that can be trained on.

    Raises ``Problem`` for too many missing values, a constant series, one that floating point cannot square, fewer than
    40 rows, and dates that mostly repeat. What is put right is listed in ``notices``: equal dates are averaged, missing
    values drawn as a straight line between their neighbours, and of more than 20,000 rows the newest 20,000 are kept.
    """
    values, times, notices = read.values, read.times, list(read.notices)
    if times is not None:
        _mostly_distinct(read, times)
        (values, times), more = _one_value_a_date(values, times, twice=any(n.key == REPEATED_HOUR for n in notices))
        notices += more
    _long_enough(values)
    if len(values) > LONGEST:
        notices.append(Notice.of("sequence-models.notice.newest", rows=len(values), kept=LONGEST))
        values, times = values[-LONGEST:], None if times is None else times[-LONGEST:]
    (values, times), more = _filled(values, times)
    notices += more
    _long_enough(values)
    if values.min() == values.max():
        raise Problem("sequence-models.problem.constant", value=f"{values[0]:g}")
    with np.errstate(over="ignore", invalid="ignore"):
        spread = float(np.std(values))
    if not 1 / EXTREME < spread < EXTREME:
        raise Problem("sequence-models.problem.extreme", column=read.value_column)
    return Series(
        name=read.value_column, kind="own", values=frozen(values), unit="", season=_season(times), times=times,
        notices=tuple(notices),
    )  # fmt: skip


def _long_enough(values: Values) -> None:
    if len(values) < SHORTEST:
        raise Problem("sequence-models.problem.too-short", rows=len(values), needed=SHORTEST)


def _mostly_distinct(read: SeriesRead, times: Times) -> None:
    """Refuse dates that stand for several rows each: averaged, they would be a series that nobody meant."""
    dates = len(np.unique(times))
    if len(times) >= SHORTEST and 2 * dates < len(times):
        raise Problem("sequence-models.problem.same-dates", column=read.date_column, rows=len(times), dates=dates)


def _one_value_a_date(values: Values, times: Times, *, twice: bool) -> tuple[_Steps, list[Notice]]:
    """Average the rows of one date, but not those of an hour that the clocks told ``twice``."""
    notices = []
    distinct, place = np.unique(times, return_inverse=True)
    if len(distinct) < len(times) and not twice:
        notices.append(Notice.of("sequence-models.notice.repeated", count=len(times) - len(distinct)))
        there: NDArray[np.bool_] = ~np.isnan(values)
        count = np.bincount(place[there], minlength=len(distinct))
        with np.errstate(invalid="ignore"):
            values = np.bincount(place[there], weights=values[there], minlength=len(distinct)) / count
        times = distinct
    steps = np.diff(times.astype("int64"))
    if len(steps) and (gaps := int((steps > 1.9 * np.median(steps)).sum())):
        notices.append(Notice.of("sequence-models.notice.gaps", count=gaps))
    return (values, times), notices


def _filled(values: Values, times: Times | None) -> tuple[_Steps, list[Notice]]:
    there = np.flatnonzero(~np.isnan(values))
    absent = len(values) - len(there)
    if absent > MOST_MISSING * len(values):
        raise Problem("sequence-models.problem.missing", count=absent, rows=len(values), most=round(100 * MOST_MISSING))
    whole = slice(int(there[0]), int(there[-1]) + 1)
    filled = np.interp(np.arange(whole.start, whole.stop), there, values[there])
    notices = [Notice.of("sequence-models.notice.missing", count=absent, rows=len(values))] if absent else []
    return (filled, None if times is None else times[whole]), notices


def _season(times: Times | None) -> int:
    """Return the season that the calendar suggests: a day of hours, a week of days, a year of weeks or months."""
    if times is None or len(times) < 2:
        return 12
    step = float(np.median(np.diff(times)) / np.timedelta64(1, "D"))
    if step >= MONTHLY:
        return 12
    if step >= WEEKLY:
        return 52
    if step >= DAILY:
        return 365 if len(times) > 800 else 7
    return max(2, round(1 / step)) if step >= HOURLY else 60
