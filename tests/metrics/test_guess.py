from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.metrics.bleu import lecture_bleu
from seqviz.metrics.guess import judge, read_guess
from seqviz.records.problem import Problem


def order(matches, total):
    """n = 1 of a prediction with this many matches."""
    prediction = [f"w{place}" for place in range(total)]
    return lecture_bleu(prediction, prediction[:matches], 1).ngrams[0]


def verdict(typed, matches, total):
    return judge(read_guess(typed), order(matches, total)).verdict


@pytest.mark.parametrize(("typed", "value"), [("3/4", "3/4"), (".75", "3/4"), ("75 %", "3/4"), ("1", "1")])
def test_a_number_is_read(typed, value):
    assert read_guess(typed).value == Fraction(value)


@given(st.text(max_size=12) | st.text("0123456789./%", max_size=8))
def test_anything_else_is_a_problem_and_nothing_worse(typed):
    try:
        guess = read_guess(typed)
    except Problem:
        return
    assert guess.value >= 0
    judge(guess, order(2, 3))


@pytest.mark.parametrize("typed", [".7", "0.67", ".667", ".666667", "67%", "66.7 %", "2/3", "4/6"])
def test_two_thirds_are_right_as_far_as_they_go(typed):
    assert verdict(typed, 2, 3) == "right"


@pytest.mark.parametrize("typed", [".670", ".66", ".6", ".8", "66%", "66.6%", "1", "0"])
def test_half_a_unit_of_the_last_place_is_all_that_rounding_excuses(typed):
    assert verdict(typed, 2, 3) in ("high", "low")


@given(st.integers(1, 40), st.data(), st.integers(1, 6))
def test_every_correctly_rounded_decimal_is_right(total, data, places):
    matches = data.draw(st.integers(0, total))
    assert verdict(f"{matches / total:.{places}f}", matches, total) == "right"


@pytest.mark.parametrize("typed", ["1", "100/100", "0"])
def test_a_whole_number_is_meant_exactly(typed):
    assert verdict(typed, 2, 3) != "right"


def test_the_clipped_ngram_is_pointed_at_before_the_missing_one():
    clipped = lecture_bleu(["x", "a", "a"], ["a", "b"], 1).ngrams[0]
    assert judge(read_guess("2/3"), clipped).hint == 2
    assert judge(read_guess("0/3"), clipped).hint == 1
