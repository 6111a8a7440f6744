"""What nothing decides is asked, and the answers decide."""

import pytest

from seqviz.data.reading import read_series
from tests.data.reading.series_files import days, file, refused

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
