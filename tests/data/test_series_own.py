"""The learner's CSV: each thing that can be wrong with it has a sentence of its own; the rest is put right and said."""

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from seqviz.data.series.own import series_of
from seqviz.records.problem import Problem
from seqviz.records.series import Series
from seqviz.text.catalog import LANGUAGES, load_catalog

DATES = [str(d) for d in np.arange("2024-01-01", "2024-03-31", dtype="datetime64[D]")]
VALUES = [round(float(v), 2) for v in 10 + np.sin(np.arange(len(DATES)))]


def rows(dates: list[str] = DATES, values: list[object] | None = None, *, header: str = "date,price") -> bytes:
    lines = [f"{d},{v}" for d, v in zip(dates, VALUES if values is None else values, strict=True)]
    return "\n".join([header, *lines]).encode()


def read(content: bytes) -> Series:
    return series_of(read_series(content))


def noticed(series: Series) -> list[str]:
    return [notice.key.rpartition(".")[2] for notice in series.notices]


def problem_of(content: bytes) -> Problem:
    with pytest.raises(Problem) as caught:
        read(content)
    for language in LANGUAGES:
        catalog = load_catalog(language)
        assert catalog(caught.value.key, **caught.value.values)
    return caught.value


def test_a_clean_file_is_read_as_it_is() -> None:
    series = read(rows())
    assert series.values == pytest.approx(VALUES)
    assert series.name == "price"
    assert series.season == 7
    assert str(series.times[0])[:10] == DATES[0]
    assert series.notices == ()


class TestPutRight:
    def test_dates_out_of_order_are_sorted(self) -> None:
        order = np.random.default_rng(0).permutation(len(DATES))
        series = read(rows([DATES[i] for i in order], [VALUES[i] for i in order]))
        assert series.values == pytest.approx(VALUES)
        assert noticed(series) == ["sorted"]

    def test_missing_values_become_a_straight_line_between_their_neighbours(self) -> None:
        values: list[object] = list(VALUES)
        values[10], values[11] = "", "NA"
        series = read(rows(values=values))
        step = (VALUES[12] - VALUES[9]) / 3
        assert series.values[10:12] == pytest.approx([VALUES[9] + step, VALUES[9] + 2 * step])
        assert dict(series.notices[0].values) == {"count": 2, "rows": len(DATES)}

    def test_missing_values_at_the_ends_fall_away(self) -> None:
        series = read(rows(values=["", *VALUES[1:-1], "nan"]))
        assert series.values == pytest.approx(VALUES[1:-1])

    def test_a_date_that_stands_twice_is_averaged(self) -> None:
        series = read(rows([*DATES, DATES[-1]], [*VALUES, VALUES[-1] + 2]))
        assert series.values[-1] == pytest.approx(VALUES[-1] + 1)
        assert noticed(series) == ["repeated"]

    def test_gaps_in_the_calendar_are_said(self) -> None:
        assert noticed(read(rows(DATES[:20] + DATES[25:], [*VALUES[:20], *VALUES[25:]]))) == ["gaps"]

    def test_of_100_000_rows_the_newest_are_kept(self) -> None:
        content = "\n".join(["value", *(str(i % 97) for i in range(100_000))]).encode()
        series = read(content)
        assert len(series) == 20_000
        assert series.values[-1] == 99_999 % 97
        assert noticed(series) == ["newest"]

    def test_a_blank_line_in_a_single_column_is_a_missing_value(self) -> None:
        series = read("\n".join(["value", "1", "", "3", *map(str, VALUES)]).encode())
        assert list(series.values[:3]) == [1, 2, 3]
        assert noticed(series) == ["missing"]

    def test_an_hour_that_the_clocks_tell_twice_is_not_averaged(self) -> None:
        hours = [str(h) for h in np.arange("2024-10-26T00", "2024-10-29T00", dtype="datetime64[h]")]
        hours.insert(hours.index("2024-10-27T02"), "2024-10-27T02")
        values = [float(i % 5) for i in range(len(hours))]
        series = read(rows([h + ":00" for h in hours], values))
        assert series.values == pytest.approx(values)
        assert noticed(series) == ["repeated-hour"]


@pytest.mark.parametrize(("unit", "season"), [("h", 24), ("W", 52), ("M", 12)])
def test_the_calendar_suggests_a_season(unit: str, season: int) -> None:
    dates = [str(d) for d in (np.datetime64("2020-01") + np.arange(90).astype(f"timedelta64[{unit}]"))]
    dates = [date + ":00" if unit == "h" else date for date in dates]
    assert read(rows(dates, VALUES[:90])).season == season


class TestProblems:
    @pytest.mark.parametrize(
        ("content", "key"),
        [
            (b"date,price\n2024-01-01,1\n2024-01-02,2\n", "too-short"),
            (rows(values=[3] * len(DATES)), "constant"),
            (rows(values=[*VALUES[:60], *[""] * (len(DATES) - 60)]), "missing"),
            (rows(values=[1e308, -1e308] * (len(DATES) // 2)), "extreme"),
            (rows(values=[1e-320, 2e-320] * (len(DATES) // 2)), "extreme"),
        ],
        ids=lambda v: v if isinstance(v, str) else "",
    )
    def test_each_has_its_own_sentence(self, content: bytes, key: str) -> None:
        assert problem_of(content).key == f"sequence-models.problem.{key}"

    @given(st.binary(max_size=300) | st.text(alphabet="0123456789.,;-+eE\n \"'ab\t", max_size=400).map(str.encode))
    @settings(max_examples=150, deadline=None)
    def test_nothing_breaks_it(self, content: bytes) -> None:
        with contextlib.suppress(Problem):
            read(content)


def test_the_dates_of_a_series_are_sorted_and_distinct() -> None:
    series = read(rows())
    assert (np.diff(series.times) > np.timedelta64(0)).all()
