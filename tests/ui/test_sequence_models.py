"""A forecasting run as its page watches it: bounded, faithful to the records, honest about which step it shows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.records.forecast import (
    ForecastDescription,
    ForecastEvaluation,
    ForecastStep,
    HorizonAnswer,
    HorizonQuestion,
)
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.ui.sequence_models.watch import POINTS, BatchErrors, ForecastWatch

DESCRIPTION = ForecastDescription(device="CPU", scale=2.0)
QUESTION = HorizonQuestion()


def step(number: int, loss: float = 4.0) -> ForecastStep:
    return ForecastStep(step=number, losses=(loss, 2 * loss), learning_rate=0.01)


def answer(number: int) -> HorizonAnswer:
    return HorizonAnswer(step=number, horizons=(1,), feedback="prediction", forecasts={}, errors={}, alone={})


class Reply:
    def __init__(self, value):
        self.value = value

    def done(self):
        return True

    def result(self):
        if isinstance(self.value, Problem):
            raise self.value
        return self.value


class FakeRun:
    """A run that answers at once what the test told it to; what it was asked is on record."""

    def __init__(self):
        self.asked = []
        self.replies = []
        self.news = Poll(status="training", description=DESCRIPTION)

    def poll(self, since):
        return self.news

    def ask_later(self, question, step=None):
        self.asked.append((question, step))
        reply = self.replies.pop(0)
        if reply == "refuse":
            raise Problem("jobs.lost")
        return Reply(reply)


@pytest.fixture
def watch():
    watch = ForecastWatch(FakeRun())
    watch.horizon.every = 0.0
    watch.refresh()
    return watch


def end(watch, step):
    watch.run.news = Poll(status="finished", step=step, description=DESCRIPTION)
    watch.refresh()


@given(st.integers(1, 30_000))
def test_batch_errors_stay_bounded_and_lose_nothing_but_detail(count):
    batches = BatchErrors()
    for number in range(1, count + 1):
        batches.add(step(number, loss=float(number)))
    assert len(batches.points) < POINTS
    covered = len(batches.points) * batches.stretch
    assert count - covered < batches.stretch
    # a mean of means over equal stretches is the mean over all of them
    expected = (covered + 1) / 2
    for column, factor in ((0, 1), (1, 1), (2, 2)):
        found = [point[column] for point in batches.points]
        assert not found or sum(found) / len(found) == pytest.approx(factor * expected)
        assert found == sorted(found)


def test_curves_are_in_the_unit_of_the_series(watch):
    records = (*(step(number) for number in range(1, 9)), ForecastEvaluation(step=8, errors=(1.5, 2.5)))
    watch.run.news = Poll(status="training", step=8, records=records, last=9, description=DESCRIPTION)
    watch.refresh()
    assert watch.training_errors(0) == ([2.5, 6.5], [4.0, 4.0])  # root of 4, times the scale 2
    assert watch.training_errors(1)[1] == pytest.approx([2 * math.sqrt(8)] * 2)
    assert watch.held_out_errors(1) == ([8.0], [2.5])
    assert watch.learning_rate == 0.01


def test_an_answer_to_an_older_question_is_not_shown(watch):
    watch.run.replies = [answer(0), answer(0)]
    watch.ask(QUESTION, past=None)
    watch.ask(QUESTION, past=None)
    assert watch.answer is not None
    watch.ask(HorizonQuestion(feedback="truth"), past=None)
    assert watch.answer is None


def test_forecasts_of_a_kept_step_are_shown_but_are_not_those_of_now(watch):
    watch.run.replies = [answer(3)]
    watch.ask(QUESTION, past=3)
    watch.ask(QUESTION, past=3)
    assert watch.run.asked == [(QUESTION, 3)]
    assert watch.answer.step == 3
    assert watch.answer_of_now is None


def test_of_a_run_that_has_ended_the_answer_of_the_last_step_is_awaited(watch):
    watch.run.replies = [answer(5), answer(9)]
    watch.ask(QUESTION, past=None)
    end(watch, 9)
    watch.ask(QUESTION, past=None)
    assert watch.answer_of_now.step == 9


def test_nobody_waits_for_a_refused_answer(watch):
    end(watch, 9)
    watch.run.replies = ["refuse"]
    watch.ask(QUESTION, past=None)
    watch.ask(QUESTION, past=None)
    assert watch.horizon.problem.key == "jobs.lost"
    assert len(watch.run.asked) == 1


def test_a_run_without_its_worker_is_not_asked(watch):
    watch.run.news = Poll(status="lost", description=DESCRIPTION)
    watch.refresh()
    watch.ask(QUESTION, past=None)
    assert not watch.run.asked
