"""What long work holds, and when it lets go of it."""

import gc
import weakref

from seqviz.jobs.works import Work, Works


class Question:
    """Stands for something large."""


def never():
    return False


def test_a_question_is_held_no_longer_than_its_answer_is_worked_at():
    question = Question()
    seen = weakref.ref(question)

    def answer(asked):
        yield 0.5, asked is not None
        yield 1.0, "all"

    work = Work("a", lambda asked=question: answer(asked))
    del question
    while not work.news.done:
        work.advance(never)
    gc.collect()
    assert work.news.partial == "all"
    assert seen() is None


def test_work_that_is_cancelled_between_two_pieces_is_closed():
    closed = []

    def answer():
        try:
            yield 0.1, None
            yield 0.2, None
        finally:
            closed.append(True)

    works = Works()
    works.add(Work("a", answer))
    works.next().advance(never)
    works.cancel("a")
    assert not closed
    works.let_go()
    assert closed
    assert works.next() is None
