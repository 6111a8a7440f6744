"""Exercises: how an answer is read, and how it is judged."""

import pytest

from seqviz.exercises.instance import Instance, read_number


@pytest.mark.parametrize(
    ("said", "number"),
    [("0.75", 0.75), (".75", 0.75), ("0,75", 0.75), ("3/4", 0.75), ("75 %", 0.75), ("75％", 0.75), ("−2", -2)],
)
def test_numbers_as_people_write_them(said, number):
    assert read_number(said) == pytest.approx(number)


@pytest.mark.parametrize("said", ["", "three", "3/0", "1/2/3", "nan", "inf", "1e999", "1_0", "<b>1</b>"])
def test_what_is_no_number_is_none(said):
    assert read_number(said) is None


def test_a_usual_mistake_is_known_by_its_number():
    instance = Instance(values={}, answer=6.0, mistakes={"added": 5.0})
    assert [instance.judge(said) for said in (6.0, 6.05, 5.0, 7.0)] == ["right", "right", "added", "wrong"]
