"""A column of dates as people write them: each is read, in either direction."""

from datetime import datetime

import numpy as np
import pytest
from babel.dates import format_date

from seqviz.data.reading import read_series
from tests.data.reading.dated_files import DAYS, HOURS, MONTHS, table
from tests.data.reading.series_files import keys

PEAK = "\u5e74", "\u6708", "\u65e5"


def chinese(day, after=""):
    year, month, number = PEAK
    return f"{day.year}{year}{day.month}{month}{day.day}{number}{after}"


WRITTEN_DAYS = {
    "09-Jan-24": lambda day: day.strftime("%d-%b-%y"),
    "Tue 09 Jan 2024": lambda day: day.strftime("%a %d %b %Y"),
    "Tue, 9 Jan 2024": lambda day: day.strftime("%a, %-d %b %Y"),
    "2024-Jan-09": lambda day: day.strftime("%Y-%b-%d"),
    "2024. 1. 5.": lambda day: f"{day.year}. {day.month}. {day.day}.",
    "Korean": lambda day: f"{day.year}\ub144 {day.month}\uc6d4 {day.day}\uc77c",
    "Chinese, with its weekday": lambda day: chinese(
        day, " \u661f\u671f" + "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5"[day.weekday()]
    ),
    "24/01/12": lambda day: day.strftime("%y/%m/%d"),
    "24.01.12": lambda day: day.strftime("%y.%m.%d"),
    "2024-W01-1": lambda day: day.strftime("%G-W%V-%u"),
    "German": lambda day: format_date(day, "d. MMMM yyyy", "de"),
    "German, short": lambda day: format_date(day, "d. MMM yyyy", "de"),
    "20240131": lambda day: day.strftime("%Y%m%d"),
}
WRITTEN_MONTHS = {
    "Jan-24": lambda day: day.strftime("%b-%y"),
    "Jan '24": lambda day: day.strftime("%b '%y"),
    "Mai 2024": lambda day: format_date(day, "MMM yyyy", "de"),
    "2020M01": lambda day: day.strftime("%YM%m"),
    "01.2024": lambda day: day.strftime("%m.%Y"),
    "1.2024": lambda day: day.strftime("%-m.%Y"),
    "2024.01": lambda day: day.strftime("%Y.%m"),
    "202401": lambda day: day.strftime("%Y%m"),
}
WRITTEN_HOURS = {
    "2024013100": lambda hour: hour.strftime("%Y%m%d%H"),
    "202401310000": lambda hour: hour.strftime("%Y%m%d%H%M"),
    "seconds of the computer": lambda hour: str(int(hour.timestamp())),
    "its milliseconds": lambda hour: f"{int(hour.timestamp())}000",
    "CET": lambda hour: hour.strftime("%Y-%m-%d %H:%M CET"),
    "CST alone": lambda hour: hour.strftime("%Y-%m-%d %H:%M CST"),
    "31.01.2024 10:30 Uhr": lambda hour: hour.strftime("%d.%m.%Y %H:%M Uhr"),
    "31.01.2024 10.30": lambda hour: hour.strftime("%d.%m.%Y %H.%M"),
    "10:30 31.01.2024": lambda hour: hour.strftime("%H:%M %d.%m.%Y"),
    "T and the hour alone": lambda hour: hour.strftime("%Y-%m-%dT%H"),
    "Chinese, after noon": lambda hour: (
        chinese(hour, " \u4e0b\u5348" if hour.hour >= 12 else " \u4e0a\u5348") + f"{hour.hour % 12}:00"
    ),
    "the zone by its place": lambda hour: hour.strftime("%Y-%m-%dT%H:%M+01:00[Europe/Berlin]"),
}
CASES = [
    *((form, "Periode;W", DAYS) for form in WRITTEN_DAYS.values()),
    *((form, "Periode;W", MONTHS) for form in WRITTEN_MONTHS.values()),
    *((form, "ts;W", HOURS) for form in WRITTEN_HOURS.values()),
]
NAMES = [*WRITTEN_DAYS, *WRITTEN_MONTHS, *WRITTEN_HOURS]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(("form", "heading", "moments"), CASES, ids=NAMES)
def test_a_column_of_dates_is_read_and_put_in_order(form, heading, moments, newest_first):
    told = moments[::-1] if newest_first else moments
    read = read_series(table(heading, [form(moment) for moment in told]))
    assert read.times is not None
    assert [str(time) for time in read.times] == [
        str(np.datetime64(moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment, "s"))
        for moment in moments
    ]
    assert (read.values[0] == 0) is not newest_first
    assert ("newest-first" in keys(read)) is newest_first


@pytest.mark.parametrize(
    "name", ["01.2024", "1.2024", "2024.01", "202401", "20240131", "2024013100", "seconds of the computer"]
)
def test_dates_that_look_like_numbers_need_no_name_if_they_follow_each_other(name):
    form, _, moments = dict(zip(NAMES, CASES, strict=True))[name]
    assert read_series(table("x;W", [form(moment) for moment in moments])).date_column == "x"
