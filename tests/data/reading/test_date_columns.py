"""Which columns are dates, alone or joined, and which only look like it."""

import pytest

from seqviz.data.reading import read_series
from seqviz.data.reading.calendar_words import speaks_of_time
from seqviz.data.reading.series import open_series
from seqviz.data.series.own import series_of
from seqviz.records.problem import Problem
from tests.data.reading.dated_files import DAYS, HOURS, MONTHS, table

NOT_DATES = {
    "sales beside months": ("month,monthly_sales", lambda i: f"{i % 12 + 1},{1800 + i * 37 % 300}", "monthly_sales"),
    "days of each year": ("year,n_days", lambda i: f"{1950 + i},{1800 + 3 * i}", "n_days"),
    "steps of a day": ("sleep_hours,steps_per_day", lambda i: f"{i % 4 + 5},{2000 + i * 37 % 190}", "sleep_hours"),
    "milliseconds": ("n,runtime_ms", lambda i: f"{i * i % 50},{202001 + i * 37 % 12}", "n"),
    "the last free column": ("year,n", lambda i: f"{1950 + i},{1960 + i}", "n"),
    "a station": ("STATIONS_ID;MESS_DATUM;T", lambda i: f"44;2024010{i // 24 + 1}{i % 24:02};{i % 5}.5", "T"),
}


@pytest.mark.parametrize(("heading", "row", "value"), NOT_DATES.values(), ids=NOT_DATES)
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


def test_every_column_can_be_picked_as_the_date():
    content = table("a;b;v", [f"{place * 7 % 5};{day:%Y.%m}" for place, day in enumerate(MONTHS[::3])])
    assert open_series(content).dated == ()
    assert str(read_series(content, date="b", value="v").times[1])[:7] == "2019-04"


def test_a_file_of_many_rows_for_each_date_is_not_averaged_away():
    rows = [f"{country},{year}" for country in "ABCDE" for year in range(1990, 2010)]
    with pytest.raises(Problem) as caught:
        series_of(read_series(table("country,year,v", rows, ",")))
    assert caught.value.key == "sequence-models.problem.same-dates"
    assert caught.value.values == {"column": "year", "rows": 100, "dates": 20}


def test_a_column_that_could_be_of_dates_is_named_where_none_is():
    content = table("when;v", [f"day {place} of the trip" for place in range(9)])
    notice = next(n for n in read_series(content).notices if n.key == "reading.notice.no-dates")
    assert dict(notice.values) == {"column": "when", "text": "day 0 of the trip"}
