"""Curves and frames of a watched run: bounded, faithful to the records, calm in their order."""

import csv
import io
import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import ForecastConfig, LanguageModelConfig
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.records.training import (
    EvaluationRecord,
    LanguageModelDescription,
    LayerTrace,
    OutcomeRecord,
    ProbeAnswer,
    ProbeQuestion,
    SampleAnswer,
    SampleQuestion,
    StepRecord,
)
from seqviz.text.catalog import load_catalog
from seqviz.ui.live import runs
from seqviz.ui.live.curves import MOST_POINTS, MOST_STEPS, CurveLog
from seqviz.ui.live.export import curves_csv
from seqviz.ui.live.frames import curves_frame, inside_frame
from seqviz.ui.live.watch import StandingQuestion, Watch


def step(number: int, loss: float = 2.0, before: float = 0.5, theta: float | None = 0.3) -> StepRecord:
    return StepRecord(
        step=number,
        loss=loss,
        norm_before=before,
        norm_after=min(before, theta or before),
        parameter_norms=(before, 0.1),
        learning_rate=0.005,
        theta=theta,
        tokens=32,
    )


DESCRIPTION = LanguageModelDescription(
    device="CPU",
    vocabulary_size=28,
    unigram_loss=2.8,
    training_tokens=1000,
    validation_tokens=100,
    parameters=("W_x 1", "W_h 1"),
    parameter_count=20,
)


@given(st.integers(1, 9000))
def test_curves_stay_bounded_and_keep_both_ends(count):
    log = CurveLog()
    log.add([step(number) for number in range(1, count + 1)])
    assert len(log.steps) <= MOST_STEPS
    assert (log.steps[0].step, log.steps[-1].step) == (1, count)
    assert log.seen == log.clipped == count
    x = log.norm_series()["/before"]["x"]
    assert len(x) <= 2 * MOST_POINTS + 2
    assert (x[0], x[-1]) == (1, count)
    assert x == sorted(x)


def test_points_of_a_growing_curve_do_not_move():
    log = CurveLog()
    log.add([step(number) for number in range(1, 500)])
    before = set(log.norm_series()["/before"]["x"][:-1])
    log.add([step(500)])
    assert before <= set(log.norm_series()["/before"]["x"])


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=60))
def test_the_smoothed_loss_lies_between_the_losses(losses):
    log = CurveLog()
    log.add([step(index + 1, loss) for index, loss in enumerate(losses)])
    smooth = log.smoothed()
    assert smooth.min() >= min(losses) - 1e-9
    assert smooth.max() <= max(losses) + 1e-9
    assert smooth[0] == pytest.approx(losses[0])


def test_infinite_losses_leave_gaps_and_a_finite_average():
    log = CurveLog()
    log.add([step(1), step(2, math.nan), step(3, math.inf), step(4)])
    series = log.perplexity_series(uniform=28, unigram_loss=2.8)
    assert series["/most"]["y"][1] is None
    assert log.training_loss == pytest.approx(2.0)
    assert series["uniform"]["y"] == [28, 28]
    assert series["unigram"]["y"][0] == pytest.approx(math.exp(2.8), rel=1e-3)


def test_a_long_run_draws_no_more_held_out_points_than_others():
    log = CurveLog()
    log.add([EvaluationRecord(step=100 * number, loss=2.0, tokens=10) for number in range(5_000)])
    x = log.perplexity_series(uniform=28, unigram_loss=2.8)["/validation"]["x"]
    assert len(x) <= MOST_POINTS + 1
    assert (x[0], x[-1]) == (0, 499_900)


def test_the_table_of_a_run_holds_each_step_and_each_look_at_held_out_text():
    log = CurveLog()
    log.add([EvaluationRecord(step=0, loss=3.5, tokens=10), step(1, 3.25), step(2, math.inf)])
    log.add([EvaluationRecord(step=2, loss=3.0, tokens=10)])
    rows = list(csv.DictReader(io.StringIO(curves_csv(log, ("W_x 1", "W_h 1")))))
    assert [row["step"] for row in rows] == ["0", "1", "2"]
    assert [row["training_loss"] for row in rows] == ["", "3.25", "inf"]
    assert [row["validation_loss"] for row in rows] == ["3.5", "", "3.0"]
    assert float(rows[1]["norm_before"]) == log.steps[0].norm_before
    assert [float(rows[1][f"norm {name}"]) for name in ("W_x 1", "W_h 1")] == list(log.steps[0].parameter_norms)


class FakeRun:
    """A run whose answers the test holds back; what it was asked is on record."""

    id = "run"
    config = LanguageModelConfig()

    def __init__(self, polls):
        self.polls = list(polls)
        self.asked = []

    def poll(self, since):
        return self.polls.pop(0)

    def ask_later(self, question, step=None):
        reply = FakeReply()
        self.asked.append((question, step, reply))
        return reply


class FakeReply:
    def __init__(self):
        self.value = None

    def done(self):
        return self.value is not None

    def result(self):
        if isinstance(self.value, Problem):
            raise self.value
        return self.value


