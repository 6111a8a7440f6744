"""A watched run: its news, and the questions that are asked again and again, never twice at once."""

import numpy as np

from seqviz.jobs.standing_question import StandingQuestion
from seqviz.records.jobs import Poll
from seqviz.records.problem import Problem
from seqviz.records.trail import TrailName, TrailNews
from seqviz.records.training import OutcomeRecord, ProbeQuestion
from tests.ui.experiment.watched import DESCRIPTION, FakeReply, FakeRun, probe_answer, watching

QUESTION = ProbeQuestion(text="abc")


def test_a_standing_question_is_never_asked_twice_at_once():
    run, standing = FakeRun(), StandingQuestion()
    for number in range(5):
        standing.keep_fresh(run, QUESTION, past=None, step=number)
    assert len(run.asked) == 1
    run.asked[0][2].value = probe_answer(0)
    standing.keep_fresh(run, QUESTION, past=None, step=5)
    assert standing.answer.step == 0
    assert len(run.asked) == 2
    run.asked[1][2].value = probe_answer(5)
    standing.keep_fresh(run, QUESTION, past=None, step=5)
    assert len(run.asked) == 2  # the answer is about the present step: nothing to ask


def test_a_question_about_the_past_is_asked_once():
    run, standing = FakeRun(), StandingQuestion()
    standing.keep_fresh(run, QUESTION, past=10, step=100)
    run.asked[0][2].value = probe_answer(10)
    for number in (101, 102):
        standing.keep_fresh(run, QUESTION, past=10, step=number)
    assert len(run.asked) == 1


def test_an_answer_to_another_question_is_not_current():
    run, standing = FakeRun(), StandingQuestion()
    standing.keep_fresh(run, QUESTION, past=None, step=1)
    run.asked[0][2].value = probe_answer(1)
    standing.keep_fresh(run, QUESTION, past=None, step=1)
    assert standing.current
    standing.keep_fresh(run, ProbeQuestion(text="xyz"), past=None, step=1)
    assert not standing.current


def test_a_problem_of_a_question_is_kept_until_the_next_answer():
    run, standing = FakeRun(), StandingQuestion()
    standing.keep_fresh(run, ProbeQuestion(text=""), past=None, step=1)
    run.asked[0][2].value = Problem("lab.probe-too-short")
    standing.keep_fresh(run, ProbeQuestion(text=""), past=None, step=1)
    assert standing.problem.key == "lab.probe-too-short"
    standing.keep_fresh(run, QUESTION, past=None, step=1)
    run.asked[1][2].value = probe_answer(1)
    standing.keep_fresh(run, QUESTION, past=None, step=1)
    assert standing.problem is None


def test_the_outcome_of_each_contestant_is_remembered():
    outcome = OutcomeRecord(step=9, outcome="diverged", last_good_step=5, contestant="b")
    watch = watching(Poll(status="training", records=(outcome,), last=1), Poll(status="training"), names=("a", "b"))
    watch.refresh()
    assert watch.outcomes == {"b": outcome}


def test_news_of_a_trail_replace_what_may_still_have_grown():
    name = TrailName("StepRecord", "a")

    def news(start, *steps):
        columns = {"step": np.array(steps, float), "loss": np.array(steps, float) / 10}
        return {name: TrailNews(thinned=0, start=start, columns=columns)}

    watch = watching(Poll(status="training", trails=news(0, 1, 2)), Poll(status="training", trails=news(1, 3, 4)))
    assert watch.trail("StepRecord", "a").newest("step") == 2
    watch.refresh()
    assert watch.trail("StepRecord", "a").columns["step"].tolist() == [1, 3, 4]
    assert watch.news == 2
    assert watch.trail("StepRecord", "nobody").newest("step") is None


def test_of_a_run_that_has_ended_the_answers_are_awaited():
    watch = watching(Poll(status="diverged", step=9, description={"a": DESCRIPTION}))
    watch.run.ask_later = lambda question, step, contestant: FakeReply(probe_answer(9))
    standing = watch.ask("probe", QUESTION, "a", past=4)
    assert standing.answer.step == 9
    assert standing.about.past == 4


def test_no_question_is_asked_before_the_model_exists_or_while_the_run_waits_for_a_place():
    for poll in (Poll(status="starting"), Poll(status="queued", description={"a": DESCRIPTION})):
        watch = watching(poll)
        watch.ask("probe", QUESTION, "a")
        assert not watch.run.asked
