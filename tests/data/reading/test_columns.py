"""The columns of a file: their names, which are numbers, which count rows, what is said of them."""

from collections import Counter

import pytest

from seqviz.data.reading import number_columns, read_series, separators, table, time_columns
from seqviz.data.reading.series import open_series
from tests.data.reading.series_files import days, file, keys, refused


def test_remarks_that_are_left_out_are_said():
    read = read_series(file("# by hand", "#", "d,v", "2024-01-01,1.5", "2024-01-02,2.5"))
    assert [dict(n.values) for n in read.notices if n.key == "reading.notice.remarks"] == [{"count": 2}]


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


def test_equal_names_cost_no_more_than_others():
    opened = open_series(file(",".join(["v"] * 1000), ",".join(["1.5"] * 1000)))
    assert len(set(opened.table.names)) == 1000


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
