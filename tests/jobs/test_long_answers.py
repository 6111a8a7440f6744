"""A question that takes long is answered in pieces: other questions and orders come in between."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from fake_training import FakeConfig

from seqviz.jobs.inbox import Inbox, serve
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem


def never() -> bool:
    return False


def pieces(count, fails=False):
    for done in range(1, count + 1):
        yield done / count, f"after {done}"
    if fails:
        raise ValueError("the last piece")


def test_the_last_piece_is_the_answer():
    inbox = Inbox()
    future = inbox.ask(lambda: pieces(3), 60.0)
    item = inbox.take()
    turns = 0
    while not serve(item, never):
        assert not future.done()
        turns += 1
        inbox.put_back(item)
        item = inbox.take()
    assert turns == 3
    assert future.result() == "after 3"
    assert len(inbox) == 0


def test_a_short_question_and_an_order_do_not_wait_for_a_long_one():
    inbox = Inbox()
    long, short = inbox.ask(lambda: pieces(3), 60.0), inbox.ask(lambda: "short", 60.0)
    item = inbox.take()
    assert not serve(item, never)
    inbox.put_back(item)
    assert serve(inbox.take(), never)
    assert short.result() == "short"
    order = inbox.order(lambda: "done")
    assert serve(inbox.take(), never)
    assert order.result() == "done"
    assert not long.done()


def test_an_answer_for_which_nobody_waits_any_more_is_left():
    inbox = Inbox()
    future = inbox.ask(lambda: pieces(10**9), 60.0)
    item = inbox.take()
    assert not serve(item, never)
    item.limit = -1.0
    assert serve(item, never)
    with pytest.raises(Problem) as caught:
        future.result()
    assert caught.value.key == "jobs.slow"


def test_a_piece_that_fails_says_why():
    inbox = Inbox()
    future: Future[str] = inbox.ask(lambda: pieces(1, fails=True), 60.0)
    item = inbox.take()
    assert not serve(item, never)
    assert serve(item, never)
    with pytest.raises(Problem):
        future.result()


def test_a_run_goes_on_between_two_pieces(begin: Callable[..., Run], eventually: Callable[..., None]) -> None:
    run = begin(FakeConfig())
    eventually(lambda: run.poll().step > 0)
    steps = run.ask((6, 0.01))
    assert len(steps) == 6
    assert steps == sorted(set(steps))  # a step between any two pieces
    run.command("pause")
    eventually(lambda: run.status == "paused")
    assert len(set(run.ask((4, 0.01)))) == 1
