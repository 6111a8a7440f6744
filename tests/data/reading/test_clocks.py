"""Hours: their order, their clock, and the other clock on request."""

import numpy as np
import pytest

from seqviz.data.reading import read_series
from seqviz.records.problem import Problem
from tests.data.reading.series_files import file, keys

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


@pytest.mark.parametrize("newest_first", [False, True])
def test_an_hour_told_twice_keeps_its_place_in_either_direction(newest_first):
    hours = ["2024-10-27 00:00", "2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00", "2024-10-27 03:00"]
    rows = list(enumerate(hours))[:: -1 if newest_first else 1]
    read = read_series("\n".join(["t,v", *(f"{hour},{place * place}" for place, hour in rows)]).encode())
    assert list(read.values) == [0, 1, 4, 9, 16]
    assert "repeated-hour" in keys(read)
