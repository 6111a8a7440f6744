"""Small files as people write them, each with its right values, or with the sentence that it deserves."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import number_columns, read_series, separators, table, time_columns
from seqviz.data.reading.series import open_series
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog

NAN = math.nan
NBSP, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"


def file(*lines, encoding="utf-8"):
    return "\n".join(lines).encode(encoding)


def days(read):
    return [str(moment)[:10] for moment in read.times]


def keys(read):
    return {notice.key.removeprefix("reading.notice.") for notice in read.notices}


NUMBERS = {
    "plain": (file("v", "1", "2.5", "-3"), [1, 2.5, -3]),
    "decimal comma": (file("v;w", "1,5;a", "2,25;b"), [1.5, 2.25]),
    "decimal comma, one column": (file("wert", "1,5", "2,5", "3"), [1.5, 2.5, 3]),
    "decimal comma without a heading": (file("2024-01-01;1,5", "2024-01-02;2,5"), [1.5, 2.5]),
    "decimal comma in quotes": (file("d,v", '2024-01-01,"1,5"', '2024-01-02,"12,25"'), [1.5, 12.25]),
    "thousands: comma": (file("d,v", '2024-01-01,"1,234.5"', '2024-01-02,"12,345.75"'), [1234.5, 12345.75]),
    "thousands: commas alone, twice": (file("v;w", "1,234,567;a", "2,345;b"), [1234567, 2345]),
    "thousands: Indian": (file("v;w", "12,34,567.5;a", "1,00,000;b"), [1234567.5, 100000]),
    "thousands: dot": (file("v;w", "1.234,5;a", "999;b", "12.345.678;c"), [1234.5, 999, 12345678]),
    "thousands: blank": (file("v;w", "1 234,5;a", "12 345;b"), [1234.5, 12345]),
    "thousands: no-break blank": (file("v;w", f"1{NBSP}234,5;a", f"12{NBSP}345;b"), [1234.5, 12345]),
    "thousands: narrow blank": (file("v;w", f"1{NARROW}234,5;a", f"12{NARROW}345;b"), [1234.5, 12345]),
    "thousands: thin blank": (file("v;w", f"1{THIN}234.5;a", f"12{THIN}345;b"), [1234.5, 12345]),
    "thousands: Swiss": (file("v", "1'234.5", "2\u2019345"), [1234.5, 2345]),
    "three decimals after a point": (file("v", "1.234", "2.345"), [1.234, 2.345]),
    "a zero before the mark is no thousand": (file("v;w", "0,123;a", "1,234;b"), [0.123, 1.234]),
    "another column settles the sign": (file("v;w", "1.234;2,5", "2.345;3,5"), [1234, 2345]),
    "percent": (file("v", "12%", "3.5 %"), [12, 3.5]),
    "dollars": (file("v", "$1.50", "-$2", "$1,000.25"), [1.5, -2, 1000.25]),
    "euros": (file("v;w", "1,50 \u20ac;a", "\u20ac 2,75;b"), [1.5, 2.75]),
    "yuan": (file("v", "\u00a512.5", "\uffe53"), [12.5, 3]),
    "dollars of a country": (file("v", "US$1.50", "-US$2"), [1.5, -2]),
    "degrees": (file("v", "1.5 \u00b0C", "-2\u00b0C", "3\u2103"), [1.5, -2, 3]),
    "metres per second": (file("v;w", "1,5 m/s;a", "2,5 m/s;b"), [1.5, 2.5]),
    "a currency by its letters": (file("v", "USD 1.5", "2.5 USD"), [1.5, 2.5]),
    "typographic minus": (file("v", f"{MINUS}1.5", "\u20132.5", "3"), [-1.5, -2.5, 3]),
    "brackets of bookkeepers": (file("v", "(1.5)", "($2)", "3"), [-1.5, -2, 3]),
    "full-width digits": (file("v", "\uff11\uff12", "\uff13\uff0e\uff15"), [12, 3.5]),
    "Arabic digits": (
        file("v;w", "\u0661\u0662\u066b\u0665;a", "\u0661\u066c\u0662\u0663\u0664\u066b\u0665;b"),
        [12.5, 1234.5],
    ),
    "powers of ten": (file("v", "1.5e3", "2E-2"), [1500, 0.02]),
    "spreadsheet errors": (file("v", "1.5", "#N/A", "#DIV/0!", "#VALUE!", "2"), [1.5, NAN, NAN, NAN, 2]),
    "errors in other languages": (file("v", "1.5", "#ZAHL!", "#\u00dcBERLAUF!", "#N/D", "2"), [1.5, NAN, NAN, NAN, 2]),
    "words for missing": (file("v", "1", "NA", "n/a", "null", "-", "\u2014", "\u65e0", "2"), [1, *[NAN] * 6, 2]),
    "sep=": (file("sep=;", "d;v", "2024-01-01;1,5", "2024-01-02;2,5"), [1.5, 2.5]),
    "sep= that nobody guesses": (file("sep=~", "d~v", "2024-01-01~1.5", "2024-01-02~2.5"), [1.5, 2.5]),
    "tabs": (file("d\tv", "2024-01-01\t1.5", "2024-01-02\t2.5"), [1.5, 2.5]),
    "bars": (file("d|v", "2024-01-01|1.5", "2024-01-02|2.5"), [1.5, 2.5]),
    "a title above": (file("Station 7", "", "d,v", "2024-01-01,1.5", "2024-01-02,2.5"), [1.5, 2.5]),
    "a missing value first": (file("#N/A", "1.5", "2.5"), [NAN, 1.5, 2.5]),
    "a missing value first, two columns": (file("#N/A,3", "1.5,3", "2.5,4"), [NAN, 1.5, 2.5]),
    "decimal comma in one column, settled by a zero": (file("5,6", "5,07", "3,4"), [5.6, 5.07, 3.4]),
    "remarks above": (file("# made, by hand", "d,v", "2024-01-01,1.5", "2024-01-02,2.5"), [1.5, 2.5]),
    "a comma at each end": (file("d,v,", "2024-01-01,1.5,", "2024-01-02,2.5,"), [1.5, 2.5]),
    "blank lines": (file("d,v", "", "2024-01-01,1.5", "", "2024-01-02,2.5", ""), [1.5, 2.5]),
    "windows lines": (b"v\r\n1\r\n2\r\n", [1, 2]),
    "old mac lines": (b"v\r1\r2\r", [1, 2]),
    "row numbers first": (file(",v", "0,1.5", "1,2.5", "2,0.5"), [1.5, 2.5, 0.5]),
    "row numbers with a name": (file("id,v", "1,7", "2,7", "3,9"), [7, 7, 9]),
    "years beside": (file("year,rain", "1950,3", "1951,4", "1952,5", "1953,7"), [3, 4, 5, 7]),
    "utf-16": (file("d\tv", "2024-01-01\t1,5", "2024-01-02\t2,5", encoding="utf-16"), [1.5, 2.5]),
    "gbk": (file("\u65e5\u671f,\u6570\u503c", "2024-01-01,1.5", "2024-01-02,2.5", encoding="gbk"), [1.5, 2.5]),
    "big5": (file("\u65e5\u671f,\u6578\u503c", "2024-01-01,1.5", "2024-01-02,2.5", encoding="big5"), [1.5, 2.5]),
    "cp1252": (file("Tag;H\u00f6he \u00b0C", "01.01.2024;1,5", "02.01.2024;2,5", encoding="cp1252"), [1.5, 2.5]),
}


@pytest.mark.parametrize(("content", "values"), NUMBERS.values(), ids=NUMBERS)
def test_the_values_are_those_that_a_person_reads(content, values):
    np.testing.assert_array_equal(read_series(content).values, values)


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


HOURS = {
    "offsets that change": (
        ["2024-03-31T01:00+01:00", "2024-03-31T03:00+02:00", "2024-03-31T04:00+02:00"],
        ["00", "01", "02"],
        "utc",
    ),
    "one offset": (
        ["2024-01-01 01:00+0800", "2024-01-01 02:00+0800", "2024-01-01 03:00+0800"],
        ["01", "02", "03"],
        "zone",
    ),
    "Z": (["2024-01-01T01:00Z", "2024-01-01T02:00Z", "2024-01-01T03:00Z"], ["01", "02", "03"], "zone"),
    "Z mixed with none": (
        ["2024-01-01T01:00Z", "2024-01-01T02:00", "2024-01-01T03:00Z"],
        ["01", "02", "03"],
        "bare-zone",
    ),
    "halves of the day": (
        ["1/31/2024 11:00 AM", "1/31/2024 12:00 PM", "1/31/2024 1:00 PM"],
        ["11", "12", "13"],
        "month-first",
    ),
    "an hour twice": (
        ["2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00"],
        ["01", "02", "02", "03"],
        "repeated-hour",
    ),
    "half hours twice": (
        [f"2024-10-27 {h}" for h in ("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")],
        ["01", "02", "02", "02", "02", "03"],
        "repeated-hour",
    ),
}


@pytest.mark.parametrize(("cells", "hours", "key"), HOURS.values(), ids=HOURS)
def test_hours_keep_their_order_and_their_clock_is_said(cells, hours, key):
    read = read_series(file("when,v", *(f"{cell},{place}.5" for place, cell in enumerate(cells))))
    assert [str(moment)[11:13] for moment in read.times] == hours
    np.testing.assert_array_equal(read.values, np.arange(len(cells)) + 0.5)
    assert key in keys(read)


CLOCKS = {
    "offsets that change, as written": ("offsets that change", "written", ["01", "03", "04"], "clocks"),
    "one offset, in UTC": ("one offset", "utc", ["17", "18", "19"], "moved"),
    "Z mixed with none, as written": ("Z mixed with none", "written", ["01", "02", "03"], "clocks"),
    "Z mixed with none, in UTC": ("Z mixed with none", "utc", ["01", "02", "03"], "bare-zone"),
    "no offset at all": ("halves of the day", "utc", ["11", "12", "13"], "month-first"),
}


@pytest.mark.parametrize(("case", "clock", "hours", "key"), CLOCKS.values(), ids=CLOCKS)
def test_the_learner_chooses_the_other_clock(case, clock, hours, key):
    read = read_series(file("when,v", *(f"{cell},{place}.5" for place, cell in enumerate(HOURS[case][0]))), clock=clock)
    assert [str(moment)[11:13] for moment in read.times] == hours
    assert key in keys(read)


def test_what_names_no_zone_beside_an_offset_is_read_as_written_on_request():
    content = file("when,v", "2024-01-01T01:00+02:00,1", "2024-01-01T02:00,2")
    with pytest.raises(Problem):
        read_series(content, clock="utc")
    assert [str(moment)[11:13] for moment in read_series(content, clock="written").times] == ["01", "02"]


ASKED = {
    "one number or two cells": (file("5,678", "6,789", "1,234"), "reading.ask.comma"),
    "a heading with a comma": (file("Temperatur, \u00b0C", "5,6", "6,7"), "reading.ask.comma"),
    "day or month": (file("d,v", "03/04/2024,1", "05/06/2024,2"), "reading.ask.day-first"),
    "a thousand or three decimals": (file("d;v", "2024-01-01;1.234", "2024-01-02;2.345"), "reading.ask.decimal"),
    "a thousand or three decimals, by comma": (
        file("d;v", "2024-01-01;1,234", "2024-01-02;2,345"),
        "reading.ask.decimal",
    ),
}


@pytest.mark.parametrize(("content", "key"), ASKED.values(), ids=ASKED)
def test_what_nothing_decides_is_asked(content, key):
    assert refused(content).key == key


def test_the_answers_decide():
    content = file("d;v", "03/04/2024;1.234", "05/06/2024;2.345")
    german = read_series(content, day_first=True, decimal=",")
    american = read_series(content, day_first=False, decimal=".")
    assert (list(german.values), days(german)) == ([1234, 2345], ["2024-04-03", "2024-06-05"])
    assert (list(american.values), days(american)) == ([1.234, 2.345], ["2024-03-04", "2024-05-06"])


def test_one_number_or_two_cells_is_answered_by_the_decimal_sign():
    content = file("Temperatur, \u00b0C", "5,6", "6,7")
    one, two = read_series(content, decimal=","), read_series(content, decimal=".")
    assert (one.value_column, list(one.values)) == ("Temperatur, \u00b0C", [5.6, 6.7])
    assert (two.value_column, list(two.values)) == ("Temperatur", [5, 6])


def test_two_columns_under_two_headings_are_no_question():
    assert list(read_series(file("v,w", "5,6", "6,8", "1,3")).values) == [5, 6, 1]


def test_remarks_that_are_left_out_are_said():
    read = read_series(file("# by hand", "#", "d,v", "2024-01-01,1.5", "2024-01-02,2.5"))
    assert [dict(n.values) for n in read.notices if n.key == "reading.notice.remarks"] == [{"count": 2}]


def refused(content, **chosen):
    with pytest.raises(Problem) as caught:
        read_series(content, **chosen)
    for language in LANGUAGES:
        said = load_catalog(language)(caught.value.key, **caught.value.values)
        assert all(
            str(value) in said for name, value in caught.value.values.items() if name in ("row", "column", "text")
        )
    return caught.value


REFUSED = {
    "nothing": (b"", "empty", {}),
    "blank": (b"  \n\n", "empty", {}),
    "a heading alone": (b"date,price\n", "no-rows", {}),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x01", "binary", {}),
    "a spreadsheet": (b"PK\x03\x04xxxx", "binary", {}),
    "every byte": (bytes(range(128, 256)) * 4, "encoding", {"row": 1}),
    "too large": (b"x" * 5_000_001, "too-large", {}),
    "words": (b"a,b\nred,blue\n", "no-numbers", {}),
    "a long row": (b"a,b\n1,2\n1,2,3\n", "ragged", {"row": 3, "cells": 3, "columns": 2}),
    "an open quotation mark": (b'v,w\n1,2\n"3,4\n5,6\n', "quote", {}),
    "a word among numbers": (
        b"v\n1\nclosed\n3\n",
        "not-a-number",
        {"row": 3, "column": "v", "text": "closed", "sign": "c", "count": 1},
    ),
    "a foreign sign": (
        b"v\n1\n2#5\n3\n",
        "not-a-number",
        {"row": 3, "column": "v", "text": "2#5", "sign": "#", "count": 1},
    ),
    "a footnote": (
        "v\n12.5\n12.5\u00b9\n".encode(),
        "not-a-number",
        {"row": 3, "sign": "\u00b9", "text": "12.5\u00b9"},
    ),
    "a power written small": ("v\n10\u00b2\n".encode(), "not-a-number", {"row": 2, "sign": "\u00b2"}),
    "a minus behind": (b"d,v\n2024-01-01,1.5-\n", "not-a-number", {"row": 2, "column": "v", "sign": "-", "count": 1}),
    "ten thousands": ("d,v\n2024-01-01,3\u4e07\n".encode(), "not-a-number", {"row": 2, "sign": "\u4e07"}),
    "numbers with a word, all of them": (b"d,v\n2024-01-01,about 3\n", "not-a-number", {"row": 2, "sign": "a"}),
    "degrees of two kinds": ("v\n1 \u00b0C\n2 \u00b0F\n".encode(), "two-units", {"row": 3}),
    "infinite": (b"v\n1\ninf\n", "infinite", {"row": 3, "column": "v"}),
    "beyond all numbers": (b"v\n1\n1e999\n", "infinite", {"row": 3}),
    "two decimal signs": (b"v;w\n1,5;a\n2.5;b\n", "two-signs", {"row": 3, "other_row": 2}),
    "percent beside none": (b"v\n12%\n13\n", "two-units", {"row": 3, "column": "v"}),
    "two currencies": ("v\n$1\n\u20ac2\n".encode(), "two-units", {"row": 3}),
    "two orders of day and month": (b"d,v\n13/04/2024,1\n04/13/2024,2\n", "two-orders", {"row": 2, "other_row": 3}),
    "a day that no calendar has": (b"d,v\n2024-02-29,1\n2024-02-30,2\n", "date", {"row": 3, "text": "2024-02-30"}),
    "no date among dates": (b"d,v\n2024-02-28,1\n2024-02-29,2\nsomeday,3\n", "date", {"row": 4, "text": "someday"}),
    "an offset mixed with none": (b"d,v\n2024-01-01T01:00+02:00,1\n2024-01-01T02:00,2\n", "two-zones", {"row": 3}),
    "too many columns": (
        b",".join([b"c"] * 1001) + b"\n" + b",".join([b"1"] * 1001),
        "too-many-columns",
        {"columns": 1001},
    ),
    "too many rows": (b"v\n" + b"1\n" * 1_000_002, "too-many-rows", {"most": 1_000_000}),
    "digits for ever": (b"value\n" + b"1" * 1_000_000, "not-a-number", {"row": 2, "sign": "\u2026"}),
}


@pytest.mark.parametrize(("content", "key", "values"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_has_a_sentence_that_names_the_place(content, key, values):
    problem = refused(content)
    assert problem.key == f"reading.{key}"
    assert values.items() <= problem.values.items()


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("v,v,v (2)", ("v", "v (3)", "v (2)")),
        ("a,,a", ("a", "2", "a (2)")),
        ("a,,2", ("a", "2 (2)", "2")),
        ("<b>x</b>,$y$,![i](https://example.com)", ("<b>x</b>", "$y$", "![i](https://example.com)")),
    ],
)
def test_names_are_those_of_the_file_and_differ(heading, names):
    assert open_series(file(heading, "1.5,b,3", "4,c,6", "5,d,1")).table.names == names


def test_a_row_number_is_never_forecast_without_a_word():
    assert "row-number" in keys(read_series(file("id", "1", "2", "3", "4")))


def test_dates_out_of_order_are_sorted_with_their_values():
    read = read_series(file("d,v", "2024-01-03,3", "2024-01-01,1", "2024-01-02,2"))
    assert (list(read.values), days(read)) == ([1, 2, 3], ["2024-01-01", "2024-01-02", "2024-01-03"])
    assert keys(read) == {"sorted"}


def test_columns_can_be_named():
    content = file("d,e,v,w", "2024-01-01,2023-01-05,1,7", "2024-01-02,2023-01-06,2,9")
    read = read_series(content, value="w", date="e")
    assert (list(read.values), days(read)) == ([7, 9], ["2023-01-05", "2023-01-06"])
    assert read_series(content, date="").times is None
    assert refused(content, value="x").key == "reading.no-column"


def test_numbers_are_no_dates():
    opened = open_series(file("a,b", "12.5,2003", "11.25,1995", "10.75,2011"))
    assert (opened.dated, opened.numeric) == ((), ("a", "b"))


def test_a_clean_file_is_read_without_a_word():
    assert read_series(file("d,v", "2024-01-01,1.5", "2024-01-02,2.5")).notices == ()


STYLES = {
    ".": lambda x: f"{x:.2f}",
    ",": lambda x: f"{x:.2f}".replace(".", ","),
    "1,234.56": lambda x: f"{x:,.2f}",
    "1.234,56": lambda x: f"{x:,.2f}".translate(str.maketrans(",.", ".,")),
    "1 234,56": lambda x: f"{x:,.2f}".replace(",", NARROW).replace(".", ","),
    "1'234.56": lambda x: f"{x:,.2f}".replace(",", "'"),
    "%": lambda x: f"{x:.2f} %",
    "$": lambda x: f"${x:,.2f}".replace("$-", "-$"),
    "\u2212": lambda x: f"{x:.2f}".replace("-", MINUS),
}


@pytest.mark.parametrize("style", STYLES)
@given(numbers=st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 100), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_numbers_written_in_any_style_are_read_back(style, numbers):
    read = read_series(file("v;w", *(f"{STYLES[style](x)};a" for x in numbers)))
    assert list(read.values) == numbers


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


@given(st.binary(max_size=300) | st.text(alphabet="0123456789.,;-+eE/\n \"'ab\t%$", max_size=400).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_nothing_breaks_the_reader(content):
    try:
        read = read_series(content)
    except Problem:
        return
    assert len(read.values)
    assert read.times is None or len(read.times) == len(read.values)


def test_the_work_is_linear_in_the_number_of_columns(monkeypatch):
    """Cells looked at, not seconds: ten times the columns, ten times the looks."""
    looks = Counter()
    for module in (table, separators, number_columns, time_columns):
        for name in {"is_number", "is_date"} & vars(module).keys():
            look = getattr(module, name)
            monkeypatch.setattr(module, name, lambda cell, look=look: looks.update(["look"]) or look(cell))

    def cost(columns):
        looks.clear()
        read_series(file(*(",".join(f"{mark}{i}" for i in range(columns)) for mark in ("c", "1.", "2.", "4.", "3."))))
        return looks.total()

    assert 0 < cost(1000) <= 11 * cost(100)


def test_equal_names_cost_no_more_than_others():
    opened = open_series(file(",".join(["v"] * 1000), ",".join(["1.5"] * 1000)))
    assert len(set(opened.table.names)) == 1000
