"""Settings read out of an address: what is good is taken, what is not falls back and is told."""

import pytest

from seqviz.ui.query import Query


@pytest.mark.parametrize("text", ["3", "3.0", "+3"])
def test_a_whole_number_is_read(text):
    asked = Query("page", {"k": text})
    assert asked.whole("k", 1, 6, 4) == 3
    assert not asked.problems


@pytest.mark.parametrize("text", ["", "x", "9", "0", "2.5", "nan", "inf", "1_0", "\u0663", "9" * 5000])
def test_what_is_no_number_in_range_falls_back_and_is_told(text):
    asked = Query("page", {"k": text})
    assert asked.whole("k", 1, 6, 4) == 4
    (problem,) = asked.problems
    assert problem.key == "page.address.number"
    assert (problem.values["name"], problem.values["usual"]) == ("k", 4)
    assert len(problem.values["asked"]) <= 40


def test_an_unknown_choice_falls_back_and_is_told():
    asked = Query("page", {"unit": "sentence"})
    assert asked.choice("unit", ("words", "characters"), "words") == "words"
    assert [problem.key for problem in asked.problems] == ["page.address.choice"]


def test_what_the_address_does_not_mention_is_usual():
    asked = Query("page", {})
    assert (asked.number("alpha", 0, 2, 0.75), asked.choice("unit", ("words",), "words")) == (0.75, "words")
    assert not asked.problems
