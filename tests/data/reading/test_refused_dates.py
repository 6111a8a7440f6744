"""What is no date, and dates of which nobody knows the order."""

import pytest

from seqviz.data.reading import read_series
from tests.data.reading.dated_files import table
from tests.data.reading.series_files import refused

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


def test_dates_and_hours_settle_no_decimal_sign():
    months = [f"{place % 12 + 1:02}.{2010 + place // 12};1.{100 + place}" for place in range(40)]
    assert refused("\n".join(["Monat;Umsatz", *months]).encode()).key == "reading.ask.decimal"
    hours = [f"10.{place + 10};1,{100 + place}" for place in range(40)]
    assert refused("\n".join(["Uhr;Wert", *hours]).encode()).key == "reading.ask.decimal"