def probe_answer(step_number: int, units: int = 60) -> ProbeAnswer:
    random = np.random.default_rng(step_number)
    gates = {
        name: random.uniform(-1, 1, (3, units)).astype(np.float32)
        for name in ("input", "forget", "output", "candidate", "hidden")
    }
    gates["cell"] = np.full((3, units), -3.0, np.float32)
    trace = LayerTrace(layer=0, direction="forward", gates=gates)
    return ProbeAnswer(
        step=step_number,
        tokens=("a", "b", "c"),
        unknown=(),
        layers=(trace,),
        gradient=((0.1, 0.2, 0.0),),
        top=((("a", 0.5),),) * 3,
    )


def test_a_standing_question_is_never_asked_twice_at_once():
    run, standing = FakeRun([]), StandingQuestion(every=0.0)
    question = ProbeQuestion(text="abc")
    for number in range(5):
        standing.keep_fresh(run, question, past=None, step=number)
    assert len(run.asked) == 1
    run.asked[0][2].value = probe_answer(0)
    standing.keep_fresh(run, question, past=None, step=5)
    assert standing.answer.step == 0
    assert len(run.asked) == 2
    run.asked[1][2].value = probe_answer(5)
    standing.keep_fresh(run, question, past=None, step=5)
    assert len(run.asked) == 2  # the answer is about the present step: nothing to ask


def test_a_question_about_the_past_is_asked_once():
    run, standing = FakeRun([]), StandingQuestion(every=0.0)
    question = ProbeQuestion(text="abc")
    standing.keep_fresh(run, question, past=10, step=100)
    run.asked[0][2].value = probe_answer(10)
    for number in (101, 102):
        standing.keep_fresh(run, question, past=10, step=number)
    assert len(run.asked) == 1


def test_a_problem_of_a_question_is_kept_until_the_next_answer():
    run, standing = FakeRun([]), StandingQuestion(every=0.0)
    standing.keep_fresh(run, ProbeQuestion(text=""), past=None, step=1)
    run.asked[0][2].value = Problem("lab.probe-too-short")
    standing.keep_fresh(run, ProbeQuestion(text=""), past=None, step=1)
    assert standing.problem.key == "lab.probe-too-short"
    standing.keep_fresh(run, ProbeQuestion(text="abc"), past=None, step=1)
    run.asked[1][2].value = probe_answer(1)
    standing.keep_fresh(run, ProbeQuestion(text="abc"), past=None, step=1)
    assert standing.problem is None


def watched(*records) -> Watch:
    poll = Poll(status="training", step=3, records=records, last=len(records), description=DESCRIPTION)
    watch = Watch(FakeRun([poll]))
    watch.refresh()
    return watch


def test_frames_hold_what_the_run_said():
    watch = watched(step(1), EvaluationRecord(step=1, loss=3.0, tokens=10), step(2, 1.0))
    watch.probe.answer = probe_answer(2)
    watch.sample.answer = SampleAnswer(step=2, prefix="a", text="bc", temperature=0.6)
    curves = curves_frame(watch, load_catalog("en")).curves
    assert curves.series["perplexity"]["/validation"]["y"] == [pytest.approx(math.exp(3), rel=1e-3)]
    assert "100 %" in curves.hints["gradient_norm"]
    frame = inside_frame(watch, load_catalog("en"))
    (layer,) = frame.probe.layers
    assert [band.symbol for band in layer.bands] == ["F", "I", "O", "C\u0303", "C", "H"]
    assert len(layer.units) == 48
    assert layer.total_units == 60
    assert next(band for band in layer.bands if band.symbol == "C").scale == 4.0
    assert frame.sample.text == "bc"


def test_rows_keep_their_places_until_the_step_number_doubles():
    watch = watched(step(1))
    orders = []
    for number in (64, 100, 127, 128):
        watch.probe.answer = probe_answer(number)
        orders.append(inside_frame(watch, load_catalog("en")).probe.layers[0].units)
    assert orders[0] == orders[1] == orders[2] != orders[3]


def test_the_outcome_of_a_run_is_remembered():
    outcome = OutcomeRecord(step=9, outcome="diverged", last_good_step=5)
    watch = watched(step(1), outcome)
    watch.run.polls.append(Poll(status="diverged", description=DESCRIPTION))
    watch.refresh()
    assert watch.outcome == outcome


def test_an_address_finds_only_runs_of_its_own_page(monkeypatch):
    run = FakeRun([])
    monkeypatch.setattr(runs, "engine", lambda: SimpleNamespace(find=lambda run_id, owner: run))
    assert runs.find_again("run", "me", LanguageModelConfig) is run
    assert runs.find_again("run", "me", ForecastConfig) is None


def test_of_a_run_that_has_ended_the_answers_are_awaited():
    watch = Watch(FakeRun([Poll(status="diverged", step=9, description=DESCRIPTION)]))
    watch.refresh()
    answers = {
        ProbeQuestion: probe_answer(9),
        SampleQuestion: SampleAnswer(step=9, prefix="a", text="b", temperature=1),
    }

    def answered(question, _):
        reply = FakeReply()
        reply.value = answers[type(question)]
        return reply

    watch.run.ask_later = answered
    watch.ask(ProbeQuestion(text="abc"), SampleQuestion(prefix="a"), past=4)
    assert watch.probe.answer.step == 9
    assert watch.sample.answer.text == "b"
    assert watch.probe.about.past == 4


def test_no_question_is_asked_before_the_model_exists():
    watch = Watch(FakeRun([Poll(status="starting")]))
    watch.refresh()
    watch.ask(ProbeQuestion(text="abc"), SampleQuestion(prefix="a"), past=None)
    assert not watch.run.asked
