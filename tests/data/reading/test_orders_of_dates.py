"""Dates in a few rows: day, month and year in their places, and rows put in order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from tests.data.reading.series_files import days, file, keys, refused

DATES = {
    "iso": (["2024-01-31", "2024-02-01"], ["2024-01-31", "2024-02-01"]),
    "day first, settled by the second row": (["03/04/2024", "13/04/2024"], ["2024-04-03", "2024-04-13"]),
    "month first, settled by the second row": (["04/03/2024", "04/13/2024"], ["2024-04-03", "2024-04-13"]),
    "two digits of a year": (["30/04/24", "01/05/24"], ["2024-04-30", "2024-05-01"]),
    "a year of two digits first": (["95-12-30", "95-12-31"], ["1995-12-30", "1995-12-31"]),
    "full stops": (["03.04.2024", "04.04.2024"], ["2024-04-03", "2024-04-04"]),
    "the same either way": (["03/03/2024", "04/04/2024"], ["2024-03-03", "2024-04-04"]),
    "Chinese": (["2020\u5e741\u67085\u65e5", "2020\u5e741\u67086\u65e5"], ["2020-01-05", "2020-01-06"]),
    "Chinese months": (["2020\u5e741\u6708", "2020\u5e742\u6708"], ["2020-01-01", "2020-02-01"]),
    "Chinese hours": (
        ["2020\u5e741\u67085\u65e5 13\u65f6", "2020\u5e741\u67086\u65e5 8\u65f630\u5206"],
        ["2020-01-05", "2020-01-06"],
    ),
    "without marks": (["20240131", "20240201"], ["2024-01-31", "2024-02-01"]),
    "months": (["2024-01", "2024-02"], ["2024-01-01", "2024-02-01"]),
    "months, year last": (["11/2024", "12/2024"], ["2024-11-01", "2024-12-01"]),
    "months by name": (["Jan 2024", "Feb 2024"], ["2024-01-01", "2024-02-01"]),
    "named, day first": (["31 January 2024", "1-Feb-2024"], ["2024-01-31", "2024-02-01"]),
    "named, month first": (["Jan 31, 2024", "February 1, 2024"], ["2024-01-31", "2024-02-01"]),
    "quarters": (["2024Q1", "2024-Q2"], ["2024-01-01", "2024-04-01"]),
    "slashes, year first": (["2024/1/5", "2024/1/6"], ["2024-01-05", "2024-01-06"]),
}


@pytest.mark.parametrize(("cells", "expected"), DATES.values(), ids=DATES)
def test_dates_are_those_that_a_person_reads(cells, expected):
    read = read_series(file("when;v", *(f"{cell};{place},5" for place, cell in enumerate(cells))))
    assert days(read) == expected
    assert (read.date_column, read.value_column) == ("when", "v")
    np.testing.assert_array_equal(read.values, [0.5, 1.5])


@given(st.lists(st.dates(), min_size=1, max_size=12), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
@settings(max_examples=80, deadline=None)
def test_dates_in_either_order_are_read_back_or_asked_for(dates, style):
    dates = sorted(date.replace(year=1900 + date.year % 200) for date in dates if (date.month, date.day) != (2, 29))
    if not dates:
        return
    content = file("d,v", *(f"{date.strftime(style)},1.5" for date in dates))
    chosen = style.startswith("%d")
    assert days(read_series(content, day_first=chosen)) == [date.isoformat() for date in dates]
    if all(date.day <= 12 for date in dates) and any(date.day != date.month for date in dates):
        assert refused(content).key == "reading.ask.day-first"
    else:
        assert days(read_series(content)) == [date.isoformat() for date in dates]


def test_dates_out_of_order_are_sorted_with_their_values():
    read = read_series(file("d,v", "2024-01-03,3", "2024-01-01,1", "2024-01-02,2"))
    assert (list(read.values), days(read)) == ([1, 2, 3], ["2024-01-01", "2024-01-02", "2024-01-03"])
    assert keys(read) == {"sorted"}
