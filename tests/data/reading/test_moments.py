"""A column of dates computed at once has the times of its cells one by one."""

from calendar import month_abbr
from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seqviz.data.reading.date_forms import FORMS, Matches, match_date, moment_of
from seqviz.data.reading.moments import times_at_once

DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(9998, 12, 31))
ANY_DAY = st.tuples(st.integers(0, 9999), st.integers(0, 14), st.integers(0, 33))
CLOCKS = st.sampled_from(
    ["", " 0:00", " 9:30 am", "T12:05:61", " 12:00 PM", " 23:59:59", " 24:00", " 24:01", " 13:00 pm"]
)
WRITTEN = {
    "y-m-d": lambda y, m, d, clock: f"{y:04}-{m:02}-{d:02}{clock}",
    "y/m/d": lambda y, m, d, clock: f"{y:04}/{m}/{d}{clock} Z" if clock else f"{y:04}/{m}/{d}",
    "d.m.y": lambda y, m, d, clock: f"{d:02}.{m:02}.{y:04}{clock}",
    "d/m/y": lambda y, m, d, clock: f"{d}/{m}/{y % 100:02}{clock}",
    "Chinese": lambda y, m, d, _clock: f"{y:04}\u5e74{m}\u6708{d}\u65e5",
    "Chinese month": lambda y, m, _d, _clock: f"{y:04}\u5e74{m}\u6708",
    "name": lambda y, m, d, clock: f"{d} {month_abbr[(m - 1) % 12 + 1]} {y:04}{clock}",
}


def matched(cells):
    """Match cells with the form of the first; those that are written in another are left out."""
    form = next(form for form in FORMS if match_date(cells[0], form))
    found = [match for cell in cells if (match := match_date(cell, form)) is not None]
    return Matches(cells=found, forms=frozenset([form]))


def one_by_one(matches, order):
    """Return the time of each cell, ``None`` where some cell has none."""
    try:
        return np.array([moment_of(match, order) for match in matches.cells], dtype="datetime64[s]")
    except (ValueError, OverflowError):
        return None


@given(
    st.sampled_from(sorted(WRITTEN)), st.lists(st.tuples(ANY_DAY, CLOCKS), min_size=1, max_size=6),
    st.sampled_from(["day", "month", "year"]),
)  # fmt: skip
@example("d.m.y", [((2024, 2, 29), " 24:00")], "day")
@example("d.m.y", [((2023, 2, 29), "")], "day")
@example("y-m-d", [((9999, 12, 31), " 24:00")], "day")
def test_what_is_computed_at_once_is_what_each_cell_says(writing, rows, order):
    matches = matched([WRITTEN[writing](*day, clock) for day, clock in rows])
    found, expected = times_at_once(matches, order), one_by_one(matches, order)
    if expected is None:
        assert found is None
    elif found is not None:
        assert found.dtype == expected.dtype
        assert found.tolist() == expected.tolist()


@given(st.sampled_from(sorted(WRITTEN)), st.lists(DAYS, min_size=1, max_size=6))
def test_every_day_of_a_usual_writing_is_computed_at_once(writing, days):
    matches = matched([WRITTEN[writing](day.year, day.month, day.day, " 7:05") for day in days])
    assert times_at_once(matches, "day") is not None


@pytest.mark.parametrize("cells", [["2024-Q1", "2024-Q2"], ["2024-W05"], ["9 Jan 24"], ["2024/1/5 \u4e0b\u5348 3:00"]])
def test_rare_writings_are_left_to_each_cell(cells):
    assert times_at_once(matched(cells), "day") is None
