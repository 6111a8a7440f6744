"""Numbers as people write them, each with its right value."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from tests.data.reading.series_files import file

NAN = math.nan
NBSP, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"


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
