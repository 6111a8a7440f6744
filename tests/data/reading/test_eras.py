"""Years of an era, Chinese and Japanese: read where the era is named, asked for in plain words where it is not."""

from datetime import date, timedelta

import numpy as np
import pytest

from seqviz.data.reading import read_series
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog

REIWA = date(2019, 5, 1)
DAYS = [date(2019, 4, 26) + timedelta(days=place) for place in range(10)]


def republic(name, written):
    return lambda day: written.format(era=name, y=day.year - 1911, m=day.month, d=day.day)


def japanese(day):
    era, year = ("\u4ee4\u548c", day.year - 2018) if day >= REIWA else ("\u5e73\u6210", day.year - 1988)
    told = "\u5143" if year == 1 else str(year)
    return f"{era}{told}\u5e74{day.month}\u6708{day.day}\u65e5"


WRITTEN = {
    "traditional": republic("\u6c11\u570b", "{era}{y}\u5e74{m}\u6708{d}\u65e5"),
    "simplified, with blanks": republic("\u6c11\u56fd", "{era} {y} \u5e74 {m} \u6708 {d} \u65e5"),
    "in full, with strokes": republic("\u4e2d\u83ef\u6c11\u570b", "{era}{y}/{m:02}/{d:02}"),
    "a change of reign": japanese,
}


def table(cells):
    return "\n".join(["\u65e5\u671f,v", *(f"{cell},{place * place}" for place, cell in enumerate(cells))]).encode()


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_the_year_of_a_named_era_is_counted_from_its_beginning_and_said(written):
    read = read_series(table(map(written, DAYS)))
    assert read.times.tolist() == np.array(DAYS, dtype="datetime64[s]").tolist()
    (notice,) = (notice for notice in read.notices if notice.key == "reading.notice.era")
    for language in LANGUAGES:
        said = load_catalog(language)(notice.key, **dict(notice.values))
        assert written(DAYS[0]) in said
        assert DAYS[0].isoformat() in said


@pytest.mark.parametrize("cell", ["108/04/26", "108\u5e744\u670826\u65e5", "H31.4.26", "R1/5/1"])
def test_a_year_without_its_era_is_refused_with_what_to_write(cell):
    with pytest.raises(Problem) as caught:
        read_series(table([cell] * 4))
    assert caught.value.key == "reading.era"
    for language in LANGUAGES:
        said = load_catalog(language)(caught.value.key, **caught.value.values)
        assert cell in said
        assert "2020-01-05" in said


def test_a_day_that_no_month_has_is_refused_in_an_era_too():
    with pytest.raises(Problem) as caught:
        read_series(table([WRITTEN["traditional"](day) for day in DAYS] + ["\u6c11\u570b109\u5e742\u670830\u65e5"]))
    assert (caught.value.key, caught.value.values["row"]) == ("reading.date", 12)
