"""Dates as people write them, over the whole of a file: each with its right time, or with a question or a refusal."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from seqviz.data.reading.calendar_words import speaks_of_time
from seqviz.data.reading.series import open_series
from seqviz.data.series.own import series_of
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog

FIRST = date(2024, 1, 5)
DAYS = [FIRST + timedelta(days=place) for place in range(60)]
HOURS = [datetime(2024, 1, 5, tzinfo=UTC) + timedelta(hours=place) for place in range(60)]
MONTHS = [date(2019 + place // 12, place % 12 + 1, 1) for place in range(60)]
LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "tr", "cs", "hu", "ro", "zh")
PEAK = "\u5e74", "\u6708", "\u65e5"


def table(heading, cells, separator=";"):
    """Make a file of one column of dates and one of values; the values change from row to row, but not by one."""
    return "\n".join([heading, *(f"{cell}{separator}{place * place}" for place, cell in enumerate(cells))]).encode()


def refused(content, **chosen):
    with pytest.raises(Problem) as caught:
        read_series(content, **chosen)
    for language in LANGUAGES:
        said = load_catalog(language)(caught.value.key, **caught.value.values)
        assert all(str(value) in said for name, value in caught.value.values.items())
    return caught.value


def keys(read):
    return {notice.key.removeprefix("reading.notice.") for notice in read.notices}


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
    "form", ["01.2024", "1.2024", "2024.01", "202401", "20240131", "2024013100", "seconds of the computer"]
)
def test_dates_that_look_like_numbers_need_no_name_if_they_follow_each_other(form):
    heading, moments = {name: (heading, moments) for name, (_, heading, moments) in zip(NAMES, CASES, strict=True)}[
        form
    ]
    write = {**WRITTEN_DAYS, **WRITTEN_MONTHS, **WRITTEN_HOURS}[form]
    content = table("x;W", [write(moment) for moment in moments])
    assert read_series(content).date_column == "x", heading


@given(
    day=st.dates(date(1969, 1, 1), date(2049, 12, 31)),
    language=st.sampled_from(
        [*["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "cs", "hu", "ro", "tr", "zh"]]
    ),
    form=st.sampled_from(["d MMMM yyyy", "MMM yyyy", "yyyy MMM d", "d-MMM-yy"]),
)
@settings(max_examples=150, deadline=None)
def test_names_of_months_are_read_in_every_language_or_refused(day, language, form):
    cell = format_date(day, form, language)
    whole = day if "d" in form else day.replace(day=1)
    # Refused are abbreviations that are another month elsewhere, and Chinese in the order of others.
    with suppress(Problem):
        assert str(read_series(f"date;v\n{cell};1.5\n".encode()).times[0])[:10] == whole.isoformat()


@pytest.mark.parametrize("language", LOCALES[:12])
def test_the_whole_names_of_months_are_known(language):
    cells = [format_date(month, "d MMMM yyyy", language) for month in MONTHS[:12]]
    assert len(read_series(table("date;v", cells)).times) == 12


NUMBERS = {
    "sales beside months": ("month,monthly_sales", lambda i: f"{i % 12 + 1},{1800 + i * 37 % 300}", "monthly_sales"),
    "days of each year": ("year,n_days", lambda i: f"{1950 + i},{1800 + 3 * i}", "n_days"),
    "steps of a day": ("sleep_hours,steps_per_day", lambda i: f"{i % 4 + 5},{2000 + i * 37 % 190}", "sleep_hours"),
    "milliseconds": ("n,runtime_ms", lambda i: f"{i * i % 50},{202001 + i * 37 % 12}", "n"),
    "the last free column": ("year,n", lambda i: f"{1950 + i},{1960 + i}", "n"),
    "a station": ("STATIONS_ID;MESS_DATUM;T", lambda i: f"44;2024010{i // 24 + 1}{i % 24:02};{i % 5}.5", "T"),
}


@pytest.mark.parametrize(("heading", "row", "value"), NUMBERS.values(), ids=NUMBERS)
def test_a_column_of_numbers_is_never_taken_for_dates(heading, row, value):
    read = read_series("\n".join([heading, *map(row, range(60))]).encode())
    assert read.value_column == value
    assert read.date_column in (None, "year", "MESS_DATUM")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("date", True), ("Order date", True), ("date_utc", True), ("MESS_DATUM", True), ("Ann\u00e9e", True),
        ("\u89c2\u6d4b\u65f6\u95f4", True), ("\u5e74", True), ("OpenTime", True), ("monthly_sales", False),
        ("steps_per_day", False), ("n_days", False), ("runtime", False), ("holiday", False), ("update", False),
        ("\u6708\u9500\u552e\u989d", False), ("response_time", False),
    ],
)  # fmt: skip
def test_headings_are_read_by_whole_words(name, meant):
    assert speaks_of_time(name) is meant


def test_dates_and_hours_settle_no_decimal_sign():
    months = [f"{place % 12 + 1:02}.{2010 + place // 12};1.{100 + place}" for place in range(40)]
    assert refused("\n".join(["Monat;Umsatz", *months]).encode()).key == "reading.ask.decimal"
    hours = [f"10.{place + 10};1,{100 + place}" for place in range(40)]
    assert refused("\n".join(["Uhr;Wert", *hours]).encode()).key == "reading.ask.decimal"


JOINED = {
    "year, month and day": (
        "year,month,day,temp",
        [f"{day.year},{day.month},{day.day}" for day in DAYS],
        DAYS,
        "year + month + day",
    ),
    "year and month": ("year,month,temp", [f"{day.year},{day.month}" for day in MONTHS], MONTHS, "year + month"),
    "year and month by name": ("Jahr,Monat,W", [day.strftime("%Y,%b") for day in MONTHS], MONTHS, "Jahr + Monat"),
    "date and hour": ("date,hour,temp", [hour.strftime("%Y-%m-%d,%-H") for hour in HOURS], HOURS, "date + hour"),
    "date and time": ("date,time,temp", [hour.strftime("%Y-%m-%d,%H:%M") for hour in HOURS], HOURS, "date + time"),
    "date and dotted time": (
        "Datum,Uhrzeit,temp",
        [hour.strftime("%d.%m.%Y,%H.%M") for hour in HOURS],
        HOURS,
        "Datum + Uhrzeit",
    ),
    "all four": (
        "year,month,day,hour,temp",
        [f"{h.year},{h.month},{h.day},{h.hour}" for h in HOURS],
        HOURS,
        "year + month + day + hour",
    ),
}


@pytest.mark.parametrize(("heading", "dates", "moments", "columns"), JOINED.values(), ids=JOINED)
def test_dates_in_several_columns_are_read_together(heading, dates, moments, columns):
    read = read_series(table(heading, dates, ","))
    assert [str(time)[:16] for time in read.times] == [f"{moment:%Y-%m-%dT%H:%M}" for moment in moments]
    assert [dict(n.values) for n in read.notices if n.key.endswith("joined")] == [{"columns": columns}]
    assert read.beginning[0].date.split() == dates[0].split(",")
    assert len(series_of(read)) == 60


def test_a_date_that_stands_still_gives_way_to_one_that_moves():
    content = table("created,date,v", [f"2024-05-01,{day}" for day in DAYS], ",")
    assert read_series(content).date_column == "date"


def test_a_file_of_many_rows_for_each_date_is_not_averaged_away():
    rows = [f"{country},{year}" for country in "ABCDE" for year in range(1990, 2010)]
    with pytest.raises(Problem) as caught:
        series_of(read_series(table("country,year,v", rows, ",")))
    assert caught.value.key == "sequence-models.problem.same-dates"
    assert caught.value.values == {"column": "year", "rows": 100, "dates": 20}


REFUSED = {
    "a day without its year": (["1\u67085\u65e5", "1\u67086\u65e5"], "no-year"),
    "months by name alone": (["Mai", "Okt", "Dez"], "no-year"),
    "Jan-24 as a day": (["Jan-24", "Jan-25", "Jan-26", "Feb-01", "Feb-24"], "no-year"),
    "days and months like numbers": (["01.02", "02.02", "03.02"], "no-year"),
    "a clock alone": (["10:30", "10:40", "10:50"], "no-day"),
    "an empty cell": (["", "2024-01-01", "2024-01-02", "2024-01-03"], "no-date"),
    "figures in an unknown calendar": (
        ["\u660e\u6cbb6\u5e741\u67085\u65e5", "\u660e\u6cbb6\u5e741\u67086\u65e5"],
        "date",
    ),
    "a year of the Republic": (["113/01/05", "113/01/06"], "era"),
    "Chinese figures": (["\u4e8c\u3007\u4e8c\u3007\u5e74\u4e00\u6708\u4e94\u65e5"] * 3, "date"),
    "a year before all calendars": (["0000-01-05", "0000-01-06"], "date"),
    "year, month or day first": (["01/02/03", "02/03/04", "03/04/05"], "ask.year-first"),
}


@pytest.mark.parametrize(("cells", "key"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_date_is_said_and_the_rows_can_be_kept(cells, key):
    content = table("\u65e5\u671f;v" if key != "no-day" else "time;v", cells)
    problem = refused(content)
    assert (problem.key, problem.values["row"]) == (f"reading.{key}", 2)
    assert list(read_series(content, date="").values) == [place * place for place in range(len(cells))]


def test_the_order_of_short_years_can_be_chosen():
    content = table("d;v", ["01/02/03", "02/03/04", "03/04/05"])
    assert str(read_series(content, year_first=True).times[1])[:10] == "2002-03-04"
    assert str(read_series(content, day_first=True).times[1])[:10] == "2004-03-02"
    assert str(read_series(content, day_first=False).times[1])[:10] == "2004-02-03"


def test_a_column_that_could_be_of_dates_is_named_where_none_is():
    content = table("when;v", [f"day {place} of the trip" for place in range(9)])
    notice = next(n for n in read_series(content).notices if n.key == "reading.notice.no-dates")
    assert dict(notice.values) == {"column": "when", "text": "day 0 of the trip"}


def test_every_column_can_be_picked_as_the_date():
    content = table("a;b;v", [f"{place * 7 % 5};{day:%Y.%m}" for place, day in enumerate(MONTHS[::3])])
    assert open_series(content).dated == ()
    assert str(read_series(content, date="b", value="v").times[1])[:7] == "2019-04"


@pytest.mark.parametrize("newest_first", [False, True])
def test_an_hour_told_twice_keeps_its_place_in_either_direction(newest_first):
    hours = ["2024-10-27 00:00", "2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00"]
    rows = list(enumerate(hours))[:: -1 if newest_first else 1]
    read = read_series("\n".join(["t,v", *(f"{hour},{place * place}" for place, hour in rows)]).encode())
    assert list(read.values) == [0, 1, 4, 9, 16]
    assert "repeated-hour" in keys(read)


COUNTERS = {
    "from 101": lambda i: f"{101 + i}",
    "with zeros": lambda i: f"{i + 1:03}",
    "as decimals": lambda i: f"{i}.0",
    "downwards": lambda i: f"{100 - i}",
    "with thousands": lambda i: f'"{998 + i:,}"',
}


@pytest.mark.parametrize("count", COUNTERS.values(), ids=COUNTERS)
def test_a_column_that_counts_is_not_forecast_without_a_word(count):
    rows = [f"{count(place)},{place % 7 * 1.5}" for place in range(30)]
    assert read_series("\n".join(["id,v", *rows]).encode()).value_column == "v"
    assert "row-number" in keys(read_series("\n".join(["id,v", *rows]).encode(), value="id"))
