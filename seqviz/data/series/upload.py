"""The learner's own series: what is wrong with a file is said in one sentence each, what was put right too."""

import numpy as np
import pandas as pd

from seqviz.data.series.table import SeriesTable, missing, numbers
from seqviz.records.problem import Problem
from seqviz.records.series import Notice, Series, frozen

SHORTEST = 40
LONGEST = 20_000
MOST_MISSING = 0.2
EXTREME = 1e100
WEEKLY, MONTHLY, DAILY, HOURLY = 6.5, 27.0, 0.9, 0.03
DATE_WORDS = ("date", "time", "day", "month", "year", "日期", "时间")


def series_from_table(table: SeriesTable, *, value: str, date: str | None) -> Series:
    """Return one column of a table as a series, in the order of its dates.

    Raises ``Problem`` for text among the numbers, infinite values, too many missing values, a constant series, one
    that floating point cannot square, fewer than 40 rows, or a date that cannot be read. What is put right is listed
    in ``notices``: dates out of order are sorted, equal dates averaged, missing values drawn as a straight line
    between their neighbours, and of more than 20,000 rows the newest 20,000 are kept.
    """
    column = _checked_numbers(table, value)
    notices = list(table.notices)
    if date is not None:
        column, more = _in_order(column, _dates(table, date))
        notices += more
    if len(column) < SHORTEST:
        raise Problem("sequence-models.problem.too-short", rows=len(column), needed=SHORTEST)
    if len(column) > LONGEST:
        notices.append(_notice("newest", rows=len(column), kept=LONGEST))
        column = column.iloc[-LONGEST:]
    column, more = _filled(column)
    notices += more
    if len(column) < SHORTEST:
        raise Problem("sequence-models.problem.too-short", rows=len(column), needed=SHORTEST)
    if column.nunique() == 1:
        raise Problem("sequence-models.problem.constant", value=f"{column.iloc[0]:g}")
    with np.errstate(over="ignore", invalid="ignore"):
        spread = float(np.std(column.to_numpy()))
    if not 1 / EXTREME < spread < EXTREME:
        raise Problem("sequence-models.problem.extreme", column=value)
    times = None if date is None else column.index.to_numpy().astype("datetime64[s]")
    return Series(
        name=value, kind="own", values=frozen(column), unit="", season=_season(times), times=times,
        notices=tuple(notices),
    )  # fmt: skip


def _notice(name: str, **values: object) -> Notice:
    return Notice(key=f"sequence-models.notice.{name}", values=tuple(values.items()))


def _checked_numbers(table: SeriesTable, value: str) -> "pd.Series[float]":
    cells = table.column(value)
    column = numbers(cells, decimal_comma=table.decimal_comma)
    wrong = np.flatnonzero((column.isna() & ~missing(cells)).to_numpy())
    if len(wrong):
        raise Problem(
            "sequence-models.problem.text", column=value, text=str(cells.iloc[wrong[0]])[:40],
            row=int(cells.index[wrong[0]]), count=len(wrong),
        )  # fmt: skip
    infinite = np.flatnonzero(np.isinf(column.to_numpy()))
    if len(infinite):
        raise Problem("sequence-models.problem.infinite", column=value, row=int(cells.index[infinite[0]]))
    return column


def _dates(table: SeriesTable, date: str) -> pd.DatetimeIndex:
    cells = table.column(date)
    dates = pd.to_datetime(cells, errors="coerce", format="mixed", utc=True).dt.tz_localize(None)
    wrong = np.flatnonzero(dates.isna().to_numpy())
    if len(wrong):
        raise Problem(
            "sequence-models.problem.date", column=date, text=str(cells.iloc[wrong[0]])[:40],
            row=int(cells.index[wrong[0]]),
        )  # fmt: skip
    return pd.DatetimeIndex(dates)


def _in_order(column: "pd.Series[float]", dates: pd.DatetimeIndex) -> tuple["pd.Series[float]", list[Notice]]:
    notices = []
    column = pd.Series(column.to_numpy(), index=dates)
    if not dates.is_monotonic_increasing:
        moved = int((np.diff(dates.to_numpy()) < np.timedelta64(0)).sum())
        notices.append(_notice("sorted", count=moved))
        column = column.sort_index(kind="stable")
    if column.index.has_duplicates:
        notices.append(_notice("repeated", count=int(column.index.duplicated().sum())))
        column = column.groupby(level=0).mean()
    steps = np.diff(column.index.to_numpy()) / np.timedelta64(1, "h")
    if len(steps) and (gaps := int((steps > 1.9 * np.median(steps)).sum())):
        notices.append(_notice("gaps", count=gaps))
    return column, notices


def _filled(column: "pd.Series[float]") -> tuple["pd.Series[float]", list[Notice]]:
    trimmed = column.loc[column.first_valid_index() : column.last_valid_index()] if column.notna().any() else column
    absent = int(column.isna().sum())
    if absent > MOST_MISSING * len(column):
        raise Problem("sequence-models.problem.missing", count=absent, rows=len(column), most=round(100 * MOST_MISSING))
    filled = pd.Series(np.interp(np.arange(len(trimmed)), np.flatnonzero(trimmed.notna()), trimmed.dropna()))
    filled.index = trimmed.index
    return filled, [_notice("missing", count=absent, rows=len(column))] if absent else []


def _season(times: "np.ndarray | None") -> int:
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


def best_columns(table: SeriesTable) -> tuple[str, str | None]:
    """Return the columns to start with: the first of numbers whose name speaks of no time, the first of dates."""
    named = [c for c in table.numeric if not any(word in c.lower() for word in DATE_WORDS)]
    return named[0] if named else table.numeric[-1], next(iter(table.dated), None)
