"""A test set scored by a worker: in pieces, cancelled, refused, its lines fetched."""

import csv
import io
from collections.abc import Callable

import pytest

from seqviz.config.scoring import ScoringConfig
from seqviz.jobs.run import Run
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusProgress, CorpusQuestion, CorpusReport, CorpusSettings, LinesQuestion

Eventually = Callable[[Callable[[], object]], None]
SLOW = "".join(f"{' '.join(f'w{i % 50}' for i in range(300))}\tw1 w2 w3\n" for _ in range(20_000))
"""Long work: it must still be at it when it is told to stop, however late that is."""


def question(*texts: str) -> CorpusQuestion:
    return CorpusQuestion(texts=texts, settings=CorpusSettings(max_n=2))


def news_of(run: Run, work: str) -> WorkNews:
    return next(news for news in run.poll().work if news.work == work)


@pytest.fixture
def desk(begin: Callable[..., Run], eventually: Eventually) -> Run:
    run = begin(ScoringConfig())
    eventually(lambda: run.status == "finished")
    return run


def test_a_report_comes_and_every_line_can_be_fetched(desk: Run, eventually: Eventually) -> None:
    work = desk.work(question("a b\ta b\n=1\tc\n"))
    eventually(lambda: news_of(desk, work).done)
    report = news_of(desk, work).partial
    assert isinstance(report, CorpusReport)
    assert (report.pairs, report.settings) == (2, CorpusSettings(max_n=2))
    piece = desk.ask(LinesQuestion())
    assert len(piece.content) == piece.size
    rows = list(csv.DictReader(io.StringIO(piece.content.decode("utf-8-sig"))))
    assert [row["prediction"] for row in rows] == ["a b", "'=1"]
    assert desk.ask(LinesQuestion(start=piece.size)).content == b""


def test_short_answers_come_while_it_works_and_it_can_be_cancelled(desk: Run, eventually: Eventually) -> None:
    work = desk.work(question(SLOW))
    eventually(lambda: isinstance(news_of(desk, work).partial, CorpusProgress))
    with pytest.raises(Problem) as none_yet:
        desk.ask(LinesQuestion())
    assert none_yet.value.key == "bleu.error.no_lines"
    desk.cancel(work)
    news = news_of(desk, work)
    assert news.done
    assert news.problem is not None
    assert news.problem.key == "jobs.cancelled"


def test_files_that_are_no_test_set_are_a_problem_of_the_work_alone(desk: Run, eventually: Eventually) -> None:
    bad = desk.work(question("a\nb\n", "a\n"))
    good = desk.work(question("a\ta\n"))
    eventually(lambda: news_of(desk, bad).done and news_of(desk, good).done)
    problem = news_of(desk, bad).problem
    assert problem is not None
    assert (problem.key, problem.values) == ("bleu.error.unequal", {"predictions": 2, "references": 1})
    assert news_of(desk, good).partial.pairs == 1
