"""Long work: in pieces, beside training and short answers; cancelled, wrong, forgotten."""

import gc
import time
import weakref
from collections.abc import Callable, Iterator

import pytest
from fake_training import FakeConfig

from seqviz.jobs.orders import work_of
from seqviz.jobs.run import Run
from seqviz.jobs.works import MOST, Work, Works
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Begin = Callable[..., Run]


def news_of(run: Run, work: str) -> WorkNews:
    return next(news for news in run.poll().work if news.work == work)


@pytest.fixture
def run(begin: Begin, eventually: Eventually) -> Run:
    run = begin(FakeConfig())
    eventually(lambda: run.poll().step > 0)
    return run


def test_training_and_answers_go_on_between_pieces(run: Run, eventually: Eventually) -> None:
    work = run.work((20, 0.05))
    shares: list[float] = []

    def done() -> bool:
        assert run.ask("?").question == "?"
        news = news_of(run, work)
        shares.append(news.share)
        assert news.partial is None or len(news.partial) == round(20 * news.share)
        return news.done

    eventually(done)
    steps = news_of(run, work).partial
    assert (news_of(run, work).share, len(steps)) == (1.0, 20)
    assert steps == sorted(set(steps))  # a step between any two pieces
    assert any(0 < share < 1 for share in shares)
    assert shares == sorted(shares)


def test_a_paused_run_works_and_a_finished_one_too(begin: Begin, run: Run, eventually: Eventually) -> None:
    run.command("pause")
    work = run.work((5, 0.01))
    eventually(lambda: news_of(run, work).done)
    assert len(set(news_of(run, work).partial)) == 1
    assert run.status == "paused"
    finished = begin(FakeConfig(finish_at=3))
    eventually(lambda: finished.status == "finished")
    work = finished.work((5, 0.01))
    eventually(lambda: news_of(finished, work).done)
    assert news_of(finished, work).partial == [3] * 5


def test_an_answer_in_pieces_is_also_an_answer(run: Run) -> None:
    assert len(run.ask((4, 0.01))) == 4
    with pytest.raises(Problem) as slow:
        run.ask((1_000_000, 0.01), limit=0.3)
    assert slow.value.key == "jobs.slow"
    assert run.ask("?").question == "?"  # what nobody waits for is not computed on


def test_a_short_answer_may_be_worked_at(run: Run, eventually: Eventually) -> None:
    work = run.work("?")
    eventually(lambda: news_of(run, work).done)
    assert news_of(run, work).partial.question == "?"


def test_cancelled_and_wrong_work_says_so_and_keeps_what_it_brought(run: Run, eventually: Eventually) -> None:
    cancelled, endless, wrong = run.work((1_000_000, 0.01)), run.work("endless"), run.work((5, 0.01, 3))
    run.cancel(endless)  # in the middle of a piece, if it came to that
    eventually(lambda: news_of(run, cancelled).partial)
    run.cancel(cancelled)
    eventually(lambda: all(news_of(run, work).done for work in (cancelled, endless, wrong)))
    assert news_of(run, cancelled).problem.key == news_of(run, endless).problem.key == "jobs.cancelled"
    problem = news_of(run, wrong).problem
    assert (problem.key, "no such sentence" in str(problem)) == ("jobs.unanswered", True)
    assert len(news_of(run, wrong).partial) == 3
    before = run.poll().step
    eventually(lambda: run.poll().step > before)


def test_finished_work_is_told_for_a_while_and_to_everybody_who_begins_to_look(
    run: Run, eventually: Eventually
) -> None:
    work = run.work("?")
    eventually(lambda: news_of(run, work).done)
    eventually(lambda: not run.poll(run.poll().last).work)
    assert [news.work for news in run.poll().work] == [work]


def test_a_run_does_a_few_long_works_at_most(run: Run, eventually: Eventually) -> None:
    works = [run.work((1_000_000, 0.01)) for _ in range(MOST)]
    with pytest.raises(Problem) as many:
        run.work("?")
    assert (many.value.key, many.value.values) == ("jobs.works", {"most": MOST})
    eventually(lambda: all(news_of(run, work).share > 0 for work in works))  # each gets its pieces
    run.cancel(works[2])
    again = run.work("?")
    eventually(lambda: news_of(run, again).done)
    assert works[2] not in [news.work for news in run.poll().work]


def test_work_on_a_kept_state(run: Run, eventually: Eventually) -> None:
    work = run.work("?", 0)
    eventually(lambda: news_of(run, work).done)
    assert news_of(run, work).partial.step == 0


def test_nobody_works_for_a_page_that_is_gone(begin: Begin, eventually: Eventually) -> None:
    run = begin(FakeConfig(step_seconds=0.01))
    work = run.work((1_000_000, 0.02))
    eventually(lambda: news_of(run, work).partial)
    time.sleep(6.0)  # five seconds make it an orphan
    pieces = len(news_of(run, work).partial)
    assert pieces < 5.5 / 0.02
    eventually(lambda: len(news_of(run, work).partial) > pieces)


class Question:
    """Stands for something large."""


def never() -> bool:
    return False


def test_a_question_is_held_no_longer_than_its_answer_is_worked_at() -> None:
    question = Question()
    seen = weakref.ref(question)

    def answer(asked: object) -> Iterator[tuple[float, object]]:
        yield 0.5, asked is not None
        yield 1.0, "all"

    work = Work("a", lambda asked=question: answer(asked))
    del question
    while not work.news.done:
        work.advance(never)
    gc.collect()
    assert work.news.partial == "all"
    assert seen() is None


def test_work_that_is_cancelled_between_two_pieces_is_closed() -> None:
    closed: list[bool] = []

    def answer() -> Iterator[tuple[float, object]]:
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


def test_news_of_work_name_whom_it_was_asked_of() -> None:
    assert Work("a", lambda: None, contestant="cleaned").news.contestant == "cleaned"
    waiting = work_of([("work", ("a", "?", None, "shipped")), ("work", ("b", "?", 5, None)), ("cancel", ("a",))])
    assert [(news.contestant, news.done) for news in waiting] == [("shipped", True), (None, False)]
