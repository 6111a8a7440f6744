"""Long work of a page: begun, looked at, cancelled, and remembered when its run no longer speaks of it."""

import pytest

from seqviz.config import Contest, LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.records.jobs import Poll, WorkNews
from seqviz.records.problem import Problem
from seqviz.ui.experiment.long_work import begin, cancel, in_progress, newest
from seqviz.ui.experiment.slot import Slot

CONTEST = Contest.of(LanguageModelConfig())


class Worker:
    """A run that does what it is told, and forgets what is done once it was told."""

    config = CONTEST

    def __init__(self):
        self.works, self.cancelled, self.status = {}, [], "finished"

    def poll(self, since, *, trails=None):
        told = tuple(self.works.values())
        self.works = {name: news for name, news in self.works.items() if not news.done}
        return Poll(status=self.status, work=told)

    def work(self, question):
        if question == "too much":
            raise Problem("jobs.works", most=8)
        name = f"work {question}"
        self.works[name] = WorkNews(work=name)
        return name

    def cancel(self, work):
        self.cancelled.append(work)
        self.works[work] = WorkNews(work=work, done=True, problem=Problem("jobs.cancelled"))

    def finish(self, work, answer):
        self.works[work] = WorkNews(work=work, share=1.0, partial=answer, done=True)


@pytest.fixture
def worker():
    return Worker()


@pytest.fixture
def slot(worker):
    return Slot("page", watch=Watch(worker))


def test_a_finished_run_takes_work_and_its_answer_is_kept(worker, slot):
    work = begin(slot, CONTEST, "a")
    assert in_progress(slot)
    worker.finish(work, "answer")
    for _ in range(3):
        slot.watch.refresh()
        assert newest(slot).partial == "answer"
        assert not in_progress(slot)


def test_the_next_work_cancels_the_one_in_progress(worker, slot):
    first = begin(slot, CONTEST, "a")
    begin(slot, CONTEST, "b")
    assert worker.cancelled == [first]
    assert newest(slot).work == "work b"
    cancel(slot)
    assert newest(slot).problem.key == "jobs.cancelled"
    cancel(slot)
    assert worker.cancelled == [first, "work b"]


def test_work_that_the_run_refuses_is_said(slot):
    assert begin(slot, CONTEST, "too much") is None
    assert slot.refused.key == "jobs.works"


def test_there_is_nothing_to_wait_for_when_the_run_is_lost(worker, slot):
    begin(slot, CONTEST, "a")
    worker.status = "lost"
    slot.watch.refresh()
    assert not in_progress(slot)


def test_a_page_without_a_run_has_no_work():
    assert newest(Slot("page")) is None
    assert not in_progress(Slot("page"))
    cancel(Slot("page"))
