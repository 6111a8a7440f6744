"""A race of recall as its exams tell it: who passed, who ended, who was first."""

import numpy as np
import pytest

from seqviz.records.recall import NOBODY, Exams, Race


def exams(*accuracies):
    return Exams(step=np.arange(len(accuracies)) * 50.0, accuracy=np.array(accuracies))


def race(**lanes):
    return Race(delay=20, most_steps=150, lanes=lanes)


def test_the_first_passed_exam_counts():
    assert exams(0.1, 0.949, 0.95, 0.2, 1.0).learned_at == 100
    assert exams(0.1, 0.94).learned_at is None
    assert Exams.of({}).learned_at is None


def test_nobody_is_first_before_somebody_passed_or_all_have_ended():
    assert race(rnn=Exams.of({}), lstm=Exams.of({})).first == frozenset()
    assert race(rnn=exams(0.1, 0.5), lstm=exams(0.1, 0.2)).first == frozenset()
    assert race(rnn=exams(0.1, 0.5, 0.6, 0.7), lstm=exams(0.1, 0.2)).first == frozenset()
    assert race(rnn=exams(0.1, 0.5, 0.6, 0.7), lstm=exams(0.1, 0.2, 0.2, 0.2)).first == {NOBODY}


def test_several_may_be_first():
    run = race(rnn=exams(0.1, 0.97), gru=exams(0.1, 1.0), lstm=exams(0.1, 0.3, 0.99), chrono=exams(0.1, 0.3))
    assert run.first == {"rnn", "gru"}
    assert run.learned == {"rnn": 50, "gru": 50, "lstm": 100, "chrono": None}
    assert not run.is_over
    assert [run.has_ended(lane) for lane in run.lanes] == [True, True, True, False]


@pytest.mark.parametrize(("accuracy", "over"), [(0.2, True), (0.99, True)])
def test_whoever_has_made_all_steps_has_ended(accuracy, over):
    assert race(rnn=exams(0.1, 0.1, 0.1, accuracy)).is_over == over
