import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.records.tables import cell

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"


@given(st.text(max_size=20) | st.sampled_from(FORMULA).flatmap(lambda sign: st.text(max_size=8).map(sign.__add__)))
def test_no_cell_starts_like_a_formula_and_no_text_is_lost(text):
    written = cell(text)
    assert written in (text, f"'{text}")
    assert not written.lstrip().startswith(tuple(FORMULA))


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_letters_and_digits_stay_as_they_are(text):
    assert cell(text) == text


@pytest.mark.parametrize("value", [-1, -0.5, 0, None, True])
def test_what_is_no_text_stays_as_it_is(value):
    assert cell(value) is value


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "\t=1", "\r=1", "\n=1", "\uff1d1", "+1", "-1", "@SUM(A1)", "\ttext"])
def test_a_formula_comes_back_from_csv_as_text(text):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell(text), "next"])
    assert next(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [f"'{text}", "next"]
